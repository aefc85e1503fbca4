"""When something that comes again comes next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.agenda.recurrence import anniversary, daily, next_on

SUNDAY = date(2026, 11, 22)
DATES = st.dates(date(1990, 1, 1), date(2090, 1, 1))
WORDS = [
    "every thursday", "every other friday", "fortnightly on Monday", "yearly on 3 December", "yearly on December 3rd", "monthly on the 15",
    "every month on the 31st", "monthly on the first Monday", "weekly on Tuesday", "every weekday", "at weekends", "every day", "every 3 weeks",
    "tuesdays and fridays", "every second tuesday",
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("every thursday", date(2026, 11, 26)),
        ("Thursdays", date(2026, 11, 26)),
        ("weekly on Sunday", SUNDAY),
        ("every other friday", date(2026, 11, 27)),
        ("tuesdays and fridays", date(2026, 11, 24)),
        ("every weekday", date(2026, 11, 23)),
        ("every weekend", SUNDAY),
        ("yearly on 3 December", date(2026, 12, 3)),
        ("yearly on 1st of January", date(2027, 1, 1)),
        ("yearly on March 14th", date(2027, 3, 14)),
        ("monthly on the 15", date(2026, 12, 15)),
        ("the 30th of every month", date(2026, 11, 30)),
        ("monthly on the first Monday", date(2026, 12, 7)),
        ("monthly on the last Friday", date(2026, 11, 27)),
        ("every 3 days", SUNDAY),
        ("daily", SUNDAY),
    ],
)
def test_the_words_of_people_name_a_day(words: str, on: date) -> None:
    assert next_on(words, SUNDAY, SUNDAY) == on


@pytest.mark.parametrize("words", ["often", "every now and then", "every month", "sometimes", "yearly on 31 February", ""])
def test_what_names_no_day_has_none(words: str) -> None:
    assert next_on(words, SUNDAY, SUNDAY) is None


def test_every_other_week_counts_from_when_it_was_said() -> None:
    said = date(2026, 11, 24)  # a Tuesday
    assert [next_on("every other friday", said, said + timedelta(days=n)) for n in (0, 4, 11)] == [
        date(2026, 11, 27),
        date(2026, 12, 11),
        date(2026, 12, 11),
    ]


def test_the_last_day_of_a_shorter_month_stands_for_the_31st() -> None:
    assert next_on("monthly on the 31", SUNDAY, date(2027, 2, 1)) == date(2027, 2, 28)


def test_a_leap_day_is_kept_on_the_28th_in_other_years() -> None:
    assert anniversary(date(2024, 2, 29), date(2026, 1, 1)) == date(2026, 2, 28)
    assert anniversary(date(2024, 2, 29), date(2028, 1, 1)) == date(2028, 2, 29)


def test_what_is_done_every_day_is_told_apart() -> None:
    assert daily("every morning") and daily("twice a day") and daily("daily")
    assert not daily("every monday morning") and not daily("every thursday")


@given(st.sampled_from(WORDS), DATES, st.integers(0, 4000))
def test_the_next_day_is_never_before_and_nothing_lies_between(words: str, said: date, later: int) -> None:
    day = said + timedelta(days=later)
    on = next_on(words, said, day)
    assert on is not None
    assert day <= on <= day + timedelta(days=366)
    assert next_on(words, said, on) == on
    assert all(next_on(words, said, day + timedelta(days=n)) == on for n in range(0, (on - day).days, 7))


@given(st.text(max_size=60), DATES, DATES)
def test_any_words_are_taken(words: str, said: date, day: date) -> None:
    on = next_on(words, said, max(said, day))
    assert on is None or on >= day
