"""Procedures: how the user does a thing, step by step; which of them were told in a conversation, and whether they worked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.errors import BadInput
from engine.memory.instructions import PREDICATE, TRUSTED
from engine.memory.records import Memory, Message

if TYPE_CHECKING:
    from engine.memory.facts import Memories
    from engine.vault.vault import Vault

_IS_ONE = f"m.kind = 'procedural' AND coalesce(m.predicate, '') <> '{PREDICATE}' AND m.status = 'active' AND {TRUSTED}"
_CASE = re.compile(r"^(?:if|when|whenever|once|after|before|every time)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*;\s*|,\s*(?:and\s+)?(?:then\s+)?|\.\s+|\s+(?:and )?then\s+")


class Told(msgspec.Struct, frozen=True):
    """A procedure that came up in a conversation: as an answer (`answered`), or when the user taught it; in the message at `depth`."""

    memory: Memory
    depth: int
    answered: bool


class Procedures:
    """Reads procedures, counts how they turn out, and keeps them right."""

    def __init__(self, vault: Vault, memories: Memories) -> None:
        self._vault = vault
        self._memories = memories

    def all(self) -> list[Memory]:
        """Those that may be told, the newest first."""
        return [
            Memory.from_row(row) for row in self._vault.query(f"SELECT m.* FROM memory m WHERE {_IS_ONE} ORDER BY m.mentioned_at DESC, m.row DESC")
        ]

    def get(self, memory: Memory | str) -> Memory:
        """By id or its beginning. Raises NotFound, and BadInput for a memory that is no procedure."""
        found = self._memories.get(memory)
        if found.kind != "procedural" or found.predicate == PREDICATE:
            raise BadInput("That memory is no procedure.", "List them with: alcove procedures list")
        return found

    def recent(self, message: Message, back: int) -> list[Told]:
        """Those told or taught in the `back` messages before this one, the last one first."""
        rows = self._vault.query(
            f"""SELECT m.*, t.depth AS t_depth, t.role = 'assistant' AS answered FROM message t
                LEFT JOIN receipt r ON r.message = t.row
                LEFT JOIN receipt_memory u ON u.receipt = r.row AND u.in_prompt = 1 AND u.owner_kind = 'memory'
                LEFT JOIN memory_source s ON s.message = t.row
                JOIN memory m ON m.row = CASE t.role WHEN 'assistant' THEN u.owner ELSE s.memory END
                WHERE t.conversation = ? AND t.on_path = 1 AND t.status = 'active' AND t.depth < ? AND t.depth >= ? AND {_IS_ONE}
                ORDER BY t.depth DESC, u.rank, m.row DESC""",
            (message.conversation, message.depth, message.depth - back),
        )
        found = {row["row"]: Told(Memory.from_row(row), row["t_depth"], bool(row["answered"])) for row in reversed(rows)}
        return sorted(found.values(), key=lambda told: -told.depth)

    def said_since(self, message: Message, depth: int) -> list[str]:
        """The user's messages between the one at `depth` and this one."""
        rows = self._vault.query(
            "SELECT visible FROM message WHERE conversation = ? AND on_path = 1 AND role = 'user' AND status = 'active' AND depth > ? AND depth < ? "
            "ORDER BY depth",
            (message.conversation, depth, message.depth),
        )
        return [str(row["visible"]) for row in rows]

    def note_outcome(self, memory: Memory | str, worked: bool, *, actor: str = "user") -> Memory:
        """One more time that it worked, or did not; can be undone."""
        found = self.get(memory)
        label = "Noted that a procedure worked" if worked else "Noted that a procedure did not work"
        with self._vault.change("outcome", label, actor=actor) as change:
            if worked:
                change.update("memory", found.row, successes=found.successes + 1)
            else:
                change.update("memory", found.row, failures=found.failures + 1)
        return self._memories.get(found)

    def revise(self, memory: Memory | str, steps: Sequence[str], *, message: Message | None = None, actor: str = "user") -> Memory:
        """New steps, as a new version. What failed was the old one, so failures count anew. `message` becomes one of the sources."""
        found = self.get(memory)
        if not any(step.strip() for step in steps):
            raise BadInput("A procedure needs a step.", "To remove it, forget it.")
        with self._vault.change("edit", "Corrected a procedure", actor=actor) as change:
            if message is not None:
                self._memories.cite(found, message.id, 0, len(message.text), actor=actor)
            made = self._memories.edit(found, actor=actor, text=told(lead(found), steps), steps=tuple(steps))
            if found.failures:
                change.update("memory", found.row, failures=0)
        return self._memories.get(made)


def steps_of(memory: Memory) -> tuple[str, ...]:
    """The steps in order, as they stand in the text; () when the text is not made of steps."""
    listed = tuple(msgspec.json.decode(memory.steps, type=list[str])) if memory.steps else ()
    if listed and in_order(memory.text, listed):
        return listed
    _, colon, rest = memory.text.partition(": ")
    parts = tuple(part.strip(" .") for part in _BETWEEN.split(rest) if part.strip(" .")) if colon else ()
    return parts if len(parts) > 1 and in_order(memory.text, parts) else ()


def in_order(text: str, steps: Sequence[str]) -> list[int]:
    """Where each step begins in the text, after "To reset the router: " and one after the other; [] when one is missing."""
    places, start = [], text.find(": ") + 1
    for step in steps:
        place = text.find(step, start)
        if place < 0:
            return []
        places.append(place)
        start = place + len(step)
    return places


def lead(memory: Memory) -> str:
    """What stands before the steps: "To reset the router"."""
    before, colon, _ = memory.text.partition(": ")
    return before if colon else f"To {trigger_of(memory)}"


def told(before: str, steps: Sequence[str]) -> str:
    """The memory's text: "To reset the router: unplug it, wait, plug it in."."""
    mark = "; " if any("," in step for step in steps) else ", "
    return f"{before}: {mark.join(steps)}."


def trigger_of(memory: Memory) -> str:
    """What the procedure is for: "reset the router", "the alarm panel beeps"."""
    given = (memory.trigger_words or "").strip()
    if given and given.lower() in memory.text.lower():
        return given
    before = memory.text.partition(": ")[0] if ": " in memory.text else memory.text
    return re.sub(r"^(?:how to|to|for|if|when|whenever|once)\s+", "", before, flags=re.IGNORECASE)


def is_case(memory: Memory) -> bool:
    """Whether it is for a situation ("If the alarm beeps") rather than for a goal ("To reset the router")."""
    return _CASE.match(memory.text) is not None
