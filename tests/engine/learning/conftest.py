"""A fresh vault with its conversations, memories and learner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from engine.learning.learner import Learner
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories
from engine.memory.records import Memory, Message
from engine.vault.vault import Vault
from tests.engine.learning.support import AT


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    yield opened
    opened.close()


@pytest.fixture
def memories(vault: Vault) -> Memories:
    return Memories(vault)


@pytest.fixture
def learner(vault: Vault, memories: Memories) -> Learner:
    return Learner(vault, memories)


@pytest.fixture
def say(vault: Vault) -> Callable[..., Message]:
    conversations = Conversations(vault)
    place = conversations.create()

    def said(text: str, at: datetime = AT, role: str = "user", source: str = "typed") -> Message:
        return conversations.say(place, text, role=role, at=at, source=source)

    return said


@pytest.fixture
def hear(learner: Learner, say: Callable[..., Message]) -> Callable[..., list[Memory]]:
    """Says something and learns from it."""

    def heard(text: str, at: datetime = AT, **how: str) -> list[Memory]:
        return learner.learn_message(say(text, at, **how))

    return heard
