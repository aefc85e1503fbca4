"""Questions typed as in a chat are spelt out, and nothing else is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answering.shorthand import spelt_out

NAMES = frozenset(("theo", "mila", "james", "okafor"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what r u exactly", "what are you exactly"),
        ("whats my wifes name", "what's my wife's name"),
        ("what was it b4", "what was it before"),
        ("theos grandma", "theo's grandma"),
        ("okafors number", "okafor's number"),
        ("joannas bday?", "joanna's birthday?"),
        ("wheres milas thing n when", "where's mila's thing n when"),
        ("what does my better half do for a livin", "what does my partner do for a living"),
        ("any health stuff u know bout me", "any health stuff you know about me"),
        ("whats my student no again", "what's my student number again"),
        ("what should I get the lady who raised me", "what should I get my mother"),
        ("U know my sisters address?", "You know my sister's address?"),
    ],
)
def test_shorthand_is_spelt_out(typed: str, meant: str) -> None:
    assert spelt_out(typed, NAMES) == meant


@pytest.mark.parametrize(
    "text",
    [
        "do my kids like fish", "where do my parents live", "what are my sisters called", "who is in the girls team", "James car",
        "what's the R value", "What did the U boat cost?", "my wife's name", "is r.u.s.t a word", "my dog no longer eats", "https://u.r/b4",
    ],
)  # fmt: skip
def test_what_is_no_shorthand_stays(text: str) -> None:
    assert spelt_out(text, NAMES) == text


@given(st.text(max_size=200))
def test_any_text_is_taken_and_what_is_spelt_out_stays_so(text: str) -> None:
    once = spelt_out(text, NAMES)
    assert spelt_out(once, NAMES) == once


def test_long_texts_are_left_alone() -> None:
    assert spelt_out("u " * 400) == "u " * 400
