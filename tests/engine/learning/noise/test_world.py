"""Facts about the world at large, and about the people and things of somebody's life."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    "message",
    [
        "Iceland has no mosquitoes",
        "the longest war lasted a century",
        "Fun fact, otters hold hands",
        "Mount Kenya is 5,199 metres high",
        "Denzil thinks it's gout",
    ],
)
def test_nothing_is_learned(message: str) -> None:
    assert texts(message) == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Runa is 9, not 6", "Runa is 9 years old."),
        ("Tomasz only works saturdays", "Tomasz only works saturdays."),
        ("the little one hides food", "The little one hides food."),
        ("The stopcock is behind the bath", "The stopcock is behind the bath."),
    ],
)
def test_what_belongs_to_somebody_is_learned(message: str, expected: str) -> None:
    assert expected in texts(message)
