"""Who is who, from what memories tell; and of whom a question speaks."""

from __future__ import annotations

import pytest

from engine.answering.people import People

TOLD = (
    "The user is married to Kofi.",
    "Petra is the user's sister.",
    "The user's sister Petra lives in York with her husband Zainul.",
    "Marek is the user's brother.",
    "Marek's wife Chloe is a dentist.",
    "The user's kids Jonas and Mia are at primary school.",
    "The user has a half-brother, Emeka.",
    "Mr Adeyemi is the user's boss.",
    "The user's favourite film is Spirited Away.",
)


def meant(question: str) -> set[str]:
    people = People(TOLD)
    return {key for mention in people.mentions(question) for key in people.keys(mention) if "/" not in key}


@pytest.mark.parametrize(
    ("question", "people"),
    [
        ("What does my husband do?", {"kofi"}),
        ("What is my brother-in-law called?", {"zainul"}),
        ("where does my sister in law work", {"chloe"}),
        ("What's Marek's wife's job?", {"chloe"}),
        ("what does petra's husband do", {"zainul"}),
        ("Which restaurant does the husband of my sister run?", {"zainul"}),
        ("how old are my kids?", {"jonas", "mia"}),
        ("What is my half-brother's job?", {"emeka"}),
        ("who is my boss", {"adeyemi"}),
        ("does my sister have children?", set()),
        ("What medicine should doctors not give me?", set()),
        ("How is my uncle?", set()),
    ],
)
def test_a_relation_means_those_who_stand_in_it(question: str, people: set[str]) -> None:
    assert meant(question) == people


@pytest.mark.parametrize(
    ("memory", "subject"),
    [
        ("Petra's husband Zainul runs a restaurant.", "zainul"),
        ("The user's sister Petra lives in York with her husband Zainul.", "petra"),
        ("The user goes running with Lucy.", "user"),
        ("The user's husband eats everything.", "kofi"),
    ],
)
def test_who_stands_at_the_beginning_is_spoken_of(memory: str, subject: str) -> None:
    assert subject in People(TOLD).subject(memory)


def test_a_speech_therapist_is_not_the_therapist() -> None:
    people = People(("Noor is the user's therapist.",))
    assert not people.keys(people.mentions("The user's speech therapist has a practice on Elm Row.")[0]) & {"noor"}
