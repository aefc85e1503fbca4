"""Times, resolved against the message's own moment (Tuesday 17 June 2025, 10:00)."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.times.finding import find, settle
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
        ("is on 12 June next year", "2026-06-12", None, "day"),
        ("was on 3 March last year", "2024-03-03", None, "day"),
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
        ("has a scan 23/9", "2025-09-23", None, "day"),
        ("has a test on 9/7 at 8:30", "2025-07-09T08:30+01:00", None, "minute"),
        ("has a test monday week", "2025-06-30", None, "day"),
        ("is off a week on Friday", "2025-06-27", None, "day"),
        ("turns 90 a fortnight today", "2025-07-01", None, "day"),
        ("has bloods Thursday fortnight", "2025-07-03", None, "day"),
        ("sees the GP tomoz", "2025-06-18", None, "day"),
        ("eats out tonight at 8", "2025-06-17T20:00+01:00", None, "minute"),
        ("comes next week tuesday", "2025-06-24", None, "day"),
        ("is in Rome from the 20th dec til 2 jan", "2025-12-20", "2026-01-02", "day"),
        ("is in Rome 14th to 17th nov", "2025-11-14", "2025-11-17", "day"),
        ("sings on 10 & 11 dec", "2025-12-10", "2025-12-11", "day"),
        ("is away from mon to weds", "2025-06-23", "2025-06-25", "day"),
        ("was there between 2009 and 2014", "2009-01-01", "2014-01-01", "year"),
        ("has a lease that ends end of August", "2025-08-31", None, "day"),
        ("flies mid-July", "2025-07-15", None, "week"),
        ("has a card that expires nov 27", "2027-11-01", None, "month"),
        ("broke it in March '19", "2019-03-01", None, "month"),
        ("sails in 3 wks", "2025-07-08", None, "week"),
        ("lives there since 3 years", "2022-01-01", None, "year"),
        ("had twins 3 weeks ago today", "2025-05-27", None, "day"),
        ("comes at Easter", "2026-04-05", None, "day"),
        ("won it on the bank holiday", "2025-05-26", None, "day"),
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
        ("every third Wednesday", "every third wednesday"),
        ("tue & fri for 8 weeks", "tue & fri"),
        ("mon-fri", "mon-fri"),
        ("twice daily", "twice daily"),
        ("on the 1st of every month", "monthly on the 1"),
        ("alternate Fridays", "alternate fridays"),
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
        "owns a 1/4 acre",
        "takes 1/2 tablet",
        "is open 24/7",
        "had the 2nd hip done",
        "goes to the Thursday class",
        "has not sung in 3 years",
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
        ("Got my driving test friday the 18th", "2025-07-18"),
        ("Eye clinic appointment came through: 28th August", "2025-08-28"),
        ("The wedding got fixed, 4th May", "2026-05-04"),
        ("has an MRI on the left knee 23/9", "2025-09-23"),
        ("booked the vet for fri", "2025-06-20"),
    ],
)
def test_what_was_arranged_lies_ahead_though_its_verb_is_past(said: str, expected: str) -> None:
    time = settle(said, AT)[1]
    assert time is not None
    assert time.valid_from == expected


def test_the_one_hour_of_a_sentence_belongs_to_its_one_day() -> None:
    time = settle("The user's test is tomorrow, 12:15 in Croydon", AT)[1]
    assert time is not None
    assert time.valid_from == "2025-06-18T12:15+01:00"


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
