"""Suppositions and wishes are no facts; a plan with a condition is one."""

from __future__ import annotations

import pytest

from engine.learning.noise.hypotheticals import carries_over, is_hypothetical, is_open
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    "text",
    [
        "if I lived in Oslo",
        "suppose he was your boss",
        "I wish I had a garden",
        "maybe we go to Rome",
        "I could murder a curry",
        "he'd have been a good vet",
        "say I was a lawyer",
        "wouldn't it be mad if I won",
    ],
)
def test_what_is_only_imagined(text: str) -> None:
    assert is_hypothetical(text)


@pytest.mark.parametrize("text", ["I run twice a week if my knee lets me", "we're moving to Cork if the loan comes through", "I was born in May"])
def test_what_holds_under_a_condition_is_told(text: str) -> None:
    assert not is_hypothetical(text)


def test_a_mere_lead_in_carries_over_to_nothing() -> None:
    assert not carries_over("if anyone asks", "I'm vegan")
    assert carries_over("if I were rich", "I'm off to Bali")
    assert carries_over("if anyone asks", "I'd say no")


@pytest.mark.parametrize(
    ("rest", "left_open"),
    [
        ("could be a dancer", True),
        ("might watch it", True),
        ("might be moving to Cork in August", False),
        ("could not walk for six weeks", False),
        ("would rather have tea", False),
        ("stopped the tablets in may because of cramps", False),
    ],
)
def test_modals_leave_open_what_is_not_planned(rest: str, *, left_open: bool) -> None:
    assert is_open(rest) is left_open


def test_only_the_condition_is_dropped() -> None:
    assert texts("if anyone asks, I'm allergic to kiwi") == ["The user is allergic to kiwi."]
    assert texts("if I lived by the sea I'd swim daily and I'm happy") == []
