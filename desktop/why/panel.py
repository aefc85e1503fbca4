"""“Why this answer”: the pane beside the conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop import dates, receipts
from desktop.i18n import tr
from desktop.why.receipt import ReceiptView
from desktop.widgets.basic import IconButton, Label, fill, row
from desktop.widgets.ring import Ring
from desktop.widgets.scaling import wide
from desktop.widgets.states import EmptyState
from engine import clock
from engine.errors import NotFound

if TYPE_CHECKING:
    from desktop.desk import Desk
    from engine.recall.rendering import RenderedMemory, RenderedReceipt

WIDTH = 372


class WhyPanel(QWidget):
    """Reads and shows the receipt of one answer. `without_asked(answer id, id)`: answer again without that memory or message."""

    toggled = Signal()  # it has come or gone
    without_asked = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.message_id = ""
        self.setProperty("role", "aside")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        wide(self, self.setFixedWidth, WIDTH)
        self.setAccessibleName(tr("Why this answer"))
        self.close_button = IconButton("close", tr("Close"), on=self.dismiss, small=True)
        self.guard, self.when = Label("", "second", wrap=True), Label("", "caption")
        self.view = ReceiptView()
        self.view.opened.connect(self._open)
        self.view.without_asked.connect(self._without)
        inside = QWidget()
        inside.setProperty("role", "plain")
        fill(QVBoxLayout(inside), self.guard, self.when, 4, self.view, None, margins=(20, 4, 20, 24), spacing=3)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setAccessibleName(tr("What this answer was made of"))
        self.scroll.setWidget(inside)
        Ring(self.scroll)
        self.nothing = EmptyState("info", tr("No receipt"), tr("It was erased, or this answer is older than receipts."), width=260)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.scroll)
        self.pages.addWidget(self.nothing)
        head = row(Label(tr("Why this answer"), "strong"), None, self.close_button, margins=(20, 13, 14, 6))
        fill(QVBoxLayout(self), head, self.pages, spacing=0).setStretch(1, 1)
        self.hide()

    def show_answer(self, message_id: str) -> None:
        """Reads the receipt of an answer (message id)."""
        self.message_id = message_id
        vault = self._desk.session.vault

        def read() -> RenderedReceipt:
            from engine.recall import rendering

            return rendering.render(vault, rendering.find(vault, message_id))

        self._desk.tasks.query(self, read, self._show, self._failed)

    def refresh(self) -> None:
        """Something changed: what is gone is shown as gone."""
        if self.isVisible() and self.message_id:
            self.show_answer(self.message_id)

    def dismiss(self) -> None:
        """Closes it."""
        self.message_id = ""
        self.hide()
        self.toggled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _show(self, receipt: RenderedReceipt) -> None:
        if receipt.answer_id != self.message_id:
            return
        self.guard.setText(tr(receipts.GUARDS.get(receipt.guard, receipt.guard)))
        self.when.setText(dates.moment(clock.from_utc(receipt.at)))
        if receipt != self.view.receipt:
            self.view.show_receipt(receipt)
            self.scroll.verticalScrollBar().setValue(0)
        self.pages.setCurrentWidget(self.scroll)
        self._appear()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, NotFound):
            self._desk.show_error(error)
            return
        self.pages.setCurrentWidget(self.nothing)
        self._appear()

    def _appear(self) -> None:
        self.show()
        self.toggled.emit()

    def _open(self, memory: RenderedMemory) -> None:
        if memory.owner_id is None:
            return
        if memory.owner_kind == "message":
            self._desk.message_asked.emit(memory.conversation_id, memory.owner_id)
        else:
            self._desk.memory_asked.emit(memory.owner_id)

    def _without(self, memory: RenderedMemory) -> None:
        if memory.owner_id is not None:
            self.without_asked.emit(self.message_id, memory.owner_id)
