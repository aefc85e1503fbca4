"""What the window keeps outside the vault: its place and size, and the theme. No text of the user's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget


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
    def theme(self) -> str:
        """The theme chosen last, for the time before the vault is open."""
        return str(self._settings.value("theme", "system"))

    @theme.setter
    def theme(self, choice: str) -> None:
        self._settings.setValue("theme", choice)
