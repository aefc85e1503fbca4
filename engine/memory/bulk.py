"""The same done to many memories at once: one step, undone as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.errors import BadInput
from engine.memory import evidence
from engine.memory.facts import Memories, new_version
from engine.memory.records import Memory, outcome

if TYPE_CHECKING:
    from engine.vault.change import Changes
    from engine.vault.vault import Vault


class Bulk:
    """Takes ids; those of forgotten memories are passed over."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._memories = Memories(vault)

    def edit(self, ids: Sequence[str], **fields: Any) -> Changes:
        """Sets fields (see EDITABLE in facts.py) of all of them."""
        with self._vault.change("edit", "Edited several memories") as change:
            for memory in self._present(ids):
                self._memories.edit(memory, **fields)
        return outcome(change)

    def pin(self, ids: Sequence[str], pinned: bool = True) -> Changes:
        """Pins or unpins those that are in use."""
        with self._vault.change("pin", "Pinned several memories" if pinned else "Unpinned several memories") as change:
            for memory in self._present(ids):
                if memory.status == "active":
                    self._memories.pin(memory, pinned)
        return outcome(change)

    def archive(self, ids: Sequence[str], archived: bool = True) -> Changes:
        """Takes those in use out of recall, or back those that were taken out."""
        with self._vault.change("archive", "Archived several memories" if archived else "Took several memories back into use") as change:
            for memory in self._present(ids):
                if memory.status == ("active" if archived else "archived"):
                    self._memories.archive(memory, archived)
        return outcome(change)

    def merge(self, ids: Sequence[str], keep: str) -> Changes:
        """They say the same: `keep` (id) takes over the sources, people and uses of the others, which are set aside behind it.

        Raises BadInput when there are not two, or one of them is not in use.
        """
        found = self._present(ids)
        kept = next((memory for memory in found if memory.id == keep), None)
        if kept is None or len(found) < 2:
            raise BadInput("Two memories at least are needed to make one of them.", "Select those that say the same, then merge.")
        if any(memory.status != "active" for memory in found):
            raise BadInput("Only memories that are in use can be merged.", "Leave out those that are past, archived or wait for review.")
        others = [memory for memory in found if memory.id != keep]
        with self._vault.change("deduplicate", "Merged memories into one") as change:
            for gone in others:
                evidence.copied(change, kept.row, gone.row)
                for (earlier,) in change.execute("SELECT row FROM memory WHERE superseded_by = ? ORDER BY row", (gone.row,)).fetchall():
                    change.update("memory", earlier, superseded_by=kept.row)
                new_version(change, gone.row, {"status": "archived", "superseded_by": kept.row}, "user")
            first = min((memory.mentioned_at, memory.utc_offset) for memory in found)
            change.update(
                "memory", kept.row, mentioned_at=first[0], utc_offset=first[1], pinned=int(any(memory.pinned for memory in found)),
                uses=sum(memory.uses for memory in found), successes=sum(memory.successes for memory in found),
                failures=sum(memory.failures for memory in found), importance=max(memory.importance for memory in found),
            )  # fmt: skip
        return outcome(change)

    def _present(self, ids: Sequence[str]) -> list[Memory]:
        import msgspec

        rows = self._vault.query(
            "SELECT * FROM memory WHERE status <> 'trashed' AND id IN (SELECT value FROM json_each(?)) ORDER BY row",
            (msgspec.json.encode(list(ids)).decode(),),
        )
        return [Memory.from_row(row) for row in rows]
