"""What code answers in place of a small model: about itself, the day and the hour, and the world out of sight."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answering import itself
from engine.answering.itself import of_itself, out_of_sight

NOW = datetime(2026, 11, 22, 21, 5)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what can you do?", itself.CAN),
        ("Hey Alcove, how can you help me?", itself.CAN),
        ("And what can you actually do for me?", itself.CAN),
        ("so what is this app good for?", itself.CAN),
        ("Who are you?", itself.WHO),
        ("what are you exactly", itself.WHO),
        ("who made you?", itself.MAKERS),
        ("how do i wipe what you know about me", itself.FORGETTING),
        ("And if one day I want that you forget something about me, how do I do that?", itself.FORGETTING),
        ("how can I delete my data?", itself.FORGETTING),
        ("is there a way to correct what you remember?", itself.CHANGING),
        ("what’s your name", itself.WHO),
        ("are you ChatGPT?", itself.NO_PERSON),
        ("Are you a real person?", itself.NO_PERSON),
        ("do you send my data to the cloud?", itself.PRIVATE),
        ("where is everything stored", itself.PRIVATE),
        ("who else can read my conversations?", itself.PRIVATE),
        ("can you set an alarm for 7?", itself.CANNOT),
        ("Could you please call my mum", itself.CANNOT),
        ("play some music", itself.CANNOT),
        ("would you order me a pizza", itself.CANNOT),
        ("what time is it?", "It is 21:05."),
        ("What's today's date?", "Today is Sunday, 22 November 2026."),
        ("what day is it today", "Today is Sunday, 22 November 2026."),
        ("which year is it?", "It is November 2026."),
    ],
)
def test_it_speaks_of_itself_and_of_the_clock(question: str, answer: str) -> None:
    assert of_itself(question, NOW) == answer


@pytest.mark.parametrize(
    "question",
    ["what can I do about my knee?", "who is my dentist?", "what's my name?", "what time is my flight?", "what's the date of Anna's wedding?",
     "can you call me Kwame?", "can you tell me where Anna works?", "could you open up about it",
     "are you free on Friday?", "where is my passport stored?", "help me write a letter", "what day is the bin collection?", "who are you to me",
     "how do I get rid of everything in the attic?", "how do I forget my ex", "how do I change my oil"],
)  # fmt: skip
def test_other_questions_are_left_to_memory(question: str) -> None:
    assert of_itself(question, NOW) is None


@pytest.mark.parametrize(
    "question", ["What's the weather like in Ghent tomorrow?", "will it rain today", "who won the match? any news?", "bitcoin price"]
)
def test_the_world_of_today_is_out_of_sight(question: str) -> None:
    assert out_of_sight(question)


@pytest.mark.parametrize(
    "question", ["what weather do I like?", "what news did I tell you yesterday?", "which stocks do we own?", "how tall is Everest?"]
)
def test_what_was_told_is_not(question: str) -> None:
    assert not out_of_sight(question)


@given(st.text(max_size=200))
def test_any_text_will_do(text: str) -> None:
    assert of_itself(f"my {text}", NOW) is None
    out_of_sight(text)
