"""An attached file on the screen: a card with its name and what it is, in the composer and in the conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import phrase, said, tr
from desktop.widgets.basic import Button, Frame, IconButton, Picture, clear, column, row
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.flow import Flow
from desktop.widgets.scaling import wide

if TYPE_CHECKING:
    from engine.documents.document import Document

WIDTH = 236
READING = phrase("Reading…")


@dataclass(eq=False)
class Staged:
    """A file that is to go with the next message; `document` is None while it is read by `job`."""

    name: str
    document: Document | None = None
    job: Any = field(default=None, repr=False)

    @property
    def facts(self) -> str:
        """What stands under the name."""
        return said(self.document.facts) if self.document is not None else tr(READING)


def _face(name: str, facts: str) -> tuple[QWidget, QWidget]:
    """The picture and the two lines that every card has; clicks go through them."""
    title, caption = ElidedLabel(name, "file-name"), ElidedLabel(facts, "caption")
    lines = QWidget()
    lines.setLayout(column(title, caption, spacing=1))
    square = Frame("file-icon", margins=7)
    square.box.addWidget(Picture("document", "accent", 18))
    for part in (square, lines):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return square, lines


class FileCard(Button):
    """A file in a conversation. A click opens what was read of it."""

    def __init__(self, name: str, facts: str, parent: QWidget | None = None) -> None:
        super().__init__("", "file", name=tr("Attached file: {name}, {facts}", name=name, facts=facts) if facts else name, parent=parent)
        square, lines = _face(name, facts or tr("Nothing of it is shown any more"))
        self.setLayout(row(square, lines, spacing=10, margins=(8, 8, 14, 8), stretch=1))
        self.setToolTip(f"{name}\n{facts}".strip())
        self.setEnabled(bool(facts))
        wide(self, self.setFixedSize, WIDTH, 54)

    def sizeHint(self) -> QSize:
        return self.maximumSize()  # the style sheet's least height is that of a line of text


class StagedCard(Frame):
    """A file in the composer: it can be taken off again; what was pasted can be turned back into text."""

    removed = Signal()
    unfolded = Signal()

    def __init__(self, staged: Staged, parent: QWidget | None = None) -> None:
        super().__init__("file", horizontal=True, margins=(8, 7, 5, 7), spacing=10, parent=parent)
        self.staged = staged
        self.setAccessibleName(tr("To be sent: {name}, {facts}", name=staged.name, facts=staged.facts))
        square, lines = _face(staged.name, staged.facts)
        self.remove = IconButton("close", tr("Take {name} off", name=staged.name), on=self.removed.emit, small=True, tint="text-3")
        self.unfold = IconButton("undo", tr("Turn back into text"), on=self.unfolded.emit, small=True, tint="text-3")
        self.unfold.setVisible(staged.document is not None and staged.document.pasted)
        self.box.addWidget(square)
        self.box.addWidget(lines, 1)
        self.box.addLayout(row(self.unfold, self.remove, spacing=0))
        self.setToolTip(f"{staged.name}\n{staged.facts}")
        wide(self, self.setFixedSize, WIDTH, 52)


class Shelf(QWidget):
    """What goes with the next message."""

    removed = Signal(object)  # Staged
    unfolded = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Attached to the next message"))
        self.cards: list[StagedCard] = []
        self._flow = Flow(self, spacing=8)
        self.hide()

    def show_staged(self, staged: list[Staged]) -> None:
        """Shows these, anew."""
        clear(self._flow)
        self.cards = []
        for one in staged:
            card = StagedCard(one)
            card.removed.connect(lambda one=one: self.removed.emit(one))
            card.unfolded.connect(lambda one=one: self.unfolded.emit(one))
            self._flow.addWidget(card)
            self.cards.append(card)
        self.setVisible(bool(staged))
