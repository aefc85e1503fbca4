"""An archive beside the window's work: read and compared, then it waits, open, for what the user decides, so that what was shown is imported."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.i18n import tr
from engine.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.archive.applying import Mode
    from engine.archive.importing import ImportReport
    from engine.vault.vault import Vault

GLANCE = 0.1  # seconds between two looks at whether the window still wants to know


class PassphraseWanted(Exception):
    """The archive is encrypted, and no passphrase was given."""


class Decision:
    """Made once, by the user: import it like this."""

    def __init__(self) -> None:
        self._mode: Mode = "skip"
        self._made = threading.Event()

    def make(self, mode: Mode) -> None:
        """Import; `mode` says what becomes of what differs."""
        self._mode = mode
        self._made.set()

    def wait(self, cancel: threading.Event) -> Mode:
        """Raises Cancelled when nobody waits for the archive any more."""
        while not self._made.wait(GLANCE):
            if cancel.is_set():
                raise Cancelled(tr("The archive was given up."))
        return self._mode


def look(
    vault: Vault, path: Path, passphrase: str | None, decision: Decision, emit: Callable[[Any], None], cancel: threading.Event
) -> ImportReport | None:
    """Emits (step, done, total) and the DryRun; None when it was given up. Raises PassphraseWanted, BadInput, WrongKey, OSError."""
    from engine.archive import importing

    def key() -> str:
        if passphrase is None:
            raise PassphraseWanted
        return passphrase

    def progress(step: str, done: int, total: int) -> None:
        emit((step, done, total))

    try:
        with importing.opened(vault, path, passphrase=key, progress=progress, cancel=cancel) as archive:
            emit(archive.dry_run())
            mode = decision.wait(cancel)
            return archive.apply(mode, without_invalid=True, progress=progress, cancel=cancel)
    except Cancelled:
        return None
