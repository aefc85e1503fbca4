"""The same graph in Kùzu, in memory: for paths, patterns and the inspector's picture. Loaded when first asked; the rows stay the truth."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from engine.recall.candidates import MEMORY_OK, Moment, ask

if TYPE_CHECKING:
    from engine.vault.vault import Vault

#: Without a bound Kùzu reserves 8.8 TB of address space; this is address space too, not memory.
_MAX_SIZE = 8 << 30
_BUFFER = 256 << 20
_CHUNK = 10_000
#: All ways between two multiply with each relation: no longer than this.
MAX_HOPS = 6
#: Ways looked at: between hubs there are more than anybody reads.
_LOOKED_AT = 1_000
_ALWAYS = "9999"
_COLUMNS = ("head", "predicate", "tail", "memory", "at", "ended")


class Step(msgspec.Struct, frozen=True):
    """One relation on a path, as a memory says it: `head` -predicate-> `tail`. All are rows. `at`: when it was mentioned; `held`: it holds still."""

    head: int
    predicate: str
    tail: int
    memory: int
    at: str = ""
    held: bool = True


class KuzuGraph:
    """Read-only questions on the entity graph; kept in step by loading anew when an edge, an entity or a memory changed. One connection, behind a
    lock. Everywhere `moment` is the clock of the question, and with `held` only relations that held then count."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._lock = threading.Lock()
        self._connection: Any = None
        self._database: Any = None
        self._loaded_at = (-1, -1)
        self._users: set[int] = set()

    def paths(
        self, a: int, b: int, max_hops: int = 4, limit: int = 20, *, every: bool = False, held: bool = False, through_user: bool = False,
        moment: Moment = Moment(),
    ) -> list[tuple[Step, ...]]:  # fmt: skip
        """The shortest ways from entity `a` to entity `b` (rows), or `every` way, relations taken in either direction, the shortest first.
        Through the user only when that is asked for: by way of the user nearly everything is near everything."""
        hops = max(1, min(max_hops, MAX_HOPS))
        kind = "ACYCLIC" if every else "ALL SHORTEST"
        with self._lock:
            self._keep_in_step()
            tables = (
                "Edge|Own" if through_user or {a, b} & self._users else "Edge"
            )  # a way that ends at the user and visits nobody twice doesn't lead through
            rows = self._rows(
                f"MATCH p = (a:Entity)-[r:{tables}* {kind} 1..{hops} (r, n | WHERE {_condition(moment, held)})]-(b:Entity) "
                f"WHERE a.id = {int(a)} AND b.id = {int(b)} RETURN rels(p) ORDER BY length(p) LIMIT {_LOOKED_AT}"
            )
        ways = {way for way in (tuple(_step(edge) for edge in edges) for (edges,) in rows) if _visits_once(a, way)}
        return sorted(ways, key=lambda way: (len(way), [step.memory for step in way]))[:limit]

    def neighbours(
        self, entity: int, hops: int = 2, *, held: bool = False, to_user: bool = False, moment: Moment = Moment()
    ) -> dict[int, int]:  # fmt: skip
        """Entities within `hops` relations and how far each is, the entity itself at 0; never through the user, and to the user only on request."""
        bound, found = max(0, min(hops, MAX_HOPS)), {int(entity): 0}
        condition = _condition(moment, held)
        with self._lock:
            self._keep_in_step()
            starts = {int(entity): 0}
            if entity in self._users and bound:
                rows = self._rows(
                    f"MATCH (a:Entity)-[r:Own]-(b:Entity) WHERE a.id = {int(entity)} AND NOT b.is_user AND {condition} RETURN DISTINCT b.id"
                )
                starts = {int(row): 1 for (row,) in rows}
                found |= starts
            for start, walked in starts.items():
                if walked < bound:
                    pattern = f"(a:Entity)-[:Edge* SHORTEST 1..{bound - walked} (r, n | WHERE {condition})]-(b:Entity)"
                    for row, distance in self._rows(f"MATCH p = {pattern} WHERE a.id = {start} RETURN b.id, length(p)"):
                        found[int(row)] = min(found.get(int(row), MAX_HOPS + 1), walked + int(distance))
            if to_user and entity not in self._users:
                pattern = f"MATCH (a:Entity)-[r:Own]-(u:Entity) WHERE u.is_user AND a.id IN $ids AND {condition} RETURN DISTINCT u.id, a.id"
                for user, row in self._rows(pattern, {"ids": [row for row, distance in found.items() if distance < bound]}):
                    found[int(user)] = min(found.get(int(user), MAX_HOPS + 1), found[int(row)] + 1)
        return found

    def edges(self, entities: Iterable[int], *, held: bool = False, moment: Moment = Moment()) -> list[Step]:
        """The relations among these entities (rows)."""
        inside = sorted({int(entity) for entity in entities})
        if not inside:
            return []
        with self._lock:
            self._keep_in_step()
            rows = self._rows(
                f"MATCH (a:Entity)-[r:Edge|Own]->(b:Entity) WHERE a.id IN $ids AND b.id IN $ids AND {_condition(moment, held)} RETURN r",
                {"ids": inside},
            )
        return sorted((_step(edge) for (edge,) in rows), key=lambda step: (step.memory, step.head, step.tail))

    def chains(
        self, predicates: Sequence[str], limit: int = 100, *, held: bool = False, moment: Moment = Moment()
    ) -> list[tuple[Step, ...]]:  # fmt: skip
        """Everywhere that one relation follows another: ("sister", "partner") finds whose sister has which partner. Predicates as stored."""
        if not predicates:
            return []
        nodes = [f"(n{place}:Entity)" for place in range(len(predicates) + 1)]
        pattern = nodes[0] + "".join(f"-[r{place}:Edge|Own]->{node}" for place, node in enumerate(nodes[1:]))
        wanted = " AND ".join(f"r{place}.predicate = $p{place} AND {_condition(moment, held, f'r{place}')}" for place in range(len(predicates)))
        between = "".join(f" AND NOT n{place}.is_user" for place in range(1, len(predicates)))
        told = ", ".join(f"r{place}" for place in range(len(predicates)))
        with self._lock:
            self._keep_in_step()
            rows = self._rows(
                f"MATCH {pattern} WHERE {wanted}{between} RETURN {told} LIMIT {int(limit)}", {f"p{n}": name for n, name in enumerate(predicates)}
            )
        return sorted((tuple(_step(edge) for edge in edges) for edges in rows), key=lambda way: [step.memory for step in way])

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
        """Loads anew if any edge, entity or memory changed: at a person's scale that is quick."""
        found = self._vault.one("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change_log'), 0), generation FROM counter")
        now = (int(found[0]), int(found[1])) if found else (0, 0)
        if self._connection is None or now[1] != self._loaded_at[1] or self._changed(now[0]):
            self._drop()
            self._load()
        self._loaded_at = now

    def _changed(self, head: int) -> bool:
        seen = self._loaded_at[0]
        sql = "SELECT 1 FROM change_log WHERE n > ? AND n <= ? AND kind IN ('memory', 'edge', 'tie', 'entity') LIMIT 1"
        return head < seen or (head > seen and self._vault.one(sql, (seen, head)) is not None)

    def _load(self) -> None:
        import kuzu

        self._database = kuzu.Database(":memory:", buffer_pool_size=_BUFFER, max_db_size=_MAX_SIZE)
        self._connection = kuzu.Connection(self._database, num_threads=1)
        self._connection.execute("CREATE NODE TABLE Entity (id INT64 PRIMARY KEY, is_user BOOLEAN)")
        # The user's relations apart: Kùzu ignores conditions on the nodes along a SHORTEST path, and none may lead through the user.
        for table in ("Edge", "Own"):
            self._connection.execute(
                f"CREATE REL TABLE {table} (FROM Entity TO Entity, head INT64, predicate STRING, tail INT64, memory INT64, at STRING, ended STRING)"
            )
        entities = self._vault.query("SELECT row, kind FROM entity ORDER BY row")
        self._users = {int(row["row"]) for row in entities if row["kind"] == "user"}
        edges = ask(
            self._vault,
            f"""SELECT e.head, e.predicate, e.tail, e.memory, m.mentioned_at AS at, CASE WHEN m.status = 'superseded'
                THEN coalesce((SELECT s.mentioned_at FROM memory s WHERE s.row = m.superseded_by), m.valid_to, m.mentioned_at)
                ELSE '{_ALWAYS}' END AS ended
                FROM edge e JOIN memory m ON m.row = e.memory AND {MEMORY_OK} ORDER BY e.row""",
            until=None,
        )
        # COPY, not UNWIND … CREATE: 20,000 edges would take half a minute.
        self._copy("COPY Entity FROM (UNWIND $rows AS r RETURN r.id AS id, r.is_user AS is_user)",
                   [{"id": int(row["row"]), "is_user": row["kind"] == "user"} for row in entities])  # fmt: skip
        values = ", ".join(f"r.{name} AS {name}" for name in _COLUMNS)
        for table in ("Edge", "Own"):
            own = [edge for edge in edges if bool({edge["head"], edge["tail"]} & self._users) == (table == "Own")]
            self._copy(f"COPY {table} FROM (UNWIND $rows AS r RETURN r.head AS a, r.tail AS b, {values})",
                       [{name: edge[name] for name in _COLUMNS} for edge in own])  # fmt: skip

    def _copy(self, cypher: str, rows: list[dict[str, Any]]) -> None:
        for start in range(0, len(rows), _CHUNK):
            self._connection.execute(cypher, {"rows": rows[start : start + _CHUNK]})

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._database.close()
        self._connection = self._database = None


def _condition(moment: Moment, held: bool, name: str = "r") -> str:
    """What a relation must meet. The moment is text of the program, digits and a few signs: nothing of the user stands in a query."""
    parts = []
    if moment.until is not None:
        parts.append(f"{name}.at <= '{_plain(moment.until)}'")
    if held:
        parts.append(f"{name}.ended > '{_plain(moment.until) if moment.until is not None else _ALWAYS[:-1] + '8'}'")
    return " AND ".join(parts) or "true"


def _plain(moment: str) -> str:
    return "".join(character for character in moment if character.isalnum() or character in "-:.+")


def _visits_once(start: int, way: tuple[Step, ...]) -> bool:
    """Whether nobody is met twice: Kùzu's ACYCLIC lets that pass where relations are taken in both directions."""
    seen = [start]
    for step in way:
        seen.append(step.tail if step.head == seen[-1] else step.head)
    return len(set(seen)) == len(seen)


def _step(edge: dict[str, Any]) -> Step:
    return Step(int(edge["head"]), str(edge["predicate"]), int(edge["tail"]), int(edge["memory"]), str(edge["at"]), str(edge["ended"]) == _ALWAYS)
