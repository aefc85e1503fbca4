"""What the window keeps outside the vault: its place and size, its looks, and over a lock where one was. No text of the user's."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

from desktop.shell import view as views
from desktop.shell.view import View
from desktop.theme import Looks
from engine import clock


class WindowState:
    """A small settings file in the data folder."""

    def __init__(self, home: Path) -> None:
        self._settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)

    def restore(self, window: QWidget) -> None:
        """Puts the window where it was, or gives it a good size."""
        geometry = self._settings.value("geometry")
        if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
            window.resize(1180, 780)
        window.resize(window.size().boundedTo(window.screen().availableSize()))

    def save(self, window: QWidget) -> None:
        """Keeps where the window is."""
        self._settings.setValue("geometry", window.saveGeometry())
        self._settings.sync()

    @property
    def looks(self) -> Looks:
        """Those chosen last, for the time before the vault is open."""
        try:
            return msgspec.json.decode(str(self._settings.value("looks", "{}")), type=Looks)
        except msgspec.DecodeError:
            return Looks()

    @looks.setter
    def looks(self, looks: Looks) -> None:
        self._settings.setValue("looks", msgspec.json.encode(looks).decode())

    @property
    def language(self) -> str:
        """The one chosen last: a key of i18n.LANGUAGES, or "system"."""
        return str(self._settings.value("language", "system"))

    @language.setter
    def language(self, language: str) -> None:
        self._settings.setValue("language", language)
        self._settings.sync()

    def lock(self, view: View, *, hidden: bool = False) -> None:
        """From now on, and over a new start, the key is asked for; then the window shows this again. `hidden`: it is in the tray."""
        self._settings.setValue("locked", "yes")
        self._settings.setValue("hidden", "yes" if hidden else "")
        self._settings.setValue("view", views.encode(view))
        self._settings.sync()

    @property
    def locked(self) -> bool:
        """Whether the window was locked, and not unlocked since: then neither keychain nor key file opens the vault by itself."""
        return bool(self._settings.value("locked", "") == "yes")

    def take_hidden(self) -> bool:
        """Whether the window was in the tray when it was locked, and is to stay there; asked once."""
        found = bool(self._settings.value("hidden", "") == "yes")
        self._settings.remove("hidden")
        return found

    @property
    def close_to_tray(self) -> bool:
        """As the setting was, for when the vault is locked."""
        return bool(self._settings.value("close_to_tray", "") == "yes")

    @close_to_tray.setter
    def close_to_tray(self, wanted: bool) -> None:
        self._settings.setValue("close_to_tray", "yes" if wanted else "")

    @property
    def tray_explained(self) -> bool:
        """Whether it was said that Alcove goes on in the tray."""
        return bool(self._settings.value("tray_explained", "") == "yes")

    @tray_explained.setter
    def tray_explained(self, said: bool) -> None:
        self._settings.setValue("tray_explained", "yes" if said else "")

    @property
    def told(self) -> datetime | None:
        """Up to when notifications were shown."""
        try:
            return clock.parse(str(self._settings.value("told", "")))
        except ValueError:
            return None

    @told.setter
    def told(self, moment: datetime | None) -> None:
        self._settings.setValue("told", moment.isoformat() if moment is not None else "")

    def unlock(self) -> View:
        """The key was right: where one was. Forgets it, and the wrong tries."""
        found = views.decode(str(self._settings.value("view", "")))
        for key in ("locked", "view", "hidden", "wrong", "wrong_at"):
            self._settings.remove(key)
        self._settings.sync()
        return found

    @property
    def wrong(self) -> tuple[int, float]:
        """How many wrong keys in a row, and how many seconds ago the last one was typed."""
        try:
            return int(str(self._settings.value("wrong", "0"))), clock.now().timestamp() - float(str(self._settings.value("wrong_at", "0")))
        except ValueError:
            return 0, 0.0

    def count_wrong(self, tries: int) -> None:
        """Keeps the count over a new start of the window, so that starting anew saves no waiting."""
        self._settings.setValue("wrong", tries)
        self._settings.setValue("wrong_at", clock.now().timestamp())
        self._settings.sync()
