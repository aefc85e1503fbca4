"""The rows of the graph as sorted numpy arrays: what names what, and what is tied to what. Read-only but for hiding."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.recall.candidates import Moment
    from engine.vault.vault import Vault

#: How much a memory is about those it speaks of.
ROLES = {"subject": 1.0, "object": 0.9, "mention": 0.6}


class Arrays:
    """Of some memories: `links` (entity, memory, weight), `named` (memory, entity, weight) and `edges` (from, memory, to, predicate; in both
    directions), each in the order of its first two."""

    def __init__(self, memories: Sequence[Any], links: Sequence[Any], edges: Sequence[Any]) -> None:
        import numpy as np

        self.predicates = sorted({edge["predicate"] for edge in edges})
        number = {predicate: n for n, predicate in enumerate(self.predicates)}
        self._memory = np.array([row["row"] for row in memories], np.int32)
        self._state = np.array([row["state"] for row in memories], np.int8)  # 1: may be recalled, 2: archived, 0: not
        self._at = np.array([row["mentioned_at"].encode() for row in memories], "S")
        self.links = _sorted([row["entity"] for row in links], [row["memory"] for row in links], [ROLES[row["role"]] for row in links])
        self.named = _sorted(self.links[1], self.links[0], self.links[2])  # the same by memory
        heads, tails = [edge["head"] for edge in edges], [edge["tail"] for edge in edges]
        said, which = [edge["memory"] for edge in edges], [number[edge["predicate"]] for edge in edges]
        self.edges = _sorted(heads + tails, said * 2, tails + heads, which * 2)

    @classmethod
    def read(cls, vault: Vault, memories: Collection[int] | None = None) -> Arrays:
        """From the rows of `memories`, or of all."""
        only = "" if memories is None else " IN (SELECT value FROM json_each(?))"
        parameters = () if memories is None else (json.dumps(sorted(memories)),)
        where = {name: f"WHERE {name}{only}" if only else "" for name in ("row", "memory")}
        state = "CASE WHEN status IN ('active', 'superseded') THEN 1 WHEN status = 'archived' AND superseded_by IS NULL THEN 2 ELSE 0 END"
        return cls(
            vault.query(f"SELECT row, mentioned_at, {state} AS state FROM memory {where['row']} ORDER BY row", parameters),
            vault.query(f"SELECT memory, entity, role FROM memory_entity {where['memory']}", parameters),
            vault.query(f"SELECT memory, head, tail, predicate FROM edge {where['memory']}", parameters),
        )

    @property
    def nbytes(self) -> int:
        """Bytes of RAM."""
        groups = (self.links, self.named, self.edges, (self._memory, self._state, self._at))
        return sum(int(array.nbytes) for group in groups for array in group)

    def shown(self, memories: NDArray[np.int32], moment: Moment) -> NDArray[np.bool_]:
        """Which of these memories may be recalled at the moment; those of other arrays are not."""
        import numpy as np

        if not len(self._memory):
            return np.zeros(len(memories), np.bool_)
        at = np.minimum(np.searchsorted(self._memory, memories), len(self._memory) - 1)
        good: NDArray[np.bool_] = (self._memory[at] == memories) & ((self._state[at] == 1) | ((self._state[at] == 2) & moment.archived))
        return good & (self._at[at] <= moment.until.encode()) if moment.until is not None else good

    def count(self, entity: int) -> int:
        """How many memories that may be recalled, now or ever, speak of an entity."""
        import numpy as np

        low, high = np.searchsorted(self.links[0], [entity, entity + 1])
        return int(np.count_nonzero(self._state[np.searchsorted(self._memory, self.links[1][low:high])]))

    def hide(self, memories: Collection[int]) -> None:
        """Takes memories out: they stand elsewhere now, or nowhere."""
        import numpy as np

        self._state[np.isin(self._memory, list(memories))] = 0


def _sorted(keys: Any, *others: Any) -> tuple[NDArray[Any], ...]:
    """Arrays in the order of the first, then the second."""
    import numpy as np

    arrays = [np.asarray(keys, np.int32), *(_narrow(np.asarray(other)) for other in others)]
    order = np.lexsort((arrays[1], arrays[0]))
    return tuple(array[order] for array in arrays)


def _narrow(array: NDArray[Any]) -> NDArray[Any]:
    """In four bytes each."""
    return array.astype("f4" if array.dtype.kind == "f" and array.size else "i4")


def slices(keys: NDArray[Any], wanted: NDArray[Any], cap: int) -> NDArray[np.intp]:
    """The places of `wanted` in sorted `keys`, the last `cap` of each."""
    import numpy as np

    low, high = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
    start, taken = np.maximum(low, high - cap), np.minimum(high - low, cap)
    ends = np.cumsum(taken)
    places: NDArray[np.intp] = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(start - (ends - taken), taken)
    return places
