"""Giving someone or something another name, also in what is remembered of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from engine.memory.facts import new_version
from engine.memory.identity import add_alias
from engine.memory.records import Entity, Memory
from engine.memory.relations import is_relation
from engine.memory.words import fold

if TYPE_CHECKING:
    from engine.vault.change import Change

_FIELDS = ("text", "subject", "object", "trigger_words", "steps")


def rename(change: Change, entity: Entity, name: str) -> None:
    """The old name stays as an alias, so that it still finds; memories that say it get a new version that says the new one.

    What was said stays as it was said. A memory that speaks of two of the old name is left alone, and so are relations: "my mum" who
    gets a name is still called so.
    """
    change.update("entity", entity.row, name=name, folded=fold(name))
    for alias in change.execute("SELECT row FROM entity_alias WHERE entity = ? AND folded = ?", (entity.row, fold(name))).fetchall():
        change.delete("entity_alias", alias["row"])
    if fold(name) != entity.folded:
        add_alias(change, entity.row, entity.name)
    if entity.kind == "user" or (entity.relation and is_relation(entity.name)):
        return
    for row in change.execute(
        "SELECT * FROM memory WHERE status <> 'trashed' AND row IN (SELECT memory FROM memory_entity WHERE entity = ?1 UNION SELECT memory FROM edge "
        "WHERE ?1 IN (head, tail)) ORDER BY row", (entity.row,),
    ).fetchall():  # fmt: skip
        memory = Memory.from_row(row)
        if not _shared(change, memory.row, entity):
            fields = _renamed(memory, entity.name, name)
            if fields:
                new_version(change, memory.row, fields, "user")


def _renamed(memory: Memory, old: str, new: str) -> dict[str, Any]:
    """The fields that change. A part of a longer name that holds the new one already ("Anna" -> "Anna Weber") is left."""
    parts = r"\s+".join(re.escape(part) for part in old.split())
    begin = re.escape(new[: fold(new).find(fold(old))]) if fold(old) in fold(new) else ""
    end = re.escape(new[fold(new).find(fold(old)) + len(old) :]) if fold(old) in fold(new) else ""
    whole = (rf"(?<!{begin})" if begin else "") + rf"(?<![\w-]){parts}(?![\w-])" + (rf"(?!{end})" if end else "")
    pattern = re.compile(whole, re.IGNORECASE)
    fields = {name: pattern.sub(lambda _: new, str(value)) for name in _FIELDS if (value := getattr(memory, name))}
    return {name: value for name, value in fields.items() if value != getattr(memory, name)}


def _shared(change: Change, memory: int, entity: Entity) -> bool:
    """Whether the memory speaks of another of the same name."""
    return change.execute(
        "SELECT 1 FROM memory_entity x JOIN entity e ON e.row = x.entity LEFT JOIN entity_alias a ON a.entity = e.row "
        "WHERE x.memory = ?1 AND e.row <> ?2 AND ?3 IN (e.folded, a.folded) LIMIT 1", (memory, entity.row, entity.folded),
    ).fetchone() is not None  # fmt: skip
