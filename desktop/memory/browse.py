"""The list view: search and chips over the memories that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import phrase, phrases, tr, trn
from desktop.memory.listing import MemoryList
from desktop.memory.model import PAGE, MemoryModel
from desktop.widgets.basic import Button, Label, fill, row
from desktop.widgets.states import EmptyState
from engine.memory import browsing
from engine.memory.browsing import Filter

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.memory.selection import Selection
    from engine.memory.records import Memory

NOTHING = (phrase("Nothing remembered yet"), phrase("Talk to Alcove about yourself, or add a memory by hand."))
NOTHING_THEN = (phrase("Nothing remembered then"), phrase("On this day nothing that fits had been said yet."))
NOTHING_FOUND = (phrase("Nothing found"), phrase("No memory fits these words and filters."))


class BrowseView(QWidget):
    """`several`: how many rows are selected, when it is not one. `add_asked`: the button of the empty page."""

    several = Signal(int)
    forget_asked = Signal()
    entered = Signal()
    add_asked = Signal()

    def __init__(self, desk: Desk, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.selection = desk, selection
        self.model, self.list = MemoryModel(desk, self), MemoryList()
        self.list.setModel(self.model)
        self.count = Label("", "caption")
        self.first_button = Button(tr("Add a memory"), "primary", on=self.add_asked.emit)
        self.nothing = EmptyState("memory", *map(tr, NOTHING), action=self.first_button)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.list)
        self.lists.addWidget(self.nothing)
        fill(QVBoxLayout(self), self.lists, row(self.count, None, margins=(24, 6, 20, 10)), spacing=0)
        self.list.shown.connect(self._shown)
        self.list.several.connect(self._several)
        self.list.forget_asked.connect(self.forget_asked)
        self.list.entered.connect(self.entered)
        self.model.loaded.connect(self._loaded)
        selection.memory_changed.connect(self.show_selection)

    def ask(self, wanted: Filter, order: str) -> None:
        """Reads the list that fits."""
        self.model.ask(wanted, order, self.show_selection)

    def show_selection(self) -> None:
        """Marks the selected memory, wherever in the list it is."""
        memory = self.selection.memory
        index = self.model.find(memory) if memory else QModelIndex()
        if index.isValid() or not memory:
            if index != self.list.currentIndex() or not memory:
                self.list.mark(index)
        elif self.isVisible() and self.model.total > PAGE:
            vault, asked, order = self.desk.session.vault, self.model.asked, self.model.order
            self.desk.tasks.query(self, lambda: browsing.place(vault, asked, order, memory), lambda place: self._mark(memory, place))
        else:
            self.list.mark(QModelIndex())

    def into_list(self) -> None:
        """From the search to the results."""
        self.list.setFocus()
        if not self.list.currentIndex().isValid() and self.model.total:
            self.list.setCurrentIndex(self.model.index(0, 0))

    def _mark(self, memory: str, place: int | None) -> None:
        if memory == self.selection.memory:
            self.list.mark(self.model.index(place, 0) if place is not None else QModelIndex())

    def _shown(self, memory: Memory) -> None:
        self.selection.choose_memory(memory.id)

    def _several(self, count: int) -> None:
        self.several.emit(count)

    def _loaded(self, total: int) -> None:
        asked = self.model.asked
        plain = msgspec.structs.replace(asked, until=None) == Filter()
        forms = phrases("{n} memory", "{n} memories") if plain else phrases("{n} memory found", "{n} memories found")
        self.count.setText(trn(*forms, total) if total else "")
        self.nothing.say(*map(tr, NOTHING_FOUND if not plain else NOTHING_THEN if asked.until is not None else NOTHING))
        self.first_button.setVisible(plain and asked.until is None)
        self.lists.setCurrentWidget(self.list if total else self.nothing)
