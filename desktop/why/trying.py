"""The tab that tries a question: what it would recall and what would be used, without asking the model and without storing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop import receipts
from desktop.i18n import number, phrase, tr
from desktop.why.receipt import ReceiptView
from desktop.widgets.basic import Button, Label, fill, row
from desktop.widgets.columns import WIDTH
from desktop.widgets.ring import Ring
from desktop.widgets.scaling import wide
from desktop.widgets.states import EmptyState

if TYPE_CHECKING:
    from desktop.desk import Desk
    from engine.recall.rendering import RenderedMemory, RenderedReceipt

SIDE = 28
EMPTY = (
    phrase("Try a question"),
    phrase("See which memories an answer would stand on, and why others stay out. Nothing is asked and nothing is stored."),
)


class TryPage(QWidget):
    """A field, and below it the receipt of the answer that is not given."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("A question as you would ask it"))
        self.field.setAccessibleName(tr("The question to try"))
        self.field.setMaxLength(4_000)
        self.field.returnPressed.connect(self.run)
        self.button = Button(tr("Try"), "primary", on=self.run, name=tr("Show what this question would recall"))
        self.hint = Label("", "caption")
        self.view = ReceiptView()
        self.view.opened.connect(self._open)
        self.nothing = EmptyState("search", *map(tr, EMPTY))
        holder = QWidget()
        wide(holder, holder.setMaximumWidth, WIDTH)
        fill(QVBoxLayout(holder), self.view, None, margins=(0, 4, 0, 32))
        inside = QWidget()
        inside.setProperty("role", "plain")
        outer = _centred(inside, holder)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setAccessibleName(tr("What the question would recall"))
        self.scroll.setWidget(inside)
        Ring(self.scroll)
        bar = self.scroll.verticalScrollBar()  # takes its room from the margin: the column stays under the field
        bar.rangeChanged.connect(lambda _, most: outer.setContentsMargins(SIDE, 0, SIDE - (bar.sizeHint().width() if most else 0), 0))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.nothing)
        self.pages.addWidget(self.scroll)
        above, box = QWidget(), QWidget()
        wide(box, box.setMaximumWidth, WIDTH)
        fill(QVBoxLayout(box), row(self.field, self.button, stretch=0), self.hint, margins=(0, 18, 0, 6), spacing=5)
        _centred(above, box)
        fill(QVBoxLayout(self), above, self.pages, spacing=0).setStretch(1, 1)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """One begins by typing."""
        self.field.setFocus(reason)

    def run(self) -> None:
        """Asks recall, and nothing else."""
        asked, session = self.field.text().strip(), self.desk.session
        if not asked:
            self.pages.setCurrentWidget(self.nothing)
            return
        self.button.setEnabled(False)
        self.hint.setText(tr("Looking…"))

        def look() -> RenderedReceipt:
            from engine.answering.dry_run import dry_run

            return dry_run(session, asked)

        self.desk.tasks.query(self, look, self._show, self._failed)

    def _show(self, receipt: RenderedReceipt) -> None:
        self.button.setEnabled(True)
        used = len(receipts.read(receipt)[0][1])
        said = tr("{found} found, {used} would be used", found=number(used + len(receipt.fell_out)), used=number(used))
        self.hint.setText(tr("{said}. Nothing was stored.", said=said))
        self.view.show_receipt(receipt)
        self.scroll.verticalScrollBar().setValue(0)
        self.pages.setCurrentWidget(self.scroll)
        self.desk.announce(said)

    def _failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self.hint.setText("")
        self.desk.show_error(error)

    def _open(self, memory: RenderedMemory) -> None:
        if memory.owner_kind == "memory" and memory.owner_id is not None:
            self.desk.memory_asked.emit(memory.owner_id)
        elif memory.owner_id is not None:
            self.desk.message_asked.emit(memory.conversation_id, memory.owner_id)


def _centred(outer: QWidget, holder: QWidget) -> QHBoxLayout:
    layout: QHBoxLayout = fill(QHBoxLayout(outer), margins=(SIDE, 0, SIDE, 0), spacing=0)
    layout.addStretch(1)
    layout.addWidget(holder, 1000)
    layout.addStretch(1)
    return layout
