"""What is to be forgotten or erased, where it is more than one memory: somebody, a time, a chat, words, everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import dates
from desktop.desk import Desk
from desktop.i18n import phrase, tr
from desktop.memory.letting_go import LettingGo
from desktop.widgets.basic import Label, fill
from desktop.widgets.days import DayRange
from desktop.widgets.dialogs import Dialog
from desktop.widgets.picker import Found, Picker
from engine import clock
from engine.memory.targets import About, Everything, Text

if TYPE_CHECKING:
    from engine.memory.forgetting import Target

MOST = 50
ABOUT, TIME, CHAT, WORDS, ALL = range(5)
CHOICES = (
    phrase("Somebody or something"), phrase("A time"), phrase("A chat"), phrase("Words, wherever they stand"), phrase("Everything"),
)  # fmt: skip


class EraseDialog(Dialog):
    """Says what; what goes with it, and whether it can come back, is asked in the next step."""

    def __init__(self, desk: Desk, parent: QWidget, letting_go: LettingGo) -> None:
        super().__init__(parent, tr("What should go?"), width=520)
        self._desk, self._letting_go = desk, letting_go
        self.group = QButtonGroup(self)
        self.person = Picker(desk.tasks, tr("Search people, places and things"), tr("People, places and things"), self._people)
        self.days = DayRange()
        self.chat = Picker(desk.tasks, tr("Search chats"), tr("Chats found"), self._chats)
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("A name, a number, a phrase"))
        self.words.setAccessibleName(tr("Words that should go"))
        self.stack = QStackedWidget()
        panels = (
            (self.person, tr("All that is remembered and was said about them, in every chat.")),
            (self.days, tr("All that was said in this time, and what was learned from it.")),
            (self.chat, tr("The whole chat, and the memories that stand on it alone.")),
            (self.words, tr("Every sentence and memory with exactly these words.")),
            (Label(tr("All chats and memories. Your keys and your settings stay."), "second", wrap=True), ""),
        )
        for number, (name, (widget, about)) in enumerate(zip(CHOICES, panels, strict=True)):
            button = QRadioButton(tr(name))
            self.group.addButton(button, number)
            self.add(button)
            panel = QWidget()
            panel.setProperty("role", "plain")
            fill(QVBoxLayout(panel), *([Label(about, "caption", wrap=True)] if about else []), widget, None, margins=(0, 8, 0, 0), spacing=8)
            self.stack.addWidget(panel)
        self.add(self.stack)
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Show what goes"), "primary", self._submit, default=True)
        self.group.idToggled.connect(lambda number, on: self._turn(number) if on else None)
        for signal in (self.person.changed, self.chat.changed, self.words.textChanged):
            signal.connect(lambda *_: self._enable())
        self.person.reload()
        self.chat.reload()
        self.group.button(ABOUT).setChecked(True)
        self.person.setFocus()
        self.open()

    @property
    def target(self) -> Target | None:
        """What is chosen, if it is."""
        from engine.memory.periods import period

        number = self.group.checkedId()
        if number == ABOUT:
            return About(self.person.chosen) if self.person.chosen else None
        if number == TIME:
            return period(self.days.first.isoformat(), self.days.last.isoformat())
        if number == CHAT:
            return self.chat.chosen or None
        if number == WORDS:
            return Text(self.words.text().strip()) if self.words.text().strip() else None
        return Everything()

    def _turn(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self._enable()

    def _enable(self) -> None:
        self.yes.setEnabled(self.target is not None)

    def _people(self, text: str) -> Found:
        found = self._desk.session.entities.list(text, limit=MOST)
        named = [(known.entity.name, known.entity.relation or "", known.entity.id) for known in found if known.entity.kind != "user"]
        return [(f"{name} ({relation})" if relation else name, id) for name, relation, id in named]

    def _chats(self, text: str) -> Found:
        found = self._desk.session.conversations.list(text, limit=MOST)
        return [(f"{one.title or tr('New chat')}  ·  {dates.day(clock.from_utc(one.updated_at))}", one.id) for one in found]

    def _submit(self) -> None:
        if (target := self.target) is not None:
            self.accept()
            self._letting_go.forget([target])
