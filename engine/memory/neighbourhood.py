"""Who and what is near somebody: the graph as people look at it. Relations and shared memories tie; nobody is tied through the user."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from engine.memory import believed
from engine.memory.browsing import WHEN

if TYPE_CHECKING:
    from engine.vault.vault import Vault

#: What can be drawn so that it is still read.
MOST = 300
#: Neighbours of one that are shown at once.
BESIDE = 60
#: Steps of a way between two at most: everybody is six away from everybody.
_FAR = 6
#: SQL: memory `m` is seen in the picture.
_SEEN = f"{believed.HELD} AND m.kind <> 'summary' AND (:since IS NULL OR {WHEN} >= :since) AND (:before IS NULL OR {WHEN} < :before)"


class Span(msgspec.Struct, frozen=True):
    """When is looked at: as it was at `until` (now: None), and only what was from `since` to `before` (any: None)."""

    until: str | None = None
    since: str | None = None
    before: str | None = None


class Node(msgspec.Struct, frozen=True):
    """Someone or something. `memories`: how many speak of it; `beside`: how many others it is tied to, whether drawn or not."""

    row: int
    id: str
    name: str
    kind: str
    relation: str | None
    memories: int
    beside: int = 0


class Tie(msgspec.Struct, frozen=True):
    """What ties two (rows, one < other): relations as (head row, predicate), the newest first, and how many memories speak of both."""

    one: int
    other: int
    relations: tuple[tuple[int, str], ...]
    count: int


class Neighbourhood(msgspec.Struct, frozen=True):
    """`total`: how many there are in all; `user`: the row of the user's node, 0 when there is none."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    total: int
    user: int


def read(
    vault: Vault, centre: int | None = None, expanded: Collection[int] = (), span: Span = Span(), most: int = MOST
) -> Neighbourhood:  # fmt: skip
    """The user amid those that most is remembered of; or, with a `centre` (row), those around it. Those beside the `expanded` are
    there in any case."""
    ask = _Asker(vault, span)
    user = ask.user()
    total = int(ask("SELECT count(DISTINCT x.entity) FROM memory_entity x JOIN memory m ON m.row = x.memory WHERE " + _SEEN)[0][0])
    chosen: dict[int, None] = dict.fromkeys([user] if user and centre in (None, user) else [centre] if centre else [])
    chosen.update(dict.fromkeys(expanded))
    for row in expanded:
        chosen.update(dict.fromkeys(ask.beside([row], BESIDE)))
    if centre is None or centre == user:
        chosen.update(dict.fromkeys(ask.foremost(most)))
    else:
        near = ask.beside([centre], most)
        chosen.update(dict.fromkeys(near))
        if len(chosen) < most:
            chosen.update(dict.fromkeys(ask.beside([row for row in near if row != user][:BESIDE], most)))
        if user:
            chosen.setdefault(user)
    rows = list(chosen)[:most]
    return Neighbourhood(tuple(ask.nodes(rows)), tuple(ask.ties(rows)), total, user)


def way(vault: Vault, start: int, end: int, span: Span = Span()) -> tuple[int, ...]:
    """The shortest way from one to another (rows, both ends included), not through the user; empty when there is none."""
    ask = _Asker(vault, span)
    user, before, frontier = ask.user(), {start: 0}, [start]
    for _ in range(_FAR):
        if end in before or not frontier:
            break
        reached: list[int] = []
        for one, other in ask.steps([row for row in frontier if row != user or row == start]):
            if other not in before:
                before[other] = one
                reached.append(other)
        frontier = reached
    if end not in before:
        return ()
    found = [end]
    while found[-1] != start:
        found.append(before[found[-1]])
    return tuple(reversed(found))


def memories(vault: Vault, one: int, other: int | None = None, span: Span = Span()) -> list[str]:
    """What is remembered of someone or something (row), or ties it to another: ids, newest first, no more than one reads."""
    ask = _Asker(vault, span)
    return ask.about(one) if other is None else ask.between(one, other)


def beside(vault: Vault, one: int, span: Span = Span()) -> list[tuple[Node, Tie]]:
    """Whom someone or something (row) is tied to, and by what; what ties most first."""
    ask = _Asker(vault, span)
    rows = ask.beside([one], BESIDE)
    ties = {tie.other if tie.one == one else tie.one: tie for tie in ask.ties([one, *rows]) if one in (tie.one, tie.other)}
    return [(node, ties[node.row]) for node in ask.nodes(rows) if node.row in ties]


def spoken_of(vault: Vault, memory: str) -> tuple[int, ...]:
    """Whom and what a memory (id) speaks of: rows."""
    rows = vault.query("SELECT DISTINCT x.entity FROM memory_entity x JOIN memory m ON m.row = x.memory WHERE m.id = ? ORDER BY x.row", (memory,))
    return tuple(int(row[0]) for row in rows)


class _Asker:
    """Asks about what is seen in a span."""

    def __init__(self, vault: Vault, span: Span) -> None:
        self._vault = vault
        self._span = {"until": span.until, "since": span.since, "before": span.before}

    def __call__(self, sql: str, **parameters: Any) -> list[Any]:
        with self._vault.read() as connection:
            return list(connection.execute(sql, {**self._span, **parameters}).fetchall())

    def user(self) -> int:
        rows = self("SELECT row FROM entity WHERE kind = 'user' ORDER BY row LIMIT 1")
        return int(rows[0][0]) if rows else 0

    def foremost(self, most: int) -> list[int]:
        """Those that most is remembered of, whom the user is related to before others."""
        rows = self(
            "SELECT x.entity, count(DISTINCT x.memory) + 3 * max(e.relation IS NOT NULL) AS weight FROM memory_entity x JOIN memory m "
            f"ON m.row = x.memory JOIN entity e ON e.row = x.entity WHERE {_SEEN} GROUP BY x.entity ORDER BY weight DESC, x.entity LIMIT :most",
            most=most,
        )
        return [int(row[0]) for row in rows]

    def steps(self, rows: Iterable[int]) -> list[tuple[int, int]]:
        """(one of `rows`, whom it is tied to), what ties most first."""
        found = self(
            f"""WITH here AS (SELECT value AS row FROM json_each(:rows)), tied AS (
                SELECT g.head AS one, g.tail AS other, 10 AS weight FROM edge g JOIN memory m ON m.row = g.memory AND {_SEEN} WHERE g.head IN here
                UNION ALL SELECT g.tail, g.head, 10 FROM edge g JOIN memory m ON m.row = g.memory AND {_SEEN} WHERE g.tail IN here
                UNION ALL SELECT a.entity, b.entity, 1 FROM memory_entity a JOIN memory m ON m.row = a.memory AND {_SEEN}
                    JOIN memory_entity b ON b.memory = a.memory AND b.entity <> a.entity WHERE a.entity IN here)
            SELECT one, other FROM tied GROUP BY one, other ORDER BY sum(weight) DESC, other""",
            rows=_json(rows),
        )
        return [(int(row[0]), int(row[1])) for row in found]

    def beside(self, rows: Iterable[int], most: int) -> list[int]:
        return list(dict.fromkeys(other for _, other in self.steps(rows)))[:most]

    def nodes(self, rows: list[int]) -> list[Node]:
        """In the order of `rows`."""
        found = self(
            f"""SELECT e.*, (SELECT count(DISTINCT x.memory) FROM memory_entity x JOIN memory m ON m.row = x.memory AND {_SEEN}
                WHERE x.entity = e.row) AS memories FROM entity e WHERE e.row IN (SELECT value FROM json_each(:rows))""",
            rows=_json(rows),
        )
        beside = dict.fromkeys(rows, 0)
        for one, _ in self.steps([row["row"] for row in found if row["kind"] != "user"]):
            beside[one] += 1
        nodes = {
            int(row["row"]): Node(int(row["row"]), row["id"], row["name"], row["kind"], row["relation"], int(row["memories"]), beside[row["row"]])
            for row in found
        }
        return [nodes[row] for row in rows if row in nodes]

    def ties(self, rows: list[int]) -> list[Tie]:
        """Those among `rows`."""
        shared = self(
            f"""WITH here AS MATERIALIZED (SELECT value AS row FROM json_each(:rows))
            SELECT a.entity AS one, b.entity AS other, count(DISTINCT a.memory) AS count FROM memory_entity a CROSS JOIN memory_entity b
                ON b.memory = a.memory AND +b.entity > a.entity CROSS JOIN memory m ON m.row = a.memory
            WHERE a.entity IN here AND +b.entity IN here AND {_SEEN} GROUP BY 1, 2""",
            rows=_json(rows),
        )
        related = self(
            f"""WITH here AS MATERIALIZED (SELECT value AS row FROM json_each(:rows))
            SELECT g.head, g.tail, g.predicate FROM edge g CROSS JOIN memory m ON m.row = g.memory
            WHERE g.head IN here AND g.tail IN here AND g.head <> g.tail AND {_SEEN} GROUP BY 1, 2, 3 ORDER BY max(m.mentioned_at) DESC, g.row""",
            rows=_json(rows),
        )
        counts = {(int(row["one"]), int(row["other"])): int(row["count"]) for row in shared}
        relations: dict[tuple[int, int], dict[tuple[int, str], None]] = {}
        for row in related:
            pair = (min(row["head"], row["tail"]), max(row["head"], row["tail"]))
            relations.setdefault(pair, {})[(int(row["head"]), _said(row["predicate"]))] = None
        return [Tie(*pair, tuple(relations.get(pair, ())), counts.get(pair, 1)) for pair in sorted(counts.keys() | relations.keys())]

    def between(self, one: int, other: int) -> list[str]:
        return [
            str(row[0]) for row in self(
                f"""SELECT m.id FROM memory m WHERE {_SEEN} AND m.row IN (SELECT memory FROM edge WHERE (head = :one AND tail = :other)
                    OR (head = :other AND tail = :one) UNION SELECT a.memory FROM memory_entity a JOIN memory_entity b ON b.memory = a.memory
                    WHERE a.entity = :one AND b.entity = :other) ORDER BY m.mentioned_at DESC, m.row DESC LIMIT {BESIDE}""",
                one=one, other=other,
            )
        ]  # fmt: skip

    def about(self, one: int) -> list[str]:
        return [
            str(row[0]) for row in self(
                f"""SELECT m.id FROM memory m WHERE {_SEEN} AND m.row IN (SELECT memory FROM memory_entity WHERE entity = :one
                    UNION SELECT memory FROM edge WHERE :one IN (head, tail)) ORDER BY m.mentioned_at DESC, m.row DESC LIMIT {BESIDE}""",
                one=one,
            )
        ]  # fmt: skip


def _said(predicate: str) -> str:
    return predicate.removeprefix("relation:").replace("_", " ")


def _json(rows: Iterable[int]) -> str:
    return msgspec.json.encode(list(rows)).decode()
