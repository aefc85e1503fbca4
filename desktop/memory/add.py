"""Adding a memory by hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit, QWidget

from desktop.i18n import phrase, tr
from desktop.widgets.basic import Button, Label, row
from desktop.widgets.dialogs import Dialog
from desktop.widgets.scaling import tall

KINDS = ((phrase("Fact"), "semantic", "“My sister Anna lives in Berlin.”"), (phrase("Event"), "episodic", "“I moved to Lyon in March 2021.”"),
         (phrase("How-to"), "procedural", "“Water the orchid on Sundays, only a little.”"))  # fmt: skip


class AddDialog(Dialog):
    """Asks for the text and the kind, and hands them over."""

    def __init__(self, parent: QWidget, on_add: Callable[[str, str], object]) -> None:
        super().__init__(parent, tr("Add a memory"), width=500)
        self._on_add = on_add
        self.kind = "semantic"
        self.field = QPlainTextEdit()
        self.field.setProperty("role", "field")
        self.field.setAccessibleName(tr("What should be remembered"))
        tall(self.field, self.field.setFixedHeight, 96)
        self.field.setTabChangesFocus(True)
        self._group = QButtonGroup(self)
        chips: list[QWidget | None] = []
        for number, (name, _, _) in enumerate(KINDS):
            chip = Button(tr(name), "chip", name=tr(name))
            chip.setCheckable(True)
            chip.setChecked(number == 0)
            self._group.addButton(chip, number)
            chips.append(chip)
        self._group.idClicked.connect(self._choose)
        self.content.addLayout(row(*chips, None))
        self.add(self.field, Label(tr("One thing at a time is found best. It is used in answers at once."), "caption", wrap=True))
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Remember"), "primary", self._submit, default=True)
        self.yes.setEnabled(False)
        self.field.textChanged.connect(lambda: self.yes.setEnabled(bool(self.field.toPlainText().strip())))
        self._choose(0)
        self.field.setFocus()
        self.open()

    def _choose(self, number: int) -> None:
        self.kind = KINDS[number][1]
        self.field.setPlaceholderText(KINDS[number][2])

    def _submit(self) -> None:
        text = self.field.toPlainText().strip()
        if text:
            self.accept()
            self._on_add(text, self.kind)
