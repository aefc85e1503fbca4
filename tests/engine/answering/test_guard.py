"""The guard lets through what stands in front of the model, and nothing else."""

from __future__ import annotations

import pytest

from engine.answering.guard import supported, ungrounded
from engine.answering.question import parse

FACT = "The user's sister Anna lives in Berlin."


@pytest.mark.parametrize("answer", ["Your sister Anna lives in Berlin.", "Anna lives in Berlin.", "Your sister lives in Berlin."])
def test_a_faithful_answer_passes(answer: str) -> None:
    assert supported(answer, parse("Where does my sister live?"), [FACT])


@pytest.mark.parametrize(
    "answer",
    [
        "Your sister lives in Munich.",  # stands nowhere
        "Your sister lives.",  # says nothing new
        "I live in Berlin.",  # the wrong person
        "Your sister does not live in Berlin.",  # turned round
        "Your brother lives in Berlin.",
        "Your sister is the sister of your sister Anna in Berlin.",  # roles mixed up
        "Your sister Anna lives in Berlin with your.",
        "Your sister lives in Berlin and has three beautiful children who go to school there every day.",
        "The answer to this question is: Berlin",  # speaks of the question
        "",
    ],
)
def test_an_unfaithful_answer_is_stopped(answer: str) -> None:
    assert not supported(answer, parse("Where does my sister live?"), [FACT])


def test_two_facts_are_not_mixed_into_one() -> None:
    facts = ["The user's sister Anna lives in Berlin.", "The user's brother Tom lives in Oslo."]
    assert not supported("Your sister Anna lives in Oslo.", parse("Where does my sister live?"), facts)


def test_numbers_names_and_days_told_about_the_user_must_be_grounded() -> None:
    sources = ["The user's dentist is Dr Malik, on Friday 3 July at 14:30."]
    assert ungrounded("Your dentist, Dr Malik, expects you on Friday 3 July at 14:30.", sources) == []
    assert ungrounded("Your dentist expects you on Monday.", sources) == ["Monday"]
    assert ungrounded("Your dentist is Dr Smith.", sources) == ["smith"]
    assert ungrounded("You have to be there at 15:00.", sources) == ["15:00"]


def test_facts_about_the_world_are_not_the_guards_business() -> None:
    assert ungrounded("The Danube flows through ten countries, Austria among them.", []) == []


def test_what_is_still_to_come_is_not_told_as_over() -> None:
    fact = "The user has a dentist appointment on 14 December at 9:30."
    assert not supported("Your dentist appointment was on 14 December at 9:30.", parse("When is the dentist?"), [fact])
    assert supported("Your dentist appointment is on 14 December at 9:30.", parse("When is the dentist?"), [fact])


@pytest.mark.parametrize(
    ("question", "answer", "fact", "holds"),
    [
        ("how old is aslak?", "Aslak is 6 years old.", "Thandi is 6 years old.", False),
        ("how old is Aslak?", "Aslak is 6.", "Thandi is 6 and Aslak is 13.", False),
        ("how old is Aslak?", "Aslak is 13.", "Thandi is 6 and Aslak is 13.", True),
        ("How many eggs does Jo eat?", "Jo eats 3 eggs.", "Max eats 3 eggs, Jo eats 5.", False),
        ("How old is Thandi?", "Thandi is 6 years old.", "Thandi is 6 years old.", True),
    ],
)
def test_a_number_is_taken_from_beside_the_name(question: str, answer: str, fact: str, holds: bool) -> None:
    assert supported(answer, parse(question), [fact]) is holds
