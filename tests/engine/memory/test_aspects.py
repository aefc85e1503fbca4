"""What standing instructions settle, when they apply, and which can't be followed together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.memory.aspects import Side, condition, is_instruction, opposes, sides, topic


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The assistant should always answer in bullet points.", [Side("bullets")]),
        ("The assistant should not give bullet points.", [Side("bullets", wanted=False)]),
        ("The assistant should stop using emojis in its replies.", [Side("emoji", wanted=False)]),
        ("no emojis, use bullet points", [Side("emoji", wanted=False), Side("bullets")]),
        ("The assistant should call the user Captain from now on.", [Side("name", "Captain")]),
        ("The assistant should keep it brief, no waffle.", [Side("length", "short")]),
        ("The assistant should never write more than two sentences.", [Side("length", "2")]),
        ("The assistant should use the 24-hour clock.", [Side("clock", "24")]),
        ("The assistant should always use metric units.", [Side("units", "metric")]),
        ("The user wants dates written as day.month.year in digits, for example 03.02.2025.", [Side("dates", "day.month.year in digits")]),
        ("Always use British spelling", [Side("spelling", "british")]),
        ("The assistant should end every answer with 'over and out'.", [Side("closing", "over and out")]),
        ("The assistant should always answer in French.", [Side("language", "french")]),
        ("The assistant should talk like a pirate.", []),
    ],
)
def test_what_an_instruction_settles(text: str, found: list[Side]) -> None:
    assert list(sides(text)) == found


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("When the user asks about recipes, it should always use grams.", "the user asks about recipes"),
        ("The assistant should use grams when the user asks about cooking.", "the user asks about cooking"),
        ("For recipes, always use grams", "recipes"),
        ("The assistant should always use grams.", ""),
        ("When the user asks the assistant something, it should answer in French.", ""),  # that is always
    ],
)
def test_when_an_instruction_applies(text: str, when: str) -> None:
    assert condition(text) == when


def test_the_topic_of_a_condition_is_what_a_message_must_share() -> None:
    assert topic("the user asks about Spanish recipes") == {"spanish", "recip"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The assistant should always answer in bullet points.", "The assistant should not give bullet points."),
        ("The assistant should stop using emojis.", "The assistant may use emojis again."),
        ("The assistant should call the user Liz.", "The assistant should call the user Elizabeth from now on."),
        ("The assistant should always answer in French.", "The assistant should reply in German."),
        ("The assistant should keep its answers short.", "The assistant should always answer in detail."),
        ("The assistant should end every answer with cheers.", "The assistant should end every reply with ciao."),
        ("The assistant should never suggest recipes with meat.", "The assistant should suggest recipes with meat."),
        ("When the user asks about recipes, it should use metric.", "When the user asks about recipes, it should use imperial."),
    ],
)
def test_opposites(one: str, other: str) -> None:
    assert opposes(one, other)
    assert opposes(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The assistant should always answer in bullet points.", "The assistant should stop using emojis."),
        ("The assistant should keep its answers short.", "The assistant should be brief."),
        ("The assistant should use metric.", "When the user asks about flying, it should use imperial."),
        ("The assistant should never suggest recipes with meat.", "The assistant should never suggest films with violence."),
        ("The assistant should not call the user Lizzie.", "The assistant should call the user Liz."),
    ],
)
def test_what_can_be_followed_together(one: str, other: str) -> None:
    assert not opposes(one, other)


@given(st.text(max_size=80), st.text(max_size=80))
def test_opposing_is_mutual_and_nothing_opposes_itself(one: str, other: str) -> None:
    assert opposes(one, other) == opposes(other, one)
    assert not opposes(one, one)


def test_instructions_are_told_from_how_tos_by_their_form() -> None:
    assert is_instruction("The user wants answers in German.")
    assert is_instruction("If the user asks about code, it should give an example.")
    assert not is_instruction("To bleed the radiators the user turns the heating off.")
    assert not is_instruction("If the alarm panel beeps: press hash twice.")
