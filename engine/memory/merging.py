"""Two that are one, and one that is two: memories, relations and names change hands. Nothing is lost but what would be said twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine import clock
from engine.errors import BadInput
from engine.ids import new_id
from engine.memory.identity import add_alias, tell_apart
from engine.memory.relations import is_relation, tie
from engine.memory.words import fold

if TYPE_CHECKING:
    from engine.memory.records import Entity
    from engine.vault.change import Change


def merge(change: Change, kept: Entity, gone: Entity) -> None:
    """`kept` takes over the memories, relations and names of `gone`; of two names it bears the one that is no mere relation."""
    _move(change, "memory_entity", "entity", gone.row, kept.row)
    _move(change, "edge", "head", gone.row, kept.row)
    _move(change, "edge", "tail", gone.row, kept.row)
    for row in change.execute("SELECT * FROM entity_distinct WHERE ? IN (one, other)", (gone.row,)).fetchall():
        third = row["one"] if row["other"] == gone.row else row["other"]
        change.delete("entity_distinct", row["row"])
        if third != kept.row:
            tell_apart(change, kept.row, third)
    names = [gone.name, *(row["alias"] for row in change.execute("SELECT alias FROM entity_alias WHERE entity = ?", (gone.row,)).fetchall())]
    change.delete("entity", gone.row)
    news: dict[str, Any] = {}
    if kept.kind != "user":
        if _nameless(kept) and not _nameless(gone):
            news = {"name": gone.name, "folded": gone.folded}
            names = [kept.name, *names[1:]]
        if kept.relation is None and gone.relation is not None:
            news["relation"] = gone.relation
        if kept.kind == "thing" and gone.kind != "thing":
            news["kind"] = gone.kind
    if news:
        change.update("entity", kept.row, **news)
    for name in names:
        add_alias(change, kept.row, name)


def split(change: Change, entity: Entity, memories: Sequence[int], name: str) -> int:
    """A new entity of that name, of which these memories (rows) speak from now on. Returns its row.

    Raises BadInput when `memories` are none of the entity's, or all of them.
    """
    linked = {row[0] for row in change.execute(
        "SELECT memory FROM memory_entity WHERE entity = ?1 UNION SELECT memory FROM edge WHERE ?1 IN (head, tail)", (entity.row,)
    ).fetchall()}  # fmt: skip
    if not set(memories) <= linked:
        raise BadInput("Some of these memories don't speak of it.", "List those that do with: alcove entities show NAME")
    if linked <= set(memories):
        raise BadInput("That would leave nothing behind.", "To give it another name, rename it.")
    made = change.insert("entity", id=new_id(), name=name, folded=fold(name), kind=entity.kind, relation=None, recorded_at=clock.to_utc(change.at))
    for table, column in (("memory_entity", "entity"), ("edge", "head"), ("edge", "tail")):
        for row in change.execute(f"SELECT row, memory FROM {table} WHERE {column} = ?", (entity.row,)).fetchall():
            if row["memory"] in memories:
                change.update(table, row["row"], **{column: made})
    if entity.relation and _told(change, made, entity.relation):
        change.update("entity", made, relation=entity.relation)
        if not _told(change, entity.row, entity.relation):
            change.update("entity", entity.row, relation=None)
    tell_apart(change, entity.row, made)
    return made


def _told(change: Change, row: int, relation: str) -> bool:
    """Whether a memory says that this one is the user's `relation`."""
    found = change.execute(
        "SELECT g.predicate FROM edge g JOIN entity u ON u.row = g.head AND u.kind = 'user' JOIN memory m ON m.row = g.memory "
        "WHERE g.tail = ? AND m.status <> 'trashed'", (row,),
    )  # fmt: skip
    return any(tie(predicate[0]).word == tie(relation).word for predicate in found.fetchall())


def _nameless(entity: Entity) -> bool:
    return bool(entity.relation) and is_relation(entity.name) and tie(entity.name).word == tie(entity.relation or "").word


def _move(change: Change, table: str, column: str, old: int, new: int) -> None:
    """Points rows at another entity; a row that would then say what another says already, or tie somebody to himself, goes."""
    same = ("memory", "role") if table == "memory_entity" else ("memory", "predicate", "tail" if column == "head" else "head")
    for row in change.execute(f"SELECT * FROM {table} WHERE {column} = ?", (old,)).fetchall():
        equal = " AND ".join(f"{name} = ?" for name in same)
        twin = change.execute(f"SELECT 1 FROM {table} WHERE {column} = ? AND {equal}", (new, *(row[name] for name in same))).fetchone()
        if twin is None and not (table == "edge" and row[same[-1]] == new):
            change.update(table, row["row"], **{column: new})
        else:
            change.delete(table, row["row"])
