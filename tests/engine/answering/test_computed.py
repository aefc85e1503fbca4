"""Counts and durations are worked out by code."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answering.computed import compute, date_in, span
from engine.answering.question import parse

NOW = date(2026, 3, 20)


def test_how_many_counts_what_was_noted_in_the_period_asked_for() -> None:
    swims = ["The user swam on 2 March 2026.", "The user swam on 9 March 2026.", "The user swam on 27 February 2026."]
    worked_out = compute(parse("how many times did I swim this month"), swims, ["", "", ""], NOW)
    assert worked_out is not None and worked_out.text == "2 times" and worked_out.used == (0, 1)


def test_how_long_is_the_time_since_the_date() -> None:
    worked_out = compute(parse("how long have I lived here"), ["The user moved into the flat on 14 March 2024."], [""], NOW)
    assert worked_out is not None and worked_out.text == "2 years"


def test_the_last_and_the_next_are_chosen_by_date() -> None:
    cuts = ["The user's haircut was on 4 May 2025.", "The user's haircut was on 29 June 2025."]
    latest = compute(parse("when was my last haircut"), cuts, ["", ""], NOW)
    assert latest is not None and latest.used == (1,)
    visits = ["The dentist is on 1 March 2026.", "The dentist is on 5 June 2026.", "The dentist is on 1 April 2026."]
    following = compute(parse("when is the next dentist appointment"), visits, ["", "", ""], NOW)
    assert following is not None and following.used == (2,)


def test_a_number_that_is_noted_is_not_counted_again() -> None:
    assert (
        compute(
            parse("how many bedrooms has my house"), ["The user's house has four bedrooms.", "The house has a bedroom in the loft."], ["", ""], NOW
        )
        is None
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 14 March 2024", (date(2024, 3, 14), "day")),
        ("March 14th, 2024", (date(2024, 3, 14), "day")),
        ("since May 2019", (date(2019, 5, 1), "month")),
        ("in 2019", (date(2019, 1, 1), "year")),
        ("31 February 2024", None),
        ("soon", None),
    ],
)
def test_dates_are_found_in_sentences(text: str, found: tuple[date, str] | None) -> None:
    assert date_in(text) == found


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(0, 20_000))
def test_a_span_is_never_negative_or_empty(since: date, days: int) -> None:
    until = date.fromordinal(since.toordinal() + days)
    words = span(since, until)
    assert words and "-" not in words


def test_an_age_is_worked_out_from_the_birth() -> None:
    made = compute(parse("How old am I?"), ["The user was born on 12 May 1987."], [""], date(2026, 5, 11))
    assert made is not None and made.text == "38 years old"


def test_what_is_still_missing_from_a_price() -> None:
    question = parse("How much more money do I need for the kiln?")
    made = compute(question, ["The kiln costs 1400 euros and I have saved 540 so far."], [""], date(2026, 5, 11))
    assert made is not None and made.text == "860 euros more"
    assert compute(question, ["The kiln costs 1400 euros."], [""], date(2026, 5, 11)) is None
