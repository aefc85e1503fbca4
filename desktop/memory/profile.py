"""The profile: what Alcove knows about the user, on one page, now or as of a day. Each line leads to its memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import phrase, tr
from desktop.memory import profile_data
from desktop.memory.selection import Selection
from desktop.widgets.basic import Button, Frame, Label, Picture, clear, row
from desktop.widgets.columns import ColumnPage
from desktop.widgets.states import EmptyState
from desktop.wording import told

if TYPE_CHECKING:
    from engine.memory.profile import Line

TITLES = {
    "identity": phrase("Who you are"), "people": phrase("People"), "pets": phrase("Pets"), "home": phrase("Home"), "work": phrase("Work and study"),
    "health": phrase("Health"), "preferences": phrase("Tastes"), "routines": phrase("Habits"), "skills": phrase("Skills"), "plans": phrase("Plans"),
    "beliefs": phrase("Beliefs"), "possessions": phrase("Things"),
    "instructions": phrase("How Alcove should be"), "other": phrase("Also"),
}  # fmt: skip
EMPTY = (phrase("Nothing here yet"), phrase("What matters most of all that Alcove remembers is summed up here. Tell it something about yourself."))
EMPTY_THEN = (phrase("Nothing here then"), phrase("On this day nothing of what makes up a profile had been said yet."))


class ProfileLine(Button):
    """A memory as a button that is as high as its text, however large that is."""

    def __init__(self, text: str, *, pinned: bool) -> None:
        super().__init__("", "row", name=text)
        self.words = Label(text, wrap=True)
        parts: list[QWidget] = [Picture("pinned", "accent", 18), self.words] if pinned else [self.words]
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(row(*parts, spacing=10, margins=(10, 7, 10, 7)))
        self.layout().setStretch(len(parts) - 1, 1)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()


class ProfileView(ColumnPage):
    """Written at idle times (engine/learning/consolidation/profile.py); read here."""

    kinds = frozenset(("memory", "profile"))

    def __init__(self, desk: Desk, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("What Alcove knows about you"), parent)
        self.selection = selection
        self.lines: list[Line] | None = None
        self.buttons: dict[str, ProfileLine] = {}
        selection.memory_changed.connect(self.show_selection)
        selection.day_changed.connect(self._outdated)

    def reload(self) -> None:
        vault, day = self.desk.session.vault, self.selection.day
        self.desk.tasks.query(self, lambda: profile_data.read(vault, day), lambda lines: self._show(lines) if day == self.selection.day else None)

    def appear(self) -> None:
        """It comes into view."""
        self.show_selection()

    def show_selection(self) -> None:
        """Marks the line of the selected memory."""
        for memory, button in self.buttons.items():
            button.setChecked(memory == self.selection.memory)
        if self.isVisible() and (chosen := self.buttons.get(self.selection.memory)) is not None:
            self.ensureWidgetVisible(chosen, 0, 60)

    def _outdated(self) -> None:
        self.lines = None
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _show(self, lines: list[Line]) -> None:
        if lines == self.lines:
            return
        self.lines = lines
        clear(self.column)
        self.buttons = {}
        for section in dict.fromkeys(line.section for line in lines):
            self.column.addWidget(Label(tr(TITLES.get(section, section.capitalize())), "section"))
            card = Frame("card", margins=6, spacing=0)
            for line in (one for one in lines if one.section == section):
                card.box.addWidget(self._line(line))
            self.column.addWidget(card)
            self.column.addSpacing(4)
        if not lines:
            self.column.addStretch(1)
            self.column.addWidget(EmptyState("summary", *map(tr, EMPTY if self.selection.day is None else EMPTY_THEN)))
        self.column.addStretch(2)
        self.show_selection()

    def _line(self, line: Line) -> QWidget:
        made = ProfileLine(told(line.text), pinned=line.pinned)
        made.clicked.connect(lambda *_: self._choose(line.id))
        self.buttons[line.id] = made
        return made

    def _choose(self, memory: str) -> None:
        self.selection.choose_memory(memory)
        self.show_selection()
