"""What the user is called."""

from __future__ import annotations

import pytest

from engine.answering.own_name import own_name
from engine.answering.prompt import Item

NAME, CALLED = Item("The user's name is Zsófia Halmos."), Item("The assistant should call the user Zsófi.", kind="procedural")
MOTHER = Item("Lorraine is the user's mom.")


@pytest.mark.parametrize(
    "question", ["What's my name?", "whats my name", "ok what is my name again?", "who am I?", "what do you call me", "do you remember my name?"]
)
def test_it_is_told_as_the_user_told_it(question: str) -> None:
    assert own_name(question, [MOTHER, NAME]) == ("Your name is Zsófia Halmos.", (1,))
    assert own_name(question, [MOTHER, CALLED]) == ("You go by Zsófi.", (1,))
    assert own_name(question, [CALLED, NAME]) == ("Your name is Zsófia Halmos, and you go by Zsófi.", (1, 0))


@pytest.mark.parametrize("question", ["What's my mum's name?", "what's my dog's name", "my name day?", "who am I meeting today?"])
def test_the_names_of_others_are_other_questions(question: str) -> None:
    assert own_name(question, [NAME, MOTHER]) is None


def test_nothing_is_made_up() -> None:
    assert own_name("what's my name?", [MOTHER]) is None
    assert own_name("what's my name?", [Item("The user's name is Eve.", quoted=True)]) is None
