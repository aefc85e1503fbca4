"""British and American spelling."""

from __future__ import annotations

import pytest

from engine.answering.spelling import american, british


@pytest.mark.parametrize(
    ("us", "uk"),
    [
        ("your favorite color", "your favourite colour"),
        ("the neighbors organized it in the center", "the neighbours organised it in the centre"),
        ("analyzing the theater", "analysing the theatre"),
        ("the size of the prize", "the size of the prize"),
        ("he was honored", "he was honoured"),
        ("Color Me Mine is a shop", "Color Me Mine is a shop"),
        ("she said “gray is a color”", "she said “gray is a color”"),
    ],
)
def test_american_made_british(us: str, uk: str) -> None:
    assert british(us) == uk
    assert british(uk) == uk


def test_british_made_american() -> None:
    assert american("the neighbours travelled to the centre; it was grey") == "the neighbors traveled to the center; it was gray"
