"""A vault with a session on it, and short ways to fill it; the clock stands at NOW unless a test moves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine import clock
from engine.learning.consolidation.consolidate import Report
from engine.memory.facts import NewEntity, NewMemory
from engine.memory.records import Conversation, Memory, Message
from engine.session import Session
from engine.vault.vault import Vault
from tests.engine.recall.conftest import WordEmbedder

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=400)
#: What consolidation may touch.
TABLES = ("memory", "memory_version", "memory_source", "memory_entity", "edge", "memory_link", "profile", "entity", "entity_alias", "message")


class Store:
    """What the tests hold: a session, and the vault under it."""

    def __init__(self, vault: Vault, *, meaning: bool = True) -> None:
        self.vault = vault
        self.session = Session(vault, embedder=WordEmbedder() if meaning else None)  # type: ignore[arg-type]
        self.at = LONG_AGO

    def note(self, text: str, *, said_in: Message | None = None, people: Sequence[tuple[str, str]] = (), **fields: Any) -> Memory:
        """A memory as learning makes it; `people`: (name, relation)."""
        sources = ((said_in.id, 0, len(said_in.text)),) if said_in is not None else ()
        entities = tuple(NewEntity(name, "person", "subject", relation or None) for name, relation in people)
        defaults = {"source": "inferred", "mentioned_at": self.at, "sources": sources, "entities": entities, "extractor": "rules/1"}
        return self.session.memories.add(NewMemory(text, **{**defaults, **fields}), actor="assistant", operation="learn")

    def place(self) -> Conversation:
        """A conversation that began then."""
        with clock.frozen(self.at):
            return self.session.conversations.create()

    def say(self, place: Conversation, *texts: str, learn: bool = False) -> Message:
        for text in texts:
            self.at += timedelta(minutes=1)
            message = self.session.conversations.say(place, text, at=self.at)
            if learn:
                self.session.learner.learn_message(message)
        return message

    def tidy(self, **options: Any) -> Report:
        self.session.settle()
        return self.session.consolidate(**options)

    def status(self, memory: Memory) -> str:
        return self.session.memories.get(memory).status

    def texts(self, where: str = "status = 'active'") -> list[str]:
        return [row["text"] for row in self.vault.query(f"SELECT text FROM memory WHERE {where} ORDER BY row")]

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        return {table: [tuple(row) for row in self.vault.query(f"SELECT * FROM {table} ORDER BY row")] for table in TABLES}

    def undo(self, report: Report) -> None:
        for step in reversed(report.steps):
            self.vault.journal.revert(step)


@pytest.fixture
def now() -> Iterator[datetime]:
    with clock.frozen(NOW):
        yield NOW


@pytest.fixture
def vault(tmp_path: Path, now: datetime) -> Iterator[Vault]:
    opened, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    yield opened
    opened.close()


@pytest.fixture
def store(vault: Vault) -> Store:
    return Store(vault)


@pytest.fixture
def wordless(vault: Vault) -> Store:
    """Without an embedder."""
    return Store(vault, meaning=False)
