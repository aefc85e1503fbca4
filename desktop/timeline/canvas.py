"""The drawn timeline: pan, zoom from decades to days, and walk from memory to memory with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import phrase, tr, trn
from desktop.theme import theme
from desktop.timeline import lanes
from desktop.timeline.axis import Axis, bounds, span
from desktop.timeline.lanes import Placed
from desktop.timeline.paint import Column, axis_height, axis_lines, columns, lane_height, mark, now_line
from desktop.widgets.ring import KEYBOARD
from desktop.wording import told
from engine.memory.timeline import Stretch

HELP = phrase(
    "Left and Right go to the next memory in time, Up and Down to another lane, Enter opens, plus and minus zoom, T goes to today, "
    "0 shows everything, Page Up and Page Down move on."
)
_PAUSE_MS = 110


class Canvas(QWidget):
    """Shows the stretch of time that `axis` covers. `moved`: other days came into view; ask for them."""

    moved = Signal()
    chosen = Signal(str)  # memory id; "": none
    opened = Signal()
    described = Signal(str)
    accessible_role = QAccessible.Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axis = Axis(738_000.0, 1.0)
        self.now, self.now_said, self.past = 738_000.0, tr("Today"), False
        self.extent: tuple[float, float] | None = None
        self.stretch = Stretch((), (), "month", 0)
        self.placed: list[Placed] = []
        self.columns: list[Column] = []
        self.hidden = 0
        self.selected = self.said = ""
        self.column = self.over = -1
        self.ring = False
        self._grabbed: QPointF | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self.moved)
        self.described.connect(self._note)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 160)
        self.setAccessibleName(tr("Timeline of memories"))
        self.setAccessibleDescription(tr(HELP))
        theme().changed.connect(self.update)

    def accessible_value(self) -> str:
        """What is selected; else how much is in view."""
        return self.said or _in_view(len(self.placed) or sum(column.total for column in self.columns))

    def _note(self, said: str) -> None:
        self.said = said

    @property
    def waiting(self) -> bool:
        """Whether other days came into view, and have not been asked for yet."""
        return self._soon.isActive()

    def show_stretch(self, stretch: Stretch) -> None:
        """Shows what was read for the days in view."""
        self.stretch, self.column = stretch, -1
        self._arrange()

    def look_at(self, first: float, last: float) -> None:
        """Shows these days (ordinals) and a little around them."""
        room = max(2.0, (last - first) * 0.04)
        self.show_axis(span(first - room, last + 2 * room, float(max(self.width(), 100))))

    def fit(self) -> None:
        """Everything."""
        if self.extent is not None:
            self.look_at(min(self.extent[0], self.now - 3), max(self.extent[1], self.now + 3))

    def bring_into_view(self, day: float) -> None:
        """Moves just as far as is needed."""
        x = self.axis.x(day)
        if not 30 <= x <= self.width() - 120:
            self.show_axis(self.axis.moved(self.width() * 0.35 - x))

    def select(self, memory: str) -> None:
        """Marks a memory without telling anybody."""
        self.selected = memory
        self.update()

    def show_axis(self, axis: Axis) -> None:
        """Shows other days."""
        self.axis = axis
        self._soon.start()
        self._arrange()

    def _arrange(self) -> None:
        metrics = QFontMetricsF(theme().font("small"))
        count = max(1, int((self.height() - axis_height() - 16) // lane_height()))

        def measure(text: str) -> float:
            return min(theme().wide(lanes.LABEL), metrics.horizontalAdvance(told(text[:60])))

        self.placed, hidden = lanes.place(self.stretch.marks, self.axis, float(self.width()), count, self.now, measure)
        self.hidden = len(hidden)
        kinds: dict[str, list[tuple[str, int]]] = {}
        for each in self.stretch.counts:
            kinds.setdefault(each.bucket, []).append((each.kind, each.count))
        self.columns = []
        for bucket, counts in sorted(kinds.items()):
            first, last = _bucket(bucket, self.stretch.unit)
            self.columns.append(Column(bucket, self.axis.x(first), self.axis.x(last), tuple(counts)))
        self.update()

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.fillRect(area, theme().color("window"))
        axis_lines(painter, self.axis, area, self.axis.x(self.now), self.now_said)
        columns(painter, self.columns, area, self.column, self.over if self.columns else -1, ring=self.ring)
        now_line(painter, self.axis.x(self.now), area, self.now_said, past=self.past)
        for number, placed in enumerate(self.placed):
            chosen = placed.mark.id == self.selected
            mark(painter, placed, area, selected=chosen, over=number == self.over, ring=chosen and self.ring)
        if self.ring and not self.selected and self.column < 0:
            painter.setPen(theme().color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -2, -2), 6, 6)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.ring = event.reason() in KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.ring = False
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if abs(turned.x()) > abs(turned.y()) or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.show_axis(self.axis.moved(float(turned.x() or turned.y())))
        else:
            self.show_axis(self.axis.zoomed(1.0018 ** turned.y(), event.position().x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.ring = False
        self._grabbed = event.position()
        number = self._under(event.position())
        if self.columns and number >= 0:
            self._into(number)
        elif number >= 0:
            self._choose(self.placed[number])
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._grabbed is not None:
            self.show_axis(self.axis.moved(event.position().x() - self._grabbed.x()))
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif (over := self._under(event.position())) != self.over:
            self.over = over
            self.setCursor(Qt.CursorShape.PointingHandCursor if over >= 0 else Qt.CursorShape.ArrowCursor)
            self.setToolTip(told(self.placed[over].mark.text) if over >= 0 and not self.columns else "")
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.unsetCursor()

    def leaveEvent(self, event: QEvent) -> None:
        self.over = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        self.ring = True
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._lane(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.show_axis(self.axis.moved(self.width() * (0.8 if key == Qt.Key.Key_PageUp else -0.8)))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.show_axis(self.axis.zoomed(1 / 1.5 if key == Qt.Key.Key_Minus else 1.5, self._middle()))
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key == Qt.Key.Key_T:
            self.show_axis(Axis(self.now - self.width() * 0.6 / self.axis.scale, self.axis.scale))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.columns and self.column >= 0:
                self._into(self.column)
            elif self.selected:
                self.opened.emit()
        elif key == Qt.Key.Key_Escape and self.selected:
            self.selected = ""
            self.chosen.emit("")
        else:
            super().keyPressEvent(event)
        self.update()

    # What is under the pointer and the keyboard

    def _under(self, point: QPointF) -> int:
        if self.columns:
            inside = (number for number, each in enumerate(self.columns) if each.left <= point.x() <= each.right and point.y() > axis_height())
            return next(inside, -1)
        for number, placed in enumerate(self.placed):
            top = axis_height() + 10 + placed.lane * lane_height()
            if (
                top - 2 <= point.y() <= top + lane_height() - 4
                and min(placed.left, placed.begin) - 3 <= point.x() <= max(placed.right, placed.until) + 2
            ):
                return number
        return -1

    def _choose(self, placed: Placed) -> None:
        self.selected = placed.mark.id
        self.bring_into_view(self.axis.day(max(placed.left, 0.0) if placed.bar else (placed.left + placed.right) / 2))
        self.chosen.emit(placed.mark.id)
        self.described.emit(f"{told(placed.mark.text)} {placed.mark.start[:10]}")
        self.update()

    def _into(self, number: int) -> None:
        """Zooms into a column, at the least until something finer is counted."""
        unit = self.stretch.unit
        self.look_at(*_bucket(self.columns[number].bucket, unit))
        while self.axis.unit == unit != "day":
            self.show_axis(self.axis.zoomed(1.4, 0.0))

    def _step(self, by: int) -> None:
        if self.columns:
            self.column = max(0, min(len(self.columns) - 1, self.column + by)) if self.column >= 0 else 0
            each = self.columns[self.column]
            self.described.emit(trn("{when}: {n} memory. Enter shows it.", "{when}: {n} memories. Enter shows them.", each.total, when=each.bucket))
        elif self.placed:
            at = next((number for number, placed in enumerate(self.placed) if placed.mark.id == self.selected), None)
            if at is None:
                at = min(range(len(self.placed)), key=lambda number: abs(self.placed[number].left - self.width() / 2))
                by = 0
            if 0 <= at + by < len(self.placed):
                self._choose(self.placed[at + by])
            else:
                self.show_axis(self.axis.moved(-by * self.width() * 0.5))

    def _lane(self, by: int) -> None:
        here = next((placed for placed in self.placed if placed.mark.id == self.selected), None)
        if here is None:
            self._step(0)
            return
        others = [placed for placed in self.placed if (placed.lane - here.lane) * by > 0]
        if others:
            self._choose(min(others, key=lambda placed: abs(placed.lane - here.lane) * 60 + abs(placed.left - here.left)))

    def _middle(self) -> float:
        here = next((placed for placed in self.placed if placed.mark.id == self.selected), None)
        return max(0.0, here.left) if here is not None else self.width() / 2


def _bucket(bucket: str, unit: str) -> tuple[float, float]:
    """From which day to which a bucket goes; decades are kept as three digits."""
    if unit == "decade":
        return bounds(f"{bucket[:3]}0")[0], bounds(f"{bucket[:3]}9")[1]
    first, last = bounds(bucket)
    return first, max(last, first + 1)


def _in_view(count: int) -> str:
    return trn("{n} memory in view", "{n} memories in view", count)
