"""The memory page: search and filters, the list, and the details of one memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.memory import changing, detail_data
from desktop.memory.add import AddDialog
from desktop.memory.detail import DetailPane
from desktop.memory.detail_data import Detail
from desktop.memory.filters import Filters
from desktop.memory.forget import erase_dialog, forget_dialog, report_dialog
from desktop.memory.listing import MemoryList
from desktop.memory.model import Asked, MemoryModel
from desktop.widgets.basic import Button, Frame, Label, column, fill, row
from desktop.widgets.dialogs import Dialog
from desktop.widgets.fields import SearchField
from desktop.widgets.states import EmptyState
from engine.errors import NotFound

if TYPE_CHECKING:
    from engine.memory.blast import BlastRadius
    from engine.memory.forgetting import EraseReport
    from engine.memory.records import Memory
    from engine.vault.database import Changes

KINDS_OF_CHANGE = {"memory", "memory_version", "memory_source", "message", "conversation"}


class MemoryPage(QWidget):
    """Owns the selection; everything that reads or writes goes through the desk."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self.current: Memory | None = None
        self.dialog: Dialog | None = None
        self._stale = True
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search = SearchField("Search memories")
        self.count = Label("", "caption")
        self.add_button = Button("Add", icon_name="plus", on=self.add, name="Add a memory")
        self.filters = Filters()
        self.model = MemoryModel(self.desk, self)
        self.list = MemoryList()
        self.list.setModel(self.model)
        self.first_button = Button("Add a memory", "primary", on=self.add)
        self.nothing = EmptyState(
            "memory", "Nothing remembered yet", "Talk to Alcove about yourself, or add a memory by hand.", action=self.first_button
        )
        self.lists = QStackedWidget()
        self.lists.addWidget(self.list)
        self.lists.addWidget(self.nothing)
        left = QWidget()
        head = column(row(self.search, self.add_button, stretch=0), self.filters, margins=(24, 14, 20, 8), spacing=12)
        fill(QVBoxLayout(left), head, self.lists, row(self.count, None, margins=(24, 6, 20, 10)), spacing=0)
        left.setMinimumWidth(320)
        self.detail = DetailPane()
        self.detail.set_more([self.desk.actions["memory.wrong"], self.desk.actions["memory.never"], self.desk.actions["memory.erase"]])
        self.unchosen = EmptyState("memory", "Choose a memory", "You see where it comes from, how it changed, and what you can do with it.")
        self.right = QStackedWidget()
        self.right.addWidget(self.unchosen)
        self.right.addWidget(self.detail)
        panel = Frame("panel")
        panel.box.addWidget(self.right)
        panel.setMinimumWidth(380)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(panel)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(0, 4)
        self.splitter.setStretchFactor(1, 5)
        fill(QHBoxLayout(self), self.splitter)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _: self.reload())
        self.search.left.connect(self._into_list)
        self.filters.changed.connect(self._filtered)
        self.list.shown.connect(self._select)
        self.list.forget_asked.connect(self.forget)
        self.list.entered.connect(self.detail.setFocus)
        self.model.loaded.connect(self._loaded)
        self.detail.saved.connect(self.save)
        self.detail.pin_asked.connect(self.toggle_pin)
        self.detail.approve_asked.connect(self.approve)
        self.detail.archive_asked.connect(self.toggle_archive)
        self.detail.forget_asked.connect(self.forget)
        self.detail.restore_asked.connect(self.restore)
        self.detail.source_opened.connect(self.desk.message_asked)
        self.detail.memory_opened.connect(self.open_memory)
        self.detail.switch_asked.connect(self.switch)
        self.desk.changed.connect(self._changed)
        for action, handler in (
            ("memory.add", self.add), ("memory.edit", self.detail.begin_edit), ("memory.pin", self.toggle_pin), ("memory.forget", self.forget),
            ("memory.erase", self.erase), ("memory.wrong", self.mark_wrong), ("memory.never", self.ask_never),
        ):  # fmt: skip
            self.desk.actions.bind(action, handler)
        self._enable()

    # Showing

    def appear(self) -> None:
        """The page comes into view: reads what changed meanwhile."""
        if self._stale:
            self.reload()

    def reload(self) -> None:
        """Reads list and counts anew."""
        self._stale = False
        filters = self.filters
        asked = Asked(self.search.text().strip(), filters.kind, filters.statuses, filters.order.currentData())
        self.model.ask(asked, self._keep_selection)
        self.desk.tasks.query(self, self.desk.session.memories.counts, filters.show_counts)

    def open_memory(self, memory_id: str) -> None:
        """Shows a memory, whatever the filters are."""
        self._read(memory_id)

    def _filtered(self) -> None:
        self._clear()
        self.reload()

    def _select(self, memory: Memory) -> None:
        if self.current is None or memory.id != self.current.id:
            self._read(memory.id)

    def _read(self, memory_id: str) -> None:
        session = self.desk.session
        self.desk.tasks.query(self, lambda: detail_data.read(session, memory_id), self._show, self._gone)

    def _show(self, detail: Detail) -> None:
        self.current = detail.memory
        self.detail.show_detail(detail)
        self.right.setCurrentWidget(self.detail)
        self._keep_selection()
        self._enable()

    def _gone(self, error: Exception) -> None:
        self._clear()
        if not isinstance(error, NotFound):
            self.desk.show_error(error)

    def _clear(self) -> None:
        self.current = None
        self.detail.detail = None
        self.right.setCurrentWidget(self.unchosen)
        self._enable()

    def _loaded(self, total: int) -> None:
        one = "memory" if total == 1 else "memories"
        filtered = bool(self.search.text().strip()) or self.filters.kind is not None or self.filters.statuses != ("active",)
        self.count.setText(f"{total:,} {one}{' found' if filtered else ''}" if total else "")
        if not total and filtered:
            self.nothing.say("Nothing found", "No memory fits these words and filters.")
        elif not total:
            self.nothing.say("Nothing remembered yet", "Talk to Alcove about yourself, or add a memory by hand.")
        self.first_button.setVisible(not filtered)
        self.lists.setCurrentWidget(self.list if total else self.nothing)
        if self.search.hasFocus():
            self.desk.announce(f"{total} {one}")

    def _keep_selection(self) -> None:
        if self.current is not None:
            self.list.mark(self.model.find(self.current.id))

    def _into_list(self) -> None:
        self.list.setFocus()
        if not self.list.currentIndex().isValid() and self.model.total:
            self.list.setCurrentIndex(self.model.index(0, 0))

    def _changed(self, changes: Changes) -> None:
        if not changes.kinds & KINDS_OF_CHANGE:
            return
        if self.isVisible():
            self.reload()
            if self.current is not None:
                self._read(self.current.id)
        else:
            self._stale = True

    def _enable(self) -> None:
        status = self.current.status if self.current else ""
        self.desk.actions.enable("memory.edit", status not in ("", "trashed"))
        self.desk.actions.enable("memory.pin", status == "active")
        self.desk.actions.enable("memory.forget", status not in ("", "trashed"))
        self.desk.actions.enable("memory.erase", bool(status))
        self.desk.actions.enable("memory.wrong", status in ("active", "proposed", "superseded", "archived"))
        self.desk.actions.enable("memory.never", bool(status) and self.current is not None and self.current.category != "instruction")

    # Changing

    def add(self) -> None:
        """Asks for a memory to add."""
        self.dialog = AddDialog(self.window(), self._add)

    def _add(self, text: str, kind: str) -> None:
        from engine.memory.facts import NewMemory

        memories = self.desk.session.memories
        self.desk.change(self, lambda: memories.add(NewMemory(text=text, kind=kind)), "Remembered.", lambda made: self._read(made.id))

    def save(self, memory_id: str, text: str) -> None:
        """Stores an edited text as a new version."""
        memories = self.desk.session.memories
        self.desk.change(self, lambda: memories.edit(memory_id, text=text), "Saved.")

    def toggle_pin(self) -> None:
        """Pins or unpins the memory."""
        if (memory := self.current) is not None:
            memories = self.desk.session.memories
            self.desk.change(self, lambda: memories.pin(memory.id, not memory.pinned), "No longer pinned." if memory.pinned else "Pinned.")

    def approve(self) -> None:
        """Keeps a proposed memory."""
        if (memory := self.current) is not None:
            memories = self.desk.session.memories
            self.desk.change(self, lambda: memories.approve(memory.id), "Kept.")

    def toggle_archive(self) -> None:
        """Takes the memory out of answers, or back in."""
        if (memory := self.current) is not None:
            memories, archived = self.desk.session.memories, memory.status != "archived"
            self.desk.change(self, lambda: memories.archive(memory.id, archived), "Archived." if archived else "Used in answers again.")

    def switch(self) -> None:
        """Lets an instruction rest, or be followed again."""
        if (memory := self.current) is not None:
            instructions, on = self.desk.session.instructions, not memory.enabled
            self.desk.change(self, lambda: instructions.switch(memory.id, on), "Followed again." if on else "Switched off. It is not forgotten.")

    def mark_wrong(self) -> None:
        """Sets the memory aside: it is not so."""
        if (memory := self.current) is not None:
            changing.wrong(self.desk, memory.id)

    def ask_never(self) -> None:
        """Asks whether this kind is never to be kept again."""
        if (memory := self.current) is not None:
            changing.ask_never(self.desk, self.window(), memory.id)

    def restore(self) -> None:
        """Brings a forgotten memory back."""
        if (memory := self.current) is not None:
            forgetting = self.desk.session.forgetting
            self.desk.change(self, lambda: forgetting.restore(memory.id), "Brought back.")

    def forget(self) -> None:
        """Shows what forgetting takes along, then forgets."""
        if (memory := self.current) is not None and memory.status != "trashed":
            session, target = self.desk.session, memory.id

            def look() -> tuple[BlastRadius, int]:
                return session.forgetting.blast_radius([target]), int(session.settings.get("trash_days"))

            self.desk.tasks.query(self, look, lambda found: self._ask_forget(target, *found))

    def _ask_forget(self, target: str, radius: BlastRadius, days: int) -> None:
        forgetting = self.desk.session.forgetting

        def yes() -> None:
            if days:
                self._clear()
                self.desk.change(self, lambda: forgetting.forget([target]), "Forgotten.")
            else:
                self._erase(target)

        self.dialog = forget_dialog(self.window(), radius, days, yes)

    def erase(self) -> None:
        """Names what goes, then erases it for good and shows what the scan found."""
        if (memory := self.current) is not None:
            forgetting, target = self.desk.session.forgetting, memory.id
            self.desk.tasks.query(self, lambda: forgetting.blast_radius([target]), lambda radius: self._ask_erase(target, radius))

    def _ask_erase(self, target: str, radius: BlastRadius) -> None:
        self.dialog = erase_dialog(self.window(), radius, lambda: self._erase(target))

    def _erase(self, target: str) -> None:
        forgetting = self.desk.session.forgetting
        self._clear()
        self.desk.toast("Erasing, and looking for what is left…")
        self.desk.change(self, lambda: forgetting.erase([target]), on_done=self._erased)

    def _erased(self, report: EraseReport) -> None:
        self.desk.announce("Erased")
        self.dialog = report_dialog(self.window(), report)
