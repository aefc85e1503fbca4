"""Other processes that hold the same vault (the command line): what they write appears, and when they lock or erase, this window follows.

Told by the system when the vault's files change, not by asking again and again: an idle window does nothing at all.
"""

from __future__ import annotations

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop.desk import Desk

#: At most one look in so long, however much is written; most of it is this window's own.
PAUSE_MS = 500


class Others(QObject):
    """`lock_told`: another process wants all to lock. `erased`: something was erased, and what is held in memory may be it."""

    lock_told = Signal()
    erased = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._generation: int | None = None
        self._soon = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._soon.timeout.connect(self.look)
        self._files = QFileSystemWatcher(self)
        self._files.fileChanged.connect(self._written)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._came_back)
        self._watch()
        self.look()

    def stop(self) -> None:
        """Before locking or quitting."""
        self._soon.stop()
        self._look_away()

    def look(self) -> None:
        """Reads whether another process wrote, erased or locked."""
        vault = self._desk.session.vault
        self._watch()
        self._desk.tasks.query(self, lambda: (vault.lock_asked, vault.foreign_changes(), vault.generation), self._found, _ignore)

    def _watch(self) -> None:
        """A file that was replaced is no longer watched."""
        layout = self._desk.session.vault.layout
        wanted = {str(layout.database), f"{layout.database}-wal"} - set(self._files.files())
        if wanted:
            self._files.addPaths(sorted(wanted))

    def _look_away(self) -> None:
        if found := self._files.files():
            self._files.removePaths(found)

    def _written(self, _: str) -> None:
        """Until the look, further writes tell nothing new."""
        self._look_away()
        if not self._soon.isActive():
            self._soon.start()

    def _came_back(self, state: Qt.ApplicationState) -> None:
        """Some file systems tell of nothing."""
        if state == Qt.ApplicationState.ApplicationActive:
            self._written("")

    def _found(self, found: tuple[bool, bool, int]) -> None:
        lock, changed, generation = found
        before, self._generation = self._generation, generation
        if lock:
            self.lock_told.emit()
            return
        erased = before is not None and generation != before
        if erased:
            self.erased.emit()
        if changed or erased:
            from engine.vault.database import Changes

            self._desk.changed.emit(Changes(0, frozenset({"conversation", "message", "memory", "setting"})))


def _ignore(_: object) -> None:
    """The vault is being closed."""
