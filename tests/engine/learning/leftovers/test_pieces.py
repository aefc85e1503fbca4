"""Jottings in a row, cut apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.learning.leftovers.pieces import labelled
from tests.engine.learning.support import texts


def pieces(text: str) -> list[str]:
    return [piece.text for piece in labelled(text, 0)[1]]


def test_jottings_in_a_row_are_cut_at_their_marks() -> None:
    assert pieces("spare key with Jo, fusebox in the hall + meter outside") == ["spare key with Jo", "fusebox in the hall", "meter outside"]


def test_what_only_goes_on_stays_with_what_it_goes_on_with() -> None:
    assert pieces("took up bowls, Wednesdays at the club, 3,400 in the bank") == ["took up bowls, Wednesdays at the club", "3,400 in the bank"]
    assert pieces("second year law at Leeds, Devonshire Hall") == ["second year law at Leeds, Devonshire Hall"]


def test_a_comma_in_brackets_cuts_nothing() -> None:
    assert pieces("rice (basmati, never easy cook), lentils") == ["rice (basmati, never easy cook)", "lentils"]


def test_the_label_before_a_colon_is_told_with_each() -> None:
    assert labelled("usual order: flat white", 0)[0] == "usual order"
    assert texts("my allotment: plot 9, two water butts, dad's old greenhouse") == [
        "The user's allotment: plot 9.",
        "The user's allotment: two water butts.",
        "The user's allotment: dad's old greenhouse.",
    ]


@given(st.text(max_size=120), st.integers(min_value=0, max_value=500))
def test_places_are_those_of_the_message(text: str, base: int) -> None:
    for piece in labelled(text, base)[1]:
        assert text[piece.start - base : piece.stop - base] == piece.text
