"""Whom a question names, and the question without the name."""

from __future__ import annotations

import pytest

from engine.recall import speakers
from engine.recall.query import parse

from .conftest import Story


@pytest.fixture
def talk(story: Story) -> Story:
    story.say("I took up pottery.", role="other", speaker="Melanie")
    story.say("I adopted a cat.", role="other", speaker="Caroline")
    story.say("I am off to Rome.", role="other", speaker="Will Smith")
    story.say("My sister Anna lives in Berlin.")
    return story


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What does Caroline do?", {"caroline"}),
        ("what is melanie's hobby", {"melanie"}),
        ("Where do Melanie and Caroline meet?", {"caroline", "melanie"}),
        ("where will I go", set()),
        ("Where is Will going?", {"will"}),
        ("Where does Anna live?", set()),  # she is told of, and never speaks
        ("", set()),
    ],
)
def test_a_speaker_is_named_by_a_part_of_the_name(talk: Story, question: str, names: set[str]) -> None:
    assert speakers.named(talk.vault, parse(question)) == names


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("What does Caroline do?", "What does do?"),
        ("What is Caroline's job?", "What is job?"),
        ("Caroline?", "Caroline?"),  # nothing would be left
        ("Where does Anna live?", "Where does Anna live?"),
        ("Was macht “Caroline”\nheute?", "Was macht “” heute?"),
    ],
)
def test_a_question_loses_the_names_alone(question: str, bare: str) -> None:
    assert speakers.nameless(question, frozenset({"caroline"})) == bare


def test_what_one_says_is_found_though_nobody_names_themselves(real_story: Story) -> None:
    for n in range(12):
        real_story.say(f"Caroline, I hope that week {n} is good for you!", role="other", speaker="Melanie")
        real_story.say(f"Thanks, week {n} was fine.", role="other", speaker="Caroline")
    real_story.say("We took in a kitten from the shelter.", role="other", speaker="Caroline")
    assert "We took in a kitten from the shelter." in real_story.ask("What pet does Caroline have?")[:3]
