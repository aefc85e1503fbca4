"""Memories that say the same become one: the one kept takes over sources, entities, relations and uses; the other is set aside behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.learning.consolidation.alike import Said, alike, better
from engine.learning.consolidation.work import STEP, Cancelled, Found, Neighbours, advance, as_json, changed_memories, taken_back, watermark
from engine.memory import evidence
from engine.memory.facts import new_version
from engine.memory.records import Memory
from engine.memory.words import quote, surfaces

if TYPE_CHECKING:
    from engine.memory.spans import Read
    from engine.vault.change import Change
    from engine.vault.vault import Vault

#: Neighbours looked at: duplicates are nearest of all, and a crowd of more is merged in later rounds.
_NEAR = 12
#: Words that the full-text search must find together, the longest first: enough to leave a handful.
_ASKED = 5
_CHUNK = 50


class Merge(msgspec.Struct, frozen=True):
    """`gone` is to be set aside behind `kept`."""

    kept: Said
    gone: Said
    similarity: float | None


class Duplicates:
    """Compares what changed since the last time with what is nearest to it, in words and meaning."""

    name = "duplicates"
    operation = "deduplicate"
    label = "Merged duplicate memories"

    def __init__(self, vault: Vault, neighbours: Neighbours) -> None:
        self._vault = vault
        self._neighbours = neighbours
        self._seen: dict[int, int] = {}

    def since(self) -> int:
        return watermark(self._vault, self.name)

    def plan(self, since: int, cancelled: Cancelled) -> Found:
        changed = changed_memories(self._vault, since, self._seen)
        untouchable = taken_back(self._vault, self.operation)
        rows = [row for row in changed.rows if row not in untouchable]
        merges: list[Merge] = []
        gone: set[int] = set()
        for start in range(0, len(rows), _CHUNK):
            if cancelled():
                return Found()
            chunk = rows[start : start + _CHUNK]
            near = self._neighbours(chunk, _NEAR)
            known = said(self._vault.query, chunk)
            for row in chunk:
                if row in known and row not in gone:
                    found = self._group(known[row], dict(near.get(row, ())), untouchable | gone)
                    merges += found
                    gone |= {merge.gone.memory.row for merge in found}
        return Found(tuple(merges), changed.upto, changed.more)

    def apply(self, change: Change, action: Merge) -> bool:
        """The two are read anew: what changed since the plan may have made them differ."""
        rows = [action.kept.memory.row, action.gone.memory.row]
        known = said(lambda sql, parameters: change.execute(sql, parameters).fetchall(), rows)
        if not all(row in known for row in rows) or not alike(known[rows[0]], known[rows[1]], action.similarity):
            return False
        kept, gone = known[rows[0]].memory, known[rows[1]].memory
        evidence.copied(change, kept.row, gone.row)
        first = min((kept.mentioned_at, kept.utc_offset), (gone.mentioned_at, gone.utc_offset))
        last_used = max(filter(None, (kept.last_used_at, gone.last_used_at)), default=None)
        change.update(
            "memory", kept.row, mentioned_at=first[0], utc_offset=first[1], last_used_at=last_used, pinned=int(kept.pinned or gone.pinned),
            uses=kept.uses + gone.uses, successes=kept.successes + gone.successes, failures=kept.failures + gone.failures,
            importance=max(kept.importance, gone.importance), confidence=max(kept.confidence, gone.confidence),
        )  # fmt: skip
        for (earlier,) in change.execute("SELECT row FROM memory WHERE superseded_by = ? ORDER BY row", (gone.row,)).fetchall():
            change.update("memory", earlier, superseded_by=kept.row)
        new_version(change, gone.row, {"status": "archived", "superseded_by": kept.row}, "maintenance")
        return True

    def finish(self, change: Change, upto: int) -> None:
        advance(change, self.name, upto)

    def describe(self, action: Merge) -> str:
        return f"{action.gone.memory.text} = {action.kept.memory.text}"

    def _group(self, one: Said, near: dict[int, float], left_out: set[int] | frozenset[int]) -> list[Merge]:
        """What says the same as `one`, each to be merged into the best of them."""
        rows = [row for row in dict.fromkeys([*near, *self._same_words(one.memory)]) if row != one.memory.row and row not in left_out]
        twins = [other for other in said(self._vault.query, rows).values() if alike(one, other, near.get(other.memory.row))]
        if not twins:
            return []
        kept = one
        for twin in twins:
            kept = twin if better(twin, kept) else kept
        merges = []
        for other in [one, *twins]:
            similarity = near.get(kept.memory.row if other is one else other.memory.row)
            if other.memory.row != kept.memory.row and (other is one or kept is one or alike(kept, other)):
                merges.append(Merge(kept, other, similarity))
        return merges[:STEP]

    def _same_words(self, memory: Memory) -> list[int]:
        asked = sorted(surfaces(memory.text).values(), key=lambda word: (-len(word), word))[:_ASKED]
        if not asked:
            return []
        found = self._vault.query(
            "SELECT m.row FROM memory_fts JOIN memory m ON m.row = memory_fts.rowid WHERE memory_fts MATCH ? AND m.status = 'active' "
            "AND m.row <> ? ORDER BY m.row LIMIT ?",
            (" AND ".join(quote(word) for word in asked), memory.row, 2 * _NEAR),
        )
        return [int(row[0]) for row in found]


def said(read: Read, rows: Sequence[int]) -> dict[int, Said]:
    """The active memories among `rows`, with whom they speak of."""
    memories = read("SELECT * FROM memory WHERE +status = 'active' AND row IN (SELECT value FROM json_each(?)) ORDER BY row", (as_json(set(rows)),))
    entities: dict[int, set[int]] = {}
    shared: dict[int, set[int]] = {}
    for link in read(
        "SELECT x.memory, e.row, EXISTS (SELECT 1 FROM entity o WHERE o.row <> e.row AND (o.folded = e.folded OR o.row IN "
        "(SELECT entity FROM entity_alias WHERE folded = e.folded))) AS shared FROM memory_entity x JOIN entity e ON e.row = x.entity "
        "WHERE e.kind <> 'user' AND x.memory IN (SELECT value FROM json_each(?))",
        (as_json(set(rows)),),
    ):
        entities.setdefault(link["memory"], set()).add(link["row"])
        if link["shared"]:
            shared.setdefault(link["memory"], set()).add(link["row"])
    return {
        row["row"]: Said(Memory.from_row(row), frozenset(entities.get(row["row"], ())), frozenset(shared.get(row["row"], ()))) for row in memories
    }
