"""What every page of an unlocked window works with: the session, the lanes, the actions, and ways to speak to the user."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.actions import Actions
from desktop.i18n import said, tr
from desktop.tasks import Failed, Tasks
from desktop.widgets.dialogs import tell
from engine.errors import AlcoveError

if TYPE_CHECKING:
    from engine.session import Session
    from engine.vault.database import Changes

T = TypeVar("T")


class Toaster(Protocol):
    """Shows short messages over the window."""

    def show_toast(self, text: str, action: str = "", on_action: Callable[[], object] | None = None) -> None: ...


class Desk(QObject):
    """One unlocked vault in one window. `changed` says which kinds of thing a commit changed, whoever made it."""

    changed = Signal(object)  # Changes
    memory_asked = Signal(str)  # show this memory on its page
    entity_asked = Signal(int)  # show this person, place or thing in the graph
    message_asked = Signal(str, str)  # show this conversation at this message

    def __init__(self, session: Session, tasks: Tasks, actions: Actions, toaster: Toaster, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.tasks = tasks
        self.actions = actions
        self.window = window
        self._toaster = toaster
        self._collecting = threading.Lock()
        self._changes: Changes | None = None
        self._unsubscribe = session.vault.subscribe(self._committed)

    def close(self) -> None:
        """Stops listening to the vault."""
        self._unsubscribe()

    def toast(self, text: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """A short message, with one thing to do about it."""
        self._toaster.show_toast(text, action, on_action)

    def change(
        self, owner: QObject, fn: Callable[[], T], said: str = "", on_done: Callable[[T], None] | None = None, on_error: Failed | None = None
    ) -> None:  # fmt: skip
        """Changes something on the write lane; `said` is then shown in a toast, with Undo for what the journal can take back."""
        steps: list[str] = []

        def run() -> T:
            lane = threading.get_ident()

            def note(changes: Changes) -> None:
                if changes.journal_id and threading.get_ident() == lane:
                    steps.append(changes.journal_id)

            unsubscribe = self.session.vault.subscribe(note)
            try:
                return fn()
            finally:
                unsubscribe()

        def done(result: T) -> None:
            if said and steps:
                self.toast(said, tr("Undo"), lambda: self.undo(*steps))
            elif said:
                self.toast(said)
            if said:
                self.announce(said)
            if on_done is not None:
                on_done(result)

        self.tasks.change(owner, run, done, on_error)

    def undo(self, *steps: str) -> None:
        """Reverts these steps (journal ids), the newest first; without any, the user's latest step."""
        journal = self.session.vault.journal

        def run() -> bool:
            if not steps:
                return journal.undo() is not None
            for step in reversed(steps):
                journal.revert(step)
            return True

        self.tasks.change(self, run, self._undone)

    def show_error(self, error: Exception) -> None:
        """Tells what happened, what to do next; the traceback is in the log."""
        message, hint = explain(error)
        tell(self.window, tr("That did not work"), message, hint)

    def announce(self, text: str) -> None:
        """Says something to a screen reader."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.window, text))

    def _undone(self, undone: bool) -> None:
        said = tr("Undone.") if undone else tr("There is nothing to undo.")
        self.toast(said)
        self.announce(said)

    def _committed(self, changes: Changes) -> None:
        """On the committing thread. Commits that follow each other closely become one refresh."""
        with self._collecting:
            waiting, self._changes = (
                self._changes,
                msgspec.structs.replace(changes, kinds=changes.kinds | (self._changes.kinds if self._changes else set())),
            )
        if waiting is None:
            self.tasks.post(self._emit_changes)

    def _emit_changes(self) -> None:
        with self._collecting:
            changes, self._changes = self._changes, None
        if changes is not None and isValid(self):
            self.changed.emit(changes)


def explain(error: Exception) -> tuple[str, str]:
    """An error's message and hint for people. Model errors have them too, without being AlcoveErrors."""
    if isinstance(error, AlcoveError):
        return said(error.message), said(error.hint)
    message = getattr(error, "message", None)
    if isinstance(message, str):
        return said(message), said(str(getattr(error, "hint", "")))
    return tr("Something went wrong inside Alcove. Nothing was lost."), tr("The log has the details (the folder is named in Settings).")
