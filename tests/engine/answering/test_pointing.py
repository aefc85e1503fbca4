"""What "it" points back at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answering.pointing import pointed


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("how much is the rent", "what was it before", "what was the rent before"),
        ("where's my passport?", "and when does it expire?", "and when does my passport expire?"),
        ("who has my pasta machine", "when did I lend it to her", "when did I lend my pasta machine to her"),
        ("until when must I pay the Kita?", "how much is it?", "how much is the Kita?"),
        ("where are my keys", "who gave me them", "who gave me my keys"),
        ("where is Ana's flat", "how much did it cost", "how much did Ana's flat cost"),
    ],
)
def test_the_thing_of_the_question_before_is_put_in_its_place(before: str, text: str, whole: str) -> None:
    assert pointed(text, before) == whole


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("where did I put my passport", "what time is it"),
        ("who is my sister", "where does she live"),
        ("what is the capital of France", "how big is it"),
        ("where are my keys and my phone", "who gave me it"),
        ("my rent is 900", "what was it before"),
        ("where's my passport?", "I lost it"),
        ("where's my passport?", "is it in the blue folder that I gave you"),
        ("", "what was it before"),
    ],
)
def test_where_nothing_or_more_may_be_meant_it_stays(before: str, text: str) -> None:
    assert pointed(text, before) == text


@given(st.text(max_size=100), st.text(max_size=100))
def test_any_text_is_read(text: str, before: str) -> None:
    assert pointed(text, before) or not text
