"""A mistyped question finds what it means. With the bundled embedder where meaning is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.memory.words import stem
from engine.recall import lexical, typos
from engine.recall.query import parse

from .conftest import Story

LIFE = (
    "My daughter is called Eleanor and she is six.", "We adopted a greyhound from the shelter.", "The dentist wants to see me in October.",
    "I am allergic to shellfish.", "My brother works at a bakery in Leeds.", "I love gardening on Sundays.",
)  # fmt: skip


@pytest.fixture
def told(story: Story) -> Story:
    story.say(*LIFE)
    return story


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dauters", "daughter"),
        ("dentsit", "dentist"),
        ("alergic", "allergic"),
        ("shelfish", "shellfish"),
        ("brohter", "brother"),
        ("bakety", "bakery"),
    ],
)
def test_a_slip_is_taken_for_the_word_that_was_meant(told: Story, typed: str, meant: str) -> None:
    query = parse(f"what about the {typed}")
    mended, counts = typos.mended(told.vault, query, lexical.document_counts(told.vault, query.terms), len(LIFE))
    assert all(counts[term] == 1 for term in mended.terms)
    assert stem(meant) in map(stem, mended.terms)


@pytest.mark.parametrize("typed", ["zymurgy", "Jean", "cat", "gardening", "greyhounds", "x1y2", "日本"])
def test_a_word_that_is_there_or_resembles_none_stays_as_it_is(told: Story, typed: str) -> None:
    query = parse(f"what about {typed}")
    assert typos.mended(told.vault, query, lexical.document_counts(told.vault, query.terms), len(LIFE))[0] is query


@pytest.mark.parametrize(
    ("question", "found"),
    [("wat is my dauters name", LIFE[0]), ("wen is the dentsit", LIFE[2]), ("wot am i alergic too", LIFE[3]), ("wher does my brohter werk", LIFE[4])],
)
def test_a_question_full_of_slips_finds_the_fact(real_story: Story, question: str, found: str) -> None:
    real_story.say(*LIFE)
    assert real_story.ask(question)[0] == found


def test_commoner_slips_cost_less() -> None:
    assert typos.distance("name", "name") == 0
    assert typos.distance("nane", "name") == typos.distance("naem", "name") == typos.distance("namme", "name") == 0.5
    assert typos.distance("nape", "name") == 1


@given(st.text(max_size=12), st.text(max_size=12))
def test_the_distance_is_the_same_both_ways_and_nought_for_equals_alone(one: str, other: str) -> None:
    assert typos.distance(one, other) == typos.distance(other, one) <= max(len(one), len(other))
    assert (typos.distance(one, other) == 0) == (one == other)
