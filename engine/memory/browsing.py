"""The memories that somebody looks through: filtered, sorted, counted and placed by the database, now or as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from engine.errors import BadInput
from engine.memory import believed, words
from engine.memory.facts import Page
from engine.memory.records import Memory

if TYPE_CHECKING:
    from engine.vault.vault import Vault

#: SQL: when memory `m` was, or else was told.
WHEN = "coalesce(m.valid_from, m.mentioned_at)"
_ORDERS = {
    "newest": "m.mentioned_at DESC, m.row DESC", "oldest": "m.mentioned_at, m.row", "importance": "m.pinned DESC, m.importance DESC, m.row DESC",
    "text": "m.text COLLATE NOCASE, m.row", "used": "m.uses DESC, m.row DESC", "when": f"{WHEN} DESC, m.row DESC",
}  # fmt: skip
#: People and things named by a filter's menu.
_NAMED = 60


class Filter(msgspec.Struct, frozen=True):
    """Which memories. Empty: any. `about`: ids of entities, any of them; `since`, `before`: days or moments, the second exclusive, of when something
    was (or was told); `until`: the moment that is looked at (see believed.py), None for now."""

    search: str = ""
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("active",)
    sources: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    since: str | None = None
    before: str | None = None
    pinned: bool | None = None
    until: str | None = None


class Choice(msgspec.Struct, frozen=True):
    """One thing to filter by, and how many memories it leaves."""

    value: str
    name: str
    count: int


def page(vault: Vault, wanted: Filter, order: str = "newest", limit: int = 100, offset: int = 0) -> Page:
    """A part of the list, and how many there are in all. Raises BadInput for an unknown order."""
    where, parameters = condition(wanted)
    with vault.read() as connection:
        total = connection.execute(f"SELECT count(*) FROM memory m WHERE {where}", parameters).fetchone()[0]
        rows = connection.execute(
            f"SELECT m.*, {believed.STATUS} AS status_then FROM memory m WHERE m.row IN "
            f"(SELECT m.row FROM memory m WHERE {where} ORDER BY {_order(order)} LIMIT :limit OFFSET :offset) ORDER BY {_order(order)}",
            {**parameters, "limit": limit, "offset": offset},
        ).fetchall()
    return Page(believed.then(vault, rows, wanted.until), int(total))


def ids(vault: Vault, wanted: Filter, order: str, ranges: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The ids of the rows first…last of the list, for each of `ranges`."""
    where, parameters = condition(wanted)
    sql = f"SELECT m.id FROM memory m WHERE {where} ORDER BY {_order(order)} LIMIT :limit OFFSET :offset"
    found: list[str] = []
    with vault.read() as connection:
        for first, last in ranges:
            found += [row[0] for row in connection.execute(sql, {**parameters, "limit": last - first + 1, "offset": first}).fetchall()]
    return tuple(found)


def place(vault: Vault, wanted: Filter, order: str, memory: str) -> int | None:
    """In which row of the list a memory (id) stands; None when it is not in it."""
    where, parameters = condition(wanted)
    with vault.read() as connection:
        row = connection.execute(
            f"SELECT place FROM (SELECT m.id AS id, row_number() OVER (ORDER BY {_order(order)}) - 1 AS place FROM memory m WHERE {where}) "
            "WHERE id = :memory", {**parameters, "memory": memory},
        ).fetchone()  # fmt: skip
    return None if row is None else int(row[0])


def get(vault: Vault, memory: str, until: str | None = None) -> Memory | None:
    """One memory (id) as it was; None when nothing was known of it."""
    with vault.read() as connection:
        sql = f"SELECT m.*, {believed.STATUS} AS status_then FROM memory m WHERE m.id = :memory AND {believed.KNOWN}"
        rows = connection.execute(sql, {"memory": memory, "until": until}).fetchall()
    return next(iter(believed.then(vault, rows, until)), None)


def choices(vault: Vault, wanted: Filter, field: str) -> tuple[Choice, ...]:
    """What the list can be filtered by in a field of Filter ("kinds", "categories", "statuses", "sources", "about"), all else being as wanted."""
    where, parameters = condition(msgspec.structs.replace(wanted, **{field: ()}))
    if field == "about":
        sql = (
            "SELECT e.id AS value, e.name || coalesce(' (' || e.relation || ')', '') AS name, count(DISTINCT m.row) AS count FROM memory m "
            f"JOIN memory_entity x ON x.memory = m.row JOIN entity e ON e.row = x.entity WHERE {where} AND e.kind <> 'user' "
            f"GROUP BY e.row ORDER BY count DESC, e.folded LIMIT {_NAMED}"
        )
    else:
        column = {"kinds": "m.kind", "categories": "m.category", "statuses": believed.STATUS, "sources": "m.source"}[field]
        sql = f"SELECT {column} AS value, '' AS name, count(*) AS count FROM memory m WHERE {where} GROUP BY 1 ORDER BY count DESC, 1"
    with vault.read() as connection:
        return tuple(Choice(row["value"], row["name"] or row["value"], int(row["count"])) for row in connection.execute(sql, parameters).fetchall())


def condition(wanted: Filter) -> tuple[str, dict[str, Any]]:
    """A WHERE condition on memory `m`, and its parameters by name."""
    where: list[str] = []
    parameters: dict[str, Any] = {"until": wanted.until}
    if wanted.until is not None:
        where.append(believed.KNOWN)
    columns = (("kinds", "m.kind"), ("categories", "m.category"), ("sources", "m.source"),
               ("statuses", "m.status" if wanted.until is None else believed.STATUS))  # fmt: skip
    for name, column in columns:
        if values := getattr(wanted, name):
            where.append(f"{column} IN (SELECT value FROM json_each(:{name}))")
            parameters[name] = _json(values)
    if wanted.about:
        where.append("m.row IN (SELECT x.memory FROM memory_entity x JOIN entity e ON e.row = x.entity WHERE e.id IN "
                     "(SELECT value FROM json_each(:about)))")  # fmt: skip
        parameters["about"] = _json(wanted.about)
    if wanted.pinned is not None:
        where.append("m.pinned = :pinned")
        parameters["pinned"] = int(wanted.pinned)
    for name, sign in (("since", ">="), ("before", "<")):
        if (value := getattr(wanted, name)) is not None:
            where.append(f"{WHEN} {sign} :{name}")
            parameters[name] = value
    if wanted.search.strip():
        where.append(_search(wanted, parameters))
    return " AND ".join(where) or "1", parameters


def _search(wanted: Filter, parameters: dict[str, Any]) -> str:
    """What a person typed, in the words of now, and looking back also in those of then."""
    found, values = words.fts_condition("m", "memory_fts", "memory_trigram", "text", wanted.search)
    for number, value in enumerate(values):
        found = found.replace("?", f":search{number}", 1)
        parameters[f"search{number}"] = value
    if wanted.until is None:
        return found
    parameters["said"] = words.like(wanted.search.strip())
    return (f"({found} OR EXISTS (SELECT 1 FROM memory_version v WHERE v.memory = m.row AND v.at > :until "
            "AND json_extract(v.fields, '$.text') LIKE :said ESCAPE '\\'))")  # fmt: skip


def _order(order: str) -> str:
    if order not in _ORDERS:
        raise BadInput(f"Memories can't be sorted by {order}.", f"Orders: {', '.join(_ORDERS)}.")
    return _ORDERS[order]


def _json(values: Sequence[str]) -> str:
    return msgspec.json.encode(values).decode()
