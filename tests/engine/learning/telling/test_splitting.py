"""One statement, several memories: each a sentence that stands alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.telling.splitting import split
from engine.learning.telling.story import Statement
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("we've only got a gas hob and a small fridge, no oven", ["The user has a gas hob.", "The user has a small fridge.", "The user has no "
            "oven."]),
        ("I eat fish but not meat", ["The user eats fish.", "The user does not eat meat."]),
        ("I live alone since my wife Joan died in 2015", ["The user lives alone.", "The user's wife Joan died in 2015."]),
        ("I'm Sergio, au pair in Lyon until July", ["The user's name is Sergio.", "The user is an au pair in Lyon until July 2025."]),
        ("my dog Rolo is 9 and on 2 tablets of furosemide", ["The user's dog Rolo is 9 years old.", "The user's dog Rolo is on 2 tablets of "
            "furosemide."]),
        ("my sister Anna lives in Berlin with her two cats", ["The user's sister Anna lives in Berlin.", "The user's sister Anna has two cats."]),
        ("we have three: Tobi, Kemi and baby Ayo", ["The user has three children.", *(f"{name} is one of the user's "
            f"children." for name in ("Tobi", "Kemi", "Ayo"))]),
        ("I'm coeliac, no known allergies", ["The user is coeliac.", "The user has no known allergies."]),
    ],
)  # fmt: skip
def test_each_piece_is_told_by_itself(message: str, expected: list[str]) -> None:
    assert [text for text in texts(message) if text in expected] == expected


@pytest.mark.parametrize(
    "rest", ["has a cat", "is 7 and a half", "has two cats, Pip and Mo", "likes tea and toast", "works for a firm in Leeds, mostly on Mondays"]
)
def test_what_is_one_statement_stays_one(rest: str) -> None:
    said = Statement("The user", rest, 0, 9, about_user=True)
    assert split(said) == [said]


@given(st.text(alphabet="ab ,and123noshi'", max_size=80))
def test_no_piece_is_empty_and_places_are_kept(rest: str) -> None:
    said = Statement("The user", f"has {rest}", 3, 50, about_user=True)
    assert all(piece.rest and (piece.start, piece.stop) == (3, 50) for piece in split(said))
