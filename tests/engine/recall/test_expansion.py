"""Answers told in other words than the question's."""

from __future__ import annotations

import pytest

from engine.recall import expansion
from engine.recall.candidates import Moment
from engine.recall.lexical import size
from engine.recall.query import parse

from .conftest import Story


def found(story: Story, question: str, moment: Moment = Moment()) -> list[str]:
    arms = expansion.search(story.vault, parse(question), moment, size(story.vault))
    texts = []
    for key in (key for arm in arms for key in arm.keys):
        table, column = ("message", "visible") if key.kind == "message" else ("memory", "text")
        texts.append(story.vault.one(f"SELECT {column} FROM {table} WHERE row = ?", (key.row,))[0])
    return texts


@pytest.fixture
def told(story: Story) -> Story:
    story.say("I practise the oud until two in the morning.", "Our tortoise escaped again.", "The bakery was closed.", "It rained all day.")
    return story


def test_a_kind_of_what_is_asked_for_is_found(told: Story) -> None:
    assert found(told, "what instrument do I play") == ["I practise the oud until two in the morning."]
    assert found(told, "what pets have I got") == ["Our tortoise escaped again."]


def test_facts_are_found_so_too(story: Story) -> None:
    story.note("The user plays the cello.")
    assert found(story, "which instrument do I play") == ["The user plays the cello."]


def test_the_rarer_word_counts_more(story: Story) -> None:
    story.say(*(f"Walk number {n} was with the dog." for n in range(6)), "The tortoise is asleep.")
    assert found(story, "what pets do I have")[0] == "The tortoise is asleep."


def test_what_the_asked_one_said_comes_first(story: Story) -> None:
    story.say("I play the violin.", role="other", speaker="Melanie")
    story.say("I play the violin too.", role="other", speaker="Caroline")
    assert found(story, "what instrument does Caroline play")[0] == "I play the violin too."


def test_what_may_not_be_recalled_is_not_found(told: Story) -> None:
    told.conversations.trash(told.conversation)
    assert found(told, "what instrument do I play") == []


def test_nothing_said_later_is_seen(told: Story) -> None:
    assert found(told, "what instrument do I play", Moment("2025-02-01T00:00:00Z")) == []


@pytest.mark.parametrize("question", ["", "?", '"', "Zebediah", "NOT AND OR", "\x00", "猫" * 50, "instrument " * 2_000])
def test_any_question_will_do(told: Story, question: str) -> None:
    expansion.search(told.vault, parse(question), Moment(), size(told.vault))


def test_recall_answers_in_other_words(told: Story) -> None:
    assert told.ask("which instrument is it that I play")[0] == "I practise the oud until two in the morning."
