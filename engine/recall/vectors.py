"""The vector arms: embeddings of turns, windows and memories, searched in RAM and always checked against the database."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import structlog

from engine.recall.candidates import Key, Moment, Ranked, allowed
from engine.recall.exact import ExactIndex
from engine.recall.hnsw import HnswIndex
from engine.recall.parameters import PARAMETERS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
KINDS = ("turn", "window", "memory")
_CHUNK = 20_000
_AT_ONCE = 50


class Vectors:
    """One embedder's vectors. What a large index does not hold yet is searched exactly beside it; other processes' changes and
    deletions are caught up from the change log before each search."""

    def __init__(self, vault: Vault, embedder: str, dimension: int) -> None:
        self._vault = vault
        self._embedder = embedder
        self._dimension = dimension
        self._lock = threading.RLock()
        self._exact: dict[str, ExactIndex] = {}
        self._hnsw: dict[str, HnswIndex] = {}
        self._seen: int | None = None  # the last entry of the change log that is applied; None before loading

    def __len__(self) -> int:
        with self._lock:
            return sum(map(len, self._exact.values())) + sum(map(len, self._hnsw.values()))

    @property
    def approximate(self) -> bool:
        """Whether any kind is searched through the graph index."""
        return bool(self._hnsw)

    def search(self, vector: NDArray[np.float32], moment: Moment) -> list[Ranked]:
        """The three arms' lists: "turn_vector", "window_vector" and "memory_vector", scored by cosine."""
        with self._lock:
            self.catch_up()
            arms = [self._arm(kind, vector, moment) for kind in KINDS]
        return [arm for arm in arms if arm.keys]

    def neighbours(self, memories: Sequence[int], k: int) -> dict[int, list[tuple[int, float]]]:
        """For each memory row that has a vector the `k` nearest others (row, cosine), best first, whatever their status."""
        found: dict[int, list[tuple[int, float]]] = {}
        for start in range(0, len(memories), _AT_ONCE):  # in pieces: a search of the user's must not wait for all
            with self._lock:
                self.catch_up()
                rows = self._vault.query(
                    "SELECT row, owner FROM embedding WHERE embedder = ? AND owner_kind = 'memory' AND owner IN (SELECT value FROM json_each(?))",
                    (self._embedder, json.dumps(list(memories[start : start + _AT_ONCE]))),
                )
                labels, vectors = self._fetch([int(row["row"]) for row in rows])
                near = dict(zip(labels, self._exact["memory"].search_all(vectors, k + 1), strict=True))
                if "memory" in self._hnsw:
                    near = {label: self._nearest("memory", vector, k + 1) for label, vector in zip(labels, vectors, strict=True)}
            wanted = json.dumps(sorted({label for pairs in near.values() for label, _ in pairs} | near.keys()))
            sql = "SELECT row, owner FROM embedding WHERE row IN (SELECT value FROM json_each(?))"
            owners = {int(row["row"]): int(row["owner"]) for row in self._vault.query(sql, (wanted,))}
            for label, pairs in near.items():
                if label in owners:
                    others = [(owners[other], score) for other, score in pairs if other != label and other in owners]
                    found[owners[label]] = others[:k]
        return found

    def catch_up(self) -> None:
        """Brings the indexes to the database's present state."""
        with self._lock:
            found = self._vault.one("SELECT seq FROM sqlite_sequence WHERE name = 'change_log'")
            head = int(found[0]) if found else 0
            if self._seen is None:
                self._load()
            elif head != self._seen:
                changes = self._vault.query("SELECT n, kind, owner, op FROM change_log WHERE n > ? AND n <= ?", (self._seen, head))
                if len(changes) == head - self._seen:
                    self._apply(changes)
                else:  # the log was cut, or the database was replaced by an older one
                    self._load()
            self._seen = head

    def build(self, cancelled: Callable[[], bool] = lambda: False) -> bool:
        """Builds the graph index of each kind of which more than `exact_below` are searched exactly, or whose index is a fifth dead, and saves
        snapshots. Long (20 s for 100,000): run it at idle. Returns whether anything was built."""
        self.catch_up()
        built = False
        for kind in KINDS:
            present = self._hnsw.get(kind)
            if not (present is not None and present.stale) and len(self._exact[kind]) <= PARAMETERS.exact_below:
                continue
            index = HnswIndex(self._dimension, capacity=len(self._exact[kind]) + (len(present) if present else 0))
            labels = sorted(self._exact[kind].labels | (present.labels if present else frozenset()))
            for start in range(0, len(labels), 2_000):
                if cancelled():
                    return built
                index.add(*self._fetch(labels[start : start + 2_000]))
            with self._lock:
                self.catch_up()
                known = self._exact[kind].labels | (present.labels if present else frozenset())
                index.remove(sorted(index.labels - known))
                self._hnsw[kind] = index
                self._exact[kind].remove(sorted(index.labels))
            built = True
            self._save(kind)
        return built

    def _arm(self, kind: str, vector: NDArray[np.float32], moment: Moment) -> Ranked:
        """Asks for more until the cap is full of rows that may be seen: much may be too late for the moment, or gone."""
        owner_kind = "memory" if kind == "memory" else "message"
        cap = wanted = PARAMETERS.arm_cap
        while True:
            near = self._nearest(kind, vector, wanted)
            rows = self._vault.query(
                "SELECT row, owner FROM embedding WHERE row IN (SELECT value FROM json_each(?))", (json.dumps([label for label, _ in near]),)
            )
            owners = {int(row["row"]): int(row["owner"]) for row in rows}
            shown = allowed(self._vault, owner_kind, list(owners.values()), moment)
            hits = [(owners[label], score) for label, score in near if owners.get(label) in shown][:cap]
            if len(hits) >= cap or len(near) < wanted or wanted >= 64 * cap:
                return Ranked(f"{kind}_vector", tuple(Key(owner_kind, owner) for owner, _ in hits), tuple(score for _, score in hits))
            wanted *= 4

    def _nearest(self, kind: str, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        near = self._exact[kind].search(vector, k)
        if kind in self._hnsw:
            near = sorted([*near, *self._hnsw[kind].search(vector, k)], key=lambda pair: -pair[1])[:k]
        return near

    def _load(self) -> None:
        """Everything anew: a snapshot where there is a usable one, the rest from the rows."""
        for kind in KINDS:
            self._exact[kind] = ExactIndex(self._dimension)
            self._hnsw.pop(kind, None)
            rows = self._vault.query("SELECT row FROM embedding WHERE embedder = ? AND owner_kind = ?", (self._embedder, kind))
            labels = {int(row[0]) for row in rows}
            if len(labels) > PARAMETERS.exact_below and (index := self._snapshot(kind)) is not None:
                index.remove(sorted(index.labels - labels))
                self._hnsw[kind] = index
                labels -= index.labels
            ordered = sorted(labels)
            for start in range(0, len(ordered), _CHUNK):
                self._exact[kind].add(*self._fetch(ordered[start : start + _CHUNK]))

    def _apply(self, changes: Sequence[Any]) -> None:
        """Follows the change log: what left, then what came."""
        gone = [int(change["owner"]) for change in changes if change["kind"] == "embedding" and change["op"] == "d"]
        came = [int(change["owner"]) for change in changes if change["kind"] == "embedding" and change["op"] == "i"]
        for exact in self._exact.values():
            exact.remove(gone)
        for index in self._hnsw.values():
            index.remove(gone)
        if came:
            rows = self._vault.query(
                "SELECT row, owner_kind FROM embedding WHERE embedder = ? AND row IN (SELECT value FROM json_each(?))",
                (self._embedder, json.dumps(came)),
            )
            for kind in KINDS:
                self._exact[kind].add(*self._fetch([int(row["row"]) for row in rows if row["owner_kind"] == kind]))

    def _fetch(self, labels: Sequence[int]) -> tuple[list[int], NDArray[np.float32]]:
        """The stored vectors of `labels` that are there and whole."""
        import numpy as np

        size = 2 * self._dimension
        rows = self._vault.query("SELECT row, vector FROM embedding WHERE row IN (SELECT value FROM json_each(?))", (json.dumps(list(labels)),))
        whole = [row for row in rows if len(row["vector"]) == size]
        matrix = np.frombuffer(b"".join(row["vector"] for row in whole), dtype="<f2").reshape(len(whole), self._dimension)
        return [int(row["row"]) for row in whole], matrix.astype(np.float32)

    def _save(self, kind: str) -> None:
        """Writes the encrypted snapshot of one kind; without it the next start only takes longer."""
        from engine.vault import snapshots

        try:
            with self._lock:
                self.catch_up()
                covers, seen = self._vault.one("SELECT seq FROM counter"), self._seen
                blobs = self._hnsw[kind].state() | {"embedder": self._embedder.encode()}
            snapshots.save(self._vault, f"hnsw-{kind}", blobs, int(covers[0]) if covers else 0)
            if self._vault.one("SELECT 1 FROM change_log WHERE n > ? AND kind = 'embedding' AND op = 'd' LIMIT 1", (seen,)):
                snapshots.discard(self._vault)  # something was taken out while the file was written: it may be what was erased
        except Exception as error:
            log.warning("snapshot not saved", kind=kind, error=type(error).__name__)

    def _snapshot(self, kind: str) -> HnswIndex | None:
        """The saved index: authenticated by the vault, of this embedder, and not newer than the database."""
        from engine.vault import snapshots

        found = self._vault.one("SELECT seq FROM counter")
        try:
            saved = snapshots.load(self._vault, f"hnsw-{kind}")
            if saved is None or saved[1] > (int(found[0]) if found else 0) or saved[0].get("embedder") != self._embedder.encode():
                return None
            index = HnswIndex.from_state(saved[0])
        except Exception as error:
            log.warning("snapshot not used", kind=kind, error=type(error).__name__)
            return None
        return index if index.dimension == self._dimension else None
