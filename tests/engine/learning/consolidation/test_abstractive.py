"""A model's summary is kept only if it says what was told."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from engine.learning.consolidation.abstractive import grounded
from engine.learning.consolidation.consolidate import Consolidation
from tests.engine.learning.consolidation.conftest import Store
from tests.engine.learning.consolidation.test_summaries import LINES, summaries

NOTES = (
    "The user's sister Anna lives in Berlin.", "The user works at Bosch as an engineer.", "The user is allergic to peanuts.",
    "The user does not eat pork.",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The user works as an engineer at Bosch and is allergic to peanuts. Their sister Anna lives in Berlin.",
        "The user does not eat pork.",
        "Anna, the user's sister, lives in Berlin.",
    ],
)
def test_what_the_notes_say_holds(text: str) -> None:
    assert grounded(text, NOTES)


@pytest.mark.parametrize(
    "text",
    [
        "The user's sister Anna lives in Munich.", "The user works at Bosch with 3 others.", "The user is not allergic to peanuts.",
        "The user eats pork.",
        "The user enjoys long walks along the river with friends.", "", "The user's brother Karl lives in Berlin.",
        "The user works at Bosch as an engineer. " * 10,
    ],
)  # fmt: skip
def test_a_name_a_number_a_denial_or_a_story_of_its_own_does_not(text: str) -> None:
    assert not grounded(text, NOTES)


def run(store: Store, answer: str) -> list[Sequence[str]]:
    """Consolidates with a summariser that gives `answer` where it holds; returns what it was asked."""
    asked: list[Sequence[str]] = []

    def summarise(lines: Sequence[str], cancel: threading.Event | None) -> str:
        asked.append(lines)
        return answer if grounded(answer, lines) else ""

    store.session.settle()
    Consolidation(store.vault, store.session.recall.neighbours, summarise=summarise, model="big-model").run()
    return asked


def test_its_words_take_the_place_of_the_extract(store: Store) -> None:
    store.say(store.place(), *LINES, learn=True)
    asked = run(store, "The user works at Bosch, is allergic to peanuts and plays the cello.")
    assert len(asked) == 1
    assert summaries(store) == ["Conversation of 25 January 2025: The user works at Bosch, is allergic to peanuts and plays the cello."]
    (memory,) = store.session.memories.list(kind="summary").memories
    assert memory.extractor == "summary/1 big-model"
    assert len(store.session.memories.sources(memory)) == 4


def test_what_it_invents_is_not_kept(store: Store) -> None:
    store.say(store.place(), *LINES, learn=True)
    run(store, "The user works at Siemens.")
    (text,) = summaries(store)
    assert "Bosch" in text
    assert "Siemens" not in text


def test_each_conversation_is_told_once(store: Store) -> None:
    for _ in range(3):
        store.say(store.place(), *LINES, learn=True)
    assert len(run(store, "The user works at Bosch.")) == 3
    assert run(store, "The user works at Bosch.") == []
