"""From bytes to text that may be shown."""

from __future__ import annotations

import codecs
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.pieces import Pieces

TAGS = ("<think>", "</think>")


def chopped(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[start:end] for start, end in pairwise(places)]


def shown(pieces: Pieces, parts: list[bytes]) -> str:
    return "".join([pieces.feed(part) for part in parts]) + pieces.finish()


@given(st.text(), st.lists(st.integers(min_value=0)))
def test_text_comes_through_however_it_is_cut(text: str, cuts: list[int]) -> None:
    assert shown(Pieces(), chopped(text.encode(), cuts)) == text


@given(st.binary(), st.lists(st.integers(min_value=0)))
def test_any_bytes_give_text(data: bytes, cuts: list[int]) -> None:
    whole = codecs.getincrementaldecoder("utf-8")("replace").decode(data)
    assert shown(Pieces(), chopped(data, cuts)) == whole


@given(st.text("ab"), st.text("ab", min_size=1), st.lists(st.integers(min_value=0)))
def test_nothing_from_the_stop_string_on_is_shown(text: str, stop: str, cuts: list[int]) -> None:
    assert shown(Pieces((stop,)), chopped(text.encode(), cuts)) == text.split(stop)[0]


@given(st.text("xy< "), st.text("xyz", min_size=1), st.lists(st.integers(min_value=0)))
def test_reasoning_is_not_shown(thought: str, answer: str, cuts: list[int]) -> None:
    data = f"\n<think>{thought}</think>\n\n{answer}".encode()
    assert shown(Pieces((), TAGS), chopped(data, cuts)) == answer
    opened = f"{thought}</think>\n\n{answer}".encode()
    assert shown(Pieces((), TAGS, reasoning=True), chopped(opened, cuts)) == answer


def test_a_reply_without_reasoning_is_shown_whole() -> None:
    assert shown(Pieces((), TAGS), [b"<", b"thanks", b"> <think>"]) == "<thanks> <think>"


def test_unfinished_reasoning_shows_nothing() -> None:
    assert shown(Pieces((), TAGS), [b"<think>hmm"]) == ""
