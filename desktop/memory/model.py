"""The list of memories as Qt sees it: a total from the database, and a cache of the pages that were looked at."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop import dates
from desktop.chat.notes import KINDS
from desktop.desk import Desk
from desktop.i18n import phrase, tr
from desktop.wording import category, told
from engine.memory import browsing
from engine.memory.browsing import Filter

if TYPE_CHECKING:
    from engine.memory.facts import Page
    from engine.memory.records import Memory

Index = QModelIndex | QPersistentModelIndex
RECORD = Qt.ItemDataRole.UserRole
PAGE = 100
STATUS = {
    "proposed": phrase("to review"), "superseded": phrase("past"), "retracted": phrase("withdrawn"), "archived": phrase("archived"),
    "trashed": phrase("forgotten"), "active": "",
}  # fmt: skip


class MemoryModel(QAbstractListModel):
    """Sorting and filtering happen in SQL; rows come in pages of 100, only where one looks."""

    loaded = Signal(int)  # total

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.asked, self.order = Filter(), "newest"
        self.total = 0
        self._token = 0
        self._pages: dict[int, tuple[Memory, ...]] = {}
        self._coming: set[int] = set()
        self._wanted: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch_wanted)

    def ask(self, asked: Filter, order: str = "newest", then: Callable[[], None] | None = None) -> None:
        """Reads the list anew; answers to older questions are dropped."""
        self.asked, self.order = asked, order
        self._token += 1
        token = self._token
        self._desk.tasks.query(self, self._reader(0), lambda page: self._reset(token, page, then))

    def again(self, then: Callable[[], None] | None = None) -> None:
        """Reads the same list anew, because something changed."""
        self.ask(self.asked, self.order, then)

    def record(self, row: int) -> Memory | None:
        """The memory in a row, if its page is loaded."""
        page = self._pages.get(row // PAGE)
        return page[row % PAGE] if page is not None and row % PAGE < len(page) else None

    def find(self, memory_id: str) -> QModelIndex:
        """Where a loaded memory is."""
        for number, page in self._pages.items():
            for place, memory in enumerate(page):
                if memory.id == memory_id:
                    return self.index(number * PAGE + place, 0)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self.total

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        memory = self.record(index.row())
        if memory is None:
            self._wanted.add(index.row() // PAGE)
            if not self._soon.isActive():
                self._soon.start()
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role == RECORD:
            return memory
        if role == Qt.ItemDataRole.DisplayRole:
            return told(memory.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{told(memory.text)} {describe(memory)}" + (f", {tr('pinned')}" if memory.pinned else "")
        return None

    def _reader(self, page: int) -> Callable[[], Page]:
        vault, asked, order = self._desk.session.vault, self.asked, self.order
        return lambda: browsing.page(vault, asked, order, PAGE, page * PAGE)

    def _reset(self, token: int, page: Page, then: Callable[[], None] | None) -> None:
        if token != self._token:
            return
        self.beginResetModel()
        self.total, self._pages, self._coming, self._wanted = page.total, {0: page.memories}, set(), set()
        self.endResetModel()
        self.loaded.emit(self.total)
        if then is not None:
            then()

    def _fetch_wanted(self) -> None:
        wanted, self._wanted, token = self._wanted - self._coming - set(self._pages), set(), self._token
        for number in wanted:
            self._coming.add(number)
            self._desk.tasks.query(self, self._reader(number), lambda page, number=number: self._arrived(token, number, page))

    def _arrived(self, token: int, number: int, page: Page) -> None:
        if token != self._token or number * PAGE >= self.total:  # looked at in a longer list, just before this one came
            return
        self._pages[number] = page.memories
        self._coming.discard(number)
        first = self.index(number * PAGE, 0)
        self.dataChanged.emit(first, self.index(min(self.total, (number + 1) * PAGE) - 1, 0))


def describe(memory: Memory) -> str:
    """ "Fact · Family · 3 March · past"."""
    parts = [
        tr(KINDS[memory.kind][2]),
        category(memory.category) if memory.category != "other" else "",
        dates.stored(memory.mentioned_at, memory.utc_offset),
        tr(STATUS[memory.status]),
    ]
    return " · ".join(part for part in parts if part)


def steps(memory: Memory) -> list[str]:
    """The steps of a procedure."""
    return [str(step) for step in json.loads(memory.steps)] if memory.steps else []
