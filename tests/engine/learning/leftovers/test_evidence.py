"""What tells a jotting about oneself from chatter."""

from __future__ import annotations

import pytest

from engine.learning.grammar.words import words
from engine.learning.leftovers.evidence import ENOUGH, weigh
from tests.engine.learning.support import texts


def points(text: str, *, form: int = 2, personal: bool = False) -> int:
    return weigh(text, words(text), form=form, personal=personal, dated=False, meant=False)


@pytest.mark.parametrize("text", ["spare key with Anna", "stopcock under the stairs", "quit vaping", "no dairy since my op"])
def test_things_of_a_household_a_body_or_ones_people_weigh(text: str) -> None:
    assert points(text) >= ENOUGH


@pytest.mark.parametrize(
    "text",
    ["second one in the list", "title for a poem about a key", "capital of Chad", "tired and off to bed", "people at the bus stop", "best of luck"],
)
def test_talk_about_a_text_lookups_moods_and_people_at_large_weigh_against(text: str) -> None:
    assert points(text) < ENOUGH


def test_a_message_that_tells_of_the_user_elsewhere_needs_less() -> None:
    assert points("topic peat bogs", personal=True) > points("topic peat bogs")


@pytest.mark.parametrize(
    "message",
    [
        "half a lemon, zest of one lime, pinch of salt",
        "three bullet points max",
        "stuck on the ring road again, podcasts on",
        "day three of this heatwave",
        "not keen on the second paragraph",
        "two nuns walk into a bar, one ducks",
        "great stuff, now in Welsh",
        "shorter, and less gushing",
    ],
)
def test_chatter_leaves_nothing(message: str) -> None:
    assert texts(message) == []
