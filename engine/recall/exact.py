"""Exact search over unit vectors in RAM: the default for most people's number of memories, and what the approximate index is tested against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.recall.hnsw import usable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class ExactIndex:
    """Labelled vectors in one growing matrix. Not thread-safe: its owner holds a lock."""

    def __init__(self, dimension: int) -> None:
        import numpy as np

        self.dimension = dimension
        self._matrix: NDArray[np.float32] = np.zeros((16, dimension), dtype=np.float32)
        self._labels: list[int] = []
        self._places: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._labels)

    def __contains__(self, label: int) -> bool:
        return label in self._places

    @property
    def labels(self) -> frozenset[int]:
        """The labels that can be found."""
        return frozenset(self._labels)

    def add(self, labels: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Adds vectors; unusable ones and labels that are there already are left out."""
        import numpy as np

        keep = [i for i, good in enumerate(usable(vectors)) if good and labels[i] not in self._places]
        need = len(self._labels) + len(keep)
        if need > len(self._matrix):
            grown = np.zeros((max(need, 2 * len(self._matrix)), self.dimension), dtype=np.float32)
            grown[: len(self._labels)] = self._matrix[: len(self._labels)]
            self._matrix = grown
        self._matrix[len(self._labels) : need] = vectors[keep]
        for i in keep:
            self._places[labels[i]] = len(self._labels)
            self._labels.append(labels[i])

    def remove(self, labels: Sequence[int]) -> None:
        """Takes labels out; the last row takes the free place, and the numbers left over are zeroed."""
        for label in labels:
            place = self._places.pop(label, None)
            if place is None:
                continue
            last = len(self._labels) - 1
            if place != last:
                self._matrix[place] = self._matrix[last]
                self._labels[place] = self._labels[last]
                self._places[self._labels[place]] = place
            self._matrix[last] = 0.0
            self._labels.pop()

    def search(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """The nearest labels with their cosine, best first; fewer than k when there are fewer."""
        return self.search_all(vector[None], k)[0]

    def search_all(self, vectors: NDArray[np.float32], k: int) -> list[list[tuple[int, float]]]:
        """The same for each of several vectors, shape (n, dimension): one product of matrices costs little more than one search."""
        import numpy as np

        k = min(k, len(self._labels))
        if k <= 0:
            return [[] for _ in vectors]
        found = []
        for scores in vectors @ self._matrix[: len(self._labels)].T:
            best = np.argpartition(-scores, k - 1)[:k]
            best = best[np.lexsort((best, -scores[best]))]
            found.append([(self._labels[int(i)], float(scores[i])) for i in best])
        return found
