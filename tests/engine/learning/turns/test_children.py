"""Children listed with their ages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.learning.extract import learn
from engine.learning.turns.children import children


def kept(text: str) -> set[str]:
    return {candidate.text for candidate in learn(text, at=datetime(2026, 6, 15, 12, tzinfo=UTC)).candidates}


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "we've got three kids: Kofi is 9, Ama is 7 and little Yaw just turned 2",
            {
                "The user has three kids.",
                "The user's kid Kofi is 9 years old.",
                "The user's kid Ama is 7 years old.",
                "The user's kid Yaw is 2 years old.",
            },
        ),
        ("We have two daughters, Mia is 4 and Lou is 1", {"The user's daughter Mia is 4 years old.", "The user's daughter Lou is 1 year old."}),
        ("my two nephews are: Ben who's 12, Sam is 9 years old", {"The user's nephew Ben is 12 years old.", "The user's nephew Sam is 9 years old."}),
        ("we have two girls: Ada is 8 months old and Bo is 3", {"The user has two girls.", "The user's daughter Ada is 8 months old."}),
    ],
)
def test_each_is_told_with_the_age(message: str, told: set[str]) -> None:
    assert told <= kept(message)


def test_who_somebody_is_is_told_once() -> None:
    told = kept("I have three kids: Kofi (9), Ama (7) and Yaw (2)")
    assert "Kofi is one of the user's children." in told
    assert "Kofi is the user's kid." not in told


@pytest.mark.parametrize(
    "message", ["I have two kids", "our kids are loud", "Anna has three kids: Tom is 4", "my kids are at school: it is 9 now", ""]
)
def test_nothing_is_made_of_other_sentences(message: str) -> None:
    assert children(message) == []


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("we have twins, Mats and Fenja, they're four", "Mats and Fenja are 4 years old."),
        ("we have two dogs, Rex and Max, and they're both 4 months old", "Rex and Max are 4 months old."),
        ("my sons Ali and Omar, they are 5 now and love football", "Ali and Omar are 5 years old."),
    ],
)
def test_an_age_in_common_is_told_of_them_by_name(message: str, told: str) -> None:
    assert told in kept(message)


@pytest.mark.parametrize("message", ["my kids are Ana and Tom, they are 6 and 8", "we have two boys, Sam and Joe, they're 5 minutes late"])
def test_other_numbers_are_no_age_in_common(message: str) -> None:
    assert not any("Ana and Tom are 6" in text or "years old" in text for text in kept(message))
