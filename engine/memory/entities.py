"""People, places and things that memories speak of: told apart by name, kind and relation to the user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock
from engine.errors import BadInput, NotFound
from engine.ids import new_id
from engine.memory.cleaning import clean
from engine.memory.records import Entity, outcome
from engine.memory.words import fold, like

if TYPE_CHECKING:
    from engine.vault.change import Change, Changes
    from engine.vault.vault import Vault

USER = "user"
_LIVE = """EXISTS (SELECT 1 FROM memory_entity x JOIN memory m ON m.row = x.memory WHERE x.entity = e.row AND m.status <> 'trashed')"""


class Known(msgspec.Struct, frozen=True):
    """An entity with its other names, and how many memories speak of it."""

    entity: Entity
    aliases: tuple[str, ...]
    memories: int


def resolve(change: Change, name: str, kind: str = "thing", relation: str | None = None) -> int:
    """The row of the entity of this name, made if it is new.

    Two people of one name with different relations to the user are two ("my sister Anna", "Anna from work"); a person known by
    relation alone ("my sister") gets the name when it is heard.
    """
    name = " ".join(clean(name).split())
    if kind == "user" or fold(name) in (USER, "the user"):
        return _user(change)
    if not name:
        raise BadInput("An entity needs a name.")
    relation = fold(relation) if relation else None
    folded = fold(name)
    found = change.execute(
        "SELECT DISTINCT e.row, e.kind, e.relation FROM entity e LEFT JOIN entity_alias a ON a.entity = e.row "
        "WHERE (e.folded = ?1 OR a.folded = ?1) AND e.kind <> 'user' ORDER BY e.row DESC", (folded,),
    ).fetchall()  # fmt: skip
    fits = [row for row in found if _alike(kind, row["kind"]) and (not relation or row["relation"] in (None, relation))]
    # The one with this very relation first, then the latest.
    fits.sort(key=lambda row: row["relation"] != relation)
    if fits:
        best = fits[0]
        news = {"relation": relation} if relation and best["relation"] is None else {}
        if best["kind"] == "thing" and kind != "thing":
            news["kind"] = kind
        if news:
            change.update("entity", best["row"], **news)
        return int(best["row"])
    if relation and folded != relation:
        nameless = change.execute("SELECT row, name FROM entity WHERE folded = ?1 AND relation = ?1", (relation,)).fetchone()
        if nameless is not None:
            change.update("entity", nameless["row"], name=name, folded=folded, kind=kind)
            add_alias(change, nameless["row"], nameless["name"])
            return int(nameless["row"])
    if relation and folded == relation:
        named = change.execute("SELECT row FROM entity WHERE relation = ?", (relation,)).fetchall()
        if len(named) == 1:
            add_alias(change, named[0][0], name)
            return int(named[0][0])
    return change.insert("entity", id=new_id(), name=name, folded=folded, kind=kind, relation=relation, recorded_at=clock.to_utc(change.at))


def add_alias(change: Change, entity: int, alias: str) -> None:
    """Another name for an entity; one it has already changes nothing."""
    folded = fold(alias)
    if change.execute("SELECT 1 FROM entity_alias WHERE entity = ? AND folded = ?", (entity, folded)).fetchone() is None:
        change.insert("entity_alias", entity=entity, alias=alias, folded=folded)


def _user(change: Change) -> int:
    found = change.execute("SELECT row FROM entity WHERE kind = 'user'").fetchone()
    if found is not None:
        return int(found[0])
    return change.insert("entity", id=new_id(), name=USER, folded=USER, kind="user", relation=None, recorded_at=clock.to_utc(change.at))


def _alike(wanted: str, known: str) -> bool:
    return wanted == known or "thing" in (wanted, known)


class Entities:
    """What the assistant knows people, places and things by. Entities whose memories are all forgotten are not shown."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def get(self, entity: str) -> Known:
        """By id, or by name or alias when just one fits. Raises NotFound, or BadInput when several fit."""
        rows = self._vault.query(f"SELECT e.* FROM entity e WHERE e.id = ? AND ({_LIVE} OR e.kind = 'user')", (entity,)) or self._vault.query(
            f"SELECT DISTINCT e.* FROM entity e LEFT JOIN entity_alias a ON a.entity = e.row WHERE (e.folded = ?1 OR a.folded = ?1) AND {_LIVE}",
            (fold(entity),),
        )
        if not rows:
            raise NotFound("Nothing is known by that name.")
        if len(rows) > 1:
            raise BadInput("Several are known by that name.", "Name one by its id.")
        return self._known(rows[0])

    def list(self, search: str = "", kind: str | None = None, limit: int = 200) -> list[Known]:
        """Those that memories speak of, by name."""
        where, parameters = _LIVE, []
        if kind is not None:
            where, parameters = where + " AND e.kind = ?", [kind]
        if search.strip():
            where += " AND (e.folded LIKE ? ESCAPE '\\' OR EXISTS "
            where += "(SELECT 1 FROM entity_alias a WHERE a.entity = e.row AND a.folded LIKE ? ESCAPE '\\'))"
            parameters += [like(fold(search.strip()))] * 2
        rows = self._vault.query(f"SELECT e.* FROM entity e WHERE {where} ORDER BY e.folded, e.row LIMIT ?", (*parameters, limit))
        return [self._known(row) for row in rows]

    def rename(self, entity: str, name: str) -> Changes:
        """Corrects a name; the old one stays as an alias, so that the entity is still found by it."""
        known, name = self.get(entity).entity, " ".join(clean(name).split())
        if not name:
            raise BadInput("A name can't be empty.")
        with self._vault.change("rename", "Renamed someone or something") as change:
            change.update("entity", known.row, name=name, folded=fold(name))
            if fold(name) != known.folded:
                add_alias(change, known.row, known.name)
        return outcome(change)

    def alias(self, entity: str, alias: str) -> Changes:
        """Another name under which the same is meant."""
        row = self.get(entity).entity.row
        with self._vault.change("alias", "Added another name") as change:
            add_alias(change, row, " ".join(clean(alias).split()))
        return outcome(change)

    def merge(self, keep: str, other: str) -> Changes:
        """Says that two entities are one: `keep` takes over the other's memories, relations and names."""
        kept, gone = self.get(keep).entity, self.get(other).entity
        if kept.row == gone.row:
            raise BadInput("These two are one already.")
        if gone.kind == "user":
            raise BadInput("The user can only be the one that is kept.")
        with self._vault.change("merge", "Merged two into one") as change:
            _move(change, "memory_entity", "entity", gone.row, kept.row)
            _move(change, "edge", "head", gone.row, kept.row)
            _move(change, "edge", "tail", gone.row, kept.row)
            names = [row["alias"] for row in change.execute("SELECT alias FROM entity_alias WHERE entity = ?", (gone.row,)).fetchall()]
            change.delete("entity", gone.row)
            for name in (gone.name, *names):
                if fold(name) != kept.folded:
                    add_alias(change, kept.row, name)
            if kept.relation is None and gone.relation is not None:
                change.update("entity", kept.row, relation=gone.relation)
        return outcome(change)

    def _known(self, row: Any) -> Known:
        aliases = self._vault.query("SELECT alias FROM entity_alias WHERE entity = ? ORDER BY row", (row["row"],))
        count = self._vault.one(
            "SELECT count(DISTINCT m.row) FROM memory_entity x JOIN memory m ON m.row = x.memory WHERE x.entity = ? AND m.status <> 'trashed'",
            (row["row"],),
        )
        return Known(Entity.from_row(row), tuple(a["alias"] for a in aliases), int(count[0]) if count else 0)


def _move(change: Change, table: str, column: str, old: int, new: int) -> None:
    """Points rows at another entity; a row that then would say what another says already goes."""
    same = ("memory", "role") if table == "memory_entity" else ("memory", "predicate", "tail" if column == "head" else "head")
    for row in change.execute(f"SELECT * FROM {table} WHERE {column} = ?", (old,)).fetchall():
        equal = " AND ".join(f"{name} = ?" for name in same)
        twin = change.execute(f"SELECT 1 FROM {table} WHERE {column} = ? AND {equal}", (new, *(row[name] for name in same))).fetchone()
        if twin is None:
            change.update(table, row["row"], **{column: new})
        else:
            change.delete(table, row["row"])
