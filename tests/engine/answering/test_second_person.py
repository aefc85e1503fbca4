"""Memories are told to the user in the second person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answering.second_person import to_second_person


@pytest.mark.parametrize(
    ("memory", "told"),
    [
        ("The user's sister Anna lives in Berlin.", "Your sister Anna lives in Berlin."),
        ("The user is allergic to peanuts.", "You are allergic to peanuts."),
        ("The user lives in Lyon and works at the port.", "You live in Lyon and work at the port."),
        ("Anna visits the user every May.", "Anna visits you every May."),
        ("The user's dog Bruno stays with Ottilie when the user travels.", "Your dog Bruno stays with Ottilie when you travel."),
        ("The user no longer eats pork.", "You no longer eat pork."),
        ("The user tore their meniscus skiing.", "You tore your meniscus skiing."),
        ("The user's children love their dog.", "Your children love their dog."),
        ("The user watches birds; Tom hates them.", "You watch birds; Tom hates them."),
    ],
)
def test_the_user_becomes_you(memory: str, told: str) -> None:
    assert to_second_person(memory) == told


@given(st.text(max_size=200).filter(lambda text: "user" not in text.lower()))
def test_what_does_not_speak_of_the_user_is_left_alone(text: str) -> None:
    assert to_second_person(text) == text


def test_a_name_after_the_user_is_no_verb() -> None:
    assert to_second_person("The assistant should call the user Noks.") == "The assistant should call you Noks."
