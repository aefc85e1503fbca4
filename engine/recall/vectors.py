"""The vector arms: embeddings of turns, windows and memories, searched in RAM and always checked against the database."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

import structlog

from engine.recall import saved
from engine.recall.candidates import Key, Moment, Ranked, allowed
from engine.recall.flat import FlatIndex
from engine.recall.hnsw import HnswIndex
from engine.recall.parameters import PARAMETERS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
KINDS = ("turn", "window", "memory")
_CHUNK = 4_000  # vectors read at once: the words' arms wait for the same connection meanwhile
_AT_ONCE = 50


class Vectors:
    """One embedder's vectors. What a large index does not hold yet is searched flat beside it; other processes' changes and
    deletions are caught up from the change log before each search."""

    def __init__(self, vault: Vault, embedder: str, dimension: int) -> None:
        self._vault = vault
        self._embedder = embedder
        self._dimension = dimension
        self._lock = threading.RLock()
        self._flat: dict[str, FlatIndex] = {}
        self._hnsw: dict[str, HnswIndex] = {}
        self._unsaved = dict.fromkeys(KINDS, 0)  # changes that the snapshot doesn't hold
        self._seen: int | None = None  # the last entry of the change log that is applied; None before loading
        self._loading: threading.Thread | None = None
        self._begun = 0.0

    def __len__(self) -> int:
        with self._lock:
            return sum(map(len, self._flat.values())) + sum(map(len, self._hnsw.values()))

    @property
    def approximate(self) -> bool:
        """Whether any kind is searched through the graph index."""
        return bool(self._hnsw)

    def warm(self) -> None:
        """Begins to load, in the background."""
        if self._seen is None and (self._loading is None or not self._loading.is_alive()):
            self._begun = time.monotonic()
            self._loading = threading.Thread(target=self._load_quietly, name="alcove-vectors", daemon=True)
            self._loading.start()

    def ready(self, patience: float) -> bool:
        """Whether they are loaded, after waiting until `patience` seconds after loading began: who asks later doesn't wait again."""
        self.warm()
        if self._loading is not None:
            self._loading.join(max(0.0, self._begun + patience - time.monotonic()))
        return self._seen is not None

    def search(self, vector: NDArray[np.float32], moment: Moment, turn: NDArray[np.float32] | None = None) -> list[Ranked]:
        """The three arms' lists: "turn_vector", "window_vector" and "memory_vector", scored by cosine. `turn`: what turns are compared with."""
        by_kind = {kind: turn if turn is not None and kind == "turn" else vector for kind in KINDS}
        with self._lock:
            self.catch_up()
            near = {kind: self._near(kind, by_kind[kind], PARAMETERS.arm_cap) for kind in KINDS}
            # Turns and windows have the same owners, mostly: asked about once.
            messages = allowed(self._vault, "message", sorted({row for kind in ("turn", "window") for row, _ in near[kind]}), moment)
            arms = [self._arm(kind, by_kind[kind], near[kind], moment, None if kind == "memory" else messages) for kind in KINDS]
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
                labels, owners, vectors = self._fetch([int(row["row"]) for row in rows])
                for label, owner, vector in zip(labels, owners, vectors, strict=True):
                    others = [(other, score) for other, score in self._nearest("memory", vector, k + 1) if other != label][:k]
                    rows_of = self._owners("memory", [other for other, _ in others])
                    found[owner] = [(rows_of[other], score) for other, score in others if other in rows_of]
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
        """Builds the graph index of each kind of which more than `flat_below` are searched flat, or whose index is a fifth dead; saves
        snapshots of what has changed. Long for millions (200 s each): run it at idle. Returns whether anything was built."""
        if self._seen is None and not saved.due(self._vault, self._embedder):
            return False  # nothing was asked, and the next start loads quickly
        self.catch_up()
        built = False
        for kind in KINDS:
            present = self._hnsw.get(kind)
            if not (present is not None and present.stale) and len(self._flat[kind]) <= PARAMETERS.flat_below:
                if saved.worthwhile(self._vault, kind, len(self._flat[kind]), self._unsaved[kind]):
                    self._save(kind, self._flat[kind])
                continue
            index = HnswIndex(self._dimension, capacity=len(self._flat[kind]) + (len(present) if present else 0))
            labels = sorted(self._flat[kind].labels | (present.labels if present else frozenset()))
            for start in range(0, len(labels), 2_000):
                if cancelled():
                    return built
                fetched, _, vectors = self._fetch(labels[start : start + 2_000])
                index.add(fetched, vectors)
            with self._lock:
                self.catch_up()
                known = self._flat[kind].labels | (present.labels if present else frozenset())
                index.remove(sorted(index.labels - known))
                self._hnsw[kind] = index
                self._flat[kind].remove(sorted(index.labels))
            built = True
            self._save(kind, index)
        return built

    def _arm(
        self, kind: str, vector: NDArray[np.float32], near: Sequence[tuple[int, float]], moment: Moment, shown: Collection[int] | None
    ) -> Ranked:  # fmt: skip
        """From the nearest: those that may be seen (`shown`, where that is known). Asks for more until the cap is full of them: much may be too
        late for the moment, or gone."""
        owner = "memory" if kind == "memory" else "message"
        cap = wanted = PARAMETERS.arm_cap
        while True:
            shown = allowed(self._vault, owner, [row for row, _ in near], moment) if shown is None else shown
            hits = [(row, score) for row, score in near if row in shown][:cap]
            if len(hits) >= cap or len(near) < wanted or wanted >= 64 * cap:
                return Ranked(f"{kind}_vector", tuple(Key(owner, row) for row, _ in hits), tuple(score for _, score in hits))
            wanted, shown = 4 * wanted, None
            near = self._near(kind, vector, wanted)

    def _near(self, kind: str, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """The rows of the nearest vectors' owners, and the cosines."""
        near = self._nearest(kind, vector, k)
        owners = self._owners(kind, [label for label, _ in near])
        return [(owners[label], score) for label, score in near if label in owners]

    def _nearest(self, kind: str, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        near = self._flat[kind].search(vector, k)
        if kind in self._hnsw:
            near = sorted([*near, *self._hnsw[kind].search(vector, k)], key=lambda pair: -pair[1])[:k]
        return near

    def _owners(self, kind: str, labels: Sequence[int]) -> dict[int, int]:
        """Label -> row of its owner, as far as there is one."""
        found = self._flat[kind].owners(labels)
        if len(found) < len(labels):
            rest = json.dumps([label for label in labels if label not in found])
            rows = self._vault.query("SELECT row, owner FROM embedding WHERE row IN (SELECT value FROM json_each(?))", (rest,))
            found |= {int(row["row"]): int(row["owner"]) for row in rows}
        return found

    def _load_quietly(self) -> None:
        try:
            self.catch_up()
        except Exception as error:  # the vault was locked meanwhile; otherwise the next search tells
            log.warning("vectors not loaded", error=type(error).__name__)

    def _load(self) -> None:
        """Everything anew: snapshots where there are usable ones, the rest from the rows."""
        for kind in KINDS:
            labels = self._labels(kind)
            self._hnsw.pop(kind, None)
            found = saved.load(self._vault, self._embedder, self._dimension, kind) if len(labels) > saved.LEAST else None
            if isinstance(found, HnswIndex):
                found.remove(sorted(found.labels - labels))
                self._hnsw[kind] = found
                labels -= found.labels
            flat = found if isinstance(found, FlatIndex) else FlatIndex(self._dimension)
            gone = flat.labels - labels
            if gone:
                flat.remove(sorted(gone))
            missing = sorted(labels - flat.labels)
            self._flat[kind] = flat
            self._take(kind, missing)
            self._unsaved[kind] = len(gone) + len(missing)

    def _labels(self, kind: str) -> set[int]:
        """As one text, which is read ten times faster than as many rows."""
        found = self._vault.one("SELECT group_concat(row) FROM embedding WHERE embedder = ? AND owner_kind = ?", (self._embedder, kind))
        return set(map(int, found[0].split(","))) if found and found[0] else set()

    def _take(self, kind: str, labels: Sequence[int]) -> None:
        for start in range(0, len(labels), _CHUNK):
            self._flat[kind].add(*self._fetch(labels[start : start + _CHUNK]))

    def _apply(self, changes: Sequence[Any]) -> None:
        """Follows the change log: what left, then what came."""
        gone = [int(change["owner"]) for change in changes if change["kind"] == "embedding" and change["op"] == "d"]
        came = [int(change["owner"]) for change in changes if change["kind"] == "embedding" and change["op"] == "i"]
        for kind, flat in self._flat.items():
            before = len(flat)
            flat.remove(gone)
            self._unsaved[kind] += before - len(flat)
        for index in self._hnsw.values():
            index.remove(gone)
        if came:
            rows = self._vault.query(
                "SELECT row, owner_kind FROM embedding WHERE embedder = ? AND row IN (SELECT value FROM json_each(?))",
                (self._embedder, json.dumps(came)),
            )
            for kind in KINDS:
                labels = [int(row["row"]) for row in rows if row["owner_kind"] == kind]
                self._take(kind, labels)
                self._unsaved[kind] += len(labels)

    def _fetch(self, labels: Sequence[int]) -> tuple[list[int], list[int], NDArray[np.float32]]:
        """Of `labels` those that are there and whole: themselves, their owners, their vectors."""
        import numpy as np

        size = 2 * self._dimension
        sql = "SELECT row, owner, vector FROM embedding WHERE row IN (SELECT value FROM json_each(?))"
        rows = self._vault.query(sql, (json.dumps(list(labels)),))
        whole = [row for row in rows if len(row["vector"]) == size]
        matrix = np.frombuffer(b"".join(row["vector"] for row in whole), dtype="<f2").reshape(len(whole), self._dimension)
        return [int(row["row"]) for row in whole], [int(row["owner"]) for row in whole], matrix.astype(np.float32)

    def _save(self, kind: str, index: FlatIndex | HnswIndex) -> None:
        """Writes the encrypted snapshot of one kind; without it the next start only takes longer."""
        with self._lock:
            self.catch_up()
            assert self._seen is not None
            blobs, seen = index.state(), self._seen
        if saved.save(self._vault, self._embedder, kind, blobs, seen):
            self._unsaved[kind] = 0
