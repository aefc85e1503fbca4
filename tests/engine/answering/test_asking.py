"""The clause of a message that asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answering.asking import asking, asks_within


@pytest.mark.parametrize(
    ("message", "asks"),
    [
        ("need to ring about my tooth, which dr was it", "which dr was it?"),
        ("I'm cooking for my other half tonight, which spice does he hate", "which spice does my partner hate?"),
        ("my mother-in-law's coming over. what hot drink do I give her", "what hot drink do I give my mother-in-law?"),
        ("booking the flight - where do I like to sit", "where do I like to sit?"),
        ("Water everywhere, where's the stopcock?", "where's the stopcock?"),
        ("who are all my nieces, doing the Christmas list", "who are all my nieces?"),
        ("seeing Anna later, what is her cat called", "what is Anna's cat called?"),
    ],
)
def test_the_rest_is_left_out(message: str, asks: str) -> None:
    assert asking(message) == asks


@pytest.mark.parametrize(
    "message",
    ["My sister, who is a vet, lives in York.", "I moved to Porto, which is lovely", "where do I live?", "What I like, I keep.", "hello, how",
     "Where do I work, and who is my boss?", "When I get home, I read.", "I like tea, he likes coffee", ""],
)  # fmt: skip
def test_what_asks_as_a_whole_or_not_at_all_is_left_alone(message: str) -> None:
    assert asking(message) == message


@pytest.mark.parametrize(
    ("message", "asks"),
    [("where do I live again?", "where do I live?"), ("hello again", "hello"), (" AGAIN", " AGAIN"), ("do you know", "do you know")],
)
def test_an_aside_is_left_out_where_something_else_is_said(message: str, asks: str) -> None:
    assert asking(message) == asks


ASIDES = st.sampled_from(["again", "right now", "do you know", "as far as you know", " ", ",", "?", "who is he", "Ana", "my son", "his", "it is"])


@given(st.text(max_size=200) | st.lists(ASIDES).map(" ".join))
def test_of_any_text_something_is_left(text: str) -> None:
    assert bool(asking(text).strip()) == bool(text.strip())


@pytest.mark.parametrize("text", ["locked out again, where did I put the key", "new guy is closing tonight, how does he shut the tank"])
def test_a_question_after_what_is_told_is_one(text: str) -> None:
    assert asks_within(text)


@pytest.mark.parametrize("text", ["My sister, who is a nurse, lives in York.", "I moved to Leeds, which is lovely.", "What is told, is told."])
def test_what_goes_on_telling_is_none(text: str) -> None:
    assert not asks_within(text)
