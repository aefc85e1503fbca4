"""An approximate index of unit vectors in RAM: hnswlib (Malkov and Yashunin, 2016) behind six methods that know its traps."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

M = 16
EF_CONSTRUCTION = 200
EF_SEARCH = 96
#: Marked-deleted nodes still cost their time and RAM: above this share the index is built anew.
DEAD_SHARE = 0.2
_ARRAYS = {
    "label_lookup_external": "uint64", "label_lookup_internal": "uint32", "element_levels": "int32", "data_level0": "int8", "link_lists": "int8",
}  # fmt: skip
_STATE_FORMAT = 1


class ReadWriteLock:
    """Many readers or one writer: `add_items` and `knn_query` must not overlap."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._readers = 0
        self._writing = False

    @contextmanager
    def read(self) -> Iterator[None]:
        with self._free:
            self._free.wait_for(lambda: not self._writing)
            self._readers += 1
        try:
            yield
        finally:
            with self._free:
                self._readers -= 1
                self._free.notify_all()

    @contextmanager
    def write(self) -> Iterator[None]:
        with self._free:
            self._free.wait_for(lambda: not self._writing and not self._readers)
            self._writing = True
        try:
            yield
        finally:
            with self._free:
                self._writing = False
                self._free.notify_all()


def usable(vectors: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which rows may be indexed: hnswlib takes NaN and zero vectors in silence, and they spoil the graph around them."""
    import numpy as np

    norms: NDArray[np.float32] = np.linalg.norm(vectors, axis=1)
    return np.asarray(np.isfinite(norms) & (norms > 1e-3), dtype=np.bool_)


class HnswIndex:
    """Cosine search over labelled vectors (unit length, float32). All methods may be called from any thread."""

    def __init__(self, dimension: int, capacity: int = 1024) -> None:
        import hnswlib

        self.dimension = dimension
        self._lock = ReadWriteLock()
        self._index: Any = hnswlib.Index(space="ip", dim=dimension)
        self._index.init_index(max(capacity, 16), ef_construction=EF_CONSTRUCTION, M=M)
        self._live: set[int] = set()
        self._dead = 0

    def __len__(self) -> int:
        return len(self._live)

    def __contains__(self, label: int) -> bool:
        return label in self._live

    @property
    def labels(self) -> frozenset[int]:
        """The labels that can be found."""
        return frozenset(self._live)

    @property
    def stale(self) -> bool:
        """Whether so much is deleted that building it anew pays."""
        return self._dead > DEAD_SHARE * (len(self._live) + self._dead)

    def add(self, labels: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Adds vectors; unusable ones (NaN, zero) are left out. Labels are never used twice."""
        import numpy as np

        keep = usable(vectors)
        chosen = np.asarray(labels, dtype=np.int64)[keep]
        if not len(chosen):
            return
        with self._lock.write():
            need = int(self._index.get_current_count()) + len(chosen)
            if need > int(self._index.get_max_elements()):
                self._index.resize_index(max(need, 2 * int(self._index.get_max_elements())))
            self._index.add_items(np.ascontiguousarray(vectors[keep], dtype=np.float32), chosen)
            self._live.update(int(label) for label in chosen)

    def remove(self, labels: Sequence[int]) -> None:
        """Takes labels out. The stored numbers are overwritten first: marking alone would leave the vector in RAM and in the next snapshot."""
        import numpy as np

        with self._lock.write():
            gone = sorted(self._live.intersection(labels))
            if not gone:
                return
            noise = np.random.default_rng().standard_normal((len(gone), self.dimension)).astype(np.float32)
            noise /= np.linalg.norm(noise, axis=1, keepdims=True)
            self._index.add_items(noise, np.asarray(gone))
            for label in gone:
                self._index.mark_deleted(label)
            self._live.difference_update(gone)
            self._dead += len(gone)

    def search(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """The nearest labels with their cosine, best first; fewer than k when there are fewer."""
        with self._lock.read():
            k = min(k, len(self._live))
            self._index.set_ef(max(EF_SEARCH, k))
            while k > 0:
                try:
                    labels, distances = self._index.knn_query(vector, k=k, num_threads=1)
                    return [(int(label), 1.0 - float(distance)) for label, distance in zip(labels[0], distances[0], strict=True)]
                except RuntimeError:  # part of the graph can't be reached: ask for less
                    k //= 2
        return []

    def state(self) -> dict[str, bytes]:
        """The whole index as named blobs (no pickle, no file)."""
        with self._lock.read():
            inner = self._index.__getstate__()[0]
            head = {name: value for name, value in inner.items() if name not in _ARRAYS}
            blobs = {name: inner[name].tobytes() for name in _ARRAYS}
            blobs["head"] = json.dumps({"format": _STATE_FORMAT, "dead": self._dead, "live": sorted(self._live), "index": head}).encode()
            return blobs

    @classmethod
    def from_state(cls, blobs: dict[str, bytes]) -> HnswIndex:
        """The index of `state()`. Only for authenticated blobs: a flipped bit crashes hnswlib. Raises ValueError on another format."""
        import hnswlib
        import numpy as np

        head = json.loads(blobs["head"])
        if head["format"] != _STATE_FORMAT or head["index"]["M"] != M:
            raise ValueError("the snapshot has another format")
        inner = dict(head["index"]) | {name: np.frombuffer(blobs[name], dtype=kind) for name, kind in _ARRAYS.items()}
        self = cls.__new__(cls)
        self.dimension = int(inner["dim"])
        self._lock = ReadWriteLock()
        self._index = hnswlib.Index.__new__(hnswlib.Index)  # a constructed one must not be given a state: it crashes
        self._index.__setstate__((inner,))
        self._live = set(head["live"])
        self._dead = int(head["dead"])
        return self
