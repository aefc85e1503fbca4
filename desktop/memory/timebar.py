"""Looking back: a slider over the days since the first memory, and the bar that says so unmistakably."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from desktop import dates
from desktop.i18n import tr
from desktop.theme import theme
from desktop.timeline.axis import bounds
from desktop.widgets.basic import Button, Frame, IconButton, Label, Picture, fill
from desktop.widgets.scaling import tall
from engine import clock
from engine.memory.timeline import Count

_PAUSE_MS = 140


def long_day(day: date) -> str:
    """ "3 March 2024"."""
    return dates.full(day)


class PastBar(Frame):
    """Says over all views which day is looked at."""

    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("past-bar", horizontal=True, margins=(24, 7, 16, 7), spacing=10, parent=parent)
        self.setAccessibleName(tr("Looking back"))
        self.said = Label("", "strong")
        self.back = Button(tr("Back to now"), "on-past", on=self.back_asked.emit, name=tr("Back to now"))
        fill(self.box, Picture("history", "on-past", 18), self.said,
             Label(tr("This is what Alcove believed then. Nothing can be changed here."), "body", wrap=True),
             self.back, margins=(24, 7, 16, 7), spacing=10).setStretch(2, 1)  # fmt: skip
        self.hide()

    def show_day(self, day: date | None) -> None:
        """Shows itself, or goes."""
        self.said.setText(tr("As of {day}", day=long_day(day)) if day is not None else "")
        self.setAccessibleName(self.said.text() or tr("Looking back"))
        self.setVisible(day is not None)


class _Slider(QSlider):
    """A slider over days, with how much was told in each month behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.first = clock.now().date()
        self.counts: list[tuple[float, float, int]] = []
        self.setAccessibleName(tr("Day to look back to"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSingleStep(1)
        self.setPageStep(30)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(220, 38)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def day(self) -> date:
        """The day under the handle."""
        return self.first + timedelta(days=self.value())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(True)
        self._follow(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp: -30, Qt.Key.Key_PageDown: 30, Qt.Key.Key_Up: -365, Qt.Key.Key_Down: 365}
        if event.key() in steps:
            self.setValue(self.value() + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(8, 0, -8, 0)
        past = self.value() < self.maximum()
        colour = theme().color("past" if past else "accent")
        base, at = area.bottom() - 10, self._x(self.value())
        most = max((count for *_, count in self.counts), default=1)
        painter.setPen(Qt.PenStyle.NoPen)
        for begins, ends, count in self.counts:
            left, right = self._x(begins - self.first.toordinal()), self._x(ends - self.first.toordinal())
            height = max(1.5, (base - 4) * (count / most) ** 0.6)
            soft = QColor(colour if left <= at else theme().color("scroll"))
            soft.setAlphaF(0.35 if left <= at else 0.8)
            painter.setBrush(soft)
            painter.drawRect(QRectF(max(left, area.left()), base - height, max(1.5, min(right, area.right()) - max(left, area.left()) - 0.8), height))
        painter.setPen(QPen(theme().color("border-strong"), 2))
        painter.drawLine(int(area.left()), int(base) + 1, int(area.right()), int(base) + 1)
        painter.setPen(QPen(colour, 2))
        painter.drawLine(int(area.left()), int(base) + 1, int(at), int(base) + 1)
        painter.drawLine(int(at), 2, int(at), int(base))
        painter.setBrush(colour)
        painter.setPen(QPen(theme().color("window"), 2))
        painter.drawEllipse(QRectF(at - 8, base - 7, 16, 16))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("focus"), 2))
            painter.drawEllipse(QRectF(at - 10, base - 9, 20, 20))
        painter.end()

    def _x(self, days: float) -> float:
        return 8 + (self.width() - 16) * days / max(1, self.maximum())

    def _follow(self, x: float) -> None:
        self.setValue(round((x - 8) / max(1, self.width() - 16) * self.maximum()))


class TimeBar(QWidget):
    """`asked`: the day to look at; None: now. `step_asked`: to the day before (-1) or after (1) on which something was told."""

    asked = Signal(object)
    step_asked = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.slider = _Slider()
        self.said = Label(tr("Today"), "strong")
        tall(self.said, self.said.setFixedWidth, 132)
        self.before = IconButton("chevron-left", tr("To the day before on which something was told"), on=lambda: self.step_asked.emit(-1))
        self.after = IconButton("chevron-right", tr("To the next day on which something was told"), on=lambda: self.step_asked.emit(1))
        self.close_button = IconButton("close", tr("Close, and back to now"), on=self.closed.emit, small=True)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        fill(QHBoxLayout(self), Picture("history", "text-2", 18), self.said, self.before, self.slider, self.after, self.close_button,
             margins=(24, 5, 14, 5), spacing=8).setStretch(3, 1)  # fmt: skip
        self.slider.valueChanged.connect(lambda _: self._moved())
        self.hide()

    def show_range(self, first: date, counts: tuple[Count, ...]) -> None:
        """From which day on there is something, and how much in each month."""
        day, today = self.slider.day, clock.now().date()
        sums: dict[str, int] = {}
        for count in counts:
            sums[count.bucket] = sums.get(count.bucket, 0) + count.count
        now = self.slider.value() == self.slider.maximum()
        self.slider.blockSignals(True)
        self.slider.first = min(first, today)
        self.slider.setRange(0, max(1, (today - self.slider.first).days))
        self.slider.setValue(self.slider.maximum() if now else (day - self.slider.first).days)
        self.slider.blockSignals(False)
        self.slider.counts = [(*bounds(bucket), number) for bucket, number in sorted(sums.items())]
        self._name()

    def show_day(self, day: date | None) -> None:
        """Puts the handle on a day, without asking."""
        self.slider.blockSignals(True)
        self.slider.setValue(self.slider.maximum() if day is None else (day - self.slider.first).days)
        self.slider.blockSignals(False)
        self._name()

    def _moved(self) -> None:
        self._name()
        self._soon.start()

    def _name(self) -> None:
        now = self.slider.value() >= self.slider.maximum()
        said = tr("Today") if now else long_day(self.slider.day)
        self.said.setText(said)
        self.slider.setAccessibleDescription(said)
        self.after.setEnabled(not now)
        self.slider.update()

    def _ask(self) -> None:
        self.asked.emit(None if self.slider.value() >= self.slider.maximum() else self.slider.day)
