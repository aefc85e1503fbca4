"""Told in the third person, standing alone."""

from __future__ import annotations

import pytest

from engine.learning.grammar.clauses import clauses
from engine.learning.grammar.pronouns import rephrase
from engine.learning.grammar.sentences import sentences
from engine.learning.grammar.verbs import third_person
from engine.learning.grammar.words import clean, words
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("I am allergic to peanuts", "The user is allergic to peanuts."),
        ("im alergic to peanuts", "The user is allergic to peanuts."),
        ("We've lived in Ghent since 2019", "The user has lived in Ghent since 2019."),
        ("I don't have a car", "The user does not have a car."),
        ("I keep the spare key under the blue pot", "The user keeps the spare key under the blue pot."),
        ("my bike is a green Trek", "The user's bike is a green Trek."),
        ("My sister lent me her bike", "The user's sister lent the user her bike."),
        ("my wife and I live in York", "The user and their wife live in York."),
        ("Sam and I broke up last week", "The user and Sam broke up in the week of 9 June 2025."),
        ("the wifi in the cabin reaches only the porch", "The wifi in the cabin reaches only the porch."),
        ("Tom's flight lands at 9", "Tom's flight lands at 9."),
        ("tore my meniscus in February", "The user tore their meniscus in February 2025."),
        ("mum wants a new phone for her birthday", "The user's mum wants a new phone for her birthday."),
        ("My wife Ewa works for the water company, shes a chemist there", "The user's wife Ewa is a chemist."),
        ("I've got a Honda, it's silver and fast", "The user's Honda is silver and fast."),
        ("Actually it's my aunt who lives in Toronto, not my cousin", "The user's aunt lives in Toronto."),
        ("Since May I work at the port", "The user works at the port since May 2025."),
        ("I speak Polish and write Czech", "The user speaks Polish."),
        ("I think my landlord lives in Leeds", "The user's landlord lives in Leeds."),
        ("my sisters name is carmen and she lives in seville", "The user's sister Carmen lives in Seville."),
        ("mum is turning 70 in October and we're throwing her a party", "The user is throwing the user's mum a party."),
    ],
)
def test_a_clause_is_told_of_the_user(message: str, expected: str) -> None:
    assert expected in texts(message)


def test_no_memory_speaks_in_the_first_person() -> None:
    for text in texts("I told my boss that I am leaving, we sold our house and my kids gave me their old bikes"):
        assert not {"i", "my", "me", "we", "our", "us"} & {w.low for w in words(text)}


def test_other_text_is_rephrased_without_touching_its_verbs() -> None:
    assert rephrase("give me my keys and your word") == "give the user the user's keys and the assistant's word"


@pytest.mark.parametrize(
    ("base", "third"),
    [("live", "lives"), ("study", "studies"), ("play", "plays"), ("watch", "watches"), ("have", "has"), ("go", "goes"), ("be", "is")],
)
def test_verbs_are_inflected(base: str, third: str) -> None:
    assert third_person(base) == third


def test_sentences_end_at_stops_lines_and_emoji_not_at_abbreviations() -> None:
    found = sentences("I met Dr. Chowdhury at 9.30 a.m. today 🎉 she is nice!\n- milk\n- eggs; bye")
    assert [s.text for s in found] == ["I met Dr. Chowdhury at 9.30 a.m. today", "she is nice", "milk", "eggs", "bye"]


def test_run_ons_are_cut_where_a_new_subject_or_verb_begins() -> None:
    (sentence,) = sentences("my sister Anna lives in Berlin and works as a nurse, I have two cats and a dog but my flat is small")
    assert [c.text for c in clauses(sentence)] == [
        "my sister Anna lives in Berlin",
        "works as a nurse",
        "I have two cats and a dog",
        "my flat is small",
    ]


def test_places_of_sentences_clauses_and_words_are_those_of_the_message() -> None:
    text = clean("Well, my sister Anna lives in Berlin, and I’m allergic to peanuts.\nWe’ve a cat!")
    for sentence in sentences(text):
        assert text[sentence.start : sentence.stop] == sentence.text
        for clause in clauses(sentence):
            assert text[clause.start : clause.stop] == clause.text
            for word in words(clause.text, clause.start):
                assert word.text.lower()[:1] == text[word.start].lower() or word.low in ("am", "have", "not", "is")


@pytest.mark.parametrize(
    "message",
    [
        "ahmed moved out yesterday, got a job in Manchester",
        "she came early!! born 18 December at the hospital",
        "my sister Anna moved out. got a job in Manchester",
        "I'm rubbish at names so be patient",
    ],
)
def test_a_verb_without_a_subject_is_not_laid_at_the_users_door(message: str) -> None:
    assert not any(text.startswith(("The user got", "The user was born", "The user is patient")) for text in texts(message))
