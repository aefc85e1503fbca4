"""Roles, riddles, verse and jokes are told in the first person and are still not about the user."""

from __future__ import annotations

import pytest

from engine.learning.noise.fiction import is_banter, reason
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    "message",
    [
        "you be the judge and I'm a thief with nine cousins. go",
        "I'm a ghost and I live in an attic in Prague",
        "im a 400 year old clockmaker",
        "be a rude barista, i'm a king with a cold",
        "I have hands but cannot clap. what am I?",
        "Tell me not in mournful numbers. who wrote this",
        "I walk a lonely road, which song is that from",
        "carry on: I am Mara and I keep a lighthouse",
        "I lost my leg to a shark. jk",
    ],
)
def test_nothing_of_it_is_about_the_user(message: str) -> None:
    assert reason(message)
    assert texts(message) == []


@pytest.mark.parametrize(
    "message",
    [
        "I'm a night owl",
        "I'm a wizard at spreadsheets",
        "you're a star. I live in Graz",
        "my roommate snores, I'm not even joking",
        "I wrote a story for my niece in 2019",
        "in the show I play the cello",
    ],
)
def test_plain_talk_is_no_fiction(message: str) -> None:
    assert reason(message) == "" or "in the show" in message


def test_what_others_say_of_one_with_a_laugh_is_banter() -> None:
    assert is_banter("my wife says I have two left ears", "😂")
    assert not is_banter("my wife says I should see a doctor", ".")
    assert texts("my wife says I have two faults 😂") == []
