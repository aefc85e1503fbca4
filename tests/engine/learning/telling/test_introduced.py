"""Whom the user says to have ("I have an uncle, Fergus, in Cork"): what follows is told of them, and where or when a thing is, of the thing."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import reasons, texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I have a half-sister, Amara, in Accra", ["Amara is the user's half-sister.", "The user's half-sister Amara is in Accra."]),
        ("I've an uncle, Fergus, from Cork", ["Fergus is the user's uncle.", "The user's uncle Fergus is from Cork originally."]),
        ("We've a lodger called Tove, 24, vegan",
         ["Tove is the user's lodger.", "The user's lodger Tove is 24 years old.", "The user's lodger Tove is vegan."]),
        ("I've got a sister called Jade, lives in Perth", ["Jade is the user's sister.", "The user's sister Jade lives in Perth."]),
        ("I have a son, Otis, allergic to eggs", ["Otis is the user's son.", "The user's son Otis is allergic to eggs."]),
        ("I have a brother, Tom, and live in Leeds", ["Tom is the user's brother.", "The user lives in Leeds."]),
        ("We bought a caravan, near Rhyl", ["The user bought a caravan, near Rhyl."]),
        ("My mate Dan has a boat, in Cornwall", ["Dan is the user's mate.", "The user's mate Dan has a boat, in Cornwall."]),
        ("We're doing Wales instead, in August", ["The user is doing Wales instead, in August 2025."]),
        ("I'm a radiographer, on call all Christmas", ["The user is a radiographer.", "The user is on call all Christmas."]),
    ],
)  # fmt: skip
def test_each_is_told_of_whom_it_holds(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    "text", ["I'm in a foul mood today", "I'm feeling a bit low this morning", "I was in a right strop yesterday", "I'm in such a good mood"]
)
def test_a_mood_passes(text: str) -> None:
    assert texts(text) == []
    assert reasons(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I have to call the plumber tomorrow", ["The user has to call the plumber on 18 June 2025."]),
        ("Every Thursday I play badminton with Tom", ["The user plays badminton with Tom every Thursday."]),
        ("We are flying to Lisbon on 12 December", ["The user is flying to Lisbon on 12 December 2025."]),
        ("they've pushed my op to the 10th of July", ["The user's op has been moved to 10 July 2025."]),
        ("remember: Put the bins out every other Friday", ["The user wants to remember to put the bins out every other Friday."]),
        ("remind me to renew my passport in January", ["The user wants to remember to renew their passport in January 2026."]),
        ("My dad retired in May", ["The user's dad retired in May 2025."]),
    ],
)
def test_it_reads_as_one_would_say_it(text: str, expected: list[str]) -> None:
    assert texts(text) == expected
