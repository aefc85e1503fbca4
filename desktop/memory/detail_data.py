"""Reads everything that the detail pane shows of one memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.i18n import phrase, tr
from desktop.memory import diff
from engine.errors import NotFound
from engine.memory import browsing
from engine.memory.facts import EDITABLE
from engine.memory.records import Memory

if TYPE_CHECKING:
    from engine.memory.facts import Version
    from engine.memory.records import Message
    from engine.session import Session

#: What the history shows; subject, predicate and object are for the machine.
HISTORY = {
    "text": "", "kind": phrase("Kind"), "category": phrase("Category"), "status": phrase("State"), "valid_from": phrase("From"),
    "valid_to": phrase("Until"), "time_words": phrase("When"), "trigger_words": phrase("Use when"), "recurrence": phrase("Repeats"),
    "steps": phrase("Steps"), "scope": phrase("Scope"),
}  # fmt: skip
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
class Step:
    """An edit: `version` was left by it. `text`: the words that went and came; `changed`: (field, before, after); `earlier`: what Memories.edit
    takes to have the version back."""

    version: Version
    text: tuple[diff.Part, ...]
    changed: tuple[tuple[str, Any, Any], ...]
    earlier: dict[str, Any]


@dataclass(frozen=True)
class Detail:
    """One memory with its sources, its earlier versions, who it speaks of, and what took its place."""

    memory: Memory
    sources: tuple[Excerpt, ...]
    versions: tuple[Version, ...]
    steps: tuple[Step, ...]  # what each edit changed, the latest first
    entities: tuple[tuple[str, str, int], ...]  # (name, relation or kind, row)
    successor: Memory | None
    predecessors: tuple[Memory, ...]  # what it took the place of, the latest first
    answers: int
    used_in: tuple[tuple[str, str, str], ...]  # the latest answers: (conversation id, message id, when)
    until: str | None  # the moment that is looked at


def read(session: Session, memory_id: str, until: str | None = None) -> Detail:
    """Everything about one memory, as it was at a moment. Raises NotFound, also when it was not known then."""
    memories, vault = session.memories, session.vault
    memory = memories.get(memory_id)
    if until is not None:
        then = browsing.get(vault, memory.id, until)
        if then is None:
            raise NotFound(tr("That was not known yet on this day."), tr("Go back to now to see it."))
        memory = then
    sources = tuple(
        _excerpt(session, message, start, stop) for message, start, stop in memories.sources(memory) if until is None or message.mentioned_at <= until
    )
    entities = vault.query(
        "SELECT DISTINCT e.name, coalesce(e.relation, e.kind), e.row FROM memory_entity x JOIN entity e ON e.row = x.entity "
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
    used_in = vault.query(
        "SELECT c.id AS conversation, m.id AS message, r.at FROM receipt_memory x JOIN receipt r ON r.row = x.receipt "
        "JOIN message m ON m.row = r.message JOIN conversation c ON c.row = m.conversation WHERE x.owner_kind = 'memory' AND x.owner = ? "
        "AND x.in_prompt = 1 AND m.status = 'active' AND c.status <> 'trashed' ORDER BY r.row DESC LIMIT 5", (memory.row,),
    )  # fmt: skip
    versions = tuple(version for version in memories.history(memory) if until is None or version.at <= until)
    return Detail(
        memory, sources, versions, _steps(memory, versions), tuple((row[0], row[1], int(row[2])) for row in entities), successor, predecessors,
        int(answers[0]) if answers else 0, tuple((row["conversation"], row["message"], row["at"]) for row in used_in), until,
    )  # fmt: skip


def _steps(memory: Memory, versions: tuple[Version, ...]) -> tuple[Step, ...]:
    """From each version to the next, the latest first."""
    after: dict[str, Any] = {name: getattr(memory, name) for name in Memory.__struct_fields__}
    found = []
    for version in reversed(versions):
        before = after | version.fields
        changed = tuple((name, before[name], after.get(name)) for name in version.fields if name in HISTORY and before[name] != after.get(name))
        text = diff.words(str(before["text"]), str(after["text"])) if before["text"] != after["text"] else ()
        closed = {"valid_to"} if "status" in version.fields else set()  # what took its place did that
        earlier = {name: before[name] for name in (EDITABLE & before.keys()) - closed if before[name] != getattr(memory, name)}
        found.append(Step(version, text, changed, earlier))
        after = before
    return tuple(found)


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
    return Excerpt(message, place["id"] if place else "", (place["title"] if place else "") or tr("Chat"), before, span, after)
