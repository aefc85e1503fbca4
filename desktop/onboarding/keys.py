"""What opens the vault, and changing it: the passphrase, a new recovery key, new keys for everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.desk import Desk
from desktop.i18n import phrase, tr
from desktop.onboarding.passphrase import NewPassphrase
from desktop.onboarding.recovery_key import RecoveryKey
from desktop.settings.about import SLOTS
from desktop.widgets.basic import Button, Label, Picture, column, row
from desktop.widgets.dialogs import Dialog, ask, tell
from desktop.widgets.flow import Flow

if TYPE_CHECKING:
    from engine.vault.keys import Argon
    from engine.vault.status import VaultStatus

STILL_OPEN = phrase(
    "Copies of the vault made before (by a backup program, by syncing, by hand) still open with the old passphrase, and with what opens them "
    "this vault could be read. To shut them out, change it once more and choose new keys for everything."
)


class KeysDialog(Dialog):
    """`rotation_asked`: new keys for everything are wanted, with this passphrase."""

    rotation_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget, argon: Argon | None = None) -> None:
        super().__init__(parent, tr("What opens your vault"), width=500)
        self._desk, self._argon, self._window = desk, argon, parent
        self.next: Dialog | None = None  # what was asked then
        self.slots = column(spacing=8)
        self.content.addLayout(self.slots)
        self.change = Button(tr("Change the passphrase…"), icon_name="key", on=self._change)
        self.recovery = Button(tr("New recovery key…"), icon_name="document", on=self._renew)
        self.content.addSpacing(6)
        ways = Flow(spacing=8)
        for way in (self.change, self.recovery):
            ways.addWidget(way)
        self.content.addLayout(ways)
        self.add_button(tr("Close"), "primary", default=True)
        vault = desk.session.vault
        desk.tasks.query(self, vault.status, self._show)

    def _show(self, status: VaultStatus) -> None:
        for slot in status.slots:
            about = [Label(slot.detail, "caption", wrap=True)] if slot.detail else []
            texts = column(Label(tr(SLOTS.get(slot.kind, slot.kind))), *about, spacing=0)
            self.slots.addLayout(row(Picture("key", "text-3", 18), texts, spacing=12, stretch=1))
        if not any(slot.kind == "passphrase" for slot in status.slots):
            self.change.setText(tr("Add a passphrase…"))
        self.open()

    def _change(self) -> None:
        self.accept()
        asked = ChangePassphraseDialog(self._desk, self._window, self._argon)
        asked.rotation_asked.connect(self.rotation_asked)
        self.next = asked

    def _renew(self) -> None:
        self.accept()
        desk, parent = self._desk, self._window
        self.next = ask(
            parent, tr("Make a new recovery key?"), tr("The one that you have written down stops working."), yes=tr("Make a new one"),
            on_yes=lambda: renew(desk, parent),
        )  # fmt: skip


class ChangePassphraseDialog(Dialog):
    """A new passphrase; with a tick, new keys for everything as well."""

    rotation_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget, argon: Argon | None = None) -> None:
        super().__init__(parent, tr("Change the passphrase"), width=500)
        self._desk, self._argon, self._window = desk, argon, parent
        self.passphrase = NewPassphrase()
        self.rotate = QCheckBox(tr("Also make new keys for everything"))
        self.rotate.setAccessibleName(tr("Also make new keys for everything"))
        self.error = Label("", "error", wrap=True)
        about = tr(
            "All is encrypted anew: old copies of the vault, and what opens them, are shut out. You get a new recovery key, the old backups are "
            "replaced, and Alcove asks for the new passphrase at the end."
        )
        self.add(self.passphrase, self.rotate, Label(about, "caption", wrap=True), self.error)
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Change it"), "primary", self._submit, default=True)
        self.passphrase.typed.connect(self._typed)
        self.passphrase.entered.connect(self._submit)
        self.open()
        self.passphrase.setFocus()

    def _typed(self) -> None:
        self.error.setText("")
        self.fit()

    def _submit(self) -> None:
        if wrong := self.passphrase.problem:
            self.error.setText(wrong)
            self.fit()
            return
        passphrase, desk, argon, parent = self.passphrase.take(), self._desk, self._argon, self._window
        self.accept()
        if self.rotate.isChecked():
            self.rotation_asked.emit(passphrase)
            return
        vault = desk.session.vault

        def change() -> tuple[bool, bool]:
            kinds = {slot.kind for slot in vault.header.slots}
            vault.change_passphrase(passphrase, argon=argon)
            return "passphrase" in kinds, "recovery" in kinds

        def done(had: tuple[bool, bool]) -> None:
            had_one, recoverable = had
            if had_one:
                tell(parent, tr("The passphrase is changed"), tr(STILL_OPEN))
            else:
                desk.toast(tr("The passphrase opens the vault from now on."))
            if not recoverable:
                renew(desk, parent)

        desk.tasks.change(desk, change, done)


class RecoveryKeyDialog(Dialog):
    """Shows a new recovery key until two of its groups were typed back; it is in force already."""

    def __init__(self, parent: QWidget, key: str) -> None:
        super().__init__(parent, tr("Keep your new recovery key"), width=540)
        self.recovery_key = RecoveryKey()
        self.error = Label("", "error", wrap=True)
        told = tr("It opens the vault from now on; the old one does not. It is shown once.")
        self.add(Label(told, "second", wrap=True), self.recovery_key, self.error)
        self.next = self.add_button(tr("I have kept it"), "primary", self._go_on, default=True)
        self.recovery_key.changed.connect(self._show)
        self.recovery_key.failed.connect(self.error.setText)
        self.recovery_key.show_key(key)
        self.open()

    def reject(self) -> None:
        """Escape: the key is in force, so it has to be kept."""
        if not self.recovery_key.key:
            super().reject()

    def _show(self) -> None:
        asking = self.recovery_key.asking
        self.next.setText(tr("Done") if asking else tr("I have kept it"))
        self.next.setEnabled(not asking or self.recovery_key.proven)

    def _go_on(self) -> None:
        if not self.recovery_key.asking:
            self.recovery_key.ask(True)
        elif self.recovery_key.proven:
            self.recovery_key.forget()
            self.accept()


def renew(desk: Desk, parent: QWidget) -> None:
    """Makes a new recovery key and shows it."""

    def show(key: str) -> None:
        RecoveryKeyDialog(parent, key)

    desk.tasks.change(desk, desk.session.vault.new_recovery_key, show)
