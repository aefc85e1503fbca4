"""What the open window needs is loaded while the passphrase is typed or worked out: it is not in the way of the first painting, nor of the last.

The window's modules are imported on its own thread, one at a time, and between two of them keys are taken. The engine's are imported beside it,
and only until somebody has typed: they compete for Python's lock with what opens the vault."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from desktop.tasks import Tasks

#: In pieces of at most some 40 ms; the last one is what the others are parts of.
WINDOW = (
    "snowballstemmer", "engine.memory.evidence", "engine.documents.attached", "markdown_it", "desktop.chat.thread", "desktop.chat.thread_data",
    "desktop.why.panel", "desktop.chat.page", "desktop.memory.page", "desktop.memory.section", "desktop.history.page", "desktop.diagnostics.page",
    "desktop.settings.page", "desktop.today.page", "desktop.models.page", "desktop.archive.dialog", "desktop.shell.workspace",
    "desktop.shell.entries", "desktop.shell.palette",
)  # fmt: skip
#: What opens a vault, then what learns and answers: its patterns take a second to compile.
ENGINE = (
    "engine.vault.vault", "argon2.low_level", "sqlcipher3", "engine.session", "engine.answering.guard", "engine.answering.coming",
    "engine.learning.telling.people", "engine.learning.telling.bonds", "engine.learning.telling.mentions", "engine.learning.diary",
    "engine.learning.candidates", "engine.learning.gating.gate", "engine.learning.telling.splitting", "engine.learning.reading_clauses",
    "engine.learning.extract", "engine.assistant",
)  # fmt: skip


class Preparing(QObject):
    """Begins at once. `hurry`: the key is there, and what is not loaded by now is when it is needed."""

    def __init__(self, tasks: Tasks, parent: QObject, *, engine: bool) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._window: Iterator[str] = iter(WINDOW)
        self._engine: Iterator[str] = iter(ENGINE if engine else ())
        self._soon()

    def hurry(self) -> None:
        """Somebody waits for the vault."""
        self._engine = iter(())

    def stop(self) -> None:
        """What is missing now is loaded when it is needed."""
        self._window = iter(())
        self.hurry()

    def _soon(self) -> None:
        QTimer.singleShot(0, self, self._one)

    def _one(self) -> None:
        name = next(self._window, None)
        if name is None:
            self._beside()
            return
        importlib.import_module(name)
        self._soon()

    def _beside(self) -> None:
        name = next(self._engine, None)
        if name is not None:
            self._tasks.query(self, lambda: importlib.import_module(name), lambda _: self._beside())
