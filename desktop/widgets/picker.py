"""One of many, found by typing: a search field with what it finds below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.tasks import Tasks
from desktop.widgets.basic import fill
from desktop.widgets.fields import SearchField
from desktop.widgets.scaling import tall

Found = list[tuple[str, str]]  # what it says, id


class Picker(QWidget):
    """`look` finds on the query lane what has these words; the first ones without any. `chosen` is the id, empty for none."""

    changed = Signal()

    def __init__(self, tasks: Tasks, name: str, results: str, look: Callable[[str], Found], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._look = tasks, look
        self.field = SearchField(name)
        self.list = QListWidget()
        self.list.setAccessibleName(results)
        self.list.setProperty("role", "picker")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        tall(self.list, self.list.setFixedHeight, 150)
        fill(QVBoxLayout(self), self.field, self.list, spacing=8)
        self.field.searched.connect(lambda _: self.reload())
        self.field.left.connect(self._enter)
        self.list.currentItemChanged.connect(lambda *_: self.changed.emit())
        self.setFocusProxy(self.field)

    @property
    def chosen(self) -> str:
        """The id of what is marked."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def reload(self) -> None:
        """Looks for what is typed."""
        text = self.field.text().strip()
        self._tasks.query(self, lambda: (text, self._look(text)), self._show)

    def _show(self, found: tuple[str, Found]) -> None:
        text, results = found
        if text != self.field.text().strip():
            return
        self.list.clear()
        for said, id in results:
            item = QListWidgetItem(said, self.list)
            item.setData(Qt.ItemDataRole.UserRole, id)
        if len(results) == 1 and text:
            self.list.setCurrentRow(0)
        self.changed.emit()

    def _enter(self) -> None:
        if self.list.count():
            self.list.setCurrentRow(max(self.list.currentRow(), 0))
            self.list.setFocus()
