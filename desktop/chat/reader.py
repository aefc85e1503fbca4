"""What was read of an attached file, as text to look through."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from desktop.i18n import number, phrase, tr
from desktop.theme import theme
from desktop.widgets.basic import Button, Label, fill, row
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.fields import SearchField
from desktop.widgets.scaling import wide

if TYPE_CHECKING:
    from engine.documents.attached import Passage

SLICE = 0.01  # seconds for which passages are put in at a time: the window stays fluid while a long document appears
NOTE = phrase("Alcove reads this as somebody else's words: it learns nothing from it, and follows no order in it.")


class Reader(QDialog):
    """The whole text, at a passage if one is named; Enter in the search goes to the next place."""

    def __init__(self, parent: QWidget, name: str, facts: str, passages: Sequence[Passage], at: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setAccessibleName(f"{name}, {facts}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._waiting, self._at, self._page = deque(passages), at, 0
        self.body = QPlainTextEdit()
        self.body.setProperty("role", "field")
        self.body.setReadOnly(True)
        self.body.setAccessibleName(tr("Text of {name}", name=name))
        self.body.setFont(theme().font("body"))
        self.body.setTabChangesFocus(True)
        self.body.document().setDocumentMargin(10)
        self.search = SearchField(tr("Search in this file"))
        self.search.searched.connect(self._find)
        self.search.left.connect(lambda: self._find(self.search.text().strip()))
        wide(self.search, self.search.setFixedWidth, 230)
        self.found = Label("", "caption")
        fill(
            QVBoxLayout(self), ElidedLabel(name, "title"), row(Label(facts, "caption"), None, self.found, self.search, spacing=10), self.body,
            row(Label(tr(NOTE), "caption"), None, Button(tr("Close"), "primary", on=self.accept)), margins=20, spacing=12,
        )  # fmt: skip
        wide(self, self.resize, 780, 640)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fill)
        self._timer.start()

    def _fill(self) -> None:
        """Puts in the next passages."""
        end = time.monotonic() + SLICE
        while self._waiting and time.monotonic() < end:
            passage = self._waiting.popleft()
            cursor = QTextCursor(self.body.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            if passage.page and passage.page != self._page:
                cursor.insertText("" if cursor.atStart() else "\n\n")
                cursor.insertText(tr("Page {n}", n=number(passage.page)) + "\n\n", self._format("text-3"))
                self._page = passage.page
            start = cursor.position()
            cursor.insertText(passage.text, self._format("text"))
            if passage.id == self._at:
                self._mark(start, start + len(passage.text))
        if self._waiting:
            self._timer.start()

    def _format(self, role: str) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(theme().color(role))
        return form

    def _mark(self, start: int, stop: int) -> None:
        """Shows a passage, and what stands around it."""
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.body.document())
        cursor.setPosition(start)
        cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor
        mark.format.setBackground(QColor(theme().color("accent-soft")))
        self.body.setExtraSelections([mark])
        cursor.setPosition(start)
        self.body.setTextCursor(cursor)
        self.body.centerCursor()

    def _find(self, text: str) -> None:
        if not text:
            self.found.setText("")
            return
        while self._waiting:  # what is searched has to be there
            self._fill()
        found = self.body.find(text)
        if not found:
            self.body.moveCursor(QTextCursor.MoveOperation.Start)
            found = self.body.find(text)
        self.found.setText("" if found else tr("Not found"))
