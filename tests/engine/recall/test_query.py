"""Taking a question apart: every word is looked up as a word, whatever it means to FTS5."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.recall import query as queries

from .conftest import Story

OPERATORS = ['"', "a AND", "b OR", "NOT b", "(c", "d*", "x:y", "^z", "NEAR(a b)", "-f", "{g}", "+", 'he said "stop', "';--", "\x00", "visible:key"]


def test_stop_words_and_possessives_say_nothing() -> None:
    assert queries.parse("Where does my sister's husband work?").terms == ("sister", "husband", "work")


def test_names_phrases_and_numbers_are_recognised() -> None:
    query = queries.parse('Did Anna read "Salt Line" in 2024?')
    assert query.names == ("Anna", "Salt", "Line")
    assert query.phrases == ("Salt Line",)
    assert query.numbers == ("2024",)


def test_the_vowel_signs_of_hindi_stay_in_their_words() -> None:
    assert queries.parse("मेरी बहन दिल्ली में रहती है").terms == ("बहन", "दिल्ली", "रहती")


def test_unspaced_scripts_are_cut_into_trigrams() -> None:
    query = queries.parse("私の妹はどこに住んでいますか")
    assert query.unspaced
    assert query.terms == ()
    assert all(len(piece) == 3 for piece in queries.trigrams(query.unspaced))


@pytest.mark.parametrize("text", OPERATORS)
def test_operators_are_words(story: Story, text: str) -> None:
    story.say(f"The parcel note reads {text.replace(chr(0), '')} and nothing else.")
    found = story.recall.search(f"parcel {text}")
    assert found.notes == ()
    assert found.hits[0].text.startswith("The parcel note")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_can_be_asked(story: Story, text: str) -> None:
    assert story.recall.search(text).notes == ()


def test_a_megabyte_of_question_is_answered(story: Story) -> None:
    story.say("My locker code hangs in the hall.")
    assert story.ask("locker " + "lorem ipsum " * 90_000)[0] == "My locker code hangs in the hall."
