"""What forgetting or erasing would take along, counted and shown before it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine.memory import masking
from engine.memory.titles import boundary

if TYPE_CHECKING:
    from engine.memory.spans import Read
    from engine.memory.targets import Plan

PREVIEWS = 20
_LENGTH = 160


class Preview(msgspec.Struct, frozen=True):
    """One thing that goes: kind "memory", "message", "passage" (of a message that stays), "conversation" or "name"."""

    kind: str
    id: str
    text: str


class BlastRadius(msgspec.Struct, frozen=True):
    """How many of each go; `previews` shows up to 20 of each kind. `receipts`: answers whose prompt can't be shown any more."""

    memories: int
    messages: int
    passages: int
    conversations: int
    names: int
    receipts: int
    previews: tuple[Preview, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing would go."""
        return not (self.memories or self.messages or self.passages or self.conversations or self.names)


def blast_radius(read: Read, plan: Plan) -> BlastRadius:
    """Counts and previews of a plan."""
    memories = _rows(read, "memory", "text", plan.memories, plan.everything)
    messages = _rows(read, "message", "text", plan.messages, plan.everything)
    conversations = _rows(read, "conversation", "title", plan.conversations, plan.everything)
    names = _rows(read, "entity", "name", plan.entities, plan.everything)
    passages = [
        Preview("passage", row["id"], _short(row["text"][start:stop]))
        for number, found in sorted(plan.spans.items())
        for row in read("SELECT id, text FROM message WHERE row = ?", (number,))
        for start, stop in masking.merge(row["text"], found)
    ]
    inside = read("SELECT count(*) FROM message WHERE conversation IN (SELECT value FROM json_each(?))", (_json(plan.conversations),))[0][0]
    kinds = (("memory", memories), ("message", messages), ("conversation", conversations), ("name", names))
    previews = [Preview(kind, row[0], _short(row[1])) for kind, rows in kinds for row in rows[:PREVIEWS]]
    return BlastRadius(
        len(memories), len(messages) + int(inside), len(passages), len(conversations), len(names), _receipts(read, plan),
        (*previews, *passages[:PREVIEWS]),
    )  # fmt: skip


def _receipts(read: Read, plan: Plan) -> int:
    if plan.everything:
        return int(read("SELECT count(*) FROM receipt", ())[0][0])
    found = read(
        "SELECT count(DISTINCT s.receipt) FROM receipt_segment s WHERE s.owner_kind = 'memory' AND s.owner IN (SELECT value FROM json_each(?1)) "
        "OR s.owner_kind = 'message' AND (s.owner IN (SELECT value FROM json_each(?2)) OR s.owner IN (SELECT row FROM message WHERE conversation IN "
        "(SELECT value FROM json_each(?3))))", (_json(plan.memories), _json([*plan.messages, *plan.spans]), _json(plan.conversations)),
    )  # fmt: skip
    return int(found[0][0])


def _rows(read: Read, table: str, column: str, rows: set[int], everything: bool) -> list[Any]:
    condition = "1" if everything else "row IN (SELECT value FROM json_each(?))"
    return list(read(f"SELECT id, {column} FROM {table} WHERE {condition} ORDER BY row", () if everything else (_json(rows),)))


def _short(text: str) -> str:
    text = " ".join(text[: _LENGTH * 2].split())
    return text if len(text) <= _LENGTH else text[: boundary(text, _LENGTH - 1)] + "…"


def _json(rows: Any) -> str:
    return msgspec.json.encode(sorted(rows)).decode()
