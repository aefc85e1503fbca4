"""The main window: the way in, then the workspace; locking goes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from desktop import i18n, interpreter
from desktop.actions import Actions
from desktop.desk import Desk, explain
from desktop.i18n import said, tr
from desktop.icons import app_icon
from desktop.onboarding.door import Door
from desktop.settings import looks
from desktop.shell import view as views
from desktop.shell.outside import Outside
from desktop.shell.preparing import Preparing
from desktop.shell.state import WindowState
from desktop.shell.toasts import Toasts
from desktop.tasks import Tasks
from desktop.theme import theme
from desktop.widgets import accessible
from desktop.widgets.dialogs import tell
from engine.errors import AlcoveError

log = structlog.get_logger(__name__)
WARM_MS = 150  # after which the window has been painted, and what the first question needs is loaded while it is typed
ANSWER_SECONDS = 5.0  # for which a stopped answer is waited for, to store what there is of it

if TYPE_CHECKING:
    from desktop.onboarding.keys import KeysDialog
    from desktop.onboarding.rotating import RotatingPage
    from desktop.shell.palette import Palette
    from desktop.shell.workspace import Workspace
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
        self._preparing: Preparing | None = None
        self._rotating: RotatingPage | None = None
        self._handed: Path | None = None
        self._ending = False
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.palette_window: Palette | None = None
        self.actions_registry.bind("view.palette", self.show_palette)
        self.actions_registry.bind("app.quit", self.quit)
        self.actions_registry.bind("view.theme", theme().toggle)
        tasks.failed.connect(self._failed)
        theme().changed.connect(self._theme_changed)
        self.state.restore(self)
        self.outside = Outside(self)
        self._show_door(alone=not self.state.locked)

    @property
    def session(self) -> Session | None:
        """The open session, if the vault is unlocked."""
        return self.desk.session if self.desk else None

    def show_palette(self) -> None:
        """Opens the command palette."""
        from desktop.shell import entries
        from desktop.shell.palette import Palette

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
        self.state.lock(views.look(self.workspace), hidden=self.isHidden())
        if self._restart is None:
            self._leave(others=others)
            self._show_door(alone=False)
            return
        restart = self._restart
        self._leave(others=others, then=restart)
        self._swap(QWidget())
        self.actions_registry.unbind(*self.actions_registry.specs)

    def start_anew(self) -> None:
        """Closes the vault and starts the program again; what opens by itself, does."""
        if self.workspace is None:
            return
        self.state.save(self)
        restart = self._restart
        self._leave(then=restart or (lambda: self._show_door(alone=True)))
        self._swap(QWidget())

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

    def show_keys(self) -> None:
        """What opens the vault, and changing it."""
        from desktop.onboarding.keys import KeysDialog

        if self.desk is not None:
            self.keys: KeysDialog = KeysDialog(self.desk, self, self._argon)
            self.keys.rotation_asked.connect(self.rotate)

    def rotate(self, passphrase: str) -> None:
        """Takes all down but the vault, which gets new keys; then asks for the new passphrase."""
        from desktop.onboarding.rotating import RotatingPage

        if self.desk is None or self.workspace is None:
            return
        self.state.save(self)
        self.state.lock(views.look(self.workspace))
        vault = self.desk.session.vault

        def go() -> None:
            self._rotating = page = RotatingPage(vault, passphrase, self.tasks, self._argon)
            page.ended.connect(self._rotated)
            self._swap(page)

        self._leave(then=go, keep_vault=True)
        self._swap(QWidget())

    def _rotated(self, title: str, text: str) -> None:
        if self._restart is None:
            self._show_door(alone=False)
        told = tell(self, title, text)
        if self._restart is not None:
            told.finished.connect(lambda _, restart=self._restart: restart())

    def raise_window(self) -> None:
        """Comes to the front: somebody started Alcove again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def open_archive(self, path: Path) -> None:
        """An archive was opened from outside: comes to the front with what importing it would do, once the vault is open."""
        if self.isVisible():
            self.raise_window()
        if self.workspace is not None:
            self.workspace.look_over(path)
            return
        self._handed = path
        if self.isVisible():
            self.toasts.show_toast(tr("Once Alcove is open, it shows what importing {name} would do.", name=path.name))

    def quit(self) -> None:
        """Ends Alcove, also where closing its window does not."""
        self.end()
        self.close()

    def end(self) -> None:
        """From now on closing the window ends Alcove: the system is about to close it."""
        self._ending = True

    def closeEvent(self, event: QCloseEvent) -> None:
        self.state.save(self)
        if not self._ending and self.outside.keeps():
            event.ignore()
            self.hide()
            return
        self.outside.leave()
        if self._preparing is not None:
            self._preparing.stop()
        if self._rotating is not None and self._rotating is self.stack.currentWidget():
            self._rotating.stop()
        self._leave()
        super().closeEvent(event)
        self.closed.emit()

    def _show_door(self, *, alone: bool) -> None:
        self.door = Door(self.home, self.tasks, self._open_session, alone=alone, argon=self._argon, wrong=self.state.wrong)
        self.door.refused.connect(self.state.count_wrong)
        self.door.opened.connect(self._open)
        self._swap(self.door)
        self.tasks.query(self, lambda: None, lambda _: self._prepare(alone))  # after the door's own look at the vault

    def _prepare(self, alone: bool) -> None:
        """While somebody types a passphrase there is time; a vault that opens by itself is to be seen first."""
        if self.door is None:
            return
        flow = self.door.flow
        self._preparing = Preparing(self.tasks, self, engine=flow is None or not (alone and flow.try_alone))
        self.door.tried.connect(self._preparing.hurry)

    def _open(self, session: Session) -> None:
        from desktop.shell.workspace import Workspace

        if self._preparing is not None:
            self._preparing.stop()
        self.desk = Desk(session, self.tasks, self.actions_registry, self.toasts, self)
        self.workspace = Workspace(self.desk)
        self.actions_registry.bind("app.keys", self.show_keys)
        self.actions_registry.bind("app.export", self._export)
        self.workspace.lock_asked.connect(self.lock)
        self.workspace.restore_asked.connect(self.restore)
        self.workspace.lock_told.connect(lambda: self.lock(others=False))
        self._swap(self.workspace)
        self.door = None
        self.actions_registry.bind("app.restart", self.start_anew)
        self._read_looks()
        self.outside.opened(self.desk)
        self.desk.changed.connect(lambda changes: self._read_looks() if "setting" in changes.kinds else None)
        self.workspace.show_page(0)
        views.show(self.workspace, self.state.unlock())
        if self._handed is not None:
            path, self._handed = self._handed, None
            self.toasts.clear()
            self.workspace.look_over(path)
        else:
            self.tasks.query(self.workspace, lambda: session.vault.warnings[:1], self._warn)
        self.unlocked.emit()
        if self._open_session is _open_session:
            QTimer.singleShot(WARM_MS, self, lambda: self._warm(session))

    def _warn(self, warnings: list[str]) -> None:
        for warning in warnings:
            self.toasts.show_toast(said(warning))

    def _warm(self, session: Session) -> None:
        if self.session is session:
            interpreter.keep()
            session.warm()

    def _export(self) -> None:
        from desktop.archive.exporting import ExportDialog

        if self.desk is not None:
            ExportDialog(self.desk)

    def _leave(self, *, others: bool = False, then: Callable[[], object] | None = None, keep_vault: bool = False) -> None:
        """Takes the workspace down; the session closes on the write lane, after what is still to be written and the end of a stopped answer.
        `keep_vault`: the vault stays open, for what comes `then`."""
        if self.desk is None or self.workspace is None:
            return
        self.workspace.close_pages()
        self.outside.locked()
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
                session.close_models() if keep_vault else session.close()

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
        tell(self, tr("That did not work"), message, hint)

    def _read_looks(self) -> None:
        if self.desk is not None and self.workspace is not None:
            settings = self.desk.session.settings
            self.tasks.query(self.workspace, lambda: looks.read(settings), theme().use)
            self.tasks.query(self.workspace, lambda: str(settings.get("language")), self._speak)

    def _speak(self, language: str) -> None:
        """Another language was chosen: the next start speaks it."""
        if language == self.state.language:
            return
        self.state.language = language
        if i18n.meant(language) != i18n.language():
            said = tr("Alcove speaks {language} from its next start on.", language=i18n.LANGUAGES[i18n.meant(language)])
            self.toasts.show_toast(said, tr("Restart now"), self.start_anew)

    def _theme_changed(self) -> None:
        self.state.looks = theme().looks


def _open_session(vault: Vault) -> Session:
    from engine.session import Session

    return Session.open(vault)
