"""A candidate says the same as its clause: of the same one, not the opposite, and no more surely."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.gating.agreement import Said, disagreement

AGREE = [
    ("I don't eat pork", "The user does not eat pork."),
    ("I never touch coffee but I love tea", "The user loves tea."),
    ("can't stand mushrooms", "The user hates mushrooms."),
    ("I can't wait for the holiday in Wales", "The user has a holiday in Wales."),
    ("no, my bike is green", "The user's bike is green."),
    ("I used to live in Lyon", "The user lived in Lyon."),
    ("I quit smoking", "The user stopped smoking."),
    ("I'd like to learn Dutch", "The user would like to learn Dutch."),
    ("we start in May 2026", "The user starts in May 2026."),
    ("My sister Anna lives in Berlin", "Anna lives in Berlin."),
    ("My sister Anna lives in Berlin", "The user has a sister, Anna, who lives in Berlin."),
    ("My sister gave me a bike", "The user's sister gave the user a bike."),
    ("my bike is a green Trek", "The user's bike is a green Trek."),
    ("I met Tom, he's a plumber", "Tom is a plumber."),
    ("the wifi in the cabin reaches only the porch", "The wifi in the cabin reaches only the porch."),
    ("Sam and I broke up", "The user and Sam broke up."),
]
DISAGREE = [
    ("I don't eat pork", "The user eats pork.", "negation"),
    ("I am allergic to peanuts", "The user is not allergic to peanuts.", "negation"),
    ("I hate phone calls", "The user does not hate phone calls.", "negation"),
    ("I hate phone calls", "The user likes phone calls.", "negation"),
    ("I don't have a car", "The user has a car.", "negation"),
    ("I no longer work at the port", "The user works at the port.", "negation"),
    ("I used to smoke a pipe", "The user smokes a pipe.", "negation"),
    ("I might move to Ghent", "The user moves to Ghent.", "uncertain"),
    ("I want to learn Dutch", "The user learns Dutch.", "uncertain"),
    ("we were going to buy a boat", "The user bought a boat.", "uncertain"),
    ("My sister Anna lives in Berlin", "The user lives in Berlin.", "wrong subject"),
    ("My sister Anna lives in Berlin", "The user lives in Berlin with Anna.", "wrong subject"),
    ("I told my brother I'm pregnant", "The user's brother is pregnant.", "wrong subject"),
    ("my sister gave me a bike", "The user's sister has a bike.", "wrong subject"),
    ("it's my stepdad who's the electrician", "The user is an electrician.", "wrong subject"),
    ("hubby's birthday is 17 August", "The user's birthday is 17 August.", "wrong subject"),
    ("her name's Pickle", "The user's name is Pickle.", "wrong subject"),
    ("she is a chemist there", "The user's brother is a chemist.", "wrong subject"),
    ("Anna works as a nurse", "The user works as a nurse.", "wrong subject"),
]


@pytest.mark.parametrize(("clause", "text"), AGREE, ids=[text for _, text in AGREE])
def test_a_faithful_retelling_agrees(clause: str, text: str) -> None:
    assert disagreement(text, Said(clause, around=clause)) == ""


@pytest.mark.parametrize(("clause", "text", "why"), DISAGREE, ids=[f"{clause} / {text}" for clause, text, _ in DISAGREE])
def test_what_twists_its_clause_does_not(clause: str, text: str, why: str) -> None:
    assert disagreement(text, Said(clause, around=clause)) == why


def test_a_clause_without_a_subject_goes_on_about_the_one_before() -> None:
    said = Said("works as a nurse", ("My sister Anna lives in Berlin",), "My sister Anna lives in Berlin and works as a nurse")
    assert disagreement("The user's sister works as a nurse.", said) == ""
    assert disagreement("The user works as a nurse.", said) == "wrong subject"


def test_where_a_model_retells_a_fragment_after_somebody_else_is_not_the_users() -> None:
    said = Said("three grown up children", ("Derek died in 2019",), "Derek died in 2019, three grown up children")
    assert disagreement("The user has three grown up children.", said) == ""
    assert disagreement("The user has three grown up children.", Said(said.clause, said.before, said.around, surely=True)) == "wrong subject"


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_texts_make_it_raise(text: str, clause: str) -> None:
    assert disagreement(text, Said(clause, (text,), clause, surely=True)) in ("", "negation", "uncertain", "wrong subject")
