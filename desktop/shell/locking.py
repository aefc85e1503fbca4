"""What locks the window by itself: nobody there for a while, the screen's lock, sleep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.chat.turn import Writer
from desktop.desk import Desk
from desktop.shell.idle import Idle
from desktop.shell.screenlock import ScreenLock

if TYPE_CHECKING:
    from engine.vault.database import Changes


class Locking(QObject):
    """`asked`: it is time to lock. As the settings want it."""

    asked = Signal()

    def __init__(self, desk: Desk, writer: Writer, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._writer = desk, writer
        self._with_screen = True
        self.away = Idle(self)
        self.away.passed.connect(self._nobody_there)
        self.screen = ScreenLock(self)
        self.screen.locked.connect(self._screen_locked)
        desk.changed.connect(self._changed)
        self._read()

    def stop(self) -> None:
        """Before locking or quitting."""
        self.away.stop()

    def _read(self) -> None:
        settings = self._desk.session.settings
        self._desk.tasks.query(self, lambda: (settings.get("lock_minutes"), settings.get("lock_with_screen")), self._set)

    def _set(self, found: tuple[int, bool]) -> None:
        minutes, self._with_screen = found
        self.away.set_minutes(minutes)

    def _changed(self, changes: Changes) -> None:
        if "setting" in changes.kinds:
            self._read()

    def _nobody_there(self) -> None:
        if self._writer.writing:  # somebody may be waiting for it
            self.away.begin()
        else:
            self.asked.emit()

    def _screen_locked(self) -> None:
        if self._with_screen:
            self.asked.emit()
