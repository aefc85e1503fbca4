"""What of Alcove is seen outside its window: the icon in the tray, and notifications."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.i18n import tr
from desktop.shell.notifier import Notifier
from desktop.shell.tray import Tray
from desktop.today.reminders import Reminders

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.shell.window import Window
    from engine.vault.database import Changes


class Outside(QObject):
    """Of one window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.tray = Tray(window)
        self.notifier = Notifier(window.tasks, self.tray, self)
        self._reminders: Reminders | None = None
        self.tray.asked.connect(self._asked)
        self.notifier.pressed.connect(self._show_today)

    def opened(self, desk: Desk) -> None:
        """The vault is open."""
        self.tray.appear()
        self.tray.show_locked(False)
        self._reminders = Reminders(desk, self.notifier, self._window.state, desk)
        desk.changed.connect(lambda changes: self._read(desk, changes))
        self._read(desk)

    def locked(self) -> None:
        """It is closed, or about to be."""
        self.tray.show_locked(True)
        if self._reminders is not None:
            self._reminders.stop()
            self._reminders = None

    def leave(self) -> None:
        """The window is closed for good."""
        self.tray.leave()

    def keeps(self) -> bool:
        """Whether Alcove goes on in the tray when its window is closed; says so the first time."""
        self.tray.appear()
        state = self._window.state
        if not (state.close_to_tray and self.tray.there):
            return False
        if not state.tray_explained:
            state.tray_explained = True
            self.notifier.tell(tr("Alcove is still here"), tr("Its window is closed; the icon in the tray opens it again. Quit ends it."))
        return True

    def _read(self, desk: Desk, changes: Changes | None = None) -> None:
        if changes is not None and "setting" not in changes.kinds:
            return
        settings, state = desk.session.settings, self._window.state
        desk.tasks.query(desk, lambda: bool(settings.get("close_to_tray")), lambda wanted: setattr(state, "close_to_tray", wanted))

    def _asked(self, what: str) -> None:
        window = self._window
        does: dict[str, Callable[[], object]] = {"open": window.raise_window, "new": self._new_chat, "lock": window.lock, "quit": window.quit}
        does[what]()

    def _new_chat(self) -> None:
        self._window.raise_window()
        for action in ("view.chat", "chat.new"):
            self._window.actions_registry.run(action)

    def _show_today(self) -> None:
        self._window.raise_window()
        self._window.actions_registry.run("view.today")
