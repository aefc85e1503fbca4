"""The axis goes from decades to days; in the lanes nothing overlaps."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.timeline import lanes
from desktop.timeline.axis import FARTHEST, NEAREST, Axis, bounds, span
from engine.memory.timeline import Mark

NOW = float(date(2026, 11, 22).toordinal())
DAYS = st.dates(date(1950, 1, 1), date(2060, 1, 1))


@pytest.mark.parametrize(("days", "unit"), [(5, "day"), (25, "day"), (200, "month"), (3000, "year"), (30_000, "decade")])
def test_the_unit_follows_the_zoom(days: float, unit: str) -> None:
    assert span(NOW - days, NOW, 800).unit == unit


@given(first=DAYS, days=st.integers(1, 30_000), width=st.integers(200, 3000))
def test_ticks_are_in_order_and_cover_the_width(first: date, days: int, width: int) -> None:
    axis = span(first.toordinal(), first.toordinal() + days, width)
    ticks = [tick.x for tick in axis.ticks(width)]
    assert ticks == sorted(ticks)
    assert ticks[0] <= 0.0 + axis.scale
    assert len(ticks) < 2 * width
    assert all(later - earlier >= 18 for earlier, later in pairwise(ticks)) or axis.unit == "decade"


@given(scale=st.floats(FARTHEST, NEAREST), factor=st.floats(0.1, 10), x=st.floats(0, 1000))
def test_zooming_keeps_the_day_under_the_pointer(scale: float, factor: float, x: float) -> None:
    axis = Axis(NOW, scale)
    zoomed = axis.zoomed(factor, x)
    assert FARTHEST <= zoomed.scale <= NEAREST
    if 694_000 < zoomed.left < 800_000:
        assert abs(zoomed.day(x) - axis.day(x)) < 1e-3


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2025, 1, 1)), ("2024-12", date(2024, 12, 1), date(2025, 1, 1)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 3, 1)),
    ],
)  # fmt: skip
def test_a_date_is_as_long_as_it_is_precise(text: str, first: date, last: date) -> None:
    assert bounds(text) == (first.toordinal(), last.toordinal())


def test_a_moment_is_a_point() -> None:
    begins, ends = bounds("2024-03-01T12:00:00Z")
    assert begins == ends == date(2024, 3, 1).toordinal() + 0.5


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    first = draw(DAYS)
    length = draw(st.none() | st.integers(0, 9000))
    last = (first + timedelta(days=length)).isoformat() if length is not None else None
    start = first.isoformat()[: draw(st.sampled_from([4, 7, 10]))]
    return Mark(str(draw(st.integers())), draw(st.sampled_from(["semantic", "episodic"])), "x" * draw(st.integers(1, 60)), "active", start,
                last, draw(st.booleans()), draw(st.booleans()))  # fmt: skip


@given(found=st.lists(marks(), max_size=60), zoom=st.floats(0.05, 30), count=st.integers(1, 20))
def test_nothing_overlaps_in_a_lane(found: list[Mark], zoom: float, count: int) -> None:
    axis = Axis(date(2000, 1, 1).toordinal(), zoom)
    placed, hidden = lanes.place(found, axis, 900.0, count, NOW, lambda text: 7.0 * len(text))
    assert len(placed) + len(hidden) <= len(found)
    for number, one in enumerate(placed):
        assert 0 <= one.lane < count
        for other in placed[number + 1 :]:
            if one.lane == other.lane:
                assert max(one.begin, other.begin) > min(one.until, other.until)


def test_what_holds_reaches_today_and_what_ended_does_not() -> None:
    axis = Axis(NOW - 1000, 1.0)
    holds = Mark("1", "semantic", "lives in Lyon", "active", "2024-03", None, False, True)
    ended = Mark("2", "semantic", "lived in Paris", "superseded", "2024-03", "2025-03", False, True)
    happened = Mark("3", "episodic", "went to Lille", "active", "2024-03-03", None, False, True)
    assert lanes.extent(holds, axis, NOW)[1:] == (1000.0, True)
    assert lanes.extent(ended, axis, NOW)[1] == axis.x(date(2025, 4, 1).toordinal())
    assert not lanes.extent(happened, axis, NOW)[2]
