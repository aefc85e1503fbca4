"""The pages that open a vault: passphrase, recovery key, a new passphrase after recovery."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar

from desktop.onboarding.flow import STRENGTHS, Facts, problem, strength
from desktop.onboarding.pages import DoorPage
from desktop.widgets.basic import Button, Label
from desktop.widgets.fields import PassphraseField


class UnlockPage(DoorPage):
    """Asks for the passphrase. After wrong ones the button waits; the window doesn't."""

    asked = Signal(str)
    alone_asked = Signal()
    forgot = Signal()

    def __init__(self, facts: Facts) -> None:
        asks = facts.has_passphrase
        super().__init__("Welcome back", "Unlock your vault to go on." if asks else "Your vault is locked.", picture=True)
        self.field = PassphraseField("Passphrase")
        self.next = Button("Unlock", "primary", on=self.submit)
        self.next.setDefault(asks)
        # By keychain or key file: nothing needs to be typed.
        title = f"Unlock with {facts.keychain}" if facts.keychain else "Unlock"
        self.by_itself = Button(title, "" if asks else "primary", icon_name="key", on=self.alone_asked.emit)
        self.by_itself.setDefault(not asks)
        self.recovery = Button("Use the recovery key", "link", on=self.forgot.emit)
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
        self.work("Unlocking…" if on else "")
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
        seconds = "second" if self.left == 1 else "seconds"
        self.complain(f"{self._message} Try again in {self.left} {seconds}." if self.left > 0 else self._message)


class RecoverPage(DoorPage):
    """Asks for the recovery key."""

    asked = Signal(str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__("Use your recovery key", "Type the eight groups as you wrote them down. Spaces, dashes and upper case don't matter.")
        self.field = QLineEdit()
        self.field.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.field.setAccessibleName("Recovery key")
        self.next = Button("Unlock", "primary", on=self.submit)
        self.next.setDefault(True)
        self.body.addWidget(self.field)
        self.foot(Button("Back", "quiet", on=self.back.emit), None, self.next)
        self.field.returnPressed.connect(self.submit)
        self.field.textChanged.connect(lambda _: self.complain(""))

    def submit(self) -> None:
        """Tries what is typed."""
        if self.field.text().strip():
            self.asked.emit(self.field.text())

    def trying(self, on: bool) -> None:
        """While the vault is opened."""
        self.work("Unlocking…" if on else "")
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
        super().__init__("Choose a new passphrase", "Your vault is open, and nothing is lost. The recovery key stays valid.")
        self.field, self.again = PassphraseField("New passphrase"), PassphraseField("New passphrase once more")
        self.meter = QProgressBar()
        self.meter.setRange(0, 4)
        self.meter.setTextVisible(False)
        self.meter.setAccessibleName("Strength of the passphrase")
        self.strength = Label("Four or five words make a good one.", "caption")
        for widget in (self.field, self.again, self.meter, self.strength):
            self.body.addWidget(widget)
        self.next = Button("Use this passphrase", "primary", on=self.submit)
        self.next.setDefault(True)
        self.foot(Button("Not now", "quiet", on=self.skipped.emit), None, self.next)
        self.field.textChanged.connect(self._typed)
        self.again.textChanged.connect(lambda _: self.complain(""))
        self.field.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.submit)

    def submit(self) -> None:
        """Checks, and hands over the passphrase."""
        wrong = problem(self.field.text(), self.again.text())
        self.complain(wrong)
        if not wrong:
            self.again.take()
            self.asked.emit(self.field.take())

    def _typed(self, text: str) -> None:
        self.complain("")
        self.meter.setValue(strength(text))
        self.strength.setText(STRENGTHS[strength(text)] or "Four or five words make a good one.")
