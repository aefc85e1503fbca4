"""The recovery key as it is shown once: in its groups, to be copied, saved or printed; then two groups are typed back, with the key out of sight."""

from __future__ import annotations

import secrets
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.basic import Button, Frame, Label, fill, row
from engine.vault import recovery

TYPED_BACK = 2  # groups


class RecoveryKey(QWidget):
    """`changed`: whether the groups that were asked for are typed right, in `proven`. `failed`: why the key could not be saved."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = ""
        self.asked: tuple[int, ...] = ()  # which groups are to be typed back, from 0
        self._groups = [Label("", "key") for _ in range(recovery.GROUPS)]
        self.fields = [QLineEdit() for _ in range(TYPED_BACK)]
        self._names = [Label("", "small") for _ in self.fields]
        self.copied = Label("", "caption", wrap=True)
        self.copy_button = Button(tr("Copy"), icon_name="copy", on=self.copy, name=tr("Copy the recovery key"))
        self.save_button = Button(tr("Save as a file…"), icon_name="save", on=self._save_as)
        self.print_button = Button(tr("Print…"), icon_name="document", on=self.print, name=tr("Print the recovery key"))
        self.show_button = Button(tr("Show the key again"), "quiet", icon_name="eye", on=lambda: self.ask(False))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._shown())
        self._stack.addWidget(self._typing())
        fill(QVBoxLayout(self), self._stack)

    def show_key(self, key: str) -> None:
        """Shows a key, and chooses which of its groups will be asked for."""
        self.key = key
        self.asked = tuple(sorted(secrets.SystemRandom().sample(range(recovery.GROUPS), TYPED_BACK)))
        for label, group in zip(self._groups, key.split("-"), strict=True):
            label.setText(group)
        self._card.setAccessibleName(tr("Recovery key: {key}", key=", ".join(" ".join(group) for group in key.split("-"))))
        for number, field, name in zip(self.asked, self.fields, self._names, strict=True):
            name.setText(tr("Group {n}", n=number + 1))
            field.setAccessibleName(tr("Group {n} of the recovery key", n=number + 1))
            field.clear()
        self.ask(False)

    def ask(self, on: bool) -> None:
        """Asks for the groups, or shows the key again."""
        self._stack.setCurrentIndex(int(on))
        (self.fields[0] if on else self.copy_button).setFocus()
        self.changed.emit()

    @property
    def asking(self) -> bool:
        """Whether the key is out of sight."""
        return self._stack.currentIndex() == 1

    @property
    def proven(self) -> bool:
        """Whether the groups are typed right, however they are written."""
        groups = self.key.split("-")
        return bool(self.key) and all(recovery.plain(field.text()) == groups[number] for number, field in zip(self.asked, self.fields, strict=True))

    def forget(self) -> None:
        """Keeps nothing of the key."""
        self.key = ""
        for label in self._groups:
            label.setText("")
        for field in self.fields:
            field.clear()
        self._card.setAccessibleName("")

    def copy(self) -> None:
        """Puts the key into the clipboard."""
        QGuiApplication.clipboard().setText(self.key)
        self.copied.setText(tr("Copied. Clear the clipboard when you have kept it."))

    def page(self) -> str:
        """What is saved and printed."""
        return tr(
            "Recovery key of your Alcove vault\n\n    {first}\n    {second}\n\n"
            "It opens the vault when the passphrase or the keychain is lost:\nstart Alcove, choose “Use the recovery key”, and type it in.\n"
            "Print this page or keep it on another device. Whoever has it can open your vault.\n",
            first=self.key[:23], second=self.key[24:],
        )  # fmt: skip

    def save(self, path: Path) -> None:
        """Writes the key to a file that only this account may read."""
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(self.page(), "utf-8")
        self.copied.setText(tr("Saved as {name}.", name=path.name))

    def print(self) -> None:
        """Asks for a printer."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.show()  # its own open() asks for a slot by name

    def print_on(self, printer: object) -> None:
        """Prints the page on a printer (QPagedPaintDevice)."""
        document = QTextDocument()
        font = document.defaultFont()
        font.setFamilies(["monospace"])
        font.setPointSize(12)
        document.setDefaultFont(font)
        document.setPlainText(self.page())
        document.print_(printer)  # type: ignore[arg-type]
        self.copied.setText(tr("Printed."))

    def _shown(self) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        for number, label in enumerate(self._groups):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMinimumHeight(26)
            grid.addWidget(label, number // 4, number % 4)
        self._card = Frame("card", margins=(22, 18, 22, 18), spacing=0)
        self._card.box.addLayout(grid)
        note = Frame("warning", margins=(14, 11, 14, 11))
        kept = tr("Write it on paper, or keep the file on another device. Whoever has it can open your vault.")
        note.box.addWidget(Label(kept, "small", wrap=True))
        page = QWidget()
        buttons = row(self.copy_button, self.save_button, self.print_button, None)
        fill(QVBoxLayout(page), self._card, buttons, self.copied, note, None, spacing=10)
        return page

    def _typing(self) -> QWidget:
        card = Frame("card", margins=(22, 18, 22, 18), spacing=10)
        card.box.addWidget(Label(tr("Look at what you wrote down, and type these two groups:"), "body", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for number, (name, field) in enumerate(zip(self._names, self.fields, strict=True)):
            field.setMaxLength(8)
            field.textChanged.connect(lambda _: self.changed.emit())
            grid.addWidget(name, number, 0)
            grid.addWidget(field, number, 1)
        grid.setColumnStretch(1, 1)
        card.box.addLayout(grid)
        page = QWidget()
        fill(QVBoxLayout(page), card, row(self.show_button, None), None, spacing=10)
        return page

    def _save_as(self) -> None:
        dialog = QFileDialog(self, tr("Save the recovery key"), str(Path.home() / "alcove-recovery-key.txt"), tr("Text (*.txt)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    def _save_to(self, name: str) -> None:
        try:
            self.save(Path(name))
        except OSError as error:
            self.failed.emit(tr("The file could not be written: {reason}.", reason=error.strerror))
