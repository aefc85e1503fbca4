"""The list of memories as one sees it: two lines each, all of one height."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.chat.notes import KINDS
from desktop.i18n import tr
from desktop.icons import pixmap
from desktop.memory.model import RECORD, describe
from desktop.theme import theme
from desktop.widgets.lists import paint_back
from desktop.widgets.long_list import LongList
from desktop.wording import told

Index = QModelIndex | QPersistentModelIndex
HEIGHT = 62


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme().px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        memory = index.data(RECORD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(8, 1, -8, -1)
        paint_back(painter, rect, option)
        px, side = theme().px, theme().wide(18)
        if memory is None:
            painter.setPen(theme().color("text-3"))
            painter.drawText(rect.adjusted(28 + side, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "…")
            painter.restore()
            return
        name, tint, _ = KINDS[memory.kind]
        current = memory.status == "active"
        painter.drawPixmap(rect.left() + 14, rect.top() + px(19) - side // 2, pixmap(name, tint if current else "text-3", side))
        inner = rect.adjusted(26 + side, px(9), -14, -px(9))
        painter.setFont(theme().font("body"))
        painter.setPen(theme().color("text" if current or memory.status == "proposed" else "text-2"))
        mark = theme().wide(15)
        width = inner.width() - (mark + 5 if memory.pinned else 0)
        text = painter.fontMetrics().elidedText(" ".join(told(memory.text).split()), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), px(21)), Qt.AlignmentFlag.AlignVCenter, text)
        if memory.pinned:
            painter.drawPixmap(inner.right() + 1 - mark, inner.top() + (px(21) - mark) // 2, pixmap("pinned", "accent", mark))
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().color("text-2" if option.state & QStyle.StateFlag.State_Selected else "text-3"))
        about = painter.fontMetrics().elidedText(describe(memory), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QRect(inner.left(), inner.top() + px(23), inner.width(), px(20)), Qt.AlignmentFlag.AlignVCenter, about)
        painter.restore()


class MemoryList(LongList):
    """Arrow keys move, with Shift they select more; Ctrl+A selects all; Delete forgets; Enter goes to the details."""

    shown = Signal(object)  # Memory
    several = Signal(int)  # how many are selected, when it is not one
    forget_asked = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Memories"), _Delegate(), HEIGHT, parent)

    def ranges(self) -> list[tuple[int, int]]:
        """The selected rows, as (first, last)."""
        return sorted((part.top(), part.bottom()) for part in self.selectionModel().selection())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        count = sum(last - first + 1 for first, last in self.ranges())
        if not self.signalsBlocked():
            self.several.emit(count)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and (memory := current.data(RECORD)) is not None and not self.signalsBlocked():
            self.shown.emit(memory)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Delete:
            self.forget_asked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
