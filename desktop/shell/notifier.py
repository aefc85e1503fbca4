"""Desktop notifications: through the freedesktop interface (D-Bus) where there is one, else at the icon in the tray. Never over a network."""

from __future__ import annotations

import html
import sys
from typing import Any

import structlog
from PySide6.QtCore import Q_ARG, Q_RETURN_ARG, SLOT, QMetaObject, QObject, Qt, Signal, Slot

from desktop.i18n import tr
from desktop.shell.tray import Tray
from desktop.tasks import Tasks

log = structlog.get_logger(__name__)
SERVICE, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
PATIENCE_MS = 3_000


class Notifier(QObject):
    """`pressed`: somebody pressed one of ours."""

    pressed = Signal()

    def __init__(self, tasks: Tasks, tray: Tray, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._tray = tasks, tray
        self._ours: set[int] = set()
        self._listening = False
        tray.told_pressed.connect(self.pressed)

    def tell(self, title: str, text: str) -> None:
        """Shows it. A desktop that can't, shows nothing."""
        if not sys.platform.startswith("linux"):
            self._tray.tell(title, text)
            return
        self._listen()
        self._tasks.stream(
            self, lambda *_: over_bus(title, text, tr("Open Alcove")), _ignore, lambda number: self._told(number, title, text),
            lambda error: self._failed(error, title, text)
        )  # fmt: skip

    def _told(self, number: int, title: str, text: str) -> None:
        if number:
            self._ours.add(number)
        else:
            self._tray.tell(title, text)

    def _failed(self, error: Exception, title: str, text: str) -> None:
        log.warning("notification_failed", error=type(error).__name__)
        self._tray.tell(title, text)

    def _listen(self) -> None:
        if self._listening:
            return
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        bus = QDBusConnection.sessionBus()
        self._listening = bus.isConnected() and bus.connect(SERVICE, PATH, SERVICE, "ActionInvoked", self, SLOT("_invoked(uint,QString)"))  # type: ignore[call-overload]

    @Slot("uint", str)
    def _invoked(self, number: int, _: str) -> None:
        if number in self._ours:
            self._ours.discard(number)
            self.pressed.emit()


def over_bus(title: str, text: str, open_said: str) -> int:
    """The number that the desktop gave the notification; 0 where nobody takes them. Waits for the desktop: not for the UI thread."""
    try:
        from PySide6.QtDBus import QDBusConnection, QDBusInterface
    except ImportError:
        return 0
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return 0
    desktop = QDBusInterface(SERVICE, PATH, SERVICE, bus)
    if not desktop.isValid():
        return 0
    desktop.setTimeout(PATIENCE_MS)
    # Through the methods that the desktop declares: a Python int would be sent as int32, and the second argument is a uint32.
    able = _call(desktop, "GetCapabilities", Q_RETURN_ARG("QStringList")) or []
    body = html.escape(text, quote=False) if "body-markup" in able else text
    number = _call(
        desktop, "Notify", Q_RETURN_ARG("uint"), Q_ARG("QString", "Alcove"), Q_ARG("uint", 0), Q_ARG("QString", "alcove"), Q_ARG("QString", title),
        Q_ARG("QString", body), Q_ARG("QStringList", ["default", open_said] if "actions" in able else []),
        Q_ARG("QVariantMap", {"desktop-entry": "alcove"}), Q_ARG("int", -1),
    )  # fmt: skip
    return int(number or 0)


def _call(desktop: QObject, method: str, *arguments: Any) -> Any:
    return QMetaObject.invokeMethod(desktop, method, Qt.ConnectionType.DirectConnection, *arguments)


def _ignore(_: object) -> None:
    """Nothing comes before the end."""
