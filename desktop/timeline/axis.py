"""The axis of time: which days are where, and what is written below them, from decades down to days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop import dates
from desktop.i18n import tr

#: Pixels of a day: at the least forty years in a window, at the most a week.
NEAREST, FARTHEST = 160.0, 0.03
_UNITS = (("day", 1, 19.0), ("month", 30, 30.0), ("year", 365, 24.0), ("decade", 3652, 40.0))
_FIRST, _LAST = date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal()


@dataclass(frozen=True)
class Tick:
    """A line at `x`, and what is written to its right; `strong`: the beginning of something larger."""

    x: float
    text: str
    strong: bool


@dataclass(frozen=True)
class Axis:
    """`left`: the day (ordinal, with its fraction) at x = 0; `scale`: pixels of a day."""

    left: float
    scale: float

    def x(self, day: float) -> float:
        """Where a day begins."""
        return (day - self.left) * self.scale

    def day(self, x: float) -> float:
        """Which day is at `x`."""
        return self.left + x / self.scale

    def moved(self, pixels: float) -> Axis:
        """Dragged to the right by so much."""
        return Axis(self._within(self.left - pixels / self.scale), self.scale)

    def zoomed(self, factor: float, x: float) -> Axis:
        """Nearer or farther; the day at `x` stays there."""
        scale = max(FARTHEST, min(NEAREST, self.scale * factor))
        return Axis(self._within(self.day(x) - x / scale), scale)

    @property
    def unit(self) -> str:
        """What is counted together where there is too much to show: "day", "month", "year", "decade"."""
        return next((unit for unit, days, least in _UNITS if days * self.scale >= least), "decade")

    def context(self) -> str:
        """What the left edge is part of: the year, or the month and the year."""
        when = _date(self.left)
        return dates.month_year(when) if self.unit == "day" else str(when.year) if self.unit == "month" else ""

    def ticks(self, width: float) -> list[Tick]:
        """The lines between x = 0 and `width`."""
        unit, first, last = self.unit, _date(self.left), _date(self.day(width))
        found, when = [], _floor(first, unit)
        while when <= last:
            found.append(Tick(self.x(when.toordinal()), *_said(when, unit, self.scale)))
            when = following(when, unit)
        return found

    @staticmethod
    def _within(day: float) -> float:
        return max(float(_FIRST), min(float(_LAST - 1), day))


def span(first: float, last: float, width: float) -> Axis:
    """An axis on which the days from `first` to `last` fill the width."""
    scale = max(FARTHEST, min(NEAREST, width / max(1.0, last - first)))
    return Axis((first + last) / 2 - width / scale / 2, scale)


def bounds(text: str) -> tuple[float, float]:
    """A stored date or moment ("2024", "2024-03", "2024-03-01", "2024-03-01T08:00:00Z") as days: where it begins and ends."""
    parts = text[:10].split("-")
    year = min(max(int(parts[0]), 1), 9998)
    if len(parts) == 1:
        return float(date(year, 1, 1).toordinal()), float(date(year + 1, 1, 1).toordinal())
    begins = date(year, int(parts[1]), int(parts[2]) if len(parts) > 2 else 1)
    if len(parts) == 2:
        return float(begins.toordinal()), float(following(begins, "month").toordinal())
    if "T" in text:
        hours = int(text[11:13]) + int(text[14:16]) / 60
        return begins.toordinal() + hours / 24, begins.toordinal() + hours / 24
    return float(begins.toordinal()), float(begins.toordinal() + 1)


def following(when: date, unit: str) -> date:
    """The beginning of the next day, month, year or decade."""
    if unit == "day":
        return when + timedelta(days=1)
    if unit == "month":
        return date(when.year + when.month // 12, when.month % 12 + 1, 1)
    return date(when.year + (10 if unit == "decade" else 1), 1, 1)


def _floor(when: date, unit: str) -> date:
    if unit == "day":
        return when
    if unit == "month":
        return when.replace(day=1)
    return date(when.year - (when.year % 10 if unit == "decade" else 0), 1, 1)


def _said(when: date, unit: str, scale: float) -> tuple[str, bool]:
    """Every second or fifth one only is written where there is little room."""
    if unit == "day":
        first = when.day == 1
        shown = first or scale >= 28 or (when.day % 2 == 1 and when.day < 31)
        return (dates.day_month(when, short=True) if first else "" if not shown else _day(when) if scale > 60 else str(when.day)), first
    if unit == "month":
        first = when.month == 1
        return (str(when.year) if first else dates.month(when, short=scale <= 3)), first
    if unit == "decade":
        return tr("{year}s", year=when.year), True
    step = 1 if scale * 365 >= 46 else 2 if scale * 365 >= 24 else 5
    return (str(when.year) if when.year % step == 0 else ""), when.year % 10 == 0


def _day(when: date) -> str:
    return tr("{weekday} {day}", weekday=dates.weekday(when, short=True), day=when.day)


def _date(day: float) -> date:
    return date.fromordinal(int(max(_FIRST, min(_LAST, day))))
