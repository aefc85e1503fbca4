"""Parts given out for a play."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    "message",
    [
        "you're my landlord and I'm three months behind on rent, let's argue",
        "lets do a mock date, I'm a shy librarian and you're the barista",
        "you're my dad and I've just crashed your car. go",
        "can u be the interviewer, I'm applying to be a lighthouse keeper",
        "I'm a hostage negotiator, ur the guy on the roof. go",
        "I'll be the judge, you're my lawyer and I'm accused of stealing a goose",
    ],
)
def test_what_is_said_in_a_part_is_no_fact(message: str) -> None:
    assert texts(message) == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("You're my running coach: I weigh 81 kg", "The user weighs 81 kg."),
        ("you're a lifesaver, I'm coeliac and this works", "The user is coeliac."),
        ("I'm a welder and my wife is the boss of a bakery", "The user is a welder."),
    ],
)
def test_who_the_assistant_really_is_for_somebody_changes_nothing(message: str, expected: str) -> None:
    assert expected in texts(message)


@pytest.mark.parametrize("message", ["go on, I'm all ears", "I'm a new man", "honestly I'm a bag of nerves", "I'm only human", "I'm in the doghouse"])
def test_what_one_calls_oneself_without_meaning_it_is_no_fact(message: str) -> None:
    assert texts(message) == []
