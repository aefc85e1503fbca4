"""Tells the desktop of what is on today's page, if the user wants that. One timer, set to the next moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from desktop.desk import Desk
from desktop.today import reminding
from engine import clock

if TYPE_CHECKING:
    from engine.agenda.records import Agenda
    from engine.vault.database import Changes

SOON_MS = 2_000  # in which changes are collected
KINDS = frozenset(("memory", "memory_version", "agenda", "setting"))


class Teller(Protocol):
    """Shows a notification."""

    def tell(self, title: str, text: str) -> None: ...


class Log(Protocol):
    """Keeps up to when was told, over locking."""

    told: datetime | None


class Reminders(QObject):
    """Of one open vault."""

    def __init__(self, desk: Desk, teller: Teller, log: Log, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._teller, self._log = desk, teller, log
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        desk.changed.connect(self._changed)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._came_back)
        self.look()

    def stop(self) -> None:
        """Before locking or quitting."""
        self._timer.stop()

    def look(self) -> None:
        """Tells what is due, and sets the timer."""
        settings, days = self._desk.session.settings, self._desk.session.days

        def read() -> tuple[bool, Agenda] | None:
            return (settings.get("notify_text"), days.agenda()) if settings.get("notify") else None

        self._desk.tasks.query(self, read, self._found)

    def _found(self, found: tuple[bool, Agenda] | None) -> None:
        if found is None:
            self._timer.stop()
            return
        with_text, agenda = found
        now = clock.now()
        since = self._log.told or now - timedelta(days=1)
        for title, text in reminding.due(agenda, since, now, with_text=with_text):
            self._teller.tell(title, text)
        self._log.told = now
        wait = reminding.following(agenda, now) - now
        self._timer.start(int(wait.total_seconds() * 1000) + 1)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & KINDS and not 0 <= self._timer.remainingTime() < SOON_MS:
            self._timer.start(SOON_MS)

    def _came_back(self, state: Qt.ApplicationState) -> None:
        """Timers stand still while a computer sleeps."""
        if state == Qt.ApplicationState.ApplicationActive and self._timer.isActive():
            self.look()
