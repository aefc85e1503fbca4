"""Counts and lists of people, from what several memories tell."""

from __future__ import annotations

import pytest

from engine.answering.gathered import gather
from engine.answering.question import parse

TOLD = (
    "The user's kids Jonas and Mia are at primary school.",
    "Petra is the user's sister.",
    "Ruth is the user's mum.",
    "The user has three cousins.",
    "Mr Adeyemi is the user's boss.",
    "Marek is the user's brother.",
)


def answered(question: str, *texts: str, over: tuple[str, ...] = ()) -> str | None:
    made = gather(parse(question), texts or TOLD, [text in over for text in (texts or TOLD)], ())
    return None if made is None else made.text or (texts or TOLD)[made.used[0]]


@pytest.mark.parametrize("question", ["How many children do I have?", "how many kids have I got"])
def test_those_who_were_told_of_are_counted(question: str) -> None:
    assert answered(question) == "Two, as far as you have told me: Jonas and Mia."


def test_a_number_that_was_told_is_the_answer() -> None:
    assert answered("How many cousins do I have?") == "The user has three cousins."


def test_names_are_listed() -> None:
    assert answered("What are my kids' names?") == "Jonas and Mia."
    assert answered("who are my siblings") == "Marek and Petra." or answered("who are my siblings") == "Petra and Marek."


def test_the_family_is_those_who_are_kin() -> None:
    told = answered("List all the people in my family.") or ""
    assert all(name in told for name in ("Jonas", "Mia", "Petra", "Ruth", "Marek"))
    assert "Adeyemi" not in told


@pytest.mark.parametrize("question", ["How many cats do I have?", "Which of my kids plays chess?", "How old are my kids?", "Who is Petra?"])
def test_what_is_no_count_or_list_of_known_people_is_left_to_the_memories(question: str) -> None:
    assert answered(question) is None


def test_who_is_no_longer_one_of_them_is_not_counted() -> None:
    told = ("Ann is the user's flatmate.", "Bo is the user's flatmate.")
    assert answered("How many flatmates do I have?", *told, over=told[:1]) == "One, as far as you have told me: Bo."
