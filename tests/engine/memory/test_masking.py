"""Masks and cuts: what is hidden can be found again, and cutting moves the places of what stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.memory import masking
from engine.memory.records import MASK

TEXTS = st.text(alphabet="ab .\n1", max_size=40)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4)


@given(TEXTS, SPANS)
def test_what_is_seen_beside_a_mask_is_what_lies_outside_of_the_found_spans(text: str, spans: list[tuple[int, int]]) -> None:
    shown = masking.mask(text, spans)
    found = masking.masked(text, shown)
    assert masking.cut(text, found) == shown.replace(MASK, "")
    assert masking.mask(text, found).replace(MASK, "") == shown.replace(MASK, "") or masking.empty(shown)


@given(TEXTS, SPANS, SPANS)
def test_masking_twice_is_masking_both(text: str, first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    shown = masking.mask(text, first)
    again = masking.mask(text, [*masking.masked(text, shown), *second])
    assert len(again.replace(MASK, "")) <= len(shown.replace(MASK, ""))


@given(TEXTS, SPANS, st.integers(0, 40), st.integers(0, 40))
def test_a_place_that_stays_whole_holds_the_same_text_after_a_cut(text: str, spans: list[tuple[int, int]], start: int, stop: int) -> None:
    start, stop = min(start, len(text)), min(max(start, stop), len(text))
    cuts = masking.widened(text, spans)
    moved = masking.shifted((start, stop), cuts)
    expected = "".join(c for n, c in enumerate(text) if start <= n < stop and not any(a <= n < b for a, b in cuts))
    assert (masking.cut(text, cuts)[slice(*moved)] if moved else "") == expected


def test_a_text_that_was_typed_like_a_mask_is_harmless() -> None:
    text = f"I typed {MASK} myself"
    assert masking.cut(text, masking.masked(text, masking.mask(text, [(0, 1)]))) == masking.mask(text, [(0, 1)]).replace(MASK, "")


def test_cutting_leaves_no_double_space() -> None:
    text = "One. Two. Three."
    assert masking.cut(text, masking.widened(text, [(5, 9)])) == "One. Three."


def test_a_source_is_gone_when_only_punctuation_is_left_of_it() -> None:
    text = "I live here. You don't."
    assert masking.gone(text, (0, 12), [(0, 11)])
    assert not masking.gone(text, (0, 22), [(0, 11)])
