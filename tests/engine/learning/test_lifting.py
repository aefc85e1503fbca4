"""What was ruled out and is welcome again takes the ban back, where there is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.learning.rules.lifted import lifted
from engine.memory.facts import Memories
from engine.memory.records import Memory
from tests.engine.learning.support import AT

Hear = Callable[..., list[Memory]]


@pytest.mark.parametrize(
    ("clause", "known", "told"),
    [
        ("lunches welcome", "lunches", "The assistant may suggest lunches again."),
        ("bullets are fine again", "bullets", "The assistant may suggest bullets again."),
        ("visitors welcome", "visitors", ""),
        ("I'm fine again", "fine", ""),
        ("lunches welcome", "dinner", ""),
    ],
)
def test_only_what_memory_holds_is_lifted(clause: str, known: str, told: str) -> None:
    assert lifted(clause, frozenset((known,))) == told


def test_the_ban_is_off_then(hear: Hear, memories: Memories) -> None:
    hear("please don't suggest lunches")
    hear("eid was lovely, lunches welcome", AT + timedelta(days=30))
    assert [m.text for m in memories.list(status="active", kind="procedural").memories] == ["The assistant may suggest lunches again."]
