"""What somebody can't have is told before they are given it."""

from __future__ import annotations

import pytest

from engine.answering.allergies import may_have
from engine.answering.prompt import Item

TOLD = [
    "Sheila next door brings the user one of her carrot cakes every Sunday.",
    "Sheila makes it with ground cashews instead of flour.",
    "Maisie is allergic to cashews.",
    "The user's son is lactose intolerant.",
    "The user's son drinks oat milk.",
    "Arthur is not allergic to anything.",
    "Tom cannot eat gluten.",
]


def asked(question: str, told: list[str] = TOLD) -> list[str]:
    return [told[n] for n in may_have(question, [Item(text) for text in told], told)]


@pytest.mark.parametrize(
    "question", ["Can I give Maisie a slice of Sheila's cake?", "is it ok for maisie to have a biscuit", "should Maisie eat this pie?"]
)
def test_the_allergy_comes_first_and_then_where_it_is(question: str) -> None:
    assert asked(question) == ["Maisie is allergic to cashews.", "Sheila makes it with ground cashews instead of flour."]


def test_relatives_and_whoever_is_cooked_for() -> None:
    assert asked("could my son have some ice cream?") == ["The user's son is lactose intolerant."]
    assert asked("what can I make for Tom, pasta?") == ["Tom cannot eat gluten."]


@pytest.mark.parametrize(
    "question",
    [
        "Which milk can my son drink?",
        "Can I give Maisie the key?",
        "Can Arthur have a biscuit?",
        "Does Maisie like cake?",
        "what is Maisie allergic to?",
    ],
)
def test_other_questions_are_answered_otherwise(question: str) -> None:
    assert asked(question) == []


def test_what_no_longer_holds_and_what_others_wrote_warns_of_nothing() -> None:
    items = [Item(TOLD[2], status="superseded"), Item(TOLD[2], quoted=True), Item(TOLD[2], kind="message")]
    assert may_have("Can I give Maisie a slice of cake?", items, [item.text for item in items]) == ()
