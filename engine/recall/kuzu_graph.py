"""The same graph in Kùzu, in memory: for paths, patterns and the inspector's picture. Loaded when first asked; the rows stay the truth."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from engine.recall.candidates import MEMORY_OK

if TYPE_CHECKING:
    from engine.vault.vault import Vault

#: Without a bound Kùzu reserves 8.8 TB of address space; this is address space too, not memory.
_MAX_SIZE = 8 << 30
_BUFFER = 256 << 20
_CHUNK = 10_000
MAX_HOPS = 6


class Step(msgspec.Struct, frozen=True):
    """One relation on a path, as a memory says it: `head` -predicate-> `tail`. All are rows."""

    head: int
    predicate: str
    tail: int
    memory: int


class KuzuGraph:
    """Read-only questions on the entity graph; kept in step by loading anew when the edges changed. One connection, behind a lock."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._lock = threading.Lock()
        self._connection: Any = None
        self._database: Any = None
        self._loaded_at: tuple[int, ...] = ()

    def paths(self, a: int, b: int, max_hops: int = 4, limit: int = 20) -> list[tuple[Step, ...]]:
        """The shortest ways from entity `a` to entity `b` (rows), relations taken in either direction, never through the user."""
        hops = max(1, min(max_hops, MAX_HOPS))
        rows = self._ask(
            f"MATCH p = (a:Entity)-[r:Edge* ALL SHORTEST 1..{hops} (r, n | WHERE NOT n.is_user)]-(b:Entity) "
            f"WHERE a.id = {int(a)} AND b.id = {int(b)} RETURN rels(p), nodes(p) LIMIT {int(limit)}"
        )
        return sorted({tuple(_step(edge) for edge in edges) for edges, _ in rows}, key=lambda path: [step.memory for step in path])

    def neighbours(self, entity: int, hops: int = 2) -> dict[int, int]:
        """Entities within `hops` relations and how far each is, the entity itself at 0; never through, nor to, the user."""
        bound = max(1, min(hops, MAX_HOPS))
        # From the user one may set out, as the SQL form does; so it is only the nodes on the way and at the end that must not be it.
        rows = self._ask(
            f"MATCH p = (a:Entity)-[r:Edge* SHORTEST 1..{bound} (r, n | WHERE NOT n.is_user)]-(b:Entity) "
            f"WHERE a.id = {int(entity)} AND NOT b.is_user RETURN b.id, length(p)"
        )
        return {int(entity): 0} | {int(row): int(distance) for row, distance in rows if int(row) != int(entity)}

    def edges(self, entities: Iterable[int]) -> list[Step]:
        """The relations among these entities (rows)."""
        inside = sorted({int(entity) for entity in entities})
        rows = self._ask("MATCH (a:Entity)-[r:Edge]->(b:Entity) WHERE a.id IN $ids AND b.id IN $ids RETURN r", {"ids": inside}) if inside else []
        return sorted((_step(edge) for (edge,) in rows), key=lambda step: (step.memory, step.head, step.tail))

    def close(self) -> None:
        """Drops the graph from memory."""
        with self._lock:
            self._drop()

    def _ask(self, cypher: str, parameters: dict[str, Any] | None = None) -> list[Sequence[Any]]:
        with self._lock:
            self._keep_in_step()
            result = self._connection.execute(cypher, parameters or {})
            rows = []
            while result.has_next():
                rows.append(result.get_next())
            result.close()
            return rows

    def _keep_in_step(self) -> None:
        """Loads anew if any edge, entity or state of a memory that says an edge changed: at a person's scale that is quick."""
        found = self._vault.one(
            """SELECT (SELECT coalesce(max(n), 0) FROM change_log WHERE kind IN ('edge', 'memory')), (SELECT count(*) FROM entity),
                (SELECT coalesce(max(row), 0) FROM entity), (SELECT count(*) FROM edge)"""
        )
        now = tuple(int(value) for value in found) if found else ()
        if self._connection is None or now != self._loaded_at:
            self._drop()
            self._load()
            self._loaded_at = now

    def _load(self) -> None:
        import kuzu

        self._database = kuzu.Database(":memory:", buffer_pool_size=_BUFFER, max_db_size=_MAX_SIZE)
        self._connection = kuzu.Connection(self._database, num_threads=1)
        self._connection.execute("CREATE NODE TABLE Entity (id INT64 PRIMARY KEY, is_user BOOLEAN)")
        self._connection.execute("CREATE REL TABLE Edge (FROM Entity TO Entity, head INT64, predicate STRING, tail INT64, memory INT64)")
        nodes = [{"id": int(row["row"]), "is_user": row["kind"] == "user"} for row in self._vault.query("SELECT row, kind FROM entity ORDER BY row")]
        edges = [
            {"head": int(row["head"]), "tail": int(row["tail"]), "predicate": row["predicate"], "memory": int(row["memory"])}
            for row in self._vault.query(
                f"SELECT e.head, e.tail, e.predicate, e.memory FROM edge e JOIN memory m ON m.row = e.memory AND {MEMORY_OK} ORDER BY e.row",
                {"until": None},
            )
        ]
        # COPY, not UNWIND … CREATE: 20,000 edges would take half a minute.
        self._copy("COPY Entity FROM (UNWIND $rows AS r RETURN r.id, r.is_user)", nodes)
        self._copy("COPY Edge FROM (UNWIND $rows AS r RETURN r.head, r.tail, r.head, r.predicate, r.tail, r.memory)", edges)

    def _copy(self, cypher: str, rows: list[dict[str, Any]]) -> None:
        for start in range(0, len(rows), _CHUNK):
            self._connection.execute(cypher, {"rows": rows[start : start + _CHUNK]})

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._database.close()
        self._connection = self._database = None


def _step(edge: dict[str, Any]) -> Step:
    return Step(int(edge["head"]), str(edge["predicate"]), int(edge["tail"]), int(edge["memory"]))
