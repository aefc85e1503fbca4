"""The strip below the timeline: how many memories there are over all the time, and which part is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import tr
from desktop.theme import theme
from desktop.timeline.axis import Axis, bounds
from engine.memory.timeline import Count


class Overview(QWidget):
    """Drag, or the arrow keys, to go elsewhere. `asked`: which day (ordinal) should be in the middle."""

    asked = Signal(float)
    accessible_role = QAccessible.Role.ScrollBar

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts: list[tuple[float, float, int]] = []
        self.extent = (0.0, 1.0)
        self.shown = (0.0, 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Overview of all time: left and right move the part that is shown"))
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, 46)

    def accessible_value(self) -> str:
        """The days that are shown."""
        return tr("{first} to {last}", first=_day(self.shown[0]), last=_day(self.shown[1]))

    def show_counts(self, counts: Sequence[Count], extent: tuple[float, float]) -> None:
        """Shows how many there are."""
        sums: dict[str, int] = {}
        for count in counts:
            sums[count.bucket] = sums.get(count.bucket, 0) + count.count
        self.counts = [(*bounds(bucket)[:2], number) for bucket, number in sorted(sums.items())]
        room = max(15.0, (extent[1] - extent[0]) * 0.02)
        self.extent = (extent[0] - room, extent[1] + room)
        self.update()

    def show_part(self, axis: Axis, width: float) -> None:
        """Marks what the timeline shows."""
        self.shown = (axis.left, axis.day(width))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.fillRect(area, theme().color("sidebar"))
        most = max((count for *_, count in self.counts), default=1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("scroll"))
        for first, last, count in self.counts:
            left, right = self._x(first), self._x(last)
            height = max(2.0, (area.height() - 12) * (count / most) ** 0.6)
            painter.drawRect(QRectF(left, area.bottom() - 3 - height, max(1.5, right - left - 0.6), height))
        left, right = max(1.0, self._x(self.shown[0])), min(area.right() - 1, self._x(self.shown[1]))
        window = QRectF(left, 2, max(6.0, right - left), area.height() - 4)
        tint = QColor(theme().color("accent"))
        tint.setAlphaF(0.14)
        painter.setBrush(tint)
        painter.setPen(QPen(theme().color("focus" if self.hasFocus() else "accent"), 2.0 if self.hasFocus() else 1.2))
        painter.drawRoundedRect(window, 4, 4)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ask(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._ask(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -0.25, Qt.Key.Key_Right: 0.25, Qt.Key.Key_PageUp: -1.0, Qt.Key.Key_PageDown: 1.0}
        if event.key() in steps:
            first, last = self.shown
            self.asked.emit((first + last) / 2 + (last - first) * steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _ask(self, x: float) -> None:
        self.asked.emit(self.extent[0] + (self.extent[1] - self.extent[0]) * x / max(1, self.width()))

    def _x(self, day: float) -> float:
        return (day - self.extent[0]) / (self.extent[1] - self.extent[0]) * self.width()


def _day(at: float) -> date:
    return date.fromordinal(max(1, int(at)))
