"""Which mark goes into which lane: nothing overlaps, and what matters most keeps its label longest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.timeline.axis import Axis, bounds

if TYPE_CHECKING:
    from engine.memory.timeline import Mark

POINT = 12.0
_GAP = 10.0
#: A label is cut at this width (pixels), and not shown below the second.
LABEL, LABEL_LEAST = 240.0, 48.0


@dataclass(frozen=True)
class Placed:
    """A mark in its lane (0 on top): from `left` to `right` pixels; with its label it takes from `begin` to `until`."""

    mark: Mark
    lane: int
    left: float
    right: float
    begin: float
    until: float
    bar: bool


def place(
    marks: Sequence[Mark], axis: Axis, width: float, lanes: int, now: float, measure: Callable[[str], float]
) -> tuple[list[Placed], list[Mark]]:  # fmt: skip
    """All that have room, in the order of time, and those that have none. `now`: the day that bars without an end reach."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(lanes)]
    found: list[Placed] = []
    hidden: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (not _lasts(mark), not mark.pinned, mark.start, mark.id)):
        left, right, bar = extent(mark, axis, now)
        if right < 0 or left > width:
            continue
        shown = max(left, 0.0)
        inside = bar and min(right, width) - shown >= LABEL_LEAST * 1.6
        label = 6 + min(LABEL, measure(mark.text) + 22)
        if inside:
            tries = [(shown, right)]
        else:
            after, before, bare = (shown, max(right, shown) + label), (shown - label, right), (shown, right)
            tries = [*([after] if after[1] <= width else []), *([before] if before[0] >= 0 else []), bare]
        for begin, end in tries:
            lane = _free(taken, begin, end)
            if lane is not None:
                taken[lane].append((begin, end))
                found.append(Placed(mark, lane, left, right, begin, end, bar))
                break
        else:
            hidden.append(mark)
    return sorted(found, key=lambda placed: (placed.mark.start, placed.mark.id)), hidden


def extent(mark: Mark, axis: Axis, now: float) -> tuple[float, float, bool]:
    """From where to where a mark is drawn, and whether as a bar."""
    begins, ends = bounds(mark.start)
    if mark.end is not None:
        ends = max(bounds(mark.end)[1], begins)
    elif _lasts(mark):
        ends = max(now, ends)
    left, right = axis.x(begins), axis.x(ends)
    if right - left < POINT:
        middle = (left + right) / 2
        return middle - POINT / 2, middle + POINT / 2, False
    return left, right, mark.dated


def _lasts(mark: Mark) -> bool:
    """Whether it is a state that holds, rather than something that happened."""
    return mark.dated and (mark.end is not None or (mark.kind == "semantic" and mark.status == "active"))


def _free(taken: list[list[tuple[float, float]]], left: float, right: float) -> int | None:
    for number, spans in enumerate(taken):
        if all(right + _GAP < other[0] or left > other[1] + _GAP for other in spans):
            return number
    return None
