"""What an 's stands for."""

from __future__ import annotations

import pytest

from engine.learning.grammar.words import words


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("dad's retired", "dad is retired"),
        ("dad's lost his keys", "dad has lost his keys"),
        ("dad's keys are gone", "dad's keys are gone"),
        ("dad's driving to Leeds", "dad is driving to Leeds"),
        ("dad's driving is poor", "dad's driving is poor"),
        ("mum's 81", "mum is 81"),
        ("mum's 80th is in May", "mum's 80th is in May"),
        ("mum's new phone", "mum's new phone"),
        ("mum's new to this", "mum is new to this"),
        ("my sister's two kids", "my sister's two kids"),
        ("my fiancée's Peruvian", "my fiancée is Peruvian"),
        ("she went to her mum's in Bath", "she went to her mum's in Bath"),
        ("mams on warfarin", "mam is on warfarin"),
        ("dads house", "dad's house"),
        ("the dads are here", "the dads are here"),
        ("name's Seun", "name is Seun"),
    ],
)
def test_the_words_after_it_tell(said: str, read: str) -> None:
    assert " ".join(w.text for w in words(said)) == read
