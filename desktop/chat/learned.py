"""What stands under the user's message: what was learned from it, with what can be done about it, and what was not kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.chat.notes import KINDS, shown
from desktop.chat.thread_data import Note
from desktop.theme import theme
from desktop.widgets.basic import Button, Frame, IconButton, Label, Picture, clear, column, fill, row
from desktop.wording import EXPECTED, turned_down

#: What can be done with one memory: (verb, what the menu says).
VERBS = (("show", "Show on the memory page"), ("edit", "Edit…"), ("wrong", "That is wrong"), ("never", "Never keep this kind…"))
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
        self._texts: list[tuple[Button, str, int]] = []
        self.hide()

    def limit(self, room: int) -> None:
        """Lines are as wide as this at most: texts are cut to fit."""
        if room != self._room:
            self._room = room
            for button, text, beside in self._texts:
                button.setText(self._cut(text, beside))

    def _cut(self, text: str, beside: int) -> str:
        width = max(120, min(WIDTH, self._room - beside))
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
            state = {"proposed": "To review", "superseded": "Was remembered"}.get(note.status, "Remembered")
            parts: list[QWidget | None] = [None]
            first, last = state != said, number == len(self.notes) - 1
            if first:
                parts += [Picture(*_MARKS[state], 15), Label(state, "caption")]
                said = state
            parts += self._memory(note, state, beside=50 + 120 * first + 60 * last)
            if last:
                parts.append(Button("Undo", "link", name="Undo what was remembered from this message", on=self.undone.emit))
            self._column.addLayout(row(*parts, spacing=4))
        self.setVisible(bool(self.notes))

    def _memory(self, note: Note, state: str, beside: int) -> list[QWidget]:
        """`beside`: the width of what else stands in the line."""
        waits = note.status == "proposed"
        beside += 60 * waits
        text = Button("", "fact", name=f"{state}: {shown(note)}", on=lambda: self.asked.emit("show", note))
        text.setText(self._cut(shown(note), beside))
        self._texts.append((text, shown(note), beside))
        text.setToolTip(f"{shown(note)}\n{KINDS[note.kind][2]}. Show it on the memory page")
        made: list[QWidget] = [text]
        if waits:
            made.append(Button("Keep", "link", name=f"Keep: {shown(note)}", on=lambda: self.asked.emit("keep", note)))
        more = IconButton("more", f"More about: {shown(note)}", small=True, tint="text-3")
        more.clicked.connect(lambda *_: self.menu(note).popup(more.mapToGlobal(QPoint(0, more.height()))))
        return [*made, more]

    def menu(self, note: Note) -> QMenu:
        """What can be done with one memory."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for verb, said in VERBS:
            menu.addAction(said).triggered.connect(lambda *_, verb=verb: self.asked.emit(verb, note))
        return menu


_MARKS = {"Remembered": ("spark", "accent"), "To review": ("inbox", "warning"), "Was remembered": ("history", "text-3")}


class NotKept(QWidget):
    """“2 not kept”: opens to what was turned down, each with its reason. Where all is as anybody expects (questions), it stays away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rejected: tuple[tuple[str, str], ...] = ()
        self.toggle = Button("", "quiet-small", name="Not kept")
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
        self.toggle.setText(f"{count} not kept")
        self.toggle.setAccessibleName(f"{count} not kept from this message: show why")
        self.toggle.setChecked(False)
        self.setVisible(any(reason not in EXPECTED for _, reason in self.rejected))

    def _open(self, opened: bool) -> None:
        clear(self._list.box)
        for text, reason in self.rejected if opened else ():
            what, why = turned_down(text, reason)
            line = Label(what, "small", wrap=True)
            line.setMinimumWidth(min(WIDTH, QFontMetrics(theme().font("small")).horizontalAdvance(what) + 4))
            self._list.box.addLayout(column(line, Label(f"Not kept: {why}", "caption"), spacing=0))
        self._list.setVisible(opened)
