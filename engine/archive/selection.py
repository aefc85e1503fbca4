"""What goes into an export: everything, or a conversation, what is known of somebody, a time, memories alone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock
from engine.errors import BadInput, NotFound

if TYPE_CHECKING:
    from engine.vault.vault import Vault


class Selection(msgspec.Struct, frozen=True):
    """`conversation`: an id or a title; `about`: a name, an id or a relation; `since` up to, and without, `until`. Nothing given: everything."""

    conversation: str = ""
    about: str = ""
    since: datetime | None = None
    until: datetime | None = None
    memories_only: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()

    @property
    def words(self) -> str:
        """For the manifest: no names, no times."""
        if self.whole:
            return "everything"
        named = ("a conversation", self.conversation), ("about someone", self.about), ("a time", self.since or self.until)
        return ", ".join([*(word for word, given in named if given), *(["memories only"] if self.memories_only else [])])


class Chosen(msgspec.Struct):
    """Row numbers to export, by table; None: all of them."""

    conversation: set[int] | None = None
    message: set[int] | None = None
    memory: set[int] | None = None
    entity: set[int] | None = None

    def has(self, table: str, row: int | None) -> bool:
        """Whether a row goes along. Tables without a choice of their own go along whole."""
        rows: set[int] | None = getattr(self, table, None)
        return row is not None and (rows is None or row in rows)


def choose(vault: Vault, selection: Selection) -> Chosen:
    """Raises NotFound for what doesn't exist, BadInput when nothing is left."""
    if selection.whole:
        return Chosen()
    messages, memories = _all(vault, "message"), _all(vault, "memory")
    if selection.conversation:
        messages &= _conversation(vault, selection.conversation)
        memories &= _rows(vault, "SELECT memory FROM memory_source WHERE message IN (SELECT value FROM json_each(?))", _json(messages))
    if selection.about:
        about = _about(vault, selection.about)
        memories &= about
        messages &= _rows(vault, "SELECT message FROM memory_source WHERE memory IN (SELECT value FROM json_each(?))", _json(about))
    if selection.since or selection.until:
        since = clock.to_utc(selection.since) if selection.since else "0"
        until = clock.to_utc(selection.until) if selection.until else "9999"
        messages &= _rows(vault, "SELECT row FROM message WHERE mentioned_at >= ? AND mentioned_at < ?", since, until)
        memories &= _rows(vault, "SELECT row FROM memory WHERE mentioned_at >= ? AND mentioned_at < ?", since, until)
    if selection.memories_only:
        messages = set()
    if not messages and not memories:
        raise BadInput("There is nothing of that to export.", "Look with: alcove memories list, or alcove recall TEXT")
    spoken = "SELECT entity FROM memory_entity WHERE memory IN (SELECT value FROM json_each(?1)) UNION SELECT head FROM edge WHERE memory IN "
    spoken += "(SELECT value FROM json_each(?1)) UNION SELECT tail FROM edge WHERE memory IN (SELECT value FROM json_each(?1))"
    places = _rows(vault, "SELECT conversation FROM message WHERE row IN (SELECT value FROM json_each(?))", _json(messages))
    return Chosen(places, messages, memories, _rows(vault, spoken, _json(memories)))


def _conversation(vault: Vault, id: str) -> set[int]:
    found = vault.query(
        "SELECT row FROM conversation WHERE id = ?1 OR external_id = ?1 OR title = ?1 COLLATE NOCASE "
        "OR (length(?1) >= 8 AND substr(id, 1, length(?1)) = ?1)",
        (id,),
    )
    if not found:
        raise NotFound("There is no such conversation.", "Give its title or its id. List them with: alcove conversations list")
    if len(found) > 1:
        raise BadInput("Several conversations are called so.", "Give the id of one. List them with: alcove conversations list")
    return _rows(vault, "SELECT row FROM message WHERE conversation = ?", found[0]["row"])


def _about(vault: Vault, name: str) -> set[int]:
    from engine.memory.entities import Entities

    row = Entities(vault).get(name).entity.row
    return _rows(vault, "SELECT memory FROM memory_entity WHERE entity = ?1 UNION SELECT memory FROM edge WHERE ?1 IN (head, tail)", row)


def _all(vault: Vault, table: str) -> set[int]:
    return _rows(vault, f"SELECT row FROM {table}")


def _rows(vault: Vault, sql: str, *parameters: Any) -> set[int]:
    return {int(row[0]) for row in vault.query(sql, parameters)}


def _json(rows: set[int]) -> str:
    return msgspec.json.encode(sorted(rows)).decode()
