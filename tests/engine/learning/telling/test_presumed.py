"""What a question or a request takes for granted is told all the same."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("as a night porter i eat at four, what's light?", "The user is a night porter."),
        ("as someone with gout what can I drink?", "The user has gout."),
        ("can people with coeliac disease like me eat oats?", "The user has coeliac disease."),
        ("given that I'm 6 foot 7, which car is least bad?", "The user is 6 foot 7."),
        ("since I can't eat eggs, what binds a burger?", "The user cannot eat eggs."),
        ("a menu for my diabetic uncle please", "The user's uncle is diabetic."),
        ("is yoga ok with my sciatica", "The user has sciatica."),
        ("toys for my 7yo niece?", "The user's niece is 7 years old."),
        ("need a speech for my cousin's wedding on the 3rd of July", "The user's cousin's wedding is on 3 July 2025."),
        ("what could I give my boss Anil?", "Anil is the user's boss."),
    ],
)
def test_it_is_told(message: str, expected: str) -> None:
    assert expected in texts(message)


@pytest.mark.parametrize(
    "message", ["as a rule, should I tip?", "as a joke, what would you say?", "can you suggest a cake for my sister", "suppose I was a vegan"]
)
def test_phrases_that_only_look_alike_tell_nothing(message: str) -> None:
    assert texts(message) == []
