"""The inbox: what Alcove is unsure about waits here for the user's word before answers use it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop import dates
from desktop.chat.notes import KINDS
from desktop.desk import Desk
from desktop.memory import changing, inbox_data
from desktop.memory.inbox_data import Side, Waiting
from desktop.widgets.basic import Button, Frame, IconButton, Label, Picture, clear, column, row
from desktop.widgets.columns import ColumnPage
from desktop.widgets.states import EmptyState
from desktop.wording import told
from engine.memory.review import Review

EMPTY = ("Nothing waits for you", "What Alcove is unsure about, or what comes from documents, appears here before it is used in answers.")


class Card(Frame):
    """One question with its answers. `answered`: what to do, and what is said when it is done."""

    answered = Signal(str, str)  # method of Review, said
    more_asked = Signal(object)  # the button
    source_opened = Signal(str, str)

    def __init__(self, waiting: Waiting, parent: QWidget | None = None) -> None:
        super().__init__("card", margins=(18, 14, 18, 14), spacing=10, parent=parent)
        self.waiting = waiting
        question = "Which is right?" if waiting.old is not None else "Remember this?"
        self.setAccessibleName(f"{question} {told(waiting.new.memory.text)}")
        more = IconButton("more", f"More about: {told(waiting.new.memory.text)}", small=True, tint="text-3")
        more.clicked.connect(lambda *_: self.more_asked.emit(more))
        why = "It may go against what you said before" if waiting.old is not None else waiting.why
        self.box.addLayout(row(Label(question, "strong"), Label(why, "caption"), None, more, spacing=10))
        if waiting.old is None:
            self.box.addLayout(self._side(waiting.new, ""))
            self._answers(("keep", "Keep", "Kept."), ("reject", "Don't keep", "Not kept."))
            return
        sides = row(self._panel(waiting.new, "New"), self._panel(waiting.old, "So far"), spacing=12)
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        self.box.addLayout(sides)
        self._answers(
            ("keep", "The new one", "The new one holds."), ("reject", "What I said before", "What you said before stays."),
            ("both", "Both", "Both are kept."), ("neither", "Neither", "Both are set aside."),
        )  # fmt: skip

    def _panel(self, side: Side, title: str) -> Frame:
        panel = Frame("inset", margins=(14, 11, 14, 11), spacing=4)
        panel.box.addLayout(self._side(side, title))
        panel.box.addStretch(1)
        return panel

    def _side(self, side: Side, title: str) -> QVBoxLayout:
        memory = side.memory
        picture, tint, kind = KINDS[memory.kind]
        head = " · ".join(part for part in (title, kind, dates.stored(memory.mentioned_at, memory.utc_offset)) if part)
        text = Label(told(memory.text), "lead-text", wrap=True, selectable=True)
        mark = Picture(picture, tint, 16)
        if (source := side.source) is None:
            return column(row(mark, Label(head, "caption"), None, spacing=7), text, spacing=4)
        said = " ".join((source.span or source.before).split())
        link = Button("Show in chat", "link", name=f"Show in chat: {said}")
        link.clicked.connect(lambda *_: self.source_opened.emit(source.conversation_id, source.message.id))
        return column(row(mark, Label(head, "caption"), None, link, spacing=7), text, Label(f"“{said}”", "small", wrap=True), spacing=4)

    def _answers(self, *answers: tuple[str, str, str]) -> None:
        single = self.waiting.old is None
        buttons: list[QWidget | None] = []
        for number, (verb, text, said) in enumerate(answers):
            about = told(self.waiting.new.memory.text)
            button = Button(text, "primary" if single and not number else "", name=f"{text}: {about}")
            button.clicked.connect(lambda *_, verb=verb, said=said: self.answered.emit(verb, said))
            buttons.append(button)
        self.box.addLayout(row(*buttons, None))


class InboxPage(ColumnPage):
    """All that waits; contradictions first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Inbox", parent)
        self.cards: list[Card] = []

    def reload(self) -> None:
        session = self.desk.session
        self.desk.tasks.query(self, lambda: inbox_data.read(session), self._show)

    def _show(self, found: tuple[tuple[Waiting, ...], int]) -> None:
        waiting, total = found
        if [card.waiting for card in self.cards] == list(waiting) and self.cards:
            return
        place = self.focused()
        clear(self.column)
        self.cards = [self._card(one) for one in waiting]
        for card in self.cards:
            self.column.addWidget(card)
        if not waiting:
            self.column.addStretch(1)
            self.column.addWidget(EmptyState("inbox", *EMPTY))
        elif total > len(waiting):
            self.column.addWidget(Label(f"{total - len(waiting)} more follow when these are answered.", "caption"))
        self.column.addStretch(2)
        self.refocus(place)

    def _card(self, waiting: Waiting) -> Card:
        card = Card(waiting)
        review, memory_id = self.desk.session.review, waiting.new.memory.id
        card.answered.connect(lambda verb, said: self._answer(review, verb, memory_id, said))
        card.more_asked.connect(lambda button: self._menu(waiting, button))
        card.source_opened.connect(self.desk.message_asked)
        return card

    def _answer(self, review: Review, verb: str, memory_id: str, said: str) -> None:
        answers = {"keep": review.keep, "reject": review.reject, "both": review.both, "neither": review.neither}
        self.desk.change(self, lambda: answers[verb](memory_id), said)

    def _menu(self, waiting: Waiting, button: QWidget) -> None:
        memory, desk = waiting.new.memory, self.desk
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Show on the memory page").triggered.connect(lambda *_: desk.memory_asked.emit(memory.id))
        menu.addAction("Edit…").triggered.connect(lambda *_: changing.EditDialog(desk, self.window(), memory.id, memory.text))
        menu.addAction("Never keep this kind…").triggered.connect(lambda *_: changing.ask_never(desk, self.window(), memory.id))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
