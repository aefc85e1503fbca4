"""What can be done with the memory that is shown, and with several at once: asked for, confirmed, carried out, undoable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import phrases, tr, trn
from desktop.memory import changing
from desktop.memory.add import AddDialog
from desktop.memory.bulk import MergeDialog, Several
from desktop.memory.letting_go import LettingGo
from desktop.memory.people import SameDialog, ask_split
from desktop.memory.renaming import RenameDialog

if TYPE_CHECKING:
    from desktop.widgets.dialogs import Dialog
    from engine.memory.records import Entity, Memory


class Verbs:
    """Works for a page: `current` gives the memory that is shown, `opened` shows another, `gone` shows none."""

    def __init__(
        self, desk: Desk, page: QWidget, current: Callable[[], Memory | None], opened: Callable[[str], object], gone: Callable[[], object]
    ) -> None:  # fmt: skip
        self.desk, self.page = desk, page
        self._current, self._opened, self._gone = current, opened, gone
        self._letting_go = LettingGo(desk, page, gone, self._asked)
        self.dialog: Dialog | None = None  # the last one that was opened

    def _asked(self, dialog: Dialog) -> None:
        self.dialog = dialog

    def _change(self, fn: Callable[[], Any], said: str = "", on_done: Callable[[Any], None] | None = None) -> None:
        self.desk.change(self.page, fn, said, on_done)

    def add(self) -> None:
        """Asks for a memory to add."""
        self.dialog = AddDialog(self.page.window(), self._add)

    def _add(self, text: str, kind: str) -> None:
        from engine.memory.facts import NewMemory

        memories = self.desk.session.memories
        self._change(lambda: memories.add(NewMemory(text=text, kind=kind)), tr("Remembered."), lambda made: self._opened(made.id))

    def save(self, memory_id: str, fields: dict[str, Any]) -> None:
        """Stores edited fields as a new version."""
        memories = self.desk.session.memories
        self._change(lambda: memories.edit(memory_id, **fields), tr("Saved."))

    def restore_version(self, memory_id: str, fields: dict[str, Any]) -> None:
        """Takes the words and dates of an earlier version back, as a new version."""
        memories = self.desk.session.memories
        self._change(lambda: memories.edit(memory_id, **fields), tr("The earlier version holds again."))

    def toggle_pin(self) -> None:
        """Pins or unpins the memory."""
        if (memory := self._current()) is not None:
            memories = self.desk.session.memories
            self._change(lambda: memories.pin(memory.id, not memory.pinned), tr("No longer pinned.") if memory.pinned else tr("Pinned."))

    def approve(self) -> None:
        """Keeps a proposed memory."""
        if (memory := self._current()) is not None:
            changing.keep(self.desk, memory.id)

    def toggle_archive(self) -> None:
        """Takes the memory out of answers, or back in."""
        if (memory := self._current()) is not None:
            memories, archived = self.desk.session.memories, memory.status != "archived"
            self._change(lambda: memories.archive(memory.id, archived), tr("Archived.") if archived else tr("Used in answers again."))

    def switch(self) -> None:
        """Lets an instruction rest, or be followed again."""
        if (memory := self._current()) is not None:
            instructions, on = self.desk.session.instructions, not memory.enabled
            self._change(lambda: instructions.switch(memory.id, on), tr("Followed again.") if on else tr("Switched off. It is not forgotten."))

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
            self._change(lambda: forgetting.restore(memory.id), tr("Brought back."))

    def rename(self, entity: Entity) -> None:
        """Asks for another name of a person, place or thing."""
        self.dialog = RenameDialog(self.desk, self.page.window(), entity)

    def same(self, entity: Entity) -> None:
        """Asks which other one is the same."""
        self.dialog = SameDialog(self.desk, self.page.window(), entity)

    def split(self, entity: Entity) -> None:
        """Asks which memories speak of another one."""
        ask_split(self.desk, self.page, entity)

    # Forgetting and erasing, one or several

    def forget(self) -> None:
        """Shows what forgetting takes along, then forgets."""
        if (memory := self._current()) is not None and memory.status != "trashed":
            self.forget_all([memory.id])

    def forget_all(self, targets: Sequence[str]) -> None:
        """The same for several (ids)."""
        self._letting_go.forget(targets)

    def erase(self) -> None:
        """Names what goes, then erases it for good and shows what the scan found."""
        if (memory := self._current()) is not None:
            self._letting_go.erase([memory.id])

    # Several

    def pin_all(self, several: Several, pinned: bool) -> None:
        """Pins or unpins all."""
        bulk = self._bulk()
        forms = phrases("{n} memory pinned.", "{n} memories pinned.") if pinned else phrases("{n} memory unpinned.", "{n} memories unpinned.")
        self._change(lambda: bulk.pin(several.ids, pinned), trn(*forms, len(several.ids)))

    def archive_all(self, several: Several, archived: bool) -> None:
        """Archives all, or takes them back into use."""
        bulk = self._bulk()
        forms = (
            phrases("{n} memory archived.", "{n} memories archived.") if archived else phrases("{n} memory used again.", "{n} memories used again.")
        )
        self._change(lambda: bulk.archive(several.ids, archived), trn(*forms, len(several.ids)))

    def categorise_all(self, several: Several, category: str) -> None:
        """Gives all the same category."""
        bulk = self._bulk()
        self._change(lambda: bulk.edit(several.ids, category=category), trn("{n} memory changed.", "{n} memories changed.", len(several.ids)))

    def merge_all(self, several: Several) -> None:
        """Asks which one is kept, then merges the others into it."""
        bulk = self._bulk()

        def yes(keep: str) -> None:
            self._change(lambda: bulk.merge(several.ids, keep), tr("Merged."), lambda _: self._opened(keep))

        self.dialog = MergeDialog(self.page.window(), several.first, yes)

    def _bulk(self) -> Any:
        from engine.memory.bulk import Bulk

        return Bulk(self.desk.session.vault)
