"""A dose told without its medicine is said of what is known to be taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.memory.facts import Memories
from engine.memory.records import Memory
from tests.engine.learning.support import AT

Hear = Callable[..., list[Memory]]
LATER = AT + timedelta(days=40)


@pytest.mark.parametrize(
    ("known", "message", "told"),
    [
        ("I take lisinopril 10 mg", "the gp put me up to 20 mg", "The user takes lisinopril 20 mg."),
        ("my uncle takes warfarin 3 mg daily", "uncle saw the nurse, they changed it to 4 mg daily", "The user's uncle takes warfarin 4 mg daily."),
    ],
)
def test_the_new_dose_takes_the_place_of_the_old_one(hear: Hear, memories: Memories, known: str, message: str, told: str) -> None:
    old = next(m for m in hear(known) if m.predicate == "takes")
    new = next(m for m in hear(message, LATER) if m.predicate == "takes")
    assert new.text == told
    assert memories.get(old).superseded_by == new.row


def test_of_two_medicines_none_is_guessed(hear: Hear, memories: Memories) -> None:
    before = {m.id for m in (*hear("I take lisinopril 10 mg"), *hear("I take sertraline 50 mg"))}
    hear("the gp put me up to 100 mg", LATER)
    assert {m.id for m in memories.list(status="active").memories if m.predicate == "takes"} == before


@pytest.mark.parametrize(
    ("known", "message", "told"),
    [
        ("I take 20 mg of ramipril", "My GP increased my ramipril to 40 mg", "The user takes ramipril 40 mg."),
        ("I take levothyroxine 75 mcg", "doctor put levothyroxine up to 100", "The user takes levothyroxine 100 mcg."),
        ("I take 10 mg of bisoprolol every day", "they've halved my dose of bisoprolol to 5 mg", "The user takes bisoprolol 5 mg."),
        ("I take levothyroxine 100 mcg", "my levothyroxine is back down to 75", "The user takes levothyroxine 75 mcg."),
    ],
)
def test_a_medicine_that_is_named_takes_its_new_dose(hear: Hear, memories: Memories, known: str, message: str, told: str) -> None:
    old = next(m for m in hear(known) if m.predicate == "takes")
    new = next(m for m in hear(message, LATER) if m.predicate == "takes")
    assert new.text == told
    assert memories.get(old).superseded_by == new.row


@pytest.mark.parametrize(
    "message", ["my GP wants to increase my ramipril to 40 mg", "my mum's ramipril went up to 40 mg", "They didn't put ramipril up to 40 mg"]
)
def test_a_dose_that_is_only_wished_for_or_anothers_changes_nothing(hear: Hear, memories: Memories, message: str) -> None:
    old = next(m for m in hear("I take 20 mg of ramipril") if m.predicate == "takes")
    hear(message, LATER)
    assert memories.get(old).status == "active"
