"""The list of steps as one sees it: what was done, and below it who, when and how much."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.history import wording
from desktop.history.model import STEP
from desktop.i18n import tr
from desktop.icons import pixmap
from desktop.theme import theme
from desktop.widgets.lists import List, paint_back

Index = QModelIndex | QPersistentModelIndex
HEIGHT, HEADING = 58, 34
PICTURES = {"user": "person", "assistant": "spark", "import": "download", "consolidation": "merge", "maintenance": "settings"}


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme().px(HEADING if index.data(STEP) is None else HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        step = index.data(STEP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(8, 1, -8, -1)
        if step is None:
            painter.setFont(theme().font("caption", weight=QFont.Weight.DemiBold))
            painter.setPen(theme().color("text-3"))
            painter.drawText(rect.adjusted(10, 6, 0, 0), Qt.AlignmentFlag.AlignVCenter, index.data())
            painter.restore()
            return
        paint_back(painter, rect, option)
        px, side = theme().px, theme().wide(18)
        faded = step.undone
        painter.drawPixmap(rect.left() + 14, rect.top() + px(18) - side // 2, pixmap(PICTURES[step.who], "text-3" if faded else "text-2", side))
        inner = rect.adjusted(26 + side, px(7), -14, -px(7))
        painter.setFont(theme().font("body"))
        painter.setPen(theme().color("text-2" if faded else "text"))
        text = painter.fontMetrics().elidedText(wording.title(step), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), px(21)), Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().color("text-2" if option.state & QStyle.StateFlag.State_Selected else "text-3"))
        about = painter.fontMetrics().elidedText(wording.about(step), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QRect(inner.left(), inner.top() + px(22), inner.width(), px(20)), Qt.AlignmentFlag.AlignVCenter, about)
        painter.restore()


class HistoryList(List):
    """Arrow keys move; the step that is current is shown beside."""

    shown = Signal(object)  # Step

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What was done to memory"), _Delegate(), parent)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and (step := current.data(STEP)) is not None and not self.signalsBlocked():
            self.shown.emit(step)
