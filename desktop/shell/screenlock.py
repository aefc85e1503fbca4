"""The desktop's own lock and sleep, where it tells of them: over D-Bus (Linux). Without it, nothing is said."""

from __future__ import annotations

import os

from PySide6.QtCore import SLOT, QObject, Signal, Slot

LOGIN = "org.freedesktop.login1"
SCREENSAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver")


class ScreenLock(QObject):
    """`locked` comes when the screen is locked, when the session manager asks for a lock, and before the computer sleeps."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            system.connect(LOGIN, "/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", self, SLOT("_turned(bool)"))
            system.connect(LOGIN, session_path(os.environ.get("XDG_SESSION_ID", "")), f"{LOGIN}.Session", "Lock", self, SLOT("_asked()"))
        if session.isConnected():
            for name in SCREENSAVERS:
                session.connect(name, "", name, "ActiveChanged", self, SLOT("_turned(bool)"))

    @Slot(bool)
    def _turned(self, on: bool) -> None:
        if on:
            self.locked.emit()

    @Slot()
    def _asked(self) -> None:
        self.locked.emit()


def session_path(identity: str) -> str:
    """Where logind has this session, its id escaped as in `sd_bus_path_encode`; empty (any session) where there is none."""
    if not identity:
        return ""

    def written(at: int, letter: str) -> str:
        plain = letter.isascii() and letter.isalnum() and (at > 0 or letter.isalpha())
        return letter if plain else f"_{ord(letter):02x}"

    return f"/org/freedesktop/login1/session/{''.join(written(at, letter) for at, letter in enumerate(identity))}"
