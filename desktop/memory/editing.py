"""The form in which a memory is edited in place: its words, its category, from when to when it holds."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.i18n import tr, word
from desktop.widgets.basic import Button, Label, column, fill, row
from desktop.widgets.scaling import tall

if TYPE_CHECKING:
    from engine.memory.records import Memory

_PRECISION = {4: "year", 7: "month", 10: "day"}


class _Text(QPlainTextEdit):
    saved = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Editor(QWidget):
    """`saved`: the fields that were changed, as Memories.edit takes them; `left`: nothing is to be changed."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.memory: Memory | None = None
        self.text = _Text()
        self.text.setProperty("role", "field")
        self.text.setAccessibleName(tr("Text of the memory"))
        tall(self.text, self.text.setFixedHeight, 110)
        self.text.setTabChangesFocus(True)
        self._named: dict[str, str] = {}  # the categories by what they are called
        self.category = QComboBox()
        self.category.setEditable(True)
        for part in (self.category, self.category.view(), self.category.lineEdit()):
            part.setAccessibleName(tr("Category"))
        self.since, self.until = QLineEdit(), QLineEdit()
        for field, name in ((self.since, tr("Holds from")), (self.until, tr("Holds until"))):
            field.setAccessibleName(name)
            field.setPlaceholderText("2024-03-01")
            field.setToolTip(tr("2024-03-01, 2024-03 or 2024"))
            field.textChanged.connect(lambda _: self._check())
        self.problem = Label("", "error", wrap=True)
        self.problem.hide()
        self.save_button = Button(tr("Save"), "primary", on=self.save)
        note = Label(tr("“The user” is you. The old version stays in the history."), "caption", wrap=True)
        times = row(
            column(Label(tr("Category"), "small"), self.category, spacing=3), column(Label(tr("From"), "small"), self.since, spacing=3),
            column(Label(tr("Until"), "small"), self.until, spacing=3), spacing=8,
        )  # fmt: skip
        fill(
            QVBoxLayout(self),
            self.text,
            times,
            self.problem,
            row(note, Button(tr("Cancel"), on=self.left.emit), self.save_button, stretch=0),
            spacing=8,
        )
        self.text.saved.connect(self.save)
        self.text.left.connect(self.left)
        self.text.textChanged.connect(self._check)
        self.hide()

    def begin(self, memory: Memory, categories: list[str]) -> None:
        """Fills the form and shows it."""
        self.memory = memory
        self.text.setPlainText(memory.text)
        self.category.clear()
        self._named = {word(name): name for name in {*categories, memory.category}}
        self.category.addItems(sorted(self._named))
        self.category.setCurrentText(word(memory.category))
        self.since.setText(memory.valid_from or "")
        self.until.setText(memory.valid_to or "")
        self.show()
        self.text.setFocus()
        self.text.selectAll()

    def focused(self) -> bool:
        """Whether the keyboard is in the form."""
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def save(self) -> None:
        """Hands over what was changed."""
        if self._check():
            self.saved.emit(self._changed())

    def _changed(self) -> dict[str, Any]:
        assert self.memory is not None
        news: dict[str, Any] = {
            "text": self.text.toPlainText().strip(), "category": self._category(),
            "valid_from": self.since.text().strip() or None, "valid_to": self.until.text().strip() or None,
        }  # fmt: skip
        changed = {name: value for name, value in news.items() if value != getattr(self.memory, name)}
        dated = changed.get("valid_from") or changed.get("valid_to")
        if dated and "T" not in dated:
            changed["precision"] = _PRECISION[len(dated)]
        return changed

    def _category(self) -> str:
        named = self.category.currentText().strip()
        return self._named.get(named, named) or "other"

    def _before(self) -> tuple[str | None, ...]:
        return (self.memory.valid_from, self.memory.valid_to) if self.memory is not None else ()

    def _check(self) -> bool:
        said = ""
        since, until = self.since.text().strip(), self.until.text().strip()
        if not self.text.toPlainText().strip():
            said = tr("A memory can't be empty. To remove it, forget it.")
        elif not all(_dated(text) or text in self._before() for text in (since, until)):
            said = tr("Write dates as 2024-03-01, 2024-03 or 2024, or leave them empty.")
        elif since and until and until[: len(since)] < since[: len(until)]:
            said = tr("It ends before it begins.")
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
        self.save_button.setEnabled(not said)
        return not said


def _dated(text: str) -> bool:
    if not text:
        return True
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text) is None:
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
