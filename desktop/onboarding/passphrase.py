"""A new passphrase, typed twice, with how strong it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.i18n import said, tr
from desktop.onboarding.flow import SHORTEST, STRENGTHS, problem, strength
from desktop.widgets.basic import Label, fill, set_role
from desktop.widgets.fields import PassphraseField


class NewPassphrase(QWidget):
    """`typed`: something changed; `entered`: Enter in the second field."""

    typed = Signal()
    entered = Signal()

    def __init__(self, name: str = "", again: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.again = PassphraseField(name or tr("New passphrase")), PassphraseField(again or tr("New passphrase once more"))
        self.meter = QProgressBar()
        self.meter.setRange(0, 4)
        self.meter.setTextVisible(False)
        self.meter.setAccessibleName(tr("Strength of the passphrase"))
        self.strength = Label(tr("Four or five words make a good one."), "caption", wrap=True)
        fill(QVBoxLayout(self), self.field, self.again, self.meter, self.strength, spacing=10)
        self.field.textChanged.connect(self._typed)
        self.again.textChanged.connect(lambda _: self.typed.emit())
        self.field.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.entered)
        self.setFocusProxy(self.field)

    @property
    def problem(self) -> str:
        """What is wrong with it, or ""."""
        return problem(self.field.text(), self.again.text())

    def take(self) -> str:
        """The passphrase; the fields are emptied."""
        self.again.take()
        return self.field.take()

    def _typed(self, text: str) -> None:
        from engine.vault import passphrases

        level, warning = strength(text), passphrases.warning(text) if len(text) >= SHORTEST else ""
        self.meter.setValue(level)
        self.strength.setText((said(warning) if warning else tr(STRENGTHS[level])) or tr("Four or five words make a good one."))
        set_role(self.strength, "warning-text" if warning else "caption")
        self.typed.emit()
