"""The list of memories as one sees it: two lines each, all of one height."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.chat.notes import KINDS
from desktop.icons import pixmap
from desktop.memory.model import RECORD, describe
from desktop.theme import theme
from desktop.widgets.lists import List, paint_ring
from desktop.wording import told

Index = QModelIndex | QPersistentModelIndex
HEIGHT = 62


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        memory = index.data(RECORD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(8, 1, -8, -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("selected" if selected else "hover"))
            painter.drawRoundedRect(rect, 9, 9)
        paint_ring(painter, rect, option, 9)
        if memory is None:
            painter.setPen(theme().color("text-3"))
            painter.drawText(rect.adjusted(46, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "…")
            painter.restore()
            return
        name, tint, _ = KINDS[memory.kind]
        current = memory.status == "active"
        painter.drawPixmap(rect.left() + 14, rect.top() + 11, pixmap(name, tint if current else "text-3", 18))
        inner = rect.adjusted(44, 9, -14, -9)
        painter.setFont(theme().font("body"))
        painter.setPen(theme().color("text" if current or memory.status == "proposed" else "text-2"))
        width = inner.width() - (20 if memory.pinned else 0)
        text = painter.fontMetrics().elidedText(" ".join(told(memory.text).split()), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), 21), Qt.AlignmentFlag.AlignVCenter, text)
        if memory.pinned:
            painter.drawPixmap(inner.right() - 14, inner.top() + 3, pixmap("pinned", "accent", 15))
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().color("text-3"))
        painter.drawText(QRect(inner.left(), inner.top() + 23, inner.width(), 20), Qt.AlignmentFlag.AlignVCenter, describe(memory))
        painter.restore()


class MemoryList(List):
    """Arrow keys move; Delete forgets; Enter goes to the details."""

    shown = Signal(object)  # Memory
    forget_asked = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Memories", _Delegate(), parent)
        self.setUniformItemSizes(True)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and (memory := current.data(RECORD)) is not None:
            self.shown.emit(memory)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Delete:
            self.forget_asked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
