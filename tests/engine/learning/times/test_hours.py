"""Times of day, and those that leave open whether they are in the morning."""

from __future__ import annotations

import re

import pytest

from engine.learning.times.hours import CLOCK, alone, time_of_day


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("at 3pm", (15, 0)),
        ("8.15", (8, 15)),
        ("06:55", (6, 55)),
        ("half 9", (9, 30)),
        ("quarter to eleven", (10, 45)),
        ("ten past 10", (10, 10)),
        ("at 7 in the evening", (19, 0)),
        ("noon", (12, 0)),
        ("midnight", (0, 0)),
        ("10-12", None),
        ("at 2", None),
        ("2.40", None),
        ("half 7", None),
        ("3ish", None),
    ],
)
def test_an_hour_is_read_when_it_is_beyond_doubt(said: str, expected: tuple[int, int] | None) -> None:
    match = re.match(CLOCK, f" {said}", re.IGNORECASE)
    assert match is not None
    assert time_of_day(match.groupdict()) == expected


def test_hours_are_found_anywhere_and_prices_are_none() -> None:
    assert alone("life in the uk, 12:15 in Croydon") == [(12, 15)]
    assert alone("costs 12.50 euros") == []
