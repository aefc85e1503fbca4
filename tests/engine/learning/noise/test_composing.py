"""Text made for others, and text to be judged: its "I" is not the user."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import texts

OTHERS = [
    "template for anyone leaving a club: I have been a member for two years and I was never asked",
    "dating bio for my flatmate: im 41, a baker, two parrots",
    "toast for the groom's uncle, he'll read it, first person: I taught him to swim",
    "job ad for the salon: we are three stylists and we close on Mondays",
    "sample cover letter please. I have run a bakery since 2011",
    "letter from Santa to my niece: I live at the pole",
    "My name is [name] and I was born in [city]",
    "Chapter 7 - Orla sold the farm and moved to Bergen. does it read well?",
    "my aunt was sad when she left Riga. is that good english?",
    "does this flow ok? My uncle kept goats in Crete.",
    "I buried my brother in June - translate to Dutch",
    "two truths and a lie: i own a llama, i was born on a ferry, i hate rain",
]
OWN = [
    ("I write dating bios for a living, from my flat in Hull", "bios"),
    ("help me with a speech for my dad's 70th, he was a caretaker for 30 years", "caretaker"),
    ("does this sound normal? my knee clicks every morning since the operation", "knee"),
    ("write a cover letter please. I've been a nurse for 12 years", "nurse"),
]


@pytest.mark.parametrize("text", OTHERS)
def test_nothing_is_learned_from_text_for_others(text: str) -> None:
    assert texts(text) == []


@pytest.mark.parametrize(("text", "kept"), OWN)
def test_what_only_speaks_of_texts_is_learned(text: str, kept: str) -> None:
    assert any(kept in told for told in texts(text))
