"""Relatives in a list, each with what is told of them."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("two girls, Ellie (19, studying law in Durham) and Beth whos 16",
         {"The user's daughter Ellie is 19 years old.", "The user's daughter Ellie is studying law in Durham.",
          "The user's daughter Beth is 16 years old."}),
        ("two boys, Tom (8) and Max (5, loves trains)", {"The user's son Tom is 8 years old.", "The user's son Max loves trains."}),
        ("three kids: Ana (12, a gymnast), Bo (9) and Cy (4, still in nursery)",
         {"The user's kid Ana is a gymnast.", "The user's kid Cy is still in nursery."}),
        ("the kids: Orla (7, my stepdaughter) and Finn (4)", {"Orla is the user's stepdaughter.", "The user's kid Finn is 4 years old."}),
    ],
)  # fmt: skip
def test_each_is_told_with_what_stands_beside_the_age(message: str, told: set[str]) -> None:
    assert told <= set(texts(message))
