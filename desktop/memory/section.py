"""The memory page: tabs over what is remembered, what waits for the user's word, how things are done, and the profile."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.memory.howtos import HowtosPage
from desktop.memory.inbox import InboxPage
from desktop.memory.page import MemoryPage
from desktop.memory.profile import ProfilePage
from desktop.why.trying import TryPage
from desktop.widgets.basic import Button, Label, fill, line, row
from engine.vault.database import Changes

BROWSE, INBOX, HOWTOS, PROFILE, TRY = range(5)
TABS = ("All memories", "Inbox", "Instructions & how-tos", "About you", "Try a question")


class MemorySection(QWidget):
    """`waiting_changed` says how many memories wait in the inbox."""

    waiting_changed = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self.waiting = 0
        self.browse, self.inbox, self.howtos, self.profile = MemoryPage(desk), InboxPage(desk), HowtosPage(desk), ProfilePage(desk)
        self.trying = TryPage(desk)
        self._pages: tuple[QWidget, ...] = (self.browse, self.inbox, self.howtos, self.profile, self.trying)
        self.pages = QStackedWidget()
        self._group = QButtonGroup(self)
        self.tabs: list[Button] = []
        for number, (name, page) in enumerate(zip(TABS, self._pages, strict=True)):
            tab = Button(name.replace("&", "&&"), "tab", name=name)
            tab.setCheckable(True)
            tab.setAccessibleDescription("Tab of the memory page")
            self._group.addButton(tab, number)
            self.tabs.append(tab)
            self.pages.addWidget(page)
        head = row(Label("Memory", "headline"), 14, *self.tabs, None, spacing=2, margins=(24, 16, 20, 0))
        fill(QVBoxLayout(self), head, 8, line(), self.pages, spacing=0).setStretch(3, 1)
        self._group.idClicked.connect(self.show_tab)
        desk.changed.connect(self._changed)
        self.show_tab(BROWSE)
        self._count()

    def show_tab(self, number: int) -> None:
        """Shows one of the tabs."""
        self.tabs[number].setChecked(True)
        self.pages.setCurrentIndex(number)
        if number == BROWSE:
            self.browse.appear()

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        if self.pages.currentIndex() == BROWSE:
            return [self.browse.search, self.browse.list, self.browse.detail]
        if self.pages.currentIndex() == TRY:
            return [self.trying.field, self.trying.scroll]
        return [self.tabs[self.pages.currentIndex()], self._pages[self.pages.currentIndex()]]

    def focus_first(self) -> None:
        """Where one begins."""
        (self.browse.search if self.pages.currentIndex() == BROWSE else self._pages[self.pages.currentIndex()]).setFocus()

    def _changed(self, changes: Changes) -> None:
        if "memory" in changes.kinds:
            self._count()

    def _count(self) -> None:
        memories = self.desk.session.memories
        self.desk.tasks.query(self, lambda: memories.counts().statuses.get("proposed", 0), self._show_count)

    def _show_count(self, waiting: int) -> None:
        self.waiting = waiting
        tab = self.tabs[INBOX]
        tab.setText(f"Inbox  {waiting:,}" if waiting else "Inbox")
        tab.setAccessibleName(f"Inbox, {waiting} waiting" if waiting else "Inbox")
        self.waiting_changed.emit(waiting)
