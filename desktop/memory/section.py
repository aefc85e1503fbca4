"""The memory page: four views of what is remembered, what waits for the user's word, how things are done, and a question to try."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import number, phrase, tr, trn
from desktop.memory import page
from desktop.memory.howtos import HowtosPage
from desktop.memory.inbox import InboxPage
from desktop.memory.page import MemoryPage
from desktop.memory.waiting import Waiting
from desktop.why.trying import TryPage
from desktop.widgets.basic import Button, IconButton, Label, fill, line, row
from desktop.widgets.flow import Flow

BROWSE, GRAPH, TIMELINE, PROFILE, INBOX, HOWTOS, TRY = range(7)
TABS = (
    phrase("List"),
    phrase("Graph"),
    phrase("Timeline"),
    phrase("About you"),
    phrase("Inbox"),
    phrase("Instructions & how-tos"),
    phrase("Try a question"),
)
#: The first tabs are views of one page.
VIEWS = {BROWSE: page.LIST, GRAPH: page.GRAPH, TIMELINE: page.TIMELINE, PROFILE: page.PROFILE}


class MemorySection(QWidget):
    """One selection in four views, and what belongs beside them."""

    def __init__(self, desk: Desk, waiting: Waiting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self.tab = BROWSE
        self.browse, self.inbox, self.howtos, self.trying = MemoryPage(desk), InboxPage(desk), HowtosPage(desk), TryPage(desk)
        self.profile = self.browse.profile
        self._pages: tuple[QWidget, ...] = (self.browse, self.browse, self.browse, self.browse, self.inbox, self.howtos, self.trying)
        self.pages = QStackedWidget()
        for each in (self.browse, self.inbox, self.howtos, self.trying):
            self.pages.addWidget(each)
        self._group = QButtonGroup(self)
        self.tabs: list[Button] = []
        for place, name in enumerate(map(tr, TABS)):
            tab = Button(name.replace("&", "&&"), "tab", name=name)
            tab.setCheckable(True)
            tab.setAccessibleDescription(tr("View of the memory page") if place in VIEWS else tr("Tab of the memory page"))
            self._group.addButton(tab, place)
            self.tabs.append(tab)
        self.back_button = IconButton("history", tr("Look back: what was believed on a day"), on=lambda: desk.actions.run("memory.past"))
        self.back_button.set_name(tr("Look back: what was believed on a day"), desk.actions.shortcut_text("memory.past"))
        tabs, gap = QWidget(), QWidget()
        gap.setFixedSize(10, 1)
        flow = Flow(tabs, spacing=1)
        for each in (*self.tabs[: len(VIEWS)], gap, *self.tabs[len(VIEWS) :]):
            flow.addWidget(each)
        head = row(Label(tr("Memory"), "headline"), 12, tabs, self.back_button, spacing=1, margins=(24, 16, 20, 0), stretch=2)
        fill(QVBoxLayout(self), head, 8, line(), self.pages, spacing=0).setStretch(3, 1)
        self._group.idClicked.connect(self.show_tab)
        waiting.changed.connect(self._show_count)
        self.show_tab(BROWSE)
        self._show_count(waiting.count)

    def show_tab(self, number: int) -> None:
        """Shows one of the tabs."""
        self.tab = number
        self.tabs[number].setChecked(True)
        self.pages.setCurrentWidget(self._pages[number])
        self.back_button.setVisible(number in VIEWS)
        if number in VIEWS:
            self.browse.show_view(VIEWS[number])

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        if self.tab in VIEWS:
            return self.browse.panes()
        if self.tab == TRY:
            return [self.trying.field, self.trying.scroll]
        return [self.tabs[self.tab], self._pages[self.tab]]

    def focus_first(self) -> None:
        """Where one begins."""
        if self.tab in VIEWS:
            self.browse.focus_first()
        else:
            self._pages[self.tab].setFocus()

    def show_entity(self, entity: int) -> None:
        """Shows a person, place or thing in the graph."""
        self.show_tab(GRAPH)
        self.browse.graph.show_entity(entity)

    def _show_count(self, waiting: int) -> None:
        tab = self.tabs[INBOX]
        tab.setText(f"{tr('Inbox')}  {number(waiting)}" if waiting else tr("Inbox"))
        tab.setAccessibleName(trn("Inbox, {n} waiting", "Inbox, {n} waiting", waiting) if waiting else tr("Inbox"))
