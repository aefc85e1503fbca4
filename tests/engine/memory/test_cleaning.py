"""What is taken out of incoming text, and that nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.memory.cleaning import clean


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\x1b[31mRome\x1b[0m is nice", "Rome is nice"),
        ("\x1b]0;a title\x07Rome", "Rome"),
        ("a\x00b", "ab"),
        ("park.\U000e0073\U000e0061 See you", "park. See you"),
        ("\ud83d\ude00", "😀"),
        ("my parrot \ud83d says", "my parrot \ufffd says"),
        ("[31m is no sequence", "[31m is no sequence"),
    ],
)
def test_what_steers_or_hides_is_taken_out(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text(alphabet=st.characters(exclude_characters="\x00\x1b", exclude_categories=["Cs"], max_codepoint=0xDFFFF)))
def test_all_else_stays_as_it_is(text: str) -> None:
    assert clean(text) == text
