"""Games, famous lines and suppositions tell nothing; hobbies and plans do."""

from __future__ import annotations

import pytest

from engine.learning.noise.supposing import without_suppositions
from tests.engine.learning.support import texts

NOTHING = [
    "in the sims mine wed the baker and had twins",
    "my minecraft house has four floors and I keep wolves in the cellar",
    "finally married Leah in stardew and we've got a baby",
    "on fm24 im managing Hull and signed Haaland",
    "Call me Ishmael. any good?",
    "i'm batman",
    "what if i told you i was the queen of Norway. would you believe it",
    "what if we moved to Porto and opened a bar",
    "my horoscope says i will move house in June",
    "my aunt is so old her first pet was a mammoth",
    "currently watching the match with a pint",
    "my phone's on 3%",
]
SOMETHING = [
    ("i play the sims with my daughter every sunday", "sims"),
    ("call me Ish, everyone does", "Ish"),
    ("what if i can't get time off? my sister's wedding is in Cork on 14 August", "wedding"),
    ("my cat is called Ishmael after the book", "Ishmael"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_play_and_supposition_tell_nothing(text: str) -> None:
    assert texts(text) == []


@pytest.mark.parametrize(("text", "kept"), SOMETHING)
def test_what_only_resembles_them_is_learned(text: str, kept: str) -> None:
    assert any(kept in told for told in texts(text))


def test_every_other_character_keeps_its_place() -> None:
    text = "I live in Ghent. Suppose I moved to Rome; I work nights."
    assert without_suppositions(text) == "I live in Ghent." + " " * len(" Suppose I moved to Rome") + "; I work nights."
