"""Diary entries without a verb, said in full."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import candidates, texts


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("optician weds 3.20, new lenses", "The user has an optician appointment on Wednesday 18 June 2025 at 3.20, new lenses."),
        ("ct scan 14/8 9:30 at the Royal", "The user has a ct scan on 14 August 2025 at 9:30 at the Royal."),
        ("vet 4pm fri", "The user has a vet appointment on Friday 20 June 2025 at 4pm."),
        ("Theory test booked! monday week, 9.15, Sligo", "The user has a theory test on Monday 30 June 2025 at 9.15, Sligo."),
        ("tomorrow is my viva, room 12", "The user's viva is on 18 June 2025, room 12."),
        ("The 24th: hospital, no breakfast", "The user has a hospital appointment on 24 June 2025, no breakfast."),
        ("Sat 5th: Mo's party at the rink", "Mo's party at the rink is on 5 July 2025."),
        ("grans 90th on the 2nd, all at the inn", "The user's gran's 90th is on 2 July 2025, all at the inn."),
        ("passport runs out nov 27", "The user's passport runs out in November 2027."),
        ("drum lesson moved to thurs 5pm", "The user's drum lesson moved to Thursday 19 June 2025 at 5pm."),
        ("plumber on the 19th, 10-12", "The user's plumber is coming on 19 June 2025, 10-12."),
        ("Booked: Oban, 3 nights, 4 to 7 July", "The user has booked Oban, 3 nights from 4 to 7 July 2025."),
        ("choir rehearsals Tuesdays 7.30 at St Olaf's", "The user has choir rehearsals on Tuesdays 7.30 at St Olaf's."),
    ],
)
def test_an_entry_is_said_in_full(message: str, expected: str) -> None:
    assert expected in texts(message)


def test_a_list_of_dates_becomes_an_entry_each() -> None:
    assert texts("Exam dates: algebra 11/07, latin 14/07, all 9am") == [
        "The user has an algebra exam on 11 July 2025 at 9am.",
        "The user has a latin exam on 14 July 2025 at 9am.",
    ]


def test_birthdays_in_a_list_have_no_year() -> None:
    found = candidates("the girls birthdays: Ada 3/11, Bea 19/11")
    assert [(c.text, c.recurrence) for c in found] == [
        ("Ada's birthday is on 3 November.", "yearly on 3 November"),
        ("Bea's birthday is on 19 November.", "yearly on 19 November"),
    ]


def test_a_dated_entry_is_an_event_and_a_recurring_one_a_fact() -> None:
    (once,) = candidates("dentist fri 9.40")
    (often,) = candidates("physio tue & fri for 8 weeks")
    assert (once.kind, once.valid_from) == ("episodic", "2025-06-20T09:40+01:00")
    assert (often.kind, often.recurrence) == ("semantic", "tue & fri")


def test_the_one_spoken_of_before_has_the_entry() -> None:
    assert "The user's husband has physio on Tuesdays." in texts("my husband had his hip done, physio on Tuesdays")


def test_whole_sentences_are_left_to_the_rules() -> None:
    assert texts("my job interview is tomorrow at 10am") == ["The user's job interview is on 18 June 2025 at 10am."]
    assert texts("my therapist moved our sessions to wednesdays") == ["The user's therapist moved the user's sessions to wednesdays."]
    assert texts("any news on the exam tomorrow?") == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("my shift next week is earlies", "The user's shift is earlies in the week of 23 June 2025."),
        ("my exam on Friday is algebra", "The user's exam is algebra on Friday 20 June 2025."),
        ("my appointment tomorrow is cancelled", "The user's appointment on 18 June 2025 is cancelled."),
        ("my meeting tomorrow was moved to 24 June", "The user's meeting on 18 June 2025 was moved to 24 June 2025."),
    ],
)
def test_what_is_said_of_the_event_is_kept(message: str, expected: str) -> None:
    assert texts(message) == [expected]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("My sister Anna plays chess on Fridays", "The user's sister Anna plays chess on Fridays."),
        ("my brother calls on sundays", "The user's brother calls on sundays."),
        ("school plays on Friday", "The user has school plays on Friday 20 June 2025."),
    ],
)
def test_what_somebody_does_is_no_event(message: str, expected: str) -> None:
    assert expected in texts(message)
