"""The main window: the way in, then the workspace; locking goes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from desktop.actions import Actions
from desktop.desk import Desk, explain
from desktop.icons import app_icon
from desktop.onboarding.door import Door
from desktop.shell.palette import Palette
from desktop.shell.state import WindowState
from desktop.shell.toasts import Toasts
from desktop.shell.workspace import Workspace
from desktop.tasks import Tasks
from desktop.theme import theme
from desktop.widgets.dialogs import tell

if TYPE_CHECKING:
    from engine.session import Session
    from engine.vault.keys import Argon
    from engine.vault.vault import Vault


class Window(QMainWindow):
    """`closed` comes after the window is gone and the vault is to be closed."""

    unlocked = Signal()
    closed = Signal()

    def __init__(
        self, home: Path, tasks: Tasks, *, argon: Argon | None = None, open_session: Callable[[Vault], Session] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.home, self.tasks, self._argon = home, tasks, argon
        self._open_session = open_session or _open_session
        self.setWindowTitle("Alcove")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(800, 560)
        self.state = WindowState(home)
        theme().choose(self.state.theme)  # type: ignore[arg-type]
        self.actions_registry = Actions(self)
        self.toasts = Toasts(self)
        self.desk: Desk | None = None
        self.workspace: Workspace | None = None
        self.door: Door | None = None
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.palette_window: Palette | None = None
        self.actions_registry.bind("view.palette", self.show_palette)
        self.actions_registry.bind("app.quit", self.close)
        self.actions_registry.bind("view.theme", theme().toggle)
        tasks.failed.connect(self._failed)
        theme().changed.connect(self._theme_changed)
        self.state.restore(self)
        self._show_door(alone=True)

    @property
    def session(self) -> Session | None:
        """The open session, if the vault is unlocked."""
        return self.desk.session if self.desk else None

    def show_palette(self) -> None:
        """Opens the command palette."""
        if self.palette_window is not None and isValid(self.palette_window) and self.palette_window.isVisible():
            self.palette_window.dismiss()
            return
        self.palette_window = Palette(self, self.actions_registry)
        self.palette_window.open_palette()

    def lock(self) -> None:
        """Closes the vault and the models, and asks for the key again."""
        self._leave()
        self._show_door(alone=False)

    def raise_window(self) -> None:
        """Comes to the front: somebody started Alcove again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.state.save(self)
        self._leave()
        super().closeEvent(event)
        self.closed.emit()

    def _show_door(self, *, alone: bool) -> None:
        self.door = Door(self.home, self.tasks, self._open_session, alone=alone, argon=self._argon)
        self.door.opened.connect(self._open)
        self._swap(self.door)
        self.tasks.query(self, _prepare, lambda _: None)  # after the door's own look at the vault

    def _open(self, session: Session) -> None:
        self.desk = Desk(session, self.tasks, self.actions_registry, self.toasts, self)
        self.workspace = Workspace(self.desk)
        self.workspace.lock_asked.connect(self.lock)
        self._swap(self.workspace)
        self.door = None
        self.tasks.query(self.workspace, lambda: session.settings.get("theme"), theme().choose)
        self.workspace.show_page(0)
        for warning in session.vault.warnings[:1]:
            self.toasts.show_toast(warning)
        self.unlocked.emit()

    def _leave(self) -> None:
        """Takes the workspace down; the session closes on the write lane, after what is still to be written."""
        if self.desk is None or self.workspace is None:
            return
        self.workspace.close_pages()
        session, desk = self.desk.session, self.desk
        desk.close()
        self.toasts.clear()
        self.desk = self.workspace = None
        registry = self.actions_registry
        registry.unbind(*(spec for spec in registry.specs if spec not in ("view.palette", "app.quit", "view.theme")))
        registry.bind("view.theme", theme().toggle)
        self.tasks.change(self.tasks, session.close)
        desk.deleteLater()

    def _swap(self, page: QWidget) -> None:
        old = self.stack.currentWidget()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()

    def _failed(self, error: Exception) -> None:
        message, hint = explain(error)
        tell(self, "That did not work", message, hint)

    def _theme_changed(self) -> None:
        self.state.theme = theme().choice


def _prepare() -> None:
    """What unlocking will need is imported while the passphrase is typed: a thousand patterns of the learning rules take most of a second."""
    import engine.session  # noqa: F401


def _open_session(vault: Vault) -> Session:
    from engine.session import Session

    live = Session.open(vault)
    live.recall.warm()  # while the first question is being typed
    return live
