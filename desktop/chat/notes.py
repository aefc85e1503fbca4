"""What stands under an answer: the memories that it used."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import dates
from desktop.chat.thread_data import Note
from desktop.i18n import phrase, tr, trn
from desktop.widgets.basic import Button, Frame, Label, Picture, clear, fill, row
from desktop.widgets.elided import ElidedLabel
from desktop.wording import told

KINDS = {
    "semantic": ("fact", "fact", phrase("Fact")), "episodic": ("event", "event", phrase("Event")), "procedural": ("procedure", "procedure",
    phrase("How-to")),
    "summary": ("summary", "summary", phrase("Summary")), "message": ("quote", "text-3", phrase("Said")),
}  # fmt: skip


def shown(note: Note) -> str:
    """A note's text: what was said as it was said, memories as told to the user."""
    return note.text if note.kind == "message" else told(note.text)


class NoteRow(Button):
    """One memory as a row to click: kind, text, date."""

    def __init__(self, note: Note, parent: QWidget | None = None) -> None:
        picture, tint, kind = KINDS.get(note.kind, KINDS["semantic"])
        kind = tr(kind)
        date = dates.stored(note.date, note.offset)
        super().__init__("", "row", name=f"{kind}: {shown(note)} {date}", parent=parent)
        self.note = note
        text, when = ElidedLabel(shown(note), "small"), Label(date, "caption")
        for part in (text, when):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        mark = Picture(picture, tint, 16)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setToolTip(shown(note))
        self.setLayout(row(mark, text, when, spacing=9, margins=(9, 0, 9, 0), stretch=1))
        self.setMinimumHeight(34)


class UsedNotes(QWidget):
    """“3 memories used”: opens to a list; each leads to its place."""

    chosen = Signal(object)  # Note

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes: tuple[Note, ...] = ()
        self.toggle = Button("", "quiet", icon_name="memory", name=tr("Memories used"))
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._open)
        self._list = Frame("card", margins=5, spacing=0)
        self._list.hide()
        self._made = False
        fill(QVBoxLayout(self), self._list, spacing=6)
        self.hide()

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Says which memories the answer stands on. The toggle is placed by the owner."""
        self.notes, self._made = tuple(notes), False
        count = len(self.notes)
        self.toggle.setVisible(bool(count))
        self.toggle.setText(trn("{n} memory used", "{n} memories used", count))
        self.toggle.setAccessibleName(trn("{n} memory used for this answer", "{n} memories used for this answer", count))
        if self.toggle.isChecked():
            self._open(bool(count))

    def _open(self, opened: bool) -> None:
        if opened and not self._made:  # built at first sight: most are never opened
            clear(self._list.box)
            for note in self.notes:
                line = NoteRow(note)
                line.clicked.connect(lambda *_, note=note: self.chosen.emit(note))
                self._list.box.addWidget(line)
            self._made = True
        self.setVisible(opened)
        self._list.setVisible(opened)
        self.toggle.set_icon("memory", "accent" if opened else "text-2")
