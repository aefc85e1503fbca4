"""What the lists share: smooth scrolling, marking without opening, and a ring that shows where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.theme import theme
from desktop.widgets.ring import KEYBOARD


class List(QListView):
    """`ring`: whether the keyboard moves in it, not the pointer."""

    def __init__(self, name: str, delegate: QStyledItemDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring = False
        self.setAccessibleName(name)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme().changed.connect(self.scheduleDelayedItemsLayout)  # lines grow with the text

    def mark(self, index: QModelIndex) -> None:
        """Marks a line without opening it; an invalid index marks none."""
        self.blockSignals(True)
        self.setCurrentIndex(index)
        self.blockSignals(False)
        if index.isValid():
            self.scrollTo(index)
        else:
            self.clearSelection()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_ring(event.reason() in KEYBOARD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._show_ring(True)
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._show_ring(False)
        super().mousePressEvent(event)

    def _show_ring(self, on: bool) -> None:
        self.ring = on
        self.viewport().update()


def paint_back(painter: QPainter, rect: QRect, option: QStyleOptionViewItem, radius: int = 9) -> None:
    """The ground of a line that is selected or under the pointer, and the ring of the keyboard."""
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected or option.state & QStyle.StateFlag.State_MouseOver:
        outlined = selected and theme().contrast
        painter.setPen(QPen(theme().color("accent"), 2) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("selected" if selected else "hover"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1) if outlined else rect, radius, radius)
    paint_ring(painter, rect, option, radius)


def paint_ring(painter: QPainter, rect: QRect, option: QStyleOptionViewItem, radius: int) -> None:
    """The ring around the current line, while the keyboard moves in its list."""
    if getattr(option.widget, "ring", False) and option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().color("focus"), 2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
