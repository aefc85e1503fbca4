"""What is remembered, as plain frozen records that mirror the rows of the vault."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from engine import clock
from engine.vault.change import Change, Changes

NOTHING_SAID = "(stopped)"  # in place of an answer that was stopped before its first word
MASK = "[forgotten]"  # stands in Message.visible for what was forgotten

#: SQL: message `m` (joined with its conversation `c`) may be recalled and shown.
LIVE_MESSAGE = "m.on_path = 1 AND m.status = 'active' AND c.status <> 'trashed'"

Record = TypeVar("Record", bound="_Record")


class _Record(msgspec.Struct, frozen=True):
    @classmethod
    def from_row(cls: type[Record], row: Any) -> Record:
        """A record from a database row that has (at least) its columns."""
        return cls(*[bool(row[name]) if flag else row[name] for name, flag in _columns(cls)])


@lru_cache
def _columns(cls: type[_Record]) -> tuple[tuple[str, bool], ...]:
    """The fields of a record in order, and whether each is a flag: working it out anew costs half a millisecond."""
    return tuple((field.name, field.type is bool) for field in msgspec.structs.fields(cls))


class Conversation(_Record, frozen=True):
    """A conversation. `leaf` is the row of the last message on the chosen path; `status`: active, archived, trashed."""

    row: int
    id: str
    external_id: str | None
    title: str
    titled_by: str
    created_at: str
    updated_at: str
    pinned: bool
    status: str
    trashed_at: str | None
    leaf: int | None
    profile: str | None
    folder: str = ""


class Message(_Record, frozen=True):
    """One turn. `text` is verbatim; show and recall `visible`, where forgotten spans are masked. `conversation` and `parent` are rows."""

    row: int
    id: str
    conversation: int
    parent: int | None
    external_id: str | None
    role: str
    speaker: str
    text: str
    shown: str | None
    mentioned_at: str
    utc_offset: int
    recorded_at: str
    source: str
    asks: bool
    depth: int
    on_path: bool
    state: str
    status: str
    model: str | None
    version: int

    @property
    def visible(self) -> str:
        """The text as people and prompts may see it."""
        return self.text if self.shown is None else self.shown

    @property
    def at(self) -> datetime:
        """When it was said, in the offset at which it was said."""
        return clock.from_utc(self.mentioned_at, self.utc_offset)


class Memory(_Record, frozen=True):
    """A derived or typed-in memory. `steps` is a JSON list; `valid_from`/`valid_to` are as precise as `precision` says."""

    row: int
    id: str
    kind: str
    text: str
    category: str
    subject: str | None
    predicate: str | None
    object: str | None
    trigger_words: str | None
    steps: str | None
    status: str
    superseded_by: int | None
    trashed_at: str | None
    importance: float
    confidence: float
    pinned: bool
    scope: str
    source: str
    recorded_at: str
    mentioned_at: str
    utc_offset: int
    valid_from: str | None
    valid_to: str | None
    precision: str
    time_words: str | None
    recurrence: str | None
    extractor: str
    version: int
    uses: int
    successes: int
    last_used_at: str | None
    enabled: bool = True
    failures: int = 0

    @property
    def at(self) -> datetime:
        """When it was mentioned, in the offset at which it was said."""
        return clock.from_utc(self.mentioned_at, self.utc_offset)


class Entity(_Record, frozen=True):
    """A person, place or thing. `relation` is a person's relation to the user ("sister")."""

    row: int
    id: str
    name: str
    folded: str
    kind: str
    relation: str | None
    recorded_at: str


def outcome(change: Change) -> Changes:
    """What a change did, also while it is still part of an open one."""
    return change.result or Changes(change.seq, frozenset(change.kinds))
