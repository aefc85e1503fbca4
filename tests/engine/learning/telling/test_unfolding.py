"""Sentences unfolded into full clauses, one statement each."""

from __future__ import annotations

import pytest

from engine.learning.grammar.sentences import sentences
from engine.learning.telling.unfolding import unfolded
from tests.engine.learning.support import texts


def clauses(text: str) -> list[str]:
    return [" ".join(part.text.split()) for sentence in sentences(text) for part in unfolded(sentence)]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("my nephew, who's 21, is staying with us", ["my nephew is 21", "my nephew is staying with us"]),
        ("my sister, a vet, lives in Lund", ["my sister is a vet", "my sister lives in Lund"]),
        ("my sister, Karin, lives in Lund", ["my sister Karin lives in Lund"]),
        ("Tomasz (my brother in law) is a surveyor", ["Tomasz is my brother in law", "my brother in law Tomasz is a surveyor"]),
        ("our cat (Mog, 14) sleeps on the boiler", ["our cat Mog is 14", "our cat Mog sleeps on the boiler"]),
        ("the man who mends our roof, Piet, only comes on Mondays", ["Piet mends our roof", "Piet only comes on Mondays"]),
        ("the woman upstairs, Mrs Bello, has our key", ["Mrs Bello is the woman upstairs", "Mrs Bello has our key"]),
        ("my brother who lives in Perth is getting married", ["my brother lives in Perth", "my brother is getting married"]),
        ("he's called Duarte, my new boyfriend", ["my new boyfriend is called Duarte"]),
        ("Rosa my eldest wants to be a vet", ["my eldest Rosa wants to be a vet"]),
        ("two sons, Max who lives in Graz and Ben who's a cook", ["my son Max lives in Graz", "my son Ben is a cook", "two sons"]),
        ("my girls: Ada 7, Bea 4", ["my girl Ada is 7", "my girl Bea is 4", "my girls"]),
    ],
)
def test_what_is_told_in_passing_stands_alone(said: str, meant: list[str]) -> None:
    assert sorted(clauses(said)) == sorted(clause.replace("my girl ", "my daughter ") for clause in meant)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("it's prawns I can't have", ["I can not have prawns"]),
        ("it's Bergen I was born in, not Oslo", ["I was born in Bergen, not Oslo"]),
        ("it was my uncle who taught me chess", ["my uncle taught me chess"]),
        ("Ghent is where I live now", ["I live in Ghent now"]),
        ("Sunniva is the one handling the visas", ["Sunniva is handling the visas"]),
        ("the lads call me Spud", ["I go by Spud"]),
        ("Winifred here again", ["my name is Winifred"]),
        ("it's a shame I can't come", ["it's a shame I can't come"]),
        ("it is what it is", ["it is what it is"]),
    ],
)
def test_a_sentence_turned_round_is_turned_back(said: str, meant: list[str]) -> None:
    assert clauses(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("she is a nurse she works nights my son is 6", ["she is a nurse", "she works nights", "my son is 6"]),
        ("my boss = Sunniva, prefers bullets, hates emojis", ["my boss is Sunniva", "prefers bullets", "hates emojis"]),
        ("my son is 6, allergic to eggs, in year 2", ["my son is 6", "allergic to eggs", "in year 2"]),
        ("we share one car: my wife has it on Mondays", ["we share one car", "my wife has it on Mondays"]),
        ("she stole half a loaf is that ok", ["she stole half a loaf", "is that ok"]),
        ("the shoes I wear at work are black", ["the shoes I wear at work are black"]),
        ("she has the most hair I have ever seen", ["she has the most hair I have ever seen"]),
        ("I stopped because of leg cramps", ["I stopped because of leg cramps"]),
        ("my size is 7 and a half", ["my size is 7 and a half"]),
    ],
)
def test_run_ons_are_cut_and_phrases_are_not(said: str, meant: list[str]) -> None:
    assert clauses(said) == meant


def test_what_stands_in_brackets_is_told_even_inside_a_question() -> None:
    assert "The user is in Auckland." in texts("how do I ring her cheaply from here (I'm in Auckland)?") or "The user lives in Auckland." in texts(
        "how do I ring her cheaply from here (I live in Auckland)?"
    )


@pytest.mark.parametrize(
    ("said", "memory"),
    [
        ("I lived in Pune till I was ten, then Muscat, now Leeds", "The user now lives in Leeds."),
        ("my boss is called Sunniva. hates being late", "The user's boss hates being late."),
        ("my son is 6, allergic to eggs", "The user's son is allergic to eggs."),
        ("my stepson comes on Fridays, won't touch mushrooms", "The user's stepson will not touch mushrooms."),
        ("I'm Ines, 34, joiner at the shipyard", "The user is a joiner at the shipyard."),
        ("my cousin's husband flies jets, he is from Cork", "The user's cousin's husband is from Cork."),
        ("my sister and I haven't spoken since nan's funeral, she's in Perth", "The user's sister is in Perth."),
        ("my wife and our son Leo are coeliac", "The user's wife and the user's son Leo are coeliac."),
        ("me and my husband run a cafe near Tenby", "The user and their husband run a cafe near Tenby."),
    ],
)
def test_what_goes_on_is_told_of_whom_it_was_said(said: str, memory: str) -> None:
    assert memory in texts(said)


def test_a_fragment_that_could_be_two_peoples_is_left() -> None:
    assert not any("talk" in text for text in texts("my uncle had a stroke in March. can't talk much now"))
