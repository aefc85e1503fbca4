"""Sums are worked out by code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answering.sums import sum_of


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("what is 17 times 23", "17 × 23 = 391."),
        ("What's 15% of 80?", "15 ÷ 100 × 80 = 12."),
        ("12+30", "12 + 30 = 42."),
        ("how much is 1,200 divided by 7?", "1200 ÷ 7 = 171.4286 (rounded)."),
        ("what's half of 37", "0.5 × 37 = 18.5."),
        ("(3 + 4) * 2 =", "(3 + 4) × 2 = 14."),
        ("calculate 2 to the power of 10", "2 ^ 10 = 1,024."),
        ("5 minus 8", "5 - 8 = -3."),
        ("10 x 4?", "10 × 4 = 40."),
    ],
)
def test_a_sum_has_a_result(asked: str, told: str) -> None:
    assert sum_of(asked) == told


@pytest.mark.parametrize(
    "text",
    ["what's my phone number", "0113 496 0000", "2026-11-22", "call me at 5", "4/0", "9**9**9**9", "", "it costs 4 + 5 euros I think", "what is 42?"],
)
def test_other_messages_are_no_sums(text: str) -> None:
    assert sum_of(text) is None


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_sums_are_right(one: int, other: int) -> None:
    told = sum_of(f"what is {one} + {other}?")
    assert told is not None and told.endswith(f" = {one + other:,}.")


@given(st.text("0123456789+-*/^().,x% timesofdbvy", max_size=80))
def test_any_text_is_read_quickly_and_without_an_error(text: str) -> None:
    sum_of(text)
