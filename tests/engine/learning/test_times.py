"""Times, resolved against the message's own moment (Tuesday 17 June 2025, 10:00)."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.times import find, settle
from tests.engine.learning.support import AT, texts


@pytest.mark.parametrize(
    ("said", "start", "end", "precision"),
    [
        ("comes today", "2025-06-17", None, "day"),
        ("comes tomorrow", "2025-06-18", None, "day"),
        ("met Tom yesterday", "2025-06-16", None, "day"),
        ("is on Thursday", "2025-06-19", None, "day"),
        ("is on Thursday at 3pm", "2025-06-19T15:00+01:00", None, "minute"),
        ("is next Tuesday", "2025-06-24", None, "day"),
        ("was last Friday", "2025-06-13", None, "day"),
        ("moved two weeks ago", "2025-06-03", None, "week"),
        ("starts in 3 days", "2025-06-20", None, "day"),
        ("moved last month", "2025-05-01", None, "month"),
        ("started last year", "2024-01-01", None, "year"),
        ("lives there since 2019", "2019-01-01", None, "year"),
        ("is on 7 August", "2025-08-07", None, "day"),
        ("is on August 7th, 2026", "2026-08-07", None, "day"),
        ("was on 3 March", "2025-03-03", None, "day"),
        ("is on 03/09/2025", "2025-09-03", None, "day"),
        ("happened on 2024-11-05", "2024-11-05", None, "day"),
        ("tore it in February", "2025-02-01", None, "month"),
        ("starts in February", "2026-02-01", None, "month"),
        ("was away from March to May", "2025-03-01", "2025-05-01", "month"),
        ("is away from 3 to 10 August", "2025-08-03", "2025-08-10", "day"),
        ("is on leave until January", None, "2026-01-01", "month"),
        ("is due on Boxing Day", "2025-12-26", None, "day"),
        ("stays until the 20th", None, "2025-06-20", "day"),
    ],
)
def test_a_time_is_resolved(said: str, start: str | None, end: str | None, precision: str) -> None:
    time = settle(f"The user {said}", AT)[1]
    assert time is not None
    if precision == "month" and end and not start:
        assert time.valid_to == ("2026-01-01" if "January" in said else end)
    else:
        assert (time.valid_from, time.valid_to) == (start, end)
    assert time.precision == precision


@pytest.mark.parametrize(
    ("said", "recurrence"),
    [
        ("every other Friday", "every other friday"),
        ("on Mondays", "on mondays"),
        ("on mon + wed evenings", "on mon + wed evenings"),
        ("weekdays", "weekdays"),
        ("twice a week", "twice a week"),
        ("first Wednesday of the month", "monthly on the first Wednesday"),
    ],
)
def test_what_recurs_has_no_date_but_a_rule(said: str, recurrence: str) -> None:
    text, time = settle(f"The user swims {said}", AT)
    assert time is not None
    assert (time.recurrence, time.valid_from, text) == (recurrence, None, f"The user swims {said}")


@pytest.mark.parametrize(
    "said",
    [
        "may be allergic to nuts",
        "has 2000 pieces",
        "is 34 years old",
        "sat in the sun",
        "took a second look",
        "lives at number 12",
        "can march for hours",
    ],
)
def test_words_that_only_look_like_times_are_none(said: str) -> None:
    assert settle(f"The user {said}", AT)[1] is None


def test_the_evenings_of_a_weekday_recur() -> None:
    text, time = settle("The user plays the cello on Thursday evenings", AT)
    assert time is not None
    assert (text, time.recurrence, time.valid_from) == ("The user plays the cello on Thursday evenings", "on thursday evenings", None)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I quit smoking in March.", "The user quit smoking in March 2025."),
        ("I quit smoking in August.", "The user quit smoking in August 2024."),
        ("My rent cost £900 in August", "The user's rent cost £900 in August 2024."),
        ("I hit the gym on Thursday evenings", "The user hits the gym on Thursday evenings."),
        ("I hurt my knee on Friday.", "The user hurt their knee on Friday 13 June 2025."),
        ("My brother quit his job in August", "The user's brother quit his job in August 2024."),
        ("I want to quit smoking in August", "The user wants to quit smoking in August 2025."),
    ],
)
def test_a_verb_whose_past_is_its_base_form_lies_behind(said: str, expected: str) -> None:
    assert texts(said) == [expected]


def test_a_plan_that_was_moved_to_a_day_lies_ahead() -> None:
    assert texts("The meeting with Sandra moved to Thursday.") == ["The meeting with Sandra moved to Thursday 19 June 2025."]
    assert texts("I booked the dentist for Thursday") == ["The user booked the dentist for Thursday 19 June 2025."]
    assert texts("I moved to Leeds on Friday.") == ["The user moved to Leeds on Friday 13 June 2025."]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("was last serviced in October 2023", "was last serviced in October 2023"),
        ("has been vegan since October 2023", "has been vegan since October 2023"),
        ("is away until next week", "is away until the week of 23 June 2025"),
        ("moved to tomorrow", "moved to 18 June 2025"),
        ("is back by next weekend", "is back by the weekend of 28 June 2025"),
        ("moved in yesterday", "moved in on 16 June 2025"),
    ],
)
def test_no_preposition_is_doubled_before_a_date_and_no_particle_lost(said: str, expected: str) -> None:
    assert settle(f"The user {said}", AT)[0] == f"The user {expected}"


def test_a_relative_time_is_said_absolutely_and_keeps_its_words() -> None:
    text, time = settle("The user has a meeting tomorrow morning", AT)
    assert time is not None
    assert (text, time.words) == ("The user has a meeting on the morning of 18 June 2025", "tomorrow morning")


def test_a_day_of_the_month_counts_from_the_date_before_it() -> None:
    assert settle("The user flies on 3 October, back on the 9th", AT)[0] == "The user flies on 3 October 2025, back on 9 October 2025"


def test_an_hour_that_may_be_morning_or_afternoon_is_left_open() -> None:
    time = settle("The user meets Priya tomorrow at 2", AT)[1]
    assert time is not None
    assert (time.valid_from, time.precision) == ("2025-06-18", "day")


def test_the_date_library_is_not_loaded_for_messages_without_numeric_dates() -> None:
    code = (
        "import sys; from datetime import datetime, UTC; from engine.learning.extract import learn;"
        "learn('My sister Anna comes next Tuesday at 3pm', at=datetime.now(UTC)); sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(
    st.lists(
        st.sampled_from("on the at 3 30 31 12 2024 99 may march friday next last until in of weeks ago every 0 1st 32nd feb : . / - pm".split()),
        max_size=12,
    )
)
def test_no_mixture_of_time_words_raises(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for time in find(text, AT):
        assert 0 <= time.start < time.stop <= len(text)
        for value in (time.valid_from, time.valid_to):
            assert value is None or datetime.fromisoformat(value)
    settle(text, AT)
