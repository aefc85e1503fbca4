"""Openings that tell nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.telling.addressed import is_jotted, without_address


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("bro my mock is monday", "my mock is monday"),
        ("ok lads, we moved to Hull", "we moved to Hull"),
        ("Ciao! we live in Bari", "we live in Bari"),
        ("ey up duck, our lass is forty", "our lass is forty"),
        ("no i said my NIECE is at school", "my NIECE is at school"),
        ("putting this here so i dont lose it: key with Jo", "key with Jo"),
        ("for the record, we rent", "we rent"),
    ],
)
def test_an_opening_is_blanked(text: str, kept: str) -> None:
    assert without_address(text).strip() == kept


@pytest.mark.parametrize(
    "text", ["love my dog", "mate of mine is a pilot", "sis just had twins", "boss says no", "people i know", "girl i work with", "hi"]
)
def test_what_is_part_of_the_sentence_stays(text: str) -> None:
    assert without_address(text) == text


def test_a_message_may_say_that_it_is_a_note() -> None:
    assert is_jotted("jotting this down: bins on monday")
    assert not is_jotted("writing a poem: roses are red")


@given(st.text(max_size=150))
def test_every_character_keeps_its_place(text: str) -> None:
    left = without_address(text)
    assert len(left) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, left, strict=True))
