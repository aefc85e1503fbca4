"""What two have is named once, and told of both."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.extract import learn
from engine.learning.turns.possessors import other_possessors

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)


def kept(text: str) -> set[str]:
    return {candidate.text for candidate in learn(text, at=AT).candidates}


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Bram's birthday is 3 March and mine is on 19 September 1988.",
         {"Bram's birthday is 3 March.", "The user's birthday is on 19 September 1988."}),
        ("my car is a Fiat and Bram's is a Volvo", {"The user's car is a Fiat.", "Bram's car is a Volvo."}),
        ("Anna's favourite colour is green, mine is blue", {"Anna's favourite colour is green.", "The user's favourite colour is blue."}),
        ("my favourite colour is red but my wife's is blue, and we live in Leeds",
         {"The user's favourite colour is red.", "The user's wife's favourite colour is blue.", "The user lives in Leeds."}),
        ("Our wedding was in 2015, my sister's was in 2018.", {"The user's sister's wedding was in 2018."}),
        ("Tom's shift starts at 6 and mine starts at 9", {"Tom's shift starts at 6.", "The user's shift starts at 9."}),
        ("My birthday is 4 May, Bram's is 3 March and Lina's is in July",
         {"The user's birthday is 4 May.", "Bram's birthday is 3 March.", "Lina's birthday is in July."}),
    ],
)  # fmt: skip
def test_each_has_their_own(message: str, told: set[str]) -> None:
    assert told <= kept(message)


@pytest.mark.parametrize("message", ["My sister's a vet and it's hard", "I like mine black", "Is mine broken?", "the phone rang and that's it", ""])
def test_nothing_is_made_of_other_sentences(message: str) -> None:
    assert other_possessors(message) == []


@given(st.text(max_size=150))
def test_any_text_is_read_and_places_lie_in_it(text: str) -> None:
    for one in other_possessors(f"my car is red and {text}'s is blue, {text}"):
        assert 0 <= one.start < one.stop
