"""Other people's words inside a message are blanked; the user's own brief is not."""

from __future__ import annotations

import pytest

from engine.learning.noise.drafts import is_pasted, mask
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    "message",
    [
        "Exercise 3a, translate into Danish: I sold my flat in June.",
        "proofread, it's for the plaque: Otto Lind lost his arm at Narvik.",
        '"I have nine lives," said the cat, yawning, "and one is yours." carry on',
        "Draft a letter from a tenant named Bo Falk: I have asthma",
        "turn into bullet points: I have a cold and my dog is ill",
        "back-translate this so I can check it: «Ich habe einen Hund.»",
    ],
)
def test_a_given_text_is_not_read(message: str) -> None:
    assert texts(message) == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("email to my manager Uwe pls: I've jury duty from 3 July", "The user has jury duty from 3 July 2025."),
        ("help me plan: my aunt Inga lands on Saturday", "Inga is the user's aunt."),
        ("write to the council: I've been without a bin since May", "The user has been without a bin since May 2025."),
    ],
)
def test_the_brief_for_ones_own_letter_is_read(message: str, expected: str) -> None:
    assert expected in texts(message)


def test_a_mask_keeps_every_place() -> None:
    message = 'he wrote "I have a boat and two cars" to me\n> old mail\nbye'
    assert len(mask(message)) == len(message)
    assert "boat" not in mask(message)


def test_a_letter_shown_with_a_doubt_is_somebody_elses() -> None:
    assert is_pasted("Dear friend, I am a banker in Lomé with 9 million. scam?")
    assert not is_pasted("Hi, I am a banker in Lomé")
