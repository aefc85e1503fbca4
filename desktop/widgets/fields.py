"""Fields to type into: search with a pause before it looks, and passphrases that can be shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.i18n import tr
from desktop.icons import icon
from desktop.theme import theme

DEBOUNCE_MS = 150


class SearchField(QLineEdit):
    """Says `searched(text)` once typing has paused for 150 ms; Escape empties it."""

    searched = Signal(str)
    left = Signal()  # Down or Enter: on to the results

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(lambda _: self._pause.start())
        theme().changed.connect(self._tint)
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _search(self) -> None:
        self.searched.emit(self.text().strip())

    def _tint(self) -> None:
        self._glass.setIcon(icon("search", "text-3"))


class Choice(QComboBox):
    """One of a few: (what it says, what it means)."""

    def __init__(self, name: str, options: Sequence[tuple[str, object]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        for text, value in options:
            self.addItem(text, value)


class PassphraseField(QLineEdit):
    """A passphrase; the eye shows it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self._eye = QAction(tr("Show what is typed"), self)
        self._eye.triggered.connect(self._toggle)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        theme().changed.connect(self._tint)
        self._tint()

    def take(self) -> str:
        """The text; the field is emptied, its undo history too."""
        text = self.text()
        self.setText("")
        return text

    def _toggle(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.setText(tr("Hide what is typed") if hidden else tr("Show what is typed"))
        self._tint()

    def _tint(self) -> None:
        self._eye.setIcon(icon("eye" if self.echoMode() == QLineEdit.EchoMode.Password else "eye-off", "text-3"))
