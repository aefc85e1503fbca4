"""The pages of the first run: welcome, protection, recovery key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QRadioButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.icons import logo
from desktop.onboarding.passphrase import NewPassphrase
from desktop.onboarding.recovery_key import RecoveryKey
from desktop.widgets.basic import Button, Label, Picture, column, fill, row
from desktop.widgets.scaling import wide
from desktop.widgets.states import waiting

WIDTH = 470


class DoorPage(QWidget):
    """A column in the middle of the window."""

    def __init__(self, title: str, text: str, *, picture: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(title)
        body = QWidget()
        wide(body, body.setFixedWidth, WIDTH)
        self.body = fill(QVBoxLayout(body), spacing=10)
        if picture:
            mark = QLabel()
            mark.setPixmap(logo(64))
            mark.setFixedSize(64, 64)
            self.body.addWidget(mark)
            self.body.addSpacing(8)
        self.title = Label(title, "display", wrap=True)
        self.text = Label(text, "lead", wrap=True)
        self.body.addWidget(self.title)
        self.body.addWidget(self.text)
        self.body.addSpacing(10)
        self.error = Label("", "error", wrap=True)
        self.error.hide()
        self.busy, self.busy_text = waiting("")
        self.busy.hide()
        layout = fill(QVBoxLayout(self), None, body, None, None)
        layout.setAlignment(body, Qt.AlignmentFlag.AlignHCenter)

    def foot(self, *buttons: QWidget | None) -> None:
        """Error, progress and the buttons, at the bottom."""
        self.body.addWidget(self.error)
        self.body.addWidget(self.busy)
        self.body.addSpacing(6)
        self.body.addLayout(row(*buttons))

    def complain(self, message: str) -> None:
        """Shows what is wrong; "" shows nothing."""
        self.error.setText(message)
        self.error.setVisible(bool(message))

    def work(self, text: str) -> None:
        """Shows that something is being done; "" ends it."""
        self.busy_text.setText(text)
        self.busy.setVisible(bool(text))


class WelcomePage(DoorPage):
    """What Alcove is, in three lines."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Welcome to Alcove"), tr("An assistant that remembers what you tell it, entirely on your own computer."), picture=True)
        for name, title, text in (
            ("chip", tr("It runs here"), tr("The language model works on this computer. Nothing you write is sent anywhere.")),
            ("shield", tr("It is encrypted"), tr("Your chats and memories lie in a vault that only you can open.")),
            ("memory", tr("You are in charge"), tr("See what it remembers and where it comes from. Correct it, or erase it for good.")),
        ):
            mark = Picture(name, "accent", 26)
            line = row(mark, column(Label(title, "strong"), Label(text, "second", wrap=True), spacing=2), spacing=16)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
            self.body.addSpacing(8)
        self.begin = Button(tr("Make your vault"), "primary", on=self.chosen.emit)
        self.begin.setDefault(True)
        self.foot(self.begin, None)


class ProtectPage(DoorPage):
    """Passphrase or keychain."""

    asked = Signal(str, bool)  # passphrase, keychain
    back = Signal()

    def __init__(self, keychain: str) -> None:
        either = tr("Choose how it opens. You get a recovery key as well, in case this way is lost.")
        typed = tr("Choose a passphrase. You get a recovery key as well, in case you forget it.")
        super().__init__(tr("Protect your vault"), either if keychain else typed)
        self.passphrase_choice = QRadioButton(tr("A passphrase that you type"))
        self.keychain_choice = QRadioButton(
            tr("This computer's keychain ({keychain})", keychain=keychain) if keychain else tr("This computer's keychain")
        )
        self.passphrase_choice.setAccessibleName(tr("Protect with a passphrase"))
        self.keychain_choice.setAccessibleName(tr("Protect with the keychain"))
        self.passphrase_choice.setChecked(True)
        self.typing = NewPassphrase(tr("Passphrase"), tr("Passphrase once more"))
        self.passphrase, self.again, self.strength = self.typing.field, self.typing.again, self.typing.strength
        self.fields = QWidget()
        self.fields.setLayout(column(self.typing, margins=(26 if keychain else 0, 4, 0, 0)))
        self.keychain_note = Label(
            tr("It opens by itself while you are logged in. Anyone who uses your account can open it too."), "small", wrap=True
        )
        note = QWidget()
        note.setLayout(column(self.keychain_note, margins=(26, 0, 0, 0)))
        self.body.addWidget(self.passphrase_choice)
        self.body.addWidget(self.fields)
        self.body.addWidget(self.keychain_choice)
        self.body.addWidget(note)
        for widget in (self.keychain_choice, note):
            widget.setVisible(bool(keychain))
        self.passphrase_choice.setVisible(bool(keychain))
        self.next = Button(tr("Make the vault"), "primary", on=self.submit)
        self.next.setDefault(True)
        self.foot(Button(tr("Back"), "quiet", on=self.back.emit), None, self.next)
        self.passphrase_choice.toggled.connect(self.fields.setEnabled)
        self.typing.typed.connect(lambda: self.complain(""))
        self.typing.entered.connect(self.submit)

    def submit(self) -> None:
        """Checks, and asks for the vault."""
        if self.keychain_choice.isChecked():
            self.asked.emit("", True)
            return
        wrong = self.typing.problem
        self.complain(wrong)
        if not wrong:
            self.asked.emit(self.typing.take(), False)


class RecoveryKeyPage(DoorPage):
    """Shown once: the key that opens the vault when everything else is lost. Two of its groups are typed back before one can go on."""

    kept = Signal()
    back = Signal()

    def __init__(self, *, title: str = "", text: str = "", can_leave: bool = False) -> None:
        """`can_leave`: there is a way back, for as long as nothing was changed."""
        told = tr("If you lose your passphrase or your keychain, only this key opens the vault. It is shown once.")
        super().__init__(title or tr("Keep your recovery key"), text or told)
        self.recovery_key = RecoveryKey()
        self.body.addWidget(self.recovery_key)
        self.leave = Button(tr("Cancel"), "quiet", on=self.back.emit)
        self.leave.setVisible(can_leave)
        self.next = Button(tr("I have kept it"), "primary", on=self._go_on)
        self.next.setDefault(True)
        self.foot(self.leave, None, self.next)
        self.recovery_key.changed.connect(self._show)
        self.recovery_key.failed.connect(self.complain)
        for field in self.recovery_key.fields:
            field.returnPressed.connect(self._go_on)

    @property
    def copy_button(self) -> Button:
        """Has the focus at first."""
        return self.recovery_key.copy_button

    def show_key(self, key: str) -> None:
        """Shows the key in its groups."""
        self.recovery_key.show_key(key)

    def _show(self) -> None:
        asking = self.recovery_key.asking
        self.complain("")
        self.next.setText(tr("Continue") if asking else tr("I have kept it"))
        self.next.setEnabled(not asking or self.recovery_key.proven)

    def _go_on(self) -> None:
        if not self.recovery_key.asking:
            self.recovery_key.ask(True)
        elif self.recovery_key.proven:
            self.recovery_key.forget()
            self.kept.emit()
