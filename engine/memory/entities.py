"""People, places and things that memories speak of: looking at them, and putting right who is who."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from engine.errors import BadInput, NotFound
from engine.memory import identity, lookalikes, merging, naming
from engine.memory.cleaning import clean
from engine.memory.lookalikes import Names, Suggestion
from engine.memory.records import Entity, Memory, outcome
from engine.memory.relations import tie
from engine.memory.words import fold, like

if TYPE_CHECKING:
    from engine.vault.change import Change, Changes
    from engine.vault.vault import Vault

__all__ = ["Entities", "Known", "Suggestion", "Tied"]
_LIVE = """(EXISTS (SELECT 1 FROM memory_entity x JOIN memory m ON m.row = x.memory WHERE x.entity = e.row AND m.status <> 'trashed')
    OR EXISTS (SELECT 1 FROM edge g JOIN memory m ON m.row = g.memory WHERE e.row IN (g.head, g.tail) AND m.status <> 'trashed'))"""
_ONESELF = frozenset(("i", "me", "myself", "you", "the user"))


class Known(msgspec.Struct, frozen=True):
    """An entity with its other names, and how many memories speak of it."""

    entity: Entity
    aliases: tuple[str, ...]
    memories: int


class Tied(msgspec.Struct, frozen=True):
    """A relation of an entity: `forward` when it is the head ("Anna" husband "Tom")."""

    predicate: str
    other: Entity
    forward: bool
    memory: str


class Entities:
    """What the assistant knows people, places and things by. Entities whose memories are all forgotten are not shown.

    An entity is named by its id, the beginning of its id (8 characters or more), a name, an alias, a relation ("mum"), or both ("sister Anna").
    The user is "me", "you", or the user's own name.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        #: What learning does with the facts of two who turn out to be one: those said of both stand once. The session sets it.
        self.reconcile: Callable[[Change, int, Sequence[str]], None] | None = None

    def get(self, entity: str) -> Known:
        """Raises NotFound, or BadInput when several fit."""
        rows = self._fitting(entity.strip())
        if not rows:
            raise NotFound("Nothing is known by that name.", "List who and what is known: alcove entities list")
        if len(rows) > 1:
            told = "; ".join(f"{row['id']} {row['name']}" + (f" ({row['relation']})" if row["relation"] else "") for row in rows[:5])
            raise BadInput("Several are known by that name.", f"Name one by its id: {told}.")
        return self._known(rows[0])

    def memories(self, entity: str) -> list[Memory]:
        """What is remembered of it, newest first; not what is forgotten."""
        row = self.get(entity).entity.row
        found = self._vault.query(
            "SELECT * FROM memory WHERE status <> 'trashed' AND row IN (SELECT memory FROM memory_entity WHERE entity = ?1 UNION "
            "SELECT memory FROM edge WHERE ?1 IN (head, tail)) ORDER BY mentioned_at DESC, row DESC", (row,),
        )  # fmt: skip
        return [Memory.from_row(memory) for memory in found]

    def ties(self, entity: str) -> list[Tied]:
        """Its relations to others, as active memories tell them."""
        row = self.get(entity).entity.row
        found = self._vault.query(
            "SELECT g.predicate, g.head, m.id AS said, e.* FROM edge g JOIN memory m ON m.row = g.memory AND m.status = 'active' "
            "JOIN entity e ON e.row = CASE g.head WHEN ?1 THEN g.tail ELSE g.head END WHERE ?1 IN (g.head, g.tail) ORDER BY g.row", (row,),
        )  # fmt: skip
        return [Tied(each["predicate"], Entity.from_row(each), each["head"] == row, each["said"]) for each in found]

    def rename(self, entity: str, name: str) -> Changes:
        """Another name, in what is remembered too; the old one stays as an alias. One undoable step."""
        known, name = self.get(entity).entity, _name(name)
        if known.kind == "user":
            raise BadInput("That is you.", "Say “my name is …” in a chat, or add a name: alcove entities alias user NAME")
        with self._vault.change("rename", "Renamed someone or something") as change:
            naming.rename(change, known, name)
        return outcome(change)

    def relate(self, entity: str, relation: str) -> Changes:
        """Says what somebody is to the user ("sister"); empty: nothing that is known."""
        known = self.get(entity).entity
        if known.kind == "user":
            raise BadInput("That is you.")
        with self._vault.change("relate", "Changed a relation") as change:
            change.update("entity", known.row, relation=fold(_spaced(relation)) or None)
        return outcome(change)

    def alias(self, entity: str, alias: str) -> Changes:
        """Another name under which the same is meant."""
        row, alias = self.get(entity).entity.row, _name(alias)
        with self._vault.change("alias", "Added another name") as change:
            identity.add_alias(change, row, alias)
        return outcome(change)

    def unalias(self, entity: str, alias: str) -> Changes:
        """Takes another name away. Raises NotFound when it is none of its names."""
        row = self.get(entity).entity.row
        found = self._vault.one("SELECT row FROM entity_alias WHERE entity = ? AND folded = ?", (row, fold(_spaced(alias))))
        if found is None:
            raise NotFound("That is none of its other names.", "Look at them with: alcove entities show NAME")
        with self._vault.change("alias", "Removed another name") as change:
            change.delete("entity_alias", found["row"])
        return outcome(change)

    def merge(self, keep: str, other: str) -> Changes:
        """Says that two are one: `keep` takes over the other's memories, relations and names. One undoable step."""
        kept, gone = self.get(keep).entity, self.get(other).entity
        if kept.row == gone.row:
            raise BadInput("These two are one already.")
        if gone.kind == "user":
            raise BadInput("The user can only be the one that is kept.", "Name the user first: alcove entities merge user NAME")
        if kept.kind == "user" and gone.kind not in ("person", "thing"):
            raise BadInput(f"You can't be one with a {gone.kind}.")
        with self._vault.change("merge", "Merged two into one") as change:
            merging.merge(change, kept, gone)
            if self.reconcile is not None and kept.kind != "user":
                self.reconcile(change, kept.row, (kept.name, gone.name))
        return outcome(change)

    def split(self, entity: str, memories: Sequence[str], name: str = "") -> Known:
        """Says that one is two: `memories` (ids) speak of another, who bears `name` or the same name. One undoable step."""
        known = self.get(entity).entity
        if known.kind == "user":
            raise BadInput("You can't be split.")
        rows = [self._memory(id) for id in memories]
        if not rows:
            raise BadInput("No memory was named.", "List those that speak of it with: alcove entities show NAME")
        with self._vault.change("split", "Split one into two") as change:
            made = merging.split(change, known, rows, _name(name) if name.strip() else known.name)
            found = change.execute("SELECT * FROM entity WHERE row = ?", (made,)).fetchone()
        return self._known(found)

    def distinct(self, one: str, other: str) -> Changes:
        """Says that two are two: they are never suggested as one again."""
        first, second = self.get(one).entity.row, self.get(other).entity.row
        if first == second:
            raise BadInput("These two are one.", "To make them two: alcove entities split NAME MEMORY…")
        with self._vault.change("distinct", "Told two apart") as change:
            identity.tell_apart(change, first, second)
        return outcome(change)

    def suggestions(self) -> list[Suggestion]:
        """Pairs that may be one, the likeliest first. Nothing is merged by itself."""
        rows = self._vault.query(f"SELECT e.* FROM entity e WHERE e.kind = 'user' OR {_LIVE} ORDER BY e.row")
        aliases: dict[int, list[str]] = {}
        for alias in self._vault.query("SELECT entity, alias FROM entity_alias ORDER BY row"):
            aliases.setdefault(alias["entity"], []).append(alias["alias"])
        known = [Names(Entity.from_row(row), (row["name"], *aliases.get(row["row"], ()))) for row in rows]
        apart = [(row["one"], row["other"]) for row in self._vault.query("SELECT one, other FROM entity_distinct")]
        return lookalikes.lookalikes(known, apart)

    # Helpers

    def _fitting(self, entity: str) -> Sequence[Any]:
        """By id, by name, by relation: the first of these that finds something."""
        shown = f"({_LIVE} OR e.kind = 'user')"
        if len(entity) >= 8 and (rows := self._vault.query(f"SELECT e.* FROM entity e WHERE e.id >= ? AND e.id < ? AND {shown}",
                                                           (entity.lower(), entity.lower() + "g"))):  # fmt: skip
            return rows
        named = "SELECT DISTINCT e.* FROM entity e LEFT JOIN entity_alias a ON a.entity = e.row"
        if rows := self._vault.query(f"{named} WHERE (e.folded = ?1 OR a.folded = ?1) AND {shown} ORDER BY e.row", (fold(_spaced(entity)),)):
            return rows
        wanted = tie(entity)
        related = self._vault.query(f"SELECT e.* FROM entity e WHERE e.relation IS NOT NULL AND {shown} ORDER BY e.row")
        if rows := [row for row in related if tie(row["relation"]).word == wanted.word and tie(row["relation"]).former == wanted.former]:
            return rows
        folded = fold(_spaced(entity))  # "my sister Anna"
        told = [
            row for row in related
            if folded.endswith(f" {row['folded']}") and tie(folded[: -len(row["folded"])]).word == tie(row["relation"]).word
        ]  # fmt: skip
        return told or self._user(folded)

    def _user(self, folded: str) -> Sequence[Any]:
        """The user, by a word for oneself or by a first name."""
        if folded in _ONESELF:
            return self._vault.query("SELECT * FROM entity WHERE kind = 'user'")
        return self._vault.query(
            "SELECT DISTINCT e.* FROM entity e JOIN entity_alias a ON a.entity = e.row WHERE e.kind = 'user' AND substr(a.folded, 1, ?) = ?",
            (len(folded) + 1, f"{folded} "),
        )

    def _memory(self, id: str) -> int:
        from engine.memory.facts import Memories

        return Memories(self._vault).get(id).row

    def _known(self, row: Any) -> Known:
        aliases = self._vault.query("SELECT alias FROM entity_alias WHERE entity = ? ORDER BY row", (row["row"],))
        count = self._vault.one(
            "SELECT count(DISTINCT m.row) FROM memory_entity x JOIN memory m ON m.row = x.memory WHERE x.entity = ? AND m.status <> 'trashed'",
            (row["row"],),
        )
        return Known(Entity.from_row(row), tuple(a["alias"] for a in aliases), int(count[0]) if count else 0)

    def list(self, search: str = "", kind: str | None = None, limit: int = 200) -> list[Known]:
        """Those that memories speak of, by name."""
        where, parameters = _LIVE, []
        if kind is not None:
            where, parameters = where + " AND e.kind = ?", [kind]
        if search.strip():
            where += " AND (e.folded LIKE ? ESCAPE '\\' OR e.relation LIKE ? ESCAPE '\\' OR EXISTS "
            where += "(SELECT 1 FROM entity_alias a WHERE a.entity = e.row AND a.folded LIKE ? ESCAPE '\\'))"
            parameters += [like(fold(search.strip()))] * 3
        rows = self._vault.query(f"SELECT e.* FROM entity e WHERE {where} ORDER BY e.folded, e.row LIMIT ?", (*parameters, limit))
        return [self._known(row) for row in rows]


def _spaced(name: str) -> str:
    return " ".join(clean(name).split())


def _name(name: str) -> str:
    name = _spaced(name)
    if not name:
        raise BadInput("A name can't be empty.")
    return name
