"""Reads everything that the detail pane shows of one memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.memory.records import Memory

if TYPE_CHECKING:
    from engine.memory.facts import Version
    from engine.memory.records import Message
    from engine.session import Session

AROUND = 160  # characters of a message shown before and after the span


@dataclass(frozen=True)
class Excerpt:
    """A source: the message, where it is, and its text around the span in three parts."""

    message: Message
    conversation_id: str
    title: str
    before: str
    span: str
    after: str


@dataclass(frozen=True)
class Detail:
    """One memory with its sources, its earlier versions, who it speaks of, and what took its place."""

    memory: Memory
    sources: tuple[Excerpt, ...]
    versions: tuple[Version, ...]
    entities: tuple[tuple[str, str], ...]  # (name, relation or kind)
    successor: Memory | None
    predecessors: tuple[Memory, ...]  # what it took the place of, the latest first
    answers: int


def read(session: Session, memory_id: str) -> Detail:
    """Everything about one memory. Raises NotFound."""
    memories, vault = session.memories, session.vault
    memory = memories.get(memory_id)
    sources = tuple(_excerpt(session, message, start, stop) for message, start, stop in memories.sources(memory))
    entities = vault.query(
        "SELECT DISTINCT e.name, coalesce(e.relation, e.kind) FROM memory_entity x JOIN entity e ON e.row = x.entity "
        "WHERE x.memory = ? AND e.kind <> 'user' ORDER BY e.name",
        (memory.row,),
    )
    successor = None
    if memory.superseded_by is not None:
        row = vault.one("SELECT id FROM memory WHERE row = ? AND status <> 'trashed'", (memory.superseded_by,))
        successor = memories.get(row["id"]) if row else None
    predecessors = tuple(
        Memory.from_row(row)
        for row in vault.query(
            "SELECT * FROM memory WHERE superseded_by = ? AND status = 'superseded' ORDER BY mentioned_at DESC, row DESC", (memory.row,)
        )
    )
    answers = vault.one(
        "SELECT count(DISTINCT receipt) FROM receipt_memory WHERE owner_kind = 'memory' AND owner = ? AND in_prompt = 1", (memory.row,)
    )
    return Detail(
        memory, sources, tuple(memories.history(memory)), tuple((row[0], row[1]) for row in entities), successor, predecessors,
        int(answers[0]) if answers else 0,
    )  # fmt: skip


def latest_source(session: Session, memory: Memory) -> Excerpt | None:
    """Where a memory was said last."""
    sources = session.memories.sources(memory)
    return _excerpt(session, *sources[-1]) if sources else None


def _excerpt(session: Session, message: Message, start: int, stop: int) -> Excerpt:
    place = session.vault.one("SELECT id, title FROM conversation WHERE row = ?", (message.conversation,))
    if message.shown is not None:  # parts are forgotten: the span no longer fits what may be shown
        before, span, after = message.visible[: 2 * AROUND], "", ""
    else:
        text = message.text
        first, last = max(0, start - AROUND), min(len(text), stop + AROUND)
        before = ("…" if first else "") + text[first:start]
        span, after = text[start:stop], text[stop:last] + ("…" if last < len(text) else "")
    return Excerpt(message, place["id"] if place else "", (place["title"] if place else "") or "Chat", before, span, after)
