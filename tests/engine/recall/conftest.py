"""A vault to recall from, the real embedder, and short ways to fill the one and ask the other."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.memory.records import Memory, Message
from engine.recall import jobs
from engine.recall.embedder import Embedder
from engine.recall.recall import Recall
from engine.vault.vault import Vault
from models.catalogue import default
from models.client import EmbedModel

START = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)


class WordEmbedder:
    """A plain bag-of-words embedder: quick, and the same everywhere. For what does not depend on meaning."""

    id = "words"
    dimension = 384

    def embed_query(self, text: str) -> np.ndarray:
        return self.embed_documents([text])[0]

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        return self.embed_documents(texts)

    def embed_documents(self, texts: Sequence[str], cancel: object = None) -> np.ndarray:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or ["-"]:
                row[zlib.crc32(word.encode()) % self.dimension] += 1.0
            row /= np.linalg.norm(row)
        return rows


@pytest.fixture(scope="session")
def embedder() -> Iterator[EmbedModel]:
    """The bundled embedder, as it runs for users."""
    model = EmbedModel(default("embed"))
    model.load()
    yield model
    model.close()


@pytest.fixture
def words() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def vault(home: Path, tmp_path: Path) -> Iterator[Vault]:
    opened, _ = Vault.create(home, key_file=tmp_path / "vault.key")
    yield opened
    opened.close()


class Story:
    """A life told in a few lines: says things, notes facts, asks."""

    def __init__(self, vault: Vault, embedder: Embedder | None) -> None:
        self.vault, self.embedder = vault, embedder
        self.conversations, self.memories = Conversations(vault), Memories(vault)
        self.conversation = self.conversations.create()
        self.recall = Recall(vault, embedder)
        self.at = START

    def new_conversation(self, *, days: int = 1) -> None:
        self.at += timedelta(days=days)
        self.conversation = self.conversations.create()

    def say(self, *texts: str, role: str = "user", speaker: str = "") -> Message:
        for text in texts:
            self.at += timedelta(minutes=1)
            message = self.conversations.say(self.conversation, text, role=role, speaker=speaker, at=self.at)
        return message

    def note(self, text: str, *, source: Message | None = None, **fields: object) -> Memory:
        sources = ((source.id, 0, len(source.text)),) if source is not None else ()
        return self.memories.add(NewMemory(text, **{"mentioned_at": self.at, "sources": sources} | fields))

    def link(self, text: str, *edges: tuple[str, str, str], relations: dict[str, str] | None = None) -> Memory:
        names = dict.fromkeys(name for head, _, tail in edges for name in (head, tail))
        kinds = {name: "user" if name == "user" else "person" for name in names}
        entities = tuple(NewEntity(name, kinds[name], "mention", (relations or {}).get(name)) for name in names)
        return self.note(text, entities=entities, edges=edges)

    def embed(self) -> None:
        assert self.embedder is not None
        jobs.drain(self.vault, self.embedder)

    def ask(self, question: str, **options: object) -> list[str]:
        """The texts of the hits, best first."""
        if self.embedder is not None:
            self.embed()
        return [hit.text for hit in self.recall.search(question, **options).hits]


@pytest.fixture
def story(vault: Vault, words: WordEmbedder) -> Story:
    return Story(vault, words)


@pytest.fixture
def real_story(vault: Vault, embedder: EmbedModel) -> Story:
    return Story(vault, embedder)
