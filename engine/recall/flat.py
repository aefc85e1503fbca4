"""A flat index of unit vectors in RAM: sign bits find the nearest few thousand, eight-bit numbers rank those. 450 bytes a vector of 384.

Sign bits as in Charikar (2002), ranked again with the numbers themselves as in FAISS's refining indexes. Nothing is learnt or built: what is
added is found at once, what is removed is gone. Without BLAS, whose threads make one search 10 times slower when the cores are busy (measured).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.recall.hnsw import usable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: So many are ranked by their numbers: at least these, or this share of all, or this many for each that is wanted. Nearest 10 of 100,000
#: mixtures of real vectors found: 0.99; with fewer than `LEAST` vectors all are ranked.
LEAST, SHARE, EACH = 2_048, 40, 8
_SAMPLED = 8  # every so manieth vector tells how near the nearest few thousand are
_FORMAT = b"flat 1"


class FlatIndex:
    """Labelled vectors, each with the row of its owner. Not thread-safe: whoever holds it has a lock."""

    def __init__(self, dimension: int) -> None:
        import numpy as np

        self.dimension = dimension
        self._count = 0
        self._labels: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._owners: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._scales: NDArray[np.float32] = np.zeros(0, dtype=np.float32)
        self._codes: NDArray[np.int8] = np.zeros((0, dimension), dtype=np.int8)
        self._bits: NDArray[np.uint64] = np.zeros(((dimension + 63) // 64, 0), dtype=np.uint64)  # a column for each vector
        self._known: dict[int, int] | None = {}  # label -> place; None: to be made when it is needed

    def __len__(self) -> int:
        return self._count

    def __contains__(self, label: int) -> bool:
        return label in self._places

    @property
    def labels(self) -> frozenset[int]:
        """The labels that can be found."""
        return frozenset(self._labels[: self._count].tolist())

    def owners(self, labels: Iterable[int]) -> dict[int, int]:
        """Label -> row of its owner, of those labels that are here."""
        places, owners = self._places, self._owners
        return {label: int(owners[place]) for label in labels if (place := places.get(label)) is not None}

    def add(self, labels: Sequence[int], owners: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Adds vectors; unusable ones and labels that are there already are left out."""
        import numpy as np

        places = self._places
        keep = [i for i, good in enumerate(usable(vectors)) if good and labels[i] not in places]
        if not keep:
            return
        start, stop = self._count, self._count + len(keep)
        if stop > len(self._labels):
            self._grow(max(stop, 2 * start, 64))
        chosen = vectors[keep]
        scales = np.abs(chosen).max(axis=1) / 127
        self._labels[start:stop] = [labels[i] for i in keep]
        self._owners[start:stop] = [owners[i] for i in keep]
        self._scales[start:stop] = scales
        self._codes[start:stop] = np.rint(chosen / scales[:, None])
        self._bits[:, start:stop] = _signs(self._codes[start:stop]).T
        places.update(zip(self._labels[start:stop].tolist(), range(start, stop), strict=True))
        self._count = stop

    def remove(self, labels: Sequence[int]) -> None:
        """Takes labels out; the last one takes the free place, and the numbers left over are zeroed."""
        places = self._places
        for label in labels:
            place = places.pop(label, None)
            if place is None:
                continue
            last = self._count - 1
            arrays: list[Any] = [self._labels, self._owners, self._scales, self._codes, self._bits.T]
            for array in arrays:
                array[place] = array[last]
                array[last] = 0
            if place != last:
                places[int(self._labels[place])] = place
            self._count = last

    def search(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """The nearest labels with their cosine (to 0.002), best first; fewer than k when there are fewer."""
        import numpy as np

        k = min(k, self._count)
        if k <= 0:
            return []
        near = self._nearest_by_sign(vector, max(LEAST, self._count // SHARE, EACH * k))
        scores = np.einsum("ij,j->i", self._codes[near].astype(np.float32), vector) * self._scales[near]
        best = np.argpartition(-scores, k - 1)[:k]
        best = best[np.lexsort((self._labels[near[best]], -scores[best]))]
        return list(zip(self._labels[near[best]].tolist(), scores[best].tolist(), strict=True))

    def state(self) -> dict[str, bytes]:
        """The whole index as named blobs; the sign bits are made anew from the rest."""
        arrays: dict[str, NDArray[Any]] = {"labels": self._labels, "owners": self._owners, "scales": self._scales, "codes": self._codes}
        return {"format": _FORMAT} | {name: array[: self._count].tobytes() for name, array in arrays.items()}

    @classmethod
    def from_state(cls, dimension: int, blobs: Mapping[str, bytes]) -> FlatIndex:
        """The index of `state()`. Raises ValueError on another format, or blobs that don't fit each other."""
        import numpy as np

        self = cls(dimension)
        if blobs.get("format") != _FORMAT:
            raise ValueError("the snapshot has another format")
        self._labels, self._owners = np.frombuffer(blobs["labels"], np.int64).copy(), np.frombuffer(blobs["owners"], np.int64).copy()
        self._scales = np.frombuffer(blobs["scales"], np.float32).copy()
        self._codes = np.frombuffer(blobs["codes"], np.int8).reshape(-1, dimension).copy()
        self._count = len(self._labels)
        if not self._count == len(self._owners) == len(self._scales) == len(self._codes):
            raise ValueError("the snapshot is cut off")
        self._bits = np.ascontiguousarray(_signs(self._codes).T)
        self._known = None
        return self

    @property
    def _places(self) -> dict[int, int]:
        if self._known is None:
            self._known = dict(zip(self._labels[: self._count].tolist(), range(self._count), strict=True))
        return self._known

    def _nearest_by_sign(self, vector: NDArray[np.float32], wanted: int) -> NDArray[np.intp]:
        """Places of about `wanted` vectors whose signs differ least from the question's."""
        import numpy as np

        if self._count <= wanted:
            return np.arange(self._count)
        asked = _signs(vector[None])[0]
        apart = np.zeros(self._count, dtype=np.uint16)
        for column, word in zip(self._bits, asked, strict=True):
            apart += np.bitwise_count(column[: self._count] ^ word)
        some = apart[::_SAMPLED]
        limit = int(np.searchsorted(np.cumsum(np.bincount(some)), wanted * len(some) / self._count))
        return np.flatnonzero(apart <= limit)

    def _grow(self, capacity: int) -> None:
        import numpy as np

        for name in ("_labels", "_owners", "_scales", "_codes"):
            old = getattr(self, name)
            new = np.zeros((capacity, *old.shape[1:]), dtype=old.dtype)
            new[: self._count] = old[: self._count]
            setattr(self, name, new)
        bits = np.zeros((len(self._bits), capacity), dtype=np.uint64)
        bits[:, : self._count] = self._bits[:, : self._count]
        self._bits = bits


def _signs(numbers: NDArray[np.int8] | NDArray[np.float32]) -> NDArray[np.uint64]:
    """One bit for each number, shape (n, words of 64)."""
    import numpy as np

    packed = np.packbits(numbers > 0, axis=1)
    padded = np.zeros((len(packed), -(-packed.shape[1] // 8) * 8), dtype=np.uint8)
    padded[:, : packed.shape[1]] = packed
    return padded.view(np.uint64)
