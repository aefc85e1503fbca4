"""What can be done with the memory that is shown, and with several at once: asked for, confirmed, carried out, undoable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.memory import changing
from desktop.memory.add import AddDialog
from desktop.memory.bulk import MergeDialog, Several
from desktop.memory.forget import counted, erase_dialog, forget_dialog, report_dialog
from desktop.memory.renaming import RenameDialog

if TYPE_CHECKING:
    from desktop.widgets.dialogs import Dialog
    from engine.memory.blast import BlastRadius
    from engine.memory.forgetting import EraseReport
    from engine.memory.records import Entity, Memory


class Verbs:
    """Works for a page: `current` gives the memory that is shown, `opened` shows another, `gone` shows none."""

    def __init__(
        self, desk: Desk, page: QWidget, current: Callable[[], Memory | None], opened: Callable[[str], object], gone: Callable[[], object]
    ) -> None:  # fmt: skip
        self.desk, self.page = desk, page
        self._current, self._opened, self._gone = current, opened, gone
        self.dialog: Dialog | None = None

    def _change(self, fn: Callable[[], Any], said: str = "", on_done: Callable[[Any], None] | None = None) -> None:
        self.desk.change(self.page, fn, said, on_done)

    def add(self) -> None:
        """Asks for a memory to add."""
        self.dialog = AddDialog(self.page.window(), self._add)

    def _add(self, text: str, kind: str) -> None:
        from engine.memory.facts import NewMemory

        memories = self.desk.session.memories
        self._change(lambda: memories.add(NewMemory(text=text, kind=kind)), "Remembered.", lambda made: self._opened(made.id))

    def save(self, memory_id: str, fields: dict[str, Any]) -> None:
        """Stores edited fields as a new version."""
        memories = self.desk.session.memories
        self._change(lambda: memories.edit(memory_id, **fields), "Saved.")

    def restore_version(self, memory_id: str, fields: dict[str, Any]) -> None:
        """Takes the words and dates of an earlier version back, as a new version."""
        memories = self.desk.session.memories
        self._change(lambda: memories.edit(memory_id, **fields), "The earlier version holds again.")

    def toggle_pin(self) -> None:
        """Pins or unpins the memory."""
        if (memory := self._current()) is not None:
            memories = self.desk.session.memories
            self._change(lambda: memories.pin(memory.id, not memory.pinned), "No longer pinned." if memory.pinned else "Pinned.")

    def approve(self) -> None:
        """Keeps a proposed memory."""
        if (memory := self._current()) is not None:
            changing.keep(self.desk, memory.id)

    def toggle_archive(self) -> None:
        """Takes the memory out of answers, or back in."""
        if (memory := self._current()) is not None:
            memories, archived = self.desk.session.memories, memory.status != "archived"
            self._change(lambda: memories.archive(memory.id, archived), "Archived." if archived else "Used in answers again.")

    def switch(self) -> None:
        """Lets an instruction rest, or be followed again."""
        if (memory := self._current()) is not None:
            instructions, on = self.desk.session.instructions, not memory.enabled
            self._change(lambda: instructions.switch(memory.id, on), "Followed again." if on else "Switched off. It is not forgotten.")

    def mark_wrong(self) -> None:
        """Sets the memory aside: it is not so."""
        if (memory := self._current()) is not None:
            changing.wrong(self.desk, memory.id)

    def ask_never(self) -> None:
        """Asks whether this kind is never to be kept again."""
        if (memory := self._current()) is not None:
            changing.ask_never(self.desk, self.page.window(), memory.id)

    def restore(self) -> None:
        """Brings a forgotten memory back."""
        if (memory := self._current()) is not None:
            forgetting = self.desk.session.forgetting
            self._change(lambda: forgetting.restore(memory.id), "Brought back.")

    def rename(self, entity: Entity) -> None:
        """Asks for another name of a person, place or thing."""
        self.dialog = RenameDialog(self.desk, self.page.window(), entity)

    # Forgetting and erasing, one or several

    def forget(self) -> None:
        """Shows what forgetting takes along, then forgets."""
        if (memory := self._current()) is not None and memory.status != "trashed":
            self.forget_all([memory.id])

    def forget_all(self, targets: Sequence[str]) -> None:
        """The same for several (ids)."""
        session, targets = self.desk.session, list(targets)

        def look() -> tuple[BlastRadius, int]:
            return session.forgetting.blast_radius(targets), int(session.settings.get("trash_days"))

        self.desk.tasks.query(self.page, look, lambda found: self._ask_forget(targets, *found))

    def _ask_forget(self, targets: list[str], radius: BlastRadius, days: int) -> None:
        forgetting = self.desk.session.forgetting

        def yes() -> None:
            if days:
                self._gone()
                self._change(lambda: forgetting.forget(targets), "Forgotten.")
            else:
                self._erase(targets)

        self.dialog = forget_dialog(self.page.window(), radius, days, yes)

    def erase(self) -> None:
        """Names what goes, then erases it for good and shows what the scan found."""
        if (memory := self._current()) is not None:
            forgetting, targets = self.desk.session.forgetting, [memory.id]
            self.desk.tasks.query(self.page, lambda: forgetting.blast_radius(targets), lambda radius: self._ask_erase(targets, radius))

    def _ask_erase(self, targets: list[str], radius: BlastRadius) -> None:
        self.dialog = erase_dialog(self.page.window(), radius, lambda: self._erase(targets))

    def _erase(self, targets: list[str]) -> None:
        forgetting = self.desk.session.forgetting
        self._gone()
        self.desk.toast("Erasing, and looking for what is left…")
        self._change(lambda: forgetting.erase(targets), on_done=self._erased)

    def _erased(self, report: EraseReport) -> None:
        self.desk.announce("Erased")
        self.dialog = report_dialog(self.page.window(), report)

    # Several

    def pin_all(self, several: Several, pinned: bool) -> None:
        """Pins or unpins all."""
        bulk = self._bulk()
        self._change(lambda: bulk.pin(several.ids, pinned), f"{_many(several)} {'pinned' if pinned else 'unpinned'}.")

    def archive_all(self, several: Several, archived: bool) -> None:
        """Archives all, or takes them back into use."""
        bulk = self._bulk()
        self._change(lambda: bulk.archive(several.ids, archived), f"{_many(several)} {'archived' if archived else 'used again'}.")

    def categorise_all(self, several: Several, category: str) -> None:
        """Gives all the same category."""
        bulk = self._bulk()
        self._change(lambda: bulk.edit(several.ids, category=category), f"{_many(several)} changed.")

    def merge_all(self, several: Several) -> None:
        """Asks which one is kept, then merges the others into it."""
        bulk = self._bulk()

        def yes(keep: str) -> None:
            self._change(lambda: bulk.merge(several.ids, keep), "Merged.", lambda _: self._opened(keep))

        self.dialog = MergeDialog(self.page.window(), several.first, yes)

    def _bulk(self) -> Any:
        from engine.memory.bulk import Bulk

        return Bulk(self.desk.session.vault)


def _many(several: Several) -> str:
    return counted(len(several.ids), "memory", "memories")
