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
