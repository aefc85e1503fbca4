"""Standing instructions: which are in force, which are switched off. Only what the user typed, said or confirmed can ever be in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.errors import BadInput
from engine.memory.aspects import opposes
from engine.memory.facts import NewMemory
from engine.memory.records import Memory

if TYPE_CHECKING:
    from engine.memory.facts import Memories
    from engine.vault.vault import Vault

PREDICATE = "instruction"
#: SQL: procedural memory `m` is trusted: typed in or confirmed by the user, or learnt from the user's own words (design.md §6). What came
#: from a document, an import or the assistant has no way into a prompt but through the user's approval.
TRUSTED = """(m.source IN ('typed', 'confirmed') OR (m.source = 'inferred' AND EXISTS (
    SELECT 1 FROM memory_source s JOIN message t ON t.row = s.message
    WHERE s.memory = m.row AND t.role = 'user' AND t.source IN ('typed', 'ingested'))))"""
_ORDER = "m.pinned DESC, m.importance DESC, m.mentioned_at DESC, m.row DESC"


class Instructions:
    """Reads and switches standing instructions."""

    def __init__(self, vault: Vault, memories: Memories) -> None:
        self._vault = vault
        self._memories = memories

    def all(self) -> list[Memory]:
        """The trusted ones, also those that are switched off; pinned first, then by weight, then the newest."""
        rows = self._vault.query(
            f"SELECT m.* FROM memory m WHERE m.kind = 'procedural' AND m.predicate = ? AND m.status = 'active' AND {TRUSTED} ORDER BY {_ORDER}",
            (PREDICATE,),
        )
        return [Memory.from_row(row) for row in rows]

    def in_force(self) -> list[Memory]:
        """Those that are switched on, in the same order; of two that oppose each other the one said later."""
        return newest_hold([memory for memory in self.all() if memory.enabled])

    def among(self, rows: Sequence[int]) -> set[int]:
        """Those of these memory rows that are instructions of any kind: switched off, superseded, untrusted ones too."""
        listed = msgspec.json.encode(list(rows)).decode()
        sql = "SELECT row FROM memory WHERE predicate = ? AND row IN (SELECT value FROM json_each(?))"
        return {int(found["row"]) for found in self._vault.query(sql, (PREDICATE, listed))}

    def switch(self, memory: Memory | str, on: bool) -> Memory:
        """Switches an instruction on or off; it is not forgotten, and the step can be undone. Raises BadInput for any other memory."""
        found = self._memories.get(memory)
        if found.kind != "procedural" or found.predicate != PREDICATE:
            raise BadInput("That memory is no standing instruction.", "List them with: alcove instructions list")
        if found.status != "active":
            raise BadInput(f"That instruction is {found.status}.", "What waits for approval is approved with: alcove memories approve ID")
        label = "Switched an instruction on" if on else "Switched an instruction off"
        with self._vault.change("instruction", label) as change:
            change.update("memory", found.row, enabled=int(on))
        return self._memories.get(found)

    def add(self, text: str) -> Memory:
        """A new instruction, typed in by the user; those that it opposes are superseded."""
        new = NewMemory(
            text, kind="procedural", category="instruction", subject="assistant", predicate=PREDICATE, importance=0.85, trigger_words="always"
        )
        with self._vault.change("remember", "Added an instruction"):
            before = self.all()
            made = self._memories.add(new)
            for known in before:
                if opposes(known.text, text):
                    self._memories.supersede(known, made, actor="user")
        return made


def newest_hold(instructions: Sequence[Memory]) -> list[Memory]:
    """Without those that a later one opposes."""
    later = sorted(instructions, key=lambda memory: (memory.mentioned_at, memory.row))
    gone = {known.row for n, known in enumerate(later) if any(opposes(known.text, newer.text) for newer in later[n + 1 :])}
    return [memory for memory in instructions if memory.row not in gone]
