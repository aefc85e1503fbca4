"""Pieces of a document: about a thousand characters, cut where one would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.documents.chunks import LEAST, SIZE, cut


@given(st.text(alphabet=st.sampled_from("ab .\n#é"), max_size=6000))
def test_the_pieces_put_together_are_the_text(text: str) -> None:
    pieces = list(cut(text))
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= SIZE + LEAST for piece in pieces)


def test_a_piece_ends_with_a_paragraph_where_there_is_one() -> None:
    paragraph = "The quick brown fox jumps over the lazy dog and on. " * 6 + "\n\n"
    pieces = list(cut(paragraph * 12))
    assert len(pieces) > 2
    assert all(piece.endswith("\n\n") for piece in pieces)


def test_without_paragraphs_it_ends_with_a_sentence_and_without_those_with_a_word() -> None:
    assert all(piece.rstrip().endswith(".") for piece in cut("The river runs to the sea. " * 200))
    assert all(piece[-1] == " " for piece in list(cut("word " * 1000))[:-1])
