"""The review inbox: memories that wait for the user's word. "Which is right?" where one may contradict another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine.errors import BadInput
from engine.memory import succession
from engine.memory.facts import Memories, new_version
from engine.memory.records import Memory

if TYPE_CHECKING:
    from engine.vault.change import Change
    from engine.vault.vault import Vault


class Question(msgspec.Struct, frozen=True):
    """A memory that waits. `against`: the one that it may contradict; `reason`: "contradicts", or "unapproved" where nothing is against it."""

    memory: Memory
    against: Memory | None
    reason: str
    at: str


class Review:
    """Answers are journaled, one undoable step each. A method that takes a memory takes its record, its id, or the beginning of its id."""

    def __init__(self, vault: Vault, memories: Memories) -> None:
        self._vault = vault
        self._memories = memories

    def list(self, limit: int = 200) -> list[Question]:
        """What waits, the questions about contradictions first, then the oldest first."""
        rows = self._vault.query(
            "SELECT m.row, r.against, r.reason, coalesce(r.at, m.recorded_at) AS at FROM memory m LEFT JOIN review r ON r.memory = m.row "
            "WHERE m.status = 'proposed' ORDER BY r.against IS NULL, m.row LIMIT ?", (limit,),
        )  # fmt: skip
        return [self._question(row) for row in rows]

    def get(self, memory: Memory | str) -> Question:
        """One of them. Raises NotFound, or BadInput for a memory that doesn't wait."""
        found = self._memories.get(memory)
        if found.status != "proposed":
            raise BadInput(f"That memory is {found.status}: it doesn't wait for your word.", "List what waits: alcove review list")
        row = self._vault.one(
            "SELECT m.row, r.against, r.reason, coalesce(r.at, m.recorded_at) AS at FROM memory m LEFT JOIN review r ON r.memory = m.row "
            "WHERE m.row = ?", (found.row,),
        )  # fmt: skip
        return self._question(row)

    def keep(self, memory: Memory | str) -> Memory:
        """The new one is right: it holds, and takes the place of what it contradicts."""
        return self._memories.approve(self.get(memory).memory)

    def reject(self, memory: Memory | str) -> Memory:
        """The old one is right: the new one is set aside."""
        found = self.get(memory).memory
        with self._vault.change("review", "Turned down a memory") as change:
            new_version(change, found.row, {"status": "retracted"}, "user")
            answered(change, found.row)
        return self._memories.get(found)

    def neither(self, memory: Memory | str) -> Memory:
        """Both are wrong: the new one is set aside, and the old one with it."""
        question = self.get(memory)
        with self._vault.change("review", "Turned down both memories"):
            self.reject(question.memory)
            if question.against is not None:
                self.wrong(question.against)
        return self._memories.get(question.memory)

    def wrong(self, memory: Memory | str) -> Memory:
        """What it says is not so, whether it waits or holds: it is set aside, and what it had taken the place of holds again."""
        found = self._memories.get(memory)
        if found.status not in ("active", "proposed", "superseded", "archived"):
            raise BadInput(f"That memory is {found.status} already.", "List what holds: alcove memories list")
        with self._vault.change("review", "Marked a memory as wrong") as change:
            new_version(change, found.row, {"status": "retracted"}, "user")
            succession.reopen(change, [found.row], "user")
            answered(change, found.row)
        return self._memories.get(found)

    def both(self, memory: Memory | str) -> Memory:
        """Both are right: they stand side by side."""
        found = self.get(memory).memory
        with self._vault.change("review", "Kept both memories") as change:
            change.update("memory", found.row, status="active", source="confirmed")
            answered(change, found.row)
        return self._memories.get(found)

    def _question(self, row: Any) -> Question:
        against = self._by_row(row["against"]) if row["against"] is not None else None
        return Question(self._by_row(row["row"]), against, row["reason"] or "unapproved", row["at"])

    def _by_row(self, row: int) -> Memory:
        return Memory.from_row(self._vault.one("SELECT * FROM memory WHERE row = ?", (row,)))


def answered(change: Change, memory: int) -> None:
    """Takes the question about a memory out of the inbox."""
    for (row,) in change.execute("SELECT row FROM review WHERE memory = ?", (memory,)).fetchall():
        change.delete("review", row)
