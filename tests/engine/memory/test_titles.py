"""Titles come from the first thing said, in one line, cut where a reader would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.memory.titles import LENGTH, boundary, title_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hello there", "Hello there"),
        ("\n\n  # Plans   for\tMay \nsecond line", "Plans for May"),
        ("one two three four five six seven eight nine ten eleven twelve", "one two three four five six seven eight nine…"),
        ("x" * 60, "x" * 47 + "…"),
        ("[forgotten] and some more", "and some more"),
        ("[forgotten]", ""),
        ("!!! ???", ""),
        ("evil\u202e\u200bname", "evilname"),
    ],
)
def test_a_title_is_short_and_in_one_line(text: str, title: str) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize("grapheme", ["👩🏽\u200d🚀", "🇧🇷", "e\u0301", "नि", "👍🏿", "5\ufe0f\u20e3", "क्षि"])
def test_no_grapheme_is_cut(grapheme: str) -> None:
    title = title_of("a" + grapheme * 60)
    assert title.endswith("…")
    rest = title[1:-1]
    assert rest == grapheme * (len(rest) // len(grapheme))


@given(st.text(), st.integers(1, 80))
def test_a_title_is_never_longer_than_asked_and_never_breaks_the_line(text: str, length: int) -> None:
    title = title_of(text, length)
    assert len(title) <= max(length, 1)
    assert "\n" not in title


@given(st.text(min_size=1), st.integers(0, 100))
def test_a_boundary_never_moves_forward(text: str, position: int) -> None:
    assert 0 <= boundary(text, min(position, len(text))) <= position


def test_the_length_is_for_a_sidebar() -> None:
    assert 30 <= LENGTH <= 60
