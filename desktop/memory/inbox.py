"""The inbox: what Alcove is unsure about waits here for the user's word before answers use it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop import dates
from desktop.chat.notes import KINDS
from desktop.desk import Desk
from desktop.i18n import phrase, quoted, tr, trn
from desktop.memory import changing, inbox_data
from desktop.memory.inbox_data import Side, Waiting
from desktop.memory.inbox_many import ManyDialog
from desktop.widgets.basic import Button, Frame, IconButton, Label, Picture, clear, column, row
from desktop.widgets.columns import ColumnPage
from desktop.widgets.states import EmptyState
from desktop.wording import told
from engine.memory.review import Review

EMPTY = (
    phrase("Nothing waits for you"),
    phrase("What Alcove is unsure about, or what comes from documents, appears here before it is used in answers."),
)


KEYS = phrase("1, 2, 3 and 4 press the answers of a question: the one with the focus, or the first.")


class Card(Frame):
    """One question with its answers. `answered`: what to do, and what is said when it is done."""

    answered = Signal(str, str)  # method of Review, said
    more_asked = Signal(object)  # the button
    source_opened = Signal(str, str)

    def __init__(self, waiting: Waiting, parent: QWidget | None = None) -> None:
        super().__init__("card", margins=(18, 14, 18, 14), spacing=10, parent=parent)
        self.waiting = waiting
        question = tr("Which is right?") if waiting.old is not None else tr("Remember this?")
        self.setAccessibleName(f"{question} {told(waiting.new.memory.text)}")
        more = IconButton("more", tr("More about: {text}", text=told(waiting.new.memory.text)), small=True, tint="text-3")
        more.clicked.connect(lambda *_: self.more_asked.emit(more))
        why = tr("It may go against what you said before") if waiting.old is not None else waiting.why
        self.box.addLayout(row(Label(question, "strong"), Label(why, "caption"), None, more, spacing=10))
        if waiting.old is None:
            self.box.addLayout(self._side(waiting.new, ""))
            self._answers(("keep", tr("Keep"), tr("Kept.")), ("reject", tr("Don't keep"), tr("Not kept.")))
            return
        sides = row(self._panel(waiting.new, tr("New")), self._panel(waiting.old, tr("So far")), spacing=12)
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        self.box.addLayout(sides)
        self._answers(
            ("keep", tr("The new one"), tr("The new one holds.")), ("reject", tr("What I said before"), tr("What you said before stays.")),
            ("both", tr("Both"), tr("Both are kept.")), ("neither", tr("Neither"), tr("Both are set aside.")),
        )  # fmt: skip

    def _panel(self, side: Side, title: str) -> Frame:
        panel = Frame("inset", margins=(14, 11, 14, 11), spacing=4)
        panel.box.addLayout(self._side(side, title))
        panel.box.addStretch(1)
        return panel

    def _side(self, side: Side, title: str) -> QVBoxLayout:
        memory = side.memory
        picture, tint, kind = KINDS[memory.kind]
        head = " · ".join(part for part in (title, tr(kind), dates.stored(memory.mentioned_at, memory.utc_offset)) if part)
        text = Label(told(memory.text), "lead-text", wrap=True, selectable=True)
        mark = Picture(picture, tint, 16)
        if (source := side.source) is None:
            return column(row(mark, Label(head, "caption"), None, spacing=7), text, spacing=4)
        said = " ".join((source.span or source.before).split())
        link = Button(tr("Show in chat"), "link", name=tr("Show in chat: {text}", text=said))
        link.clicked.connect(lambda *_: self.source_opened.emit(source.conversation_id, source.message.id))
        return column(row(mark, Label(head, "caption"), None, link, spacing=7), text, Label(quoted(said), "small", wrap=True), spacing=4)

    def _answers(self, *answers: tuple[str, str, str]) -> None:
        single = self.waiting.old is None
        self.answers: list[Button] = []
        for number, (verb, text, said) in enumerate(answers):
            about = told(self.waiting.new.memory.text)
            button = Button(text, "primary" if single and not number else "", name=f"{text}: {about}")
            button.clicked.connect(lambda *_, verb=verb, said=said: self.answered.emit(verb, said))
            button.setToolTip(tr("Key {n}", n=number + 1))
            self.answers.append(button)
        self.box.addLayout(row(*self.answers, None))


class InboxPage(ColumnPage):
    """All that waits; contradictions first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Inbox"), parent)
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
        if len(waiting) > 1:
            self.many = Button(tr("Answer many…"), icon_name="check", on=lambda: ManyDialog(self.desk, self.window()))
            self.column.addLayout(row(Label(tr(KEYS), "caption", wrap=True), self.many, spacing=12, stretch=0))
        for card in self.cards:
            self.column.addWidget(card)
        if not waiting:
            self.column.addStretch(1)
            self.column.addWidget(EmptyState("inbox", *map(tr, EMPTY)))
        elif total > len(waiting):
            self.column.addWidget(
                Label(trn("{n} more follows when these are answered.", "{n} more follow when these are answered.", total - len(waiting)), "caption")
            )
        self.column.addStretch(2)
        self.refocus(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers the question that has the focus, or the first one."""
        number = event.key() - Qt.Key.Key_1
        card = next((one for one in self.cards if one.isAncestorOf(self.focusWidget() or self)), self.cards[0] if self.cards else None)
        if card is not None and 0 <= number < len(card.answers) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            card.answers[number].click()
        else:
            super().keyPressEvent(event)

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
        menu.addAction(tr("Show on the memory page")).triggered.connect(lambda *_: desk.memory_asked.emit(memory.id))
        menu.addAction(tr("Edit…")).triggered.connect(lambda *_: changing.EditDialog(desk, self.window(), memory.id, memory.text))
        menu.addAction(tr("Never keep this kind…")).triggered.connect(lambda *_: changing.ask_never(desk, self.window(), memory.id))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
