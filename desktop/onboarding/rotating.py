"""New keys for the whole vault: the new recovery key is kept first, then everything is encrypted anew. Until then Cancel changes nothing."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.desk import explain
from desktop.i18n import said, tr
from desktop.onboarding.pages import RecoveryKeyPage
from desktop.tasks import Job, Tasks
from engine.errors import Cancelled

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from engine.vault.keys import Argon
    from engine.vault.vault import Vault


class RotatingPage(RecoveryKeyPage):
    """Takes the vault over, open, and closes it. `ended` says what came of it: a title and a text."""

    ended = Signal(str, str)

    def __init__(self, vault: Vault, passphrase: str, tasks: Tasks, argon: Argon | None = None) -> None:
        super().__init__(
            title=tr("Keep your new recovery key"), can_leave=True,
            text=tr("It works as soon as the keys are changed. Then the old recovery key and the old passphrase open nothing any more."),
        )  # fmt: skip
        self._vault, self._argon = vault, argon
        self._answers: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self.kept.connect(self._go)
        self.back.connect(lambda: self._answers.put(False))
        self.recovery_key.setEnabled(False)
        self.next.setEnabled(False)
        self._job: Job = tasks.stream(
            self, lambda emit, cancel: self._rotate(passphrase, emit, cancel), lambda keys: self._keep(keys[-1]), self._done, self._failed
        )  # fmt: skip

    def stop(self) -> None:
        """The window closes: nothing is changed, if nothing was yet."""
        self._answers.put(False)

    def _rotate(self, passphrase: str, emit: Callable[[str], None], cancel: threading.Event) -> str:
        def show(key: str) -> None:
            emit(key)
            if not self._answers.get():
                raise Cancelled(tr("The keys were not changed."), tr("The passphrase and the recovery key of before still open the vault."))

        try:
            return self._vault.rotate(passphrase, show, argon=self._argon)
        finally:
            self._vault.close()

    def _keep(self, key: str) -> None:
        self.recovery_key.setEnabled(True)
        self.next.setEnabled(True)
        self.show_key(key)

    def _go(self) -> None:
        self.work(tr("Encrypting everything anew…"))
        for widget in (self.recovery_key, self.next, self.leave):
            widget.setEnabled(False)
        self._answers.put(True)

    def _done(self, warning: str) -> None:
        done = tr("All of it is encrypted anew. The old passphrase and recovery key open nothing here any more.")
        copies = tr("One new backup was made; the older ones are deleted. Copies elsewhere keep what they held, under the old key.")
        self.ended.emit(tr("The vault has new keys"), f"{done} {said(warning) if warning else copies}")

    def _failed(self, error: Exception) -> None:
        self.recovery_key.forget()
        message, hint = explain(error)
        self.ended.emit(tr("The keys were not changed"), f"{message} {hint}".strip())
