"""The table of everyday life: what may stand for a word of a question, and how much it may count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.recall import synonyms
from engine.recall.everyday import KINDS, SAME


@pytest.mark.parametrize(
    ("question", "word", "other"),
    [
        ("what instrument do i play", "instrument", "oud"),
        ("what pets have i got", "pets", "tortoise"),
        ("whats my book called", "book", "memoir"),
        ("how do i get to work", "get_to_work", "cycle"),
        ("which martial arts has she done", "martial_arts", "judo"),
        ("am i allergic to anything", "allergic", "penicillin"),
        ("where do my kids go", "kids", "child"),
    ],
)
def test_a_word_is_looked_up_under_what_may_have_been_told(question: str, word: str, other: str) -> None:
    assert other in synonyms.related(question.split())[word]


def test_another_word_for_the_same_counts_more_than_a_kind_and_a_kind_more_than_what_it_is_a_kind_of() -> None:
    assert synonyms.related(["mother"])["mother"]["mum"] > synonyms.related(["instrument"])["instrument"]["violin"]
    assert synonyms.related(["instrument"])["instrument"]["violin"] > synonyms.related(["violin"])["violin"]["instrument"]


def test_endings_do_not_matter() -> None:
    assert synonyms.related(["hobbies"])["hobbies"] == synonyms.related(["hobby"])["hobby"]


def test_a_name_is_no_word() -> None:
    assert synonyms.related(["rose", "dog"], names=["rose"]).keys() == {"dog"}


def test_unknown_words_have_no_others() -> None:
    assert synonyms.related(["zebediah", "xyzzy"]) == {}


@given(st.lists(st.text(max_size=12), max_size=12))
def test_any_words_will_do(words: list[str]) -> None:
    for word, others in synonyms.related(words).items():
        assert others
        assert all(0 < share <= 1 for share in others.values()), word


def test_each_line_of_the_table_says_something() -> None:
    assert all(len(line.split(" = ")) >= 2 and line == line.casefold() for line in SAME.strip().splitlines())
    assert all(" > " in line or line.startswith("  ") for line in KINDS.strip().splitlines())
