"""The pages that open a vault: passphrase, recovery key, a new passphrase after recovery."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from desktop.i18n import tr, trn
from desktop.onboarding.flow import Facts
from desktop.onboarding.pages import DoorPage
from desktop.onboarding.passphrase import NewPassphrase
from desktop.widgets.basic import Button
from desktop.widgets.fields import PassphraseField


class UnlockPage(DoorPage):
    """Asks for the passphrase. After wrong ones the button waits; the window doesn't."""

    asked = Signal(str)
    alone_asked = Signal()
    forgot = Signal()

    def __init__(self, facts: Facts) -> None:
        asks = facts.has_passphrase
        super().__init__(tr("Welcome back"), tr("Unlock your vault to go on.") if asks else tr("Your vault is locked."), picture=True)
        self.field = PassphraseField(tr("Passphrase"))
        self.next = Button(tr("Unlock"), "primary", on=self.submit)
        self.next.setDefault(asks)
        # By keychain or key file: nothing needs to be typed.
        title = tr("Unlock with {keychain}", keychain=facts.keychain) if facts.keychain else tr("Unlock")
        self.by_itself = Button(title, "" if asks else "primary", icon_name="key", on=self.alone_asked.emit)
        self.by_itself.setDefault(not asks)
        self.recovery = Button(tr("Use the recovery key"), "link", on=self.forgot.emit)
        self.body.addWidget(self.field)
        self.foot(self.next, self.by_itself, None, self.recovery)
        self.field.setVisible(asks)
        self.next.setVisible(asks)
        self.by_itself.setVisible(facts.opens_itself)
        self.recovery.setVisible(facts.has_recovery)
        self.field.returnPressed.connect(self.submit)
        self.left = 0  # seconds until the next try
        self.field.textChanged.connect(lambda _: self.complain("") if self.left == 0 else None)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count)
        self._message = ""

    def submit(self) -> None:
        """Tries what is typed."""
        if self.field.text() and self.next.isEnabled():
            self.asked.emit(self.field.take())

    def trying(self, on: bool) -> None:
        """While the key is worked out."""
        self.work(tr("Unlocking…") if on else "")
        for widget in (self.field, self.next, self.by_itself, self.recovery):
            widget.setEnabled(not on)

    def refused(self, message: str, wait: int) -> None:
        """The key did not fit: says so, and lets the next try come after `wait` seconds."""
        self.trying(False)
        self._message, self.left = message, wait
        self.next.setEnabled(wait == 0)
        self._show()
        if wait:
            self._second.start()
        self.field.setFocus()

    def _count(self) -> None:
        self.left -= 1
        if self.left <= 0:
            self._second.stop()
            self.next.setEnabled(True)
        self._show()

    def _show(self) -> None:
        wait = trn("Try again in {n} second.", "Try again in {n} seconds.", self.left) if self.left > 0 else ""
        self.complain(f"{self._message} {wait}".strip())


class RecoverPage(DoorPage):
    """Asks for the recovery key."""

    asked = Signal(str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Use your recovery key"), tr("Type the eight groups as you wrote them down. Spaces, dashes and upper case don't matter."))
        self.field = QLineEdit()
        self.field.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.field.setAccessibleName(tr("Recovery key"))
        self.next = Button(tr("Unlock"), "primary", on=self.submit)
        self.next.setDefault(True)
        self.body.addWidget(self.field)
        self.foot(Button(tr("Back"), "quiet", on=self.back.emit), None, self.next)
        self.field.returnPressed.connect(self.submit)
        self.field.textChanged.connect(lambda _: self.complain(""))

    def submit(self) -> None:
        """Tries what is typed."""
        if self.field.text().strip():
            self.asked.emit(self.field.text())

    def trying(self, on: bool) -> None:
        """While the vault is opened."""
        self.work(tr("Unlocking…") if on else "")
        self.next.setEnabled(not on)

    def refused(self, message: str) -> None:
        """Says what is wrong; what was typed stays, to be corrected."""
        self.trying(False)
        self.complain(message)


class NewPassphrasePage(DoorPage):
    """After recovery: a new passphrase in place of the lost one."""

    asked = Signal(str)
    skipped = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Choose a new passphrase"), tr("Your vault is open, and nothing is lost. The recovery key stays valid."))
        self.passphrase = NewPassphrase()
        self.field, self.again, self.meter = self.passphrase.field, self.passphrase.again, self.passphrase.meter
        self.body.addWidget(self.passphrase)
        self.next = Button(tr("Use this passphrase"), "primary", on=self.submit)
        self.next.setDefault(True)
        self.foot(Button(tr("Not now"), "quiet", on=self.skipped.emit), None, self.next)
        self.passphrase.typed.connect(lambda: self.complain(""))
        self.passphrase.entered.connect(self.submit)

    def submit(self) -> None:
        """Checks, and hands over the passphrase."""
        wrong = self.passphrase.problem
        self.complain(wrong)
        if not wrong:
            self.asked.emit(self.passphrase.take())
