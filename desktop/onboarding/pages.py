"""The pages of the first run: welcome, protection, recovery key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QLabel, QProgressBar, QRadioButton, QVBoxLayout, QWidget

from desktop.icons import logo
from desktop.onboarding.flow import STRENGTHS, problem, strength
from desktop.widgets.basic import Button, Frame, Label, Picture, column, fill, row
from desktop.widgets.fields import PassphraseField
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
        super().__init__("Welcome to Alcove", "An assistant that remembers what you tell it, entirely on your own computer.", picture=True)
        for name, title, text in (
            ("chip", "It runs here", "The language model works on this computer. Nothing you write is sent anywhere."),
            ("shield", "It is encrypted", "Your chats and memories lie in a vault that only you can open."),
            ("memory", "You are in charge", "See what it remembers and where it comes from. Correct it, or erase it for good."),
        ):
            mark = Picture(name, "accent", 26)
            line = row(mark, column(Label(title, "strong"), Label(text, "second", wrap=True), spacing=2), spacing=16)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
            self.body.addSpacing(8)
        self.begin = Button("Make your vault", "primary", on=self.chosen.emit)
        self.begin.setDefault(True)
        self.foot(self.begin, None)


class ProtectPage(DoorPage):
    """Passphrase or keychain."""

    asked = Signal(str, bool)  # passphrase, keychain
    back = Signal()

    def __init__(self, keychain: str) -> None:
        how = "Choose how it opens." if keychain else "Choose a passphrase."
        lost = "this way is lost" if keychain else "you forget it"
        super().__init__("Protect your vault", f"{how} You get a recovery key as well, in case {lost}.")
        self.passphrase_choice = QRadioButton("A passphrase that you type")
        self.keychain_choice = QRadioButton(f"This computer's keychain ({keychain})" if keychain else "This computer's keychain")
        self.passphrase_choice.setAccessibleName("Protect with a passphrase")
        self.keychain_choice.setAccessibleName("Protect with the keychain")
        self.passphrase_choice.setChecked(True)
        self.passphrase = PassphraseField("Passphrase")
        self.again = PassphraseField("Passphrase once more")
        self.meter = QProgressBar()
        self.meter.setRange(0, 4)
        self.meter.setTextVisible(False)
        self.meter.setAccessibleName("Strength of the passphrase")
        self.strength = Label("Four or five words make a good one.", "caption")
        self.fields = QWidget()
        self.fields.setLayout(column(self.passphrase, self.again, self.meter, self.strength, spacing=8, margins=(26 if keychain else 0, 4, 0, 0)))
        self.keychain_note = Label("It opens by itself while you are logged in. Anyone who uses your account can open it too.", "small", wrap=True)
        note = QWidget()
        note.setLayout(column(self.keychain_note, margins=(26, 0, 0, 0)))
        self.body.addWidget(self.passphrase_choice)
        self.body.addWidget(self.fields)
        self.body.addWidget(self.keychain_choice)
        self.body.addWidget(note)
        for widget in (self.keychain_choice, note):
            widget.setVisible(bool(keychain))
        self.passphrase_choice.setVisible(bool(keychain))
        self.next = Button("Make the vault", "primary", on=self.submit)
        self.next.setDefault(True)
        self.foot(Button("Back", "quiet", on=self.back.emit), None, self.next)
        self.passphrase_choice.toggled.connect(self.fields.setEnabled)
        self.passphrase.textChanged.connect(self._typed)
        self.again.textChanged.connect(lambda _: self.complain(""))
        self.passphrase.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.submit)

    def submit(self) -> None:
        """Checks, and asks for the vault."""
        if self.keychain_choice.isChecked():
            self.asked.emit("", True)
            return
        wrong = problem(self.passphrase.text(), self.again.text())
        self.complain(wrong)
        if not wrong:
            self.again.take()
            self.asked.emit(self.passphrase.take(), False)

    def _typed(self, text: str) -> None:
        self.complain("")
        level = strength(text)
        self.meter.setValue(level)
        self.strength.setText(STRENGTHS[level] or "Four or five words make a good one.")


class RecoveryKeyPage(DoorPage):
    """Shown once: the key that opens the vault when everything else is lost."""

    kept = Signal()

    def __init__(self) -> None:
        super().__init__("Keep your recovery key", "If you lose your passphrase or your keychain, only this key opens the vault. It is shown once.")
        self.key = ""
        self._groups: list[Label] = []
        card = Frame("card", margins=(22, 18, 22, 18), spacing=0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        for number in range(8):
            group = Label("", "key")
            group.setAlignment(Qt.AlignmentFlag.AlignCenter)
            group.setMinimumHeight(26)
            self._groups.append(group)
            grid.addWidget(group, number // 4, number % 4)
        card.box.addLayout(grid)
        self._card = card
        self.copied = Label("", "caption")
        self.copy_button = Button("Copy", icon_name="copy", on=self.copy, name="Copy the recovery key")
        self.save_button = Button("Save as a file…", icon_name="save", on=self._save_as)
        self.body.addWidget(card)
        self.body.addLayout(row(self.copy_button, self.save_button, self.copied, None))
        self.body.addSpacing(4)
        note = Frame("warning", margins=(14, 11, 14, 11))
        note.box.addWidget(Label("Write it on paper, or keep the file on another device. Whoever has it can open your vault.", "small", wrap=True))
        self.body.addWidget(note)
        self.tick = QCheckBox("I have kept the recovery key in a safe place")
        self.tick.setAccessibleName("I have kept the recovery key in a safe place")
        self.body.addWidget(self.tick)
        self.next = Button("Continue", "primary", on=self._done)
        self.next.setEnabled(False)
        self.tick.toggled.connect(self.next.setEnabled)
        self.foot(None, self.next)

    def show_key(self, key: str) -> None:
        """Shows the key in its groups."""
        self.key = key
        for label, group in zip(self._groups, key.split("-"), strict=True):
            label.setText(group)
        self._card.setAccessibleName(f"Recovery key: {', '.join(' '.join(group) for group in key.split('-'))}")

    def copy(self) -> None:
        """Puts the key into the clipboard."""
        QGuiApplication.clipboard().setText(self.key)
        self.copied.setText("Copied. Clear the clipboard when you have kept it.")

    def save(self, path: Path) -> None:
        """Writes the key to a file that only this account may read."""
        text = (
            "Recovery key of your Alcove vault\n\n"
            f"    {self.key[:23]}\n    {self.key[24:]}\n\n"
            "It opens the vault when the passphrase or the keychain is lost:\nstart Alcove, choose “Use the recovery key”, and type it in.\n"
            "Print this page or keep it on another device. Whoever has it can open your vault.\n"
        )
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(text, "utf-8")
        self.copied.setText(f"Saved as {path.name}.")

    def _save_as(self) -> None:
        dialog = QFileDialog(self, "Save the recovery key", str(Path.home() / "alcove-recovery-key.txt"), "Text (*.txt)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    def _save_to(self, name: str) -> None:
        try:
            self.save(Path(name))
        except OSError as error:
            self.complain(f"The file could not be written: {error.strerror}.")

    def _done(self) -> None:
        self.key = ""
        for label in self._groups:
            label.setText("")
        self._card.setAccessibleName("")
        self.kept.emit()
