"""Links between memories that belong together: those that speak of the same people and things, or of nearly the same matter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.learning.consolidation.work import STEP, Cancelled, Found, Neighbours, advance, as_json, changed_memories, watermark

if TYPE_CHECKING:
    from engine.vault.change import Change
    from engine.vault.vault import Vault

RELATED = "related"
#: Links that one memory brings: what a person looks through. Others may link to it too.
TOP = 5
#: Two memories of one person score 0.4 by that alone; without a common name they must be close in meaning.
LEAST = 0.4
_MEANING, _SHARED = 0.6, 0.4
_NEAR = 24
# In the queries, `+` keeps SQLite from starting with all active memories, or all links, where a few rows are named.
#: Somebody spoken of in more memories than this ties everything to everything.
_HUB = 200
_CHUNK = 50


class Linking(msgspec.Struct, frozen=True):
    """What a memory (row) is related to, best first, with weights from 0 to 1; `stale` are links (rows) to drop, as it was edited."""

    row: int
    others: tuple[tuple[int, float], ...]
    stale: tuple[int, ...] = ()


class Links:
    """Renews the links of memories that changed."""

    name = "links"
    operation = "link"
    label = "Linked related memories"

    def __init__(self, vault: Vault, neighbours: Neighbours) -> None:
        self._vault = vault
        self._neighbours = neighbours
        self._seen: dict[int, int] = {}

    def since(self) -> int:
        return watermark(self._vault, self.name)

    def plan(self, since: int, cancelled: Cancelled) -> Found:
        changed = changed_memories(self._vault, since, self._seen, STEP // 2)
        found: list[Linking] = []
        for start in range(0, len(changed.rows), _CHUNK):
            if cancelled():
                return Found()
            chunk = self._linkable(changed.rows[start : start + _CHUNK])
            near = self._neighbours(chunk, _NEAR)
            for row in chunk:
                linking = self._linking(row, dict(near.get(row, ())))
                if linking.others or linking.stale:
                    found.append(linking)
        return Found(tuple(found), changed.upto, changed.more)

    def apply(self, change: Change, action: Linking) -> bool:
        done = False
        for link in action.stale:
            if change.execute("SELECT 1 FROM memory_link WHERE row = ?", (link,)).fetchone() is not None:
                change.delete("memory_link", link)
                done = True
        for other, weight in action.others:
            if change.execute("SELECT count(*) FROM memory WHERE row IN (?, ?) AND +status = 'active'", (action.row, other)).fetchone()[0] != 2:
                continue
            ends = (min(action.row, other), max(action.row, other))
            there = change.execute("SELECT row, weight FROM memory_link WHERE one = ? AND other = ? AND kind = ?", (*ends, RELATED)).fetchone()
            if there is None:
                change.insert("memory_link", one=ends[0], other=ends[1], kind=RELATED, weight=weight)
            elif there["weight"] < weight:
                change.update("memory_link", there["row"], weight=weight)
            done = True
        return done

    def finish(self, change: Change, upto: int) -> None:
        advance(change, self.name, upto)

    def describe(self, action: Linking) -> str:
        texts = {row["row"]: row["text"] for row in self._vault.query("SELECT row, text FROM memory WHERE row IN (SELECT value FROM json_each(?))",
                 (as_json([action.row, *(other for other, _ in action.others)]),))}  # fmt: skip
        return f"{texts.get(action.row, '')} ~ {' | '.join(texts.get(other, '') for other, _ in action.others)}"

    def _linking(self, row: int, near: dict[int, float]) -> Linking:
        """Only what is new. The nearest of one need not be among the nearest of the other, so a weight is never lowered from the far end."""
        shared = self._shared(row)
        scores = {
            other: round(_MEANING * max(0.0, near.get(other, 0.0)) + _SHARED * shared.get(other, 0.0), 4)
            for other in self._linkable([*near, *shared])
            if other != row
        }
        known = {
            int(link["end"]): link
            for link in self._vault.query(
                "SELECT row, iif(one = ?1, other, one) AS end, weight FROM memory_link WHERE +kind = ?2 AND (one = ?1 OR other = ?1)", (row, RELATED)
            )
        }
        best = sorted((other for other, score in scores.items() if score >= LEAST), key=lambda other: (-scores[other], other))[:TOP]
        fresh = tuple((other, scores[other]) for other in best if other not in known or known[other]["weight"] < scores[other])
        edited = near and self._vault.one("SELECT 1 FROM memory WHERE row = ? AND version > 1", (row,))
        stale = tuple(int(link["row"]) for end, link in known.items() if end not in scores) if edited else ()
        return Linking(row, fresh, stale)

    def _shared(self, row: int) -> dict[int, float]:
        """Memories of the same people and things: 1 where at least one of those is rare, less the more often they are spoken of."""
        rows = self._vault.query(
            "SELECT o.memory, min(n.many) AS many FROM memory_entity x JOIN entity e ON e.row = x.entity AND e.kind <> 'user' "
            "JOIN memory_entity o ON o.entity = e.row AND o.memory <> x.memory JOIN (SELECT entity, count(DISTINCT memory) AS many "
            "FROM memory_entity WHERE entity IN (SELECT entity FROM memory_entity WHERE memory = ?1) GROUP BY entity) n "
            "ON n.entity = e.row AND n.many <= ?2 WHERE x.memory = ?1 GROUP BY o.memory ORDER BY many, o.memory LIMIT 100",
            (row, _HUB),
        )
        return {int(found["memory"]): min(1.0, 2 / math.log2(2 + found["many"])) for found in rows}

    def _linkable(self, rows: Sequence[int]) -> list[int]:
        found = self._vault.query(
            "SELECT row FROM memory WHERE +status = 'active' AND kind <> 'summary' AND row IN (SELECT value FROM json_each(?)) ORDER BY row",
            (as_json(set(rows)),),
        )
        return [int(row[0]) for row in found]


def related(vault: Vault, row: int, limit: int = TOP) -> list[tuple[int, float]]:
    """Memories (rows, with weights) that are linked to one and still hold, the nearest first."""
    rows = vault.query(
        "SELECT m.row, l.weight FROM memory_link l JOIN memory m ON m.row = iif(l.one = ?1, l.other, l.one) WHERE (l.one = ?1 OR l.other = ?1) "
        "AND m.status = 'active' ORDER BY l.weight DESC, m.row LIMIT ?2",
        (row, limit),
    )
    return [(int(found["row"]), float(found["weight"])) for found in rows]
