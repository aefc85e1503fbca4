"""How the assistant is to speak to somebody, and of somebody, wherever in a sentence that is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.rules.manners import EXAMPLES, manners
from tests.engine.learning.support import texts


@pytest.mark.parametrize(("sentence", "expected"), EXAMPLES, ids=[sentence for sentence, _ in EXAMPLES])
def test_it_is_an_instruction(sentence: str, expected: str) -> None:
    assert [one.told for one in manners(sentence)] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "Green voter until 2019, please skip the election lectures",
            ["The assistant should skip the election lectures."],
        ),
        (
            "I pack parcels at night so dont wish me good morning",
            ["The user packs parcels at night.", "The assistant should not wish the user good morning."],
        ),
        ("you don't need to explain VAT, I'm an accountant", ["The assistant should not explain VAT.", "The user is an accountant."]),
        (
            "whenever I say 'park it' put the row and the bay, I have two cars",
            ["Whenever the user says 'park it', it should put the row and the bay.", "The user has two cars."],
        ),
    ],
)
def test_what_stands_around_it_is_told_as_well(message: str, expected: list[str]) -> None:
    told = texts(message)
    assert [one for one in expected if one not in told] == []


def test_a_short_quotation_is_what_an_instruction_is_about() -> None:
    assert texts("I can't stand being told 'no worries'") == ["The assistant should not tell the user 'no worries'."]


def test_what_is_set_aside_belongs_to_it() -> None:
    assert texts("please address me as Dr Lindqvist, not Miss") == ["The assistant should address the user as Dr Lindqvist, not Miss."]


@pytest.mark.parametrize("message", ["keep it short", "no reply needed thanks", "use they/them in this paragraph", "don't explain, just the code"])
def test_what_is_meant_for_now_is_none(message: str) -> None:
    assert texts(message) == []


@given(st.text(max_size=200))
def test_no_sentence_makes_it_raise(sentence: str) -> None:
    for one in manners(sentence):
        assert 0 <= one.start <= one.stop <= len(sentence)
