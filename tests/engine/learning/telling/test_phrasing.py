"""Turns of phrase put plainly before a clause is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.telling.phrasing import fronted, plain
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("an old school friend of mine called Beth lives in Truro", "my old school friend Beth lives in Truro"),
        ("gran plays whist of a Tuesday", "gran plays whist on Tuesdays"),
        ("met this lad Kofi at judo", "met a lad called Kofi at judo"),
        ("turns out he's a joiner", "he's a joiner"),
        ("no we don't have any pets", "we don't have any pets"),
    ],
)
def test_the_usual_shape_stands_in_its_place(said: str, told: str) -> None:
    assert plain(said) == told


def test_a_name_said_afterwards_comes_first() -> None:
    assert "Freya is no longer vegan." in texts("she's no longer vegan, my Freya, eats eggs since summer")


@given(st.text(alphabet="she's my Freya, i.", max_size=60))
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(fronted(text)) == len(text)
