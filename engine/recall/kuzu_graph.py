"""The same graph in Kùzu, in memory: for paths, patterns and the inspector's picture. Loaded when first asked; the rows stay the truth."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from engine.recall.candidates import MEMORY_OK, ask

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
        self._users: set[int] = set()

    def paths(self, a: int, b: int, max_hops: int = 4, limit: int = 20) -> list[tuple[Step, ...]]:
        """The shortest ways from entity `a` to entity `b` (rows), relations taken in either direction, never through the user."""
        hops = max(1, min(max_hops, MAX_HOPS))
        with self._lock:
            self._keep_in_step()
            tables = "Edge|Own" if {a, b} & self._users else "Edge"  # a shortest way that ends at the user does not lead through
            rows = self._rows(
                f"MATCH p = (a:Entity)-[r:{tables}* ALL SHORTEST 1..{hops}]-(b:Entity) "
                f"WHERE a.id = {int(a)} AND b.id = {int(b)} RETURN rels(p) LIMIT {int(limit)}"
            )
        return sorted({tuple(_step(edge) for edge in edges) for (edges,) in rows}, key=lambda path: [step.memory for step in path])

    def neighbours(self, entity: int, hops: int = 2) -> dict[int, int]:
        """Entities within `hops` relations and how far each is, the entity itself at 0; never through, nor to, the user."""
        bound, found = max(0, min(hops, MAX_HOPS)), {int(entity): 0}
        with self._lock:
            self._keep_in_step()
            starts = {int(entity): 0}
            if entity in self._users and bound:
                rows = self._rows(f"MATCH (a:Entity)-[:Own]-(b:Entity) WHERE a.id = {int(entity)} AND NOT b.is_user RETURN DISTINCT b.id")
                starts = {int(row): 1 for (row,) in rows}
                found |= starts
            for start, walked in starts.items():
                if walked < bound:
                    pattern = f"(a:Entity)-[:Edge* SHORTEST 1..{bound - walked}]-(b:Entity)"
                    for row, distance in self._rows(f"MATCH p = {pattern} WHERE a.id = {start} RETURN b.id, length(p)"):
                        found[int(row)] = min(found.get(int(row), MAX_HOPS + 1), walked + int(distance))
        return found

    def edges(self, entities: Iterable[int]) -> list[Step]:
        """The relations among these entities (rows)."""
        inside = sorted({int(entity) for entity in entities})
        if not inside:
            return []
        with self._lock:
            self._keep_in_step()
            rows = self._rows("MATCH (a:Entity)-[r:Edge|Own]->(b:Entity) WHERE a.id IN $ids AND b.id IN $ids RETURN r", {"ids": inside})
        return sorted((_step(edge) for (edge,) in rows), key=lambda step: (step.memory, step.head, step.tail))

    def close(self) -> None:
        """Drops the graph from memory."""
        with self._lock:
            self._drop()

    def _rows(self, cypher: str, parameters: dict[str, Any] | None = None) -> list[Sequence[Any]]:
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
        # The user's relations apart: Kùzu ignores conditions on the nodes along a SHORTEST path, and none may lead through the user.
        for table in ("Edge", "Own"):
            self._connection.execute(f"CREATE REL TABLE {table} (FROM Entity TO Entity, head INT64, predicate STRING, tail INT64, memory INT64)")
        entities = self._vault.query("SELECT row, kind FROM entity ORDER BY row")
        self._users = {int(row["row"]) for row in entities if row["kind"] == "user"}
        edges = ask(
            self._vault,
            f"SELECT e.head, e.tail, e.predicate, e.memory FROM edge e JOIN memory m ON m.row = e.memory AND {MEMORY_OK} ORDER BY e.row",
            until=None,
        )
        # COPY, not UNWIND … CREATE: 20,000 edges would take half a minute.
        self._copy("COPY Entity FROM (UNWIND $rows AS r RETURN r.id AS id, r.is_user AS is_user)",
                   [{"id": int(row["row"]), "is_user": row["kind"] == "user"} for row in entities])  # fmt: skip
        for table in ("Edge", "Own"):
            self._copy(
                f"COPY {table} FROM (UNWIND $rows AS r RETURN r.head AS a, r.tail AS b, r.head AS head, r.predicate AS predicate, "
                "r.tail AS tail, r.memory AS memory)",
                [
                    {"head": int(edge["head"]), "tail": int(edge["tail"]), "predicate": edge["predicate"], "memory": int(edge["memory"])}
                    for edge in edges
                    if bool({edge["head"], edge["tail"]} & self._users) == (table == "Own")
                ],
            )

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
