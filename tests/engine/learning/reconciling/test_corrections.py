"""What corrects the message before is told again with the new value, and takes the old one's place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.memory.facts import Memories
from engine.memory.records import Memory
from tests.engine.learning.support import AT, candidates, texts

DENTIST = "The dentist appointment is tomorrow at 10."


@pytest.mark.parametrize(
    ("message", "previous", "expected"),
    [
        ("Sorry, it's at 11, not 10.", DENTIST, "The dentist appointment is on 18 June 2025 at 11."),
        ("it's on Friday, not Thursday", "My interview at Acme is on Thursday.", "The user's interview at Acme is on Friday 20 June 2025."),
        ("No, I meant Leeds, not London", "I live in London", "The user lives in Leeds."),
    ],
)
def test_a_correction_restates_what_was_said(message: str, previous: str, expected: str) -> None:
    (made,) = candidates(message, previous)
    (was,) = candidates(previous)
    assert (made.text, made.confidence, made.corrects) == (expected, 0.7, was.text)
    assert (made.subject, made.predicate) == (was.subject, was.predicate)
    assert 0 <= made.start < made.stop <= len(message)


@pytest.mark.parametrize(
    ("message", "previous"),
    [
        ("Sorry, it's at 11, not 10.", ""),
        ("Sorry, it's at 11, not 10.", "The dentist appointment is tomorrow at 9."),
        ("Sorry, it's at 11, not 10.", "Is my appointment at 10?"),
        ("Sorry, it's at 11, not 10.", "I ran 10 km and the dentist appointment is tomorrow at 10."),
        ("it's 5, not 4", "What is 2 + 2? It's 4"),
    ],
)
def test_without_one_old_value_nothing_is_corrected(message: str, previous: str) -> None:
    assert texts(message, previous) == []


def test_the_corrected_memory_is_replaced_even_when_the_correction_comes_a_day_later(hear: Callable[..., list[Memory]], memories: Memories) -> None:
    (old,) = hear(DENTIST)
    (new,) = hear("Sorry, it's at 11, not 10.", AT + timedelta(days=1))
    assert new.text == "The dentist appointment is on 18 June 2025 at 11."
    assert memories.get(old).status == "superseded"
    assert [m.id for m in memories.list(status="active").memories] == [new.id]
