"""Names in lower case, and people known from before, whom a message names without introducing them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.grammar.given_names import GIVEN, MEN, WOMEN, WORDS_TOO
from engine.learning.telling.known import Acquaintance, mentioned, recased

FLY = Acquaintance("Fly", "pet", "dog")


def test_given_names_get_their_capital() -> None:
    assert recased("priya and tomek are coming") == "Priya and Tomek are coming"


@pytest.mark.parametrize("text", ["rosemary in the garden", "write to sam@example.org", "we live in florence", "the file anna.txt", "JACK is here"])
def test_what_may_be_no_name_is_left(text: str) -> None:
    assert recased(text) == text


def test_a_known_name_that_is_a_word_too_counts_where_a_word_could_not_stand() -> None:
    assert recased("fly is eleven now", [FLY]) == "Fly is eleven now"
    assert recased("I fly on Thursday and the fly is gone", [FLY]) == "I fly on Thursday and the fly is gone"
    assert recased("fly is eleven now") == "fly is eleven now"


def test_those_known_are_found_at_their_places_by_first_name_too() -> None:
    [one] = mentioned("Then Gwyn called", [Acquaintance("Gwyn Hafod", relation="neighbour")])
    assert (one.name, one.relation, one.start, one.stop, one.met) == ("Gwyn", "neighbour", 5, 9, True)
    assert mentioned("Then Gwynne called", [Acquaintance("Gwyn Hafod")]) == []


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=12).map(Acquaintance), max_size=4))
def test_every_character_keeps_its_place(text: str, known: list[Acquaintance]) -> None:
    assert recased(text, known).lower() == text.lower()
    assert all(0 <= person.start <= person.stop <= len(text) for person in mentioned(text, known))


def test_no_name_is_of_two_genders() -> None:
    assert not WOMEN & MEN
    assert WORDS_TOO <= GIVEN
