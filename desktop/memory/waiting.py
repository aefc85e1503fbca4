"""How many memories wait for the user's word: known before the page is made that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk

if TYPE_CHECKING:
    from engine.vault.database import Changes


class Waiting(QObject):
    """`count`, and `changed` with it whenever it was read again."""

    changed = Signal(int)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.count = 0
        desk.changed.connect(self._look)
        self._read()

    def _look(self, changes: Changes) -> None:
        if "memory" in changes.kinds:
            self._read()

    def _read(self) -> None:
        memories = self._desk.session.memories
        self._desk.tasks.query(self, lambda: memories.counts().statuses.get("proposed", 0), self._found)

    def _found(self, count: int) -> None:
        self.count = count
        self.changed.emit(count)
