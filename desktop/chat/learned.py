"""What stands under the user's message: what was learned from it, with what can be done about it, and what was not kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.chat.notes import KINDS, shown
from desktop.chat.thread_data import Note
from desktop.i18n import phrase, tr, trn
from desktop.theme import theme
from desktop.widgets.basic import Button, Frame, IconButton, Label, Picture, clear, column, fill, row
from desktop.wording import EXPECTED, turned_down

#: What can be done with one memory: (verb, what the menu says).
VERBS = (
    ("show", phrase("Show on the memory page")),
    ("edit", phrase("Edit…")),
    ("wrong", phrase("That is wrong")),
    ("never", phrase("Never keep this kind…")),
)
WIDTH = 430


class LearnedNotes(QWidget):
    """`asked` names a verb and the memory; `undone` takes back the whole step."""

    asked = Signal(str, object)  # verb, Note
    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = fill(QVBoxLayout(self), spacing=2)
        self.notes: tuple[Note, ...] = ()
        self._room = WIDTH + 300
        self._texts: list[tuple[Button, str, tuple[str, ...]]] = []
        theme().changed.connect(self._fit)
        self.hide()

    def limit(self, room: int) -> None:
        """Lines are as wide as this at most: texts are cut to fit."""
        if room != self._room:
            self._room = room
            self._fit()

    def _fit(self) -> None:
        for button, text, beside in self._texts:
            button.setText(self._cut(text, beside))

    def _cut(self, text: str, beside: tuple[str, ...]) -> str:
        width = max(60, min(WIDTH, self._room - theme().px(50) - sum(map(_width, beside))))
        return QFontMetrics(theme().font("small")).elidedText(text, Qt.TextElideMode.ElideRight, width).replace("&", "&&")

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Shows what was learned."""
        if tuple(notes) == self.notes:
            return
        self.notes = tuple(notes)
        clear(self._column)
        self._texts = []
        said = ""
        for number, note in enumerate(self.notes):
            state = _STATES.get(note.status, REMEMBERED)
            parts: list[QWidget | None] = [None]
            first, last = state != said, number == len(self.notes) - 1
            if first:
                parts += [Picture(*_MARKS[state], 15), Label(tr(state), "caption")]
                said = state
            parts += self._memory(note, state, (tr(state),) * first + (tr("Undo"),) * last)
            if last:
                parts.append(Button(tr("Undo"), "link", name=tr("Undo what was remembered from this message"), on=self.undone.emit))
            self._column.addLayout(row(*parts, spacing=4))
        self.setVisible(bool(self.notes))

    def _memory(self, note: Note, state: str, beside: tuple[str, ...]) -> list[QWidget]:
        """`beside`: what else stands in the line."""
        waits = note.status == "proposed"
        beside += (tr("Keep"),) * waits
        text = Button("", "fact", name=f"{tr(state)}: {shown(note)}", on=lambda: self.asked.emit("show", note))
        text.setText(self._cut(shown(note), beside))
        self._texts.append((text, shown(note), beside))
        text.setToolTip(tr("{text}\n{kind}. Show it on the memory page", text=shown(note), kind=tr(KINDS[note.kind][2])))
        made: list[QWidget] = [text]
        if waits:
            made.append(Button(tr("Keep"), "link", name=tr("Keep: {text}", text=shown(note)), on=lambda: self.asked.emit("keep", note)))
        more = IconButton("more", tr("More about: {text}", text=shown(note)), small=True, tint="text-3")
        more.clicked.connect(lambda *_: self.menu(note).popup(more.mapToGlobal(QPoint(0, more.height()))))
        return [*made, more]

    def menu(self, note: Note) -> QMenu:
        """What can be done with one memory."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for verb, said in VERBS:
            menu.addAction(tr(said)).triggered.connect(lambda *_, verb=verb: self.asked.emit(verb, note))
        return menu


REMEMBERED = phrase("Remembered")
_STATES = {"proposed": phrase("To review"), "superseded": phrase("Was remembered")}
_MARKS = {REMEMBERED: ("spark", "accent"), _STATES["proposed"]: ("inbox", "warning"), _STATES["superseded"]: ("history", "text-3")}


class NotKept(QWidget):
    """“2 not kept”: opens to what was turned down, each with its reason. Where all is as anybody expects (questions), it stays away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rejected: tuple[tuple[str, str], ...] = ()
        self.toggle = Button("", "quiet-small", name=tr("Not kept"))
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._open)
        self._list = Frame("card", margins=(14, 9, 14, 10), spacing=7)
        self._list.hide()
        fill(QVBoxLayout(self), row(None, self.toggle), row(None, self._list), spacing=2)
        self.hide()

    def show_rejected(self, rejected: Sequence[tuple[str, str]]) -> None:
        """(text, reason) of each."""
        if tuple(rejected) == self.rejected:
            return
        self.rejected = tuple(rejected)
        count = len(self.rejected)
        self.toggle.setText(trn("{n} not kept", "{n} not kept", count))
        self.toggle.setAccessibleName(trn("{n} not kept from this message: show why", "{n} not kept from this message: show why", count))
        self.toggle.setChecked(False)
        self.setVisible(any(reason not in EXPECTED for _, reason in self.rejected))

    def _open(self, opened: bool) -> None:
        clear(self._list.box)
        for text, reason in self.rejected if opened else ():
            what, why = turned_down(text, reason)
            line = Label(what, "small", wrap=True)
            line.setMinimumWidth(min(WIDTH, QFontMetrics(theme().font("small")).horizontalAdvance(what) + 4))
            self._list.box.addLayout(column(line, Label(tr("Not kept: {why}", why=why), "caption"), spacing=0))
        self._list.setVisible(opened)


def _width(word: str) -> int:
    """Of a word beside the memories, with what lies around it."""
    return QFontMetrics(theme().font("small")).horizontalAdvance(word) + theme().px(40)
