"""What a message takes back is not learned; what stands in its place is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.telling.repairs import repaired
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("my dog gets 2 tabs of metacam.. sorry, half a tab of gabapentin at night", "The user's dog gets half a tab of gabapentin at night."),
        ("my rent is 500, no wait, 550 a month", "The user's rent is 550 a month."),
        ("my nephew's called Ian, sorry, Iain", "Iain is the user's nephew."),
    ],
)
def test_the_right_word_takes_the_place_of_the_wrong_one(message: str, expected: str) -> None:
    assert expected in texts(message)


@pytest.mark.parametrize("message", ["sorry, I missed that", "I live in Leeds, sorry for the rant", "call me Sam, I mean it", "no wait"])
def test_an_apology_mends_nothing(message: str) -> None:
    assert repaired(message) == message


@given(st.text(alphabet="abc 12.,'-", max_size=60), st.sampled_from(["no wait", "sorry,", "I mean", "scratch that,"]), st.text(max_size=40))
def test_every_character_keeps_its_place(left: str, mark: str, right: str) -> None:
    text = f"{left} {mark} {right}"
    assert len(repaired(text)) == len(text)
