"""Who somebody is, said after the name."""

from __future__ import annotations

import pytest

from engine.learning.telling.apposition import appositions
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Kasia's back is awful since the fall. my cousin", "Kasia is the user's cousin."),
        ("Jonas, that's my ex boyfriend, still has my bike", "Jonas is the user's ex boyfriend."),
        ("Jonas, that's my ex boyfriend, still has my bike", "Jonas still has the user's bike."),
        ("can you make it milder? Marek's ulcer is back. my roommate", "Marek's ulcer is back."),
        ("Whiskers hates the new sofa. our cat", "Whiskers is the user's cat."),
        ("Tilly and Max won't share a bowl. rabbits. any ideas", "Tilly and Max are the user's rabbits."),
    ],
)
def test_it_is_known_before_the_name_is_read(message: str, expected: str) -> None:
    assert expected in texts(message)


@pytest.mark.parametrize(
    "message",
    ["btw my brother in law, Taras, got home", "Booked the ferry. my cousin says it floods", "Finally done. mum", "I met Tom, Sue and my brother"],
)
def test_a_capital_is_not_enough(message: str) -> None:
    assert appositions(message) == []
