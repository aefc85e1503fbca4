"""A real window over a temporary vault, driven from code, and pictures of it."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from desktop.shell.workspace import Workspace
    from engine.session import Session

PATIENCE = 60.0  # seconds
SIZE = (1240, 800)
#: Ends the names of pictures with twice the pixels.
TWICE = "@2x"


class Camera:
    """Drives one window and takes pictures of it."""

    def __init__(self, folder: Path, only: set[str]) -> None:
        from desktop.shell.window import Window
        from desktop.tasks import Tasks
        from tests.desktop.demo import CODE
        from tests.desktop.support import FAST, ScriptedChat, session_with

        self.folder, self.only = folder, only
        self.gate = threading.Semaphore(0)
        self.chat = ScriptedChat(CODE, gate=self.gate)
        self.tasks = Tasks()
        self.shown = ""
        home = Path(tempfile.mkdtemp(prefix="alcove-screenshots-"))
        self.window = Window(home, self.tasks, argon=FAST, open_session=session_with(self.chat, embeds=True))  # type: ignore[arg-type]
        self.window.resize(*SIZE)
        self.window.show()

    def until(self, condition: Callable[[], object]) -> None:
        """Lets the window work until something is so."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("the window did not get there")
            QApplication.processEvents()
            time.sleep(0.002)
        self.rest()

    def rest(self) -> None:
        """Lets layouts and deletions finish."""
        for _ in range(12):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def idle(self) -> None:
        """Nothing is being read or written any more."""
        self.until(lambda: self.tasks.idle)

    def both(self, name: str, extra: QWidget | None = None) -> None:
        """A picture in light and one in dark."""
        from desktop.theme import theme

        for choice in ("light", "dark"):
            theme().choose(choice)  # type: ignore[arg-type]
            self.rest()
            self.take(f"{name}-{choice}", extra)
        theme().choose("light")
        self.rest()

    def take(self, name: str, extra: QWidget | None = None) -> None:
        """One picture; `extra` is a dialog or palette over the window."""
        if self.only and not any(name.startswith(wanted) for wanted in self.only):
            return
        picture = self.window.grab()
        if extra is not None:
            from PySide6.QtGui import QColor, QPainter

            corner = self.window.mapFromGlobal(extra.mapToGlobal(extra.rect().topLeft()))
            if isinstance(extra, QDialog):
                corner.setX((self.window.width() - extra.width()) // 2)
                corner.setY((self.window.height() - extra.height()) // 2)
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 60))
            painter.drawPixmap(corner, extra.grab())
            painter.end()
        path = self.folder / f"{name}{TWICE if self.window.devicePixelRatio() > 1 else ''}.png"
        picture.save(str(path))
        print(path)

    @property
    def workspace(self) -> Workspace:
        """The unlocked window's content."""
        workspace = self.window.workspace
        assert workspace is not None
        return workspace

    @property
    def session(self) -> Session:
        """What the window has opened."""
        session = self.window.session
        assert session is not None
        return session

    def do(self, work: Callable[[], object]) -> None:
        """Changes something in the vault, and waits for what follows of it."""
        done: list[object] = []
        self.tasks.change(self.window, lambda: [work()], done.append)
        self.until(lambda: done)
        self.idle()

    def speak(self, pieces: int = 40) -> None:
        """Lets the model say that many more pieces."""
        for _ in range(pieces):
            self.gate.release()

    def close(self) -> None:
        """Ends everything."""
        for _ in range(400):
            self.gate.release()
        self.window.close()
        self.rest()
        self.tasks.stop()
