"""How the timeline looks: the axis, bars and points with their labels, columns where there is too much, today's line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from desktop.chat.notes import KINDS
from desktop.theme import theme
from desktop.timeline.axis import Axis
from desktop.timeline.lanes import Placed
from desktop.wording import told

_STACK = ("semantic", "episodic", "procedural", "summary")


def axis_height() -> float:
    """Of the strip at the top."""
    return float(theme().px(30))


def lane_height() -> float:
    """From one line of bars to the next."""
    return float(theme().px(27))


@dataclass(frozen=True)
class Column:
    """What began in a bucket, by kind: drawn where there are too many to tell apart."""

    bucket: str
    left: float
    right: float
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """Of all kinds."""
        return sum(count for _, count in self.counts)


def axis_lines(painter: QPainter, axis: Axis, area: QRectF, now: float, said: str) -> None:
    """The lines and what is written on top; nothing where `said` will be written over `now`."""
    painter.fillRect(QRectF(area.left(), area.top(), area.width(), axis_height()), theme().color("sidebar"))
    ticks = axis.ticks(area.width())
    pill = _pill(painter, now, area, said)
    free = _where_one_is(painter, axis, area)
    for tick in ticks:
        painter.setPen(QPen(_soft(theme().color("border"), 0.35 if theme().contrast else 1.0), 1.4 if tick.strong else 0.8))
        painter.drawLine(QLineF(tick.x, area.top() + (0 if tick.strong else axis_height() - 7), tick.x, area.bottom()))
        painter.setFont(theme().font("caption", weight=QFont.Weight.DemiBold if tick.strong else QFont.Weight.Normal))
        width = painter.fontMetrics().horizontalAdvance(tick.text)
        whole = tick.x + 6 > max(free, 0) and tick.x + width + 8 < area.right()
        if tick.text and whole and not pill.intersects(QRectF(tick.x + 2, area.top(), width + 8, axis_height())):
            painter.setPen(theme().color("text" if tick.strong else "text-3"))
            painter.drawText(QPointF(tick.x + 6, area.top() + theme().px(19)), tick.text)
            free = tick.x + 6 + width + 5
    painter.setPen(QPen(theme().color("border"), 1))
    painter.drawLine(QLineF(area.left(), area.top() + axis_height(), area.right(), area.top() + axis_height()))


def _where_one_is(painter: QPainter, axis: Axis, area: QRectF) -> float:
    """Writes the year, or the month, at the left edge as long as it is not written soon after; returns where the next text may begin."""
    said = axis.context()
    next_strong = next((tick.x for tick in axis.ticks(area.width()) if tick.strong and tick.x >= 0), area.width())
    painter.setFont(theme().font("caption", weight=QFont.Weight.DemiBold))
    width = painter.fontMetrics().horizontalAdvance(said) + 18
    if not said or next_strong < width:
        return -10.0
    painter.setPen(theme().color("text"))
    painter.drawText(QPointF(area.left() + 8, area.top() + theme().px(19)), said)
    return area.left() + width


def now_line(painter: QPainter, x: float, area: QRectF, said: str, *, past: bool) -> None:
    """Today, or the day that is looked at; what comes after that is shaded."""
    colour = theme().color("past" if past else "accent")
    if past and x < area.right():
        shade = QColor(colour)
        shade.setAlphaF(0.08)
        painter.fillRect(QRectF(max(x, area.left()), area.top() + axis_height(), area.right() - x, area.height() - axis_height()), shade)
    if not area.left() - 40 <= x <= area.right() + 40:
        return
    painter.setPen(QPen(colour, 1.6))
    painter.drawLine(QLineF(x, area.top() + axis_height() - 4, x, area.bottom()))
    pill = _pill(painter, x, area, said)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(pill, 10, 10)
    painter.setPen(theme().color("on-past" if past else "on-accent"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, said)


def _pill(painter: QPainter, x: float, area: QRectF, said: str) -> QRectF:
    """Where the name of the day stands."""
    painter.setFont(theme().font("caption", weight=QFont.Weight.DemiBold))
    if not area.left() - 40 <= x <= area.right() + 40:
        return QRectF()
    width = painter.fontMetrics().horizontalAdvance(said) + 14
    return QRectF(max(area.left() + 2, min(x - width / 2, area.right() - width - 2)), area.top() + theme().px(5), width, theme().px(20))


def mark(painter: QPainter, placed: Placed, area: QRectF, *, selected: bool, over: bool, ring: bool) -> None:
    """One memory: a bar where it holds, a point where it happened or was told, with as much of its text as there is room."""
    memory = placed.mark
    tint = theme().color(KINDS[memory.kind][1] if memory.status in ("active", "proposed") else "text-3")
    top = area.top() + axis_height() + 10 + placed.lane * lane_height()
    left, right = max(placed.left, area.left() - 8), min(placed.right, area.right() + 8)
    weight = QFont.Weight.DemiBold if selected else QFont.Weight.Normal
    painter.setFont(theme().font("small", weight=weight))
    if placed.bar:
        body = QRectF(left, top, right - left, lane_height() - 6)
        painter.setPen(QPen(tint, 2.0 if selected or over else 1.0))
        painter.setBrush(_soft(tint, 0.34 if selected else 0.24 if over else 0.15))
        painter.drawRoundedRect(body, 6, 6)
        beside = _beside(placed, left, right, top)
        text = beside if beside is not None else body.adjusted(9, 0, -6, 0) if placed.until <= placed.right and placed.right - left > 60 else QRectF()
    else:
        middle = QPointF((placed.left + placed.right) / 2, top + (lane_height() - 6) / 2)
        body = QRectF(placed.begin, top, placed.until - placed.begin, lane_height() - 6)
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_soft(theme().color("accent"), 0.16))
            painter.drawRoundedRect(body.adjusted(-4, 0, 2, 0), 7, 7)
        painter.setPen(QPen(tint, 2))
        painter.setBrush(tint if memory.dated else theme().color("window"))
        painter.drawEllipse(middle, *([5.5] * 2 if selected or over else [4.5] * 2))
        text = _beside(placed, placed.left, placed.right, top) or QRectF()
    if text.width() > 18:
        painter.setPen(theme().color("text" if selected or placed.bar else "text-2"))
        said = painter.fontMetrics().elidedText(" ".join(told(memory.text).split()), Qt.TextElideMode.ElideRight, int(text.width()))
        side = Qt.AlignmentFlag.AlignRight if placed.begin < left else Qt.AlignmentFlag.AlignLeft
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | side, said)
    if ring:
        painter.setPen(QPen(theme().color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body.adjusted(-4, -2, 4, 2), 7, 7)


def _beside(placed: Placed, left: float, right: float, top: float) -> QRectF | None:
    """Where the label stands when it is not inside: after its mark, or before it."""
    if placed.until > placed.right + 1:
        return QRectF(right + 6, top, placed.until - right - 6, lane_height() - 6)
    if placed.begin < placed.left - 1 and placed.begin < left:
        return QRectF(placed.begin, top, left - placed.begin - 6, lane_height() - 6)
    return None


def columns(painter: QPainter, found: Sequence[Column], area: QRectF, chosen: int, over: int, *, ring: bool) -> None:
    """How many of each kind began in each bucket."""
    most = max((column.total for column in found), default=0)
    room = area.height() - axis_height() - 44
    for number, column in enumerate(found):
        base = area.bottom() - 12
        left, width = column.left + 2, max(2.0, column.right - column.left - 4)
        if number in (chosen, over):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("selected" if number == chosen else "hover"))
            painter.drawRoundedRect(QRectF(left - 1, area.top() + axis_height() + 4, width + 2, area.height() - axis_height() - 8), 6, 6)
        counts = dict(column.counts)
        for kind in _STACK:
            if counts.get(kind):
                height = room * counts[kind] / most
                painter.setPen(QPen(theme().color("window"), 0.6))
                painter.setBrush(_soft(theme().color(KINDS[kind][1]), 0.75))
                painter.drawRect(QRectF(left, base - height, width, height))
                base -= height
        if width >= 20:
            painter.setFont(theme().font("caption"))
            painter.setPen(theme().color("text-2"))
            painter.drawText(QRectF(left - 10, base - theme().px(18), width + 20, theme().px(16)), Qt.AlignmentFlag.AlignCenter, _short(column.total))
        if number == chosen and ring:
            painter.setPen(QPen(theme().color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(left - 1, area.top() + axis_height() + 4, width + 2, area.height() - axis_height() - 8), 6, 6)


def _short(number: int) -> str:
    return f"{number:,}" if number < 10_000 else f"{number / 1000:.0f}k"


def _soft(colour: QColor, strength: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(strength)
    return made
