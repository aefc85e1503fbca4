"""Builds vaults of a given size from the made-up life in `synthetic.py`, through the engine's own ways in: ingest, memories, embedding jobs.

Two things are not as in use, both because a hundred thousand texts would take hours: the facts are known beforehand instead of found by the
rules, and most vectors are mixtures. The first few thousand texts are really embedded; any other text gets the weighted sum of two or three of
those that share its rarer words, and a little noise: as near to each other as real vectors are, which Gaussian noise never is.
"""

from __future__ import annotations

import re
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import synthetic

if TYPE_CHECKING:
    import threading

    import numpy as np
    from numpy.typing import NDArray

    from engine.memory.ingest import IngestLine
    from engine.memory.records import Message
    from engine.recall.embedder import Embedder
    from engine.vault.vault import Vault

BASE_TEXTS = 3_000
#: Weights of the texts that a made-up vector is mixed of, and of the noise.
SHARES, NOISE = (0.7, 0.45, 0.3), 0.25
CHECKPOINT = 5_000  # messages between two drains of the embedding jobs


class MixedEmbedder:
    """Stands in for `real` while a vault is filled."""

    def __init__(self, real: Embedder, cache: Path) -> None:
        import numpy as np

        self.id, self.dimension = real.id, real.dimension
        texts = list(islice((turn.text for c in synthetic.conversations() for turn in c.turns), BASE_TEXTS))
        file = cache / f"base-{zlib.crc32(''.join([real.id, *texts]).encode()):08x}.npy"
        if not file.exists():
            made = np.concatenate([real.embed_documents(texts[start : start + 64]) for start in range(0, len(texts), 64)])
            np.save(file, made.astype(np.float32))
        self._base: NDArray[np.float32] = np.load(file)
        self._exact = {text: n for n, text in enumerate(texts)}
        self._holding: dict[str, list[int]] = defaultdict(list)
        for n, text in enumerate(texts):
            for word in set(_words(text)):
                self._holding[word].append(n)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """As a document's."""
        return self._one(text)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As documents'."""
        return self.embed_documents(texts)

    def embed_documents(self, texts: Sequence[str], cancel: threading.Event | None = None) -> NDArray[np.float32]:
        """Shape (len(texts), dimension), unit length; the same text always gets the same vector."""
        import numpy as np

        return np.stack([self._one(text) for text in texts]) if texts else np.zeros((0, self.dimension), dtype=np.float32)

    def _one(self, text: str) -> NDArray[np.float32]:
        import numpy as np

        known = self._exact.get(text.removeprefix("User: ").removeprefix("Assistant: "))
        if known is not None:
            return self._base[known]
        chance = np.random.default_rng(zlib.crc32(text.encode()))
        shared = {word for word in _words(text) if word in self._holding}
        rare = sorted(shared, key=lambda word: (len(self._holding[word]), word))[: 2 * len(SHARES)]
        picked = [int(chance.choice(self._holding[word])) for word in chance.permutation(rare)[: len(SHARES)]]
        picked = picked or [int(chance.integers(len(self._base)))]
        noise = chance.standard_normal(self.dimension).astype(np.float32)
        vector = NOISE * noise / np.linalg.norm(noise)
        for share, n in zip(SHARES, picked, strict=False):
            vector = vector + share * self._base[n]
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def grow(vault: Vault, embedder: MixedEmbedder, size: int, progress: Callable[[int], None] = lambda _: None, until: float = float("inf")) -> bool:
    """Fills `vault` up to `size` messages with their facts and vectors; goes on where an earlier call was cut. Returns whether it is
    full; stops when `time.monotonic()` passes `until`."""
    from engine.memory.episodes import Conversations
    from engine.recall import jobs

    while (have := _messages(vault)) < size:
        if time.monotonic() > until:
            return False
        some = islice(lines(_next(vault)), min(CHECKPOINT, size - have) + _already(vault))
        Conversations(vault).ingest(some, on_batch=_Facts(vault))
        jobs.drain(vault, embedder)
        progress(_messages(vault))
    jobs.drain(vault, embedder)
    return True


class _Facts:
    """Stores what the turns of a batch tell, in one change."""

    def __init__(self, vault: Vault) -> None:
        from engine.memory.facts import Memories

        self._vault, self._memories = vault, Memories(vault)

    def __call__(self, messages: list[Message]) -> None:
        from engine import clock
        from engine.memory.facts import NewEntity, NewMemory

        with self._vault.change("learn", "Learnt from messages", actor="assistant"):
            for message in messages:
                number, _, turn = (message.external_id or "0-0").partition("-")
                fact = synthetic.conversation(int(number)).turns[int(turn)].fact
                if fact is None:
                    continue
                self._memories.add(
                    NewMemory(
                        fact.text, subject=fact.subject, predicate=fact.predicate, object=fact.object, source="inferred", extractor="bench",
                        mentioned_at=clock.from_utc(message.mentioned_at), sources=((message.id, 0, message.text.index(".") + 1),),
                        entities=(NewEntity(fact.subject, "person", "subject"), NewEntity(fact.object, fact.object_kind, "object")),
                        edges=((fact.subject, fact.predicate, fact.object),),
                    ),
                    actor="assistant", operation="learn",
                )  # fmt: skip


def lines(first: int) -> Iterator[IngestLine]:
    """The life from conversation `first` on, as it is ingested."""
    from engine.memory.ingest import IngestLine

    for conversation in synthetic.conversations(first=first):
        for n, turn in enumerate(conversation.turns):
            yield IngestLine(f"c{conversation.n}", f"{conversation.n}-{n}", turn.role, turn.at.isoformat(), turn.text)  # type: ignore[arg-type]


def _messages(vault: Vault) -> int:
    found = vault.one("SELECT count(*) FROM message")
    return int(found[0]) if found else 0


def _next(vault: Vault) -> int:
    """The number of the last conversation, which may be cut short."""
    found = vault.one("SELECT external_id FROM conversation WHERE external_id GLOB 'c[0-9]*' ORDER BY row DESC LIMIT 1")
    return int(found[0][1:]) if found else 0


def _already(vault: Vault) -> int:
    """Messages of that last conversation: they will be read again, and left alone."""
    found = vault.one("SELECT count(*) FROM message WHERE conversation = (SELECT max(row) FROM conversation WHERE external_id GLOB 'c[0-9]*')")
    return int(found[0]) if found else 0


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", text.lower())
