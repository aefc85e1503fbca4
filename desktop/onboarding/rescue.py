"""The vault can't be opened, but there are backups: look into one, and go back to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop import restoring as words
from desktop.desk import explain
from desktop.i18n import tr
from desktop.onboarding.pages import DoorPage
from desktop.tasks import Tasks
from desktop.widgets.basic import Button, Label
from desktop.widgets.fields import Choice, PassphraseField

if TYPE_CHECKING:
    from engine.vault.backups import Backup
    from engine.vault.preview import Preview
    from engine.vault.restoring import Opened


class RescuePage(DoorPage):
    """`restored`: a backup has taken the vault's place."""

    restored = Signal()

    def __init__(self, home: Path, tasks: Tasks, message: str, found: list[Backup]) -> None:
        super().__init__(tr("The vault can't be opened"), message)
        self.home, self.tasks = home, tasks
        self.opened: Opened | None = None
        told = [(" · ".join(filter(None, (words.moment(one.at), words.reason(one.reason)))), one.path.name) for one in found]
        self.choice = Choice(tr("Backups"), told)
        self.field = PassphraseField(tr("Passphrase or recovery key"))
        self.told = Label("", "small", wrap=True)
        self.told.hide()
        self.look = Button(tr("Look into it"), "primary", on=self.submit)
        self.go = Button(tr("Go back to it"), "danger", on=self._restore)
        self.go.hide()
        self.keys = Button(tr("Put the key slots back"), "primary", on=self._restore_keys)
        self.keys.hide()
        for widget in (
            Label(tr("There are backups. What is damaged is kept aside, not deleted."), "second", wrap=True),
            self.choice,
            self.field,
            self.told,
        ):
            self.body.addWidget(widget)
        self.foot(self.look, self.keys, self.go, None)
        self.field.returnPressed.connect(self.submit)
        self.choice.currentIndexChanged.connect(lambda _: self._show(None, ""))

    def submit(self) -> None:
        """Opens the backup and tells what it holds."""
        home, name, typed = self.home, self.choice.currentData(), self.field.text()

        def look() -> tuple[Opened, Preview]:
            from engine.vault import recovery, restoring
            from engine.vault.preview import preview

            without = restoring.unattended(home, typed or None)
            key = typed if recovery.looks_like(typed) else None
            given = restoring.Secrets(without.passphrase, key, without.key_file, without.keychain)
            opened = restoring.open_backup(home, name, given)
            return opened, preview(opened)

        self._run(tr("Looking…"), look, lambda found: self._looked(*found))

    def _looked(self, opened: Opened, found: Preview) -> None:
        self._show(opened if found.whole else None, "\n".join(f"{title}: {text}" for title, text in words.told(found)))
        self.keys.setVisible(found.keys_alone)

    def _show(self, opened: Opened | None, text: str) -> None:
        self.opened = opened
        self.told.setText(text)
        self.told.setVisible(bool(text))
        self.go.setVisible(opened is not None)
        self.keys.hide()

    def _restore(self) -> None:
        from engine.vault import restoring

        self._mend(restoring.restore)

    def _restore_keys(self) -> None:
        from engine.vault import restoring

        self._mend(restoring.restore_keys)

    def _mend(self, way: Callable[[Opened], object]) -> None:
        opened = self.opened
        if opened is None:
            return

        def restore() -> None:
            way(opened)

        self.field.clear()
        self._run(tr("Going back…"), restore, lambda _: self.restored.emit())

    def _run(self, told: str, work: Callable[[], object], done: Callable[..., object]) -> None:
        self.complain("")
        self.work(told)
        self.setEnabled(False)

        def ended() -> None:
            self.work("")
            self.setEnabled(True)

        def finished(result: object) -> None:
            ended()
            done(result)

        def failed(error: Exception) -> None:
            ended()
            self.complain(" ".join(explain(error)))

        self.tasks.change(self, work, finished, failed)
