"""The main window: the way in, then the workspace; locking goes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from desktop.actions import Actions
from desktop.desk import Desk, explain
from desktop.icons import app_icon
from desktop.onboarding.door import Door
from desktop.settings import looks
from desktop.shell import entries
from desktop.shell import view as views
from desktop.shell.palette import Palette
from desktop.shell.state import WindowState
from desktop.shell.toasts import Toasts
from desktop.shell.workspace import Workspace
from desktop.tasks import Tasks
from desktop.theme import theme
from desktop.widgets import accessible
from desktop.widgets.dialogs import tell
from engine.errors import AlcoveError

log = structlog.get_logger(__name__)
ANSWER_SECONDS = 5.0  # for which a stopped answer is waited for, to store what there is of it

if TYPE_CHECKING:
    from engine.session import Session
    from engine.vault.keys import Argon
    from engine.vault.restoring import Opened
    from engine.vault.vault import Vault


class Window(QMainWindow):
    """`closed` comes after the window is gone and the vault is to be closed."""

    unlocked = Signal()
    closed = Signal()

    def __init__(
        self, home: Path, tasks: Tasks, *, argon: Argon | None = None, open_session: Callable[[Vault], Session] | None = None,
        restart: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        """`restart` starts the whole program anew after locking; without it the same process asks for the key."""
        super().__init__()
        self._restart = restart
        self.home, self.tasks, self._argon = home, tasks, argon
        self._open_session = open_session or _open_session
        accessible.install()
        self.setWindowTitle("Alcove")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(800, 560)
        self.state = WindowState(home)
        theme().use(self.state.looks)
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
        self._show_door(alone=not self.state.locked)

    @property
    def session(self) -> Session | None:
        """The open session, if the vault is unlocked."""
        return self.desk.session if self.desk else None

    def show_palette(self) -> None:
        """Opens the command palette."""
        if self.palette_window is not None and isValid(self.palette_window) and self.palette_window.isVisible():
            self.palette_window.dismiss()
            return
        self.palette_window = Palette(self, entries.actions(self.actions_registry))
        if self.workspace is not None:
            self.palette_window.add(entries.settings(self.workspace))
            entries.chats(self.workspace, self.palette_window, self.palette_window.add)
        self.palette_window.open_palette()

    def lock(self, *, others: bool = True) -> None:
        """Closes the vault and the models, here and in `others`; then the program starts anew and asks for the key. No text stays in memory."""
        if self.workspace is None:
            return
        self.state.save(self)
        self.state.lock(views.look(self.workspace))
        if self._restart is None:
            self._leave(others=others)
            self._show_door(alone=False)
            return
        restart = self._restart
        self._leave(others=others, then=restart)
        self._swap(QWidget())
        self.actions_registry.unbind(*self.actions_registry.specs)

    def restore(self, opened: Opened) -> None:
        """Closes the vault, puts a backup in its place, and asks for the key."""
        from engine.vault import restoring

        if self.workspace is None:
            return
        self.state.save(self)
        self.state.lock(views.look(self.workspace))

        def again() -> None:
            self._restart() if self._restart is not None else self._show_door(alone=False)

        def refused(error: Exception) -> None:
            self._show_door(alone=False)
            self._failed(error)

        self._leave(others=True, then=lambda: self.tasks.change(self.tasks, lambda: restoring.restore(opened), lambda _: again(), refused))
        self._swap(QWidget())

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
        self.door = Door(self.home, self.tasks, self._open_session, alone=alone, argon=self._argon, wrong=self.state.wrong)
        self.door.refused.connect(self.state.count_wrong)
        self.door.opened.connect(self._open)
        self._swap(self.door)
        self.tasks.query(self, _prepare, lambda _: None)  # after the door's own look at the vault

    def _open(self, session: Session) -> None:
        self.desk = Desk(session, self.tasks, self.actions_registry, self.toasts, self)
        self.workspace = Workspace(self.desk)
        self.workspace.lock_asked.connect(self.lock)
        self.workspace.restore_asked.connect(self.restore)
        self.workspace.lock_told.connect(lambda: self.lock(others=False))
        self._swap(self.workspace)
        self.door = None
        self._read_looks()
        self.desk.changed.connect(lambda changes: self._read_looks() if "setting" in changes.kinds else None)
        self.workspace.show_page(0)
        views.show(self.workspace, self.state.unlock())
        for warning in session.vault.warnings[:1]:
            self.toasts.show_toast(warning)
        self.unlocked.emit()

    def _leave(self, *, others: bool = False, then: Callable[[], object] | None = None) -> None:
        """Takes the workspace down; the session closes on the write lane, after what is still to be written and the end of a stopped answer."""
        if self.desk is None or self.workspace is None:
            return
        self.workspace.close_pages()
        writing = self.workspace.chat.writer.thread
        session, desk = self.desk.session, self.desk
        desk.close()
        self.toasts.clear()
        self.desk = self.workspace = None
        registry = self.actions_registry
        registry.unbind(*(spec for spec in registry.specs if spec not in ("view.palette", "app.quit", "view.theme")))
        registry.bind("view.theme", theme().toggle)

        def close() -> None:
            if writing is not None:
                writing.join(ANSWER_SECONDS)
            try:
                if others:
                    session.vault.lock_others()
            except AlcoveError as error:
                log.warning("others not locked", error=type(error).__name__)
            finally:
                session.close()

        def closed(_: object) -> None:
            if then is not None:
                then()

        self.tasks.change(self.tasks, close, closed, closed if then is not None else None)
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

    def _read_looks(self) -> None:
        if self.desk is not None and self.workspace is not None:
            settings = self.desk.session.settings
            self.tasks.query(self.workspace, lambda: looks.read(settings), theme().use)

    def _theme_changed(self) -> None:
        self.state.looks = theme().looks


def _prepare() -> None:
    """What unlocking will need is imported while the passphrase is typed: a thousand patterns of the learning rules take most of a second."""
    import engine.assistant
    import engine.session  # noqa: F401


def _open_session(vault: Vault) -> Session:
    from engine.session import Session

    live = Session.open(vault)
    live.warm()  # while the first question is being typed
    return live
