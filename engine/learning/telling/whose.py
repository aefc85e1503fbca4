"""Who a candidate is about, of those who are known; and which memories are about the same one, whatever they call her."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from engine.memory.bearers import Mention, Place
from engine.memory.whom import find

if TYPE_CHECKING:
    from engine.learning.records import Candidate
    from engine.memory.records import Message
    from engine.vault.change import Change

NOBODY = 0  # known yet: another of the name, or the first


def subject_of(change: Change, candidate: Candidate, message: Message) -> int | None:
    """The row of the entity that a candidate is about, `NOBODY` when it is somebody new, None when it is about no entity."""
    subject = next((entity for entity in candidate.entities if entity.role == "subject"), None)
    if subject is None:
        return None
    place = Place(message.conversation, message.row)
    owner = None
    if subject.of:
        whose = next((entity for entity in candidate.entities if entity.name == subject.of and entity is not subject), None)
        owner = find(change, Mention(whose.name, whose.kind, whose.relation or None), place) if whose is not None else None
        if owner is None:
            return NOBODY
    return find(change, Mention(subject.name, subject.kind, subject.relation or None, owner, subject.fresh), place) or NOBODY


def subjects(change: Change, memories: Iterable[int]) -> dict[int, set[int]]:
    """Of each memory (row) the entities that it is about."""
    found: dict[int, set[int]] = {}
    rows = "SELECT memory, entity FROM memory_entity WHERE role = 'subject' AND memory IN (SELECT value FROM json_each(?))"
    for row in change.execute(rows, (json.dumps(sorted(memories)),)).fetchall():
        found.setdefault(row["memory"], set()).add(row["entity"])
    return found


def about(change: Change, entity: int, predicate: str, limit: int) -> list[Any]:
    """Rows of memories about an entity, by that predicate, newest first."""
    return list(
        change.execute(
            "SELECT m.* FROM memory_entity x JOIN memory m ON m.row = x.memory WHERE x.entity = ? AND x.role = 'subject' AND m.predicate IS ? "
            "AND m.status IN ('active', 'proposed', 'superseded', 'archived') ORDER BY m.row DESC LIMIT ?", (entity, predicate or None, limit),
        ).fetchall()
    )  # fmt: skip
