"""The memory inspector: one selection in four views (list, graph, timeline, profile), with its details, now or as of a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.graph import entity_data
from desktop.graph.entity_pane import EntityPane
from desktop.graph.view import GraphView
from desktop.i18n import phrase, tr
from desktop.memory import bulk, detail_data
from desktop.memory.browse import BrowseView
from desktop.memory.bulk import BulkPane, Several
from desktop.memory.detail import DetailPane
from desktop.memory.detail_data import Detail
from desktop.memory.filters import CURRENT, Filters
from desktop.memory.profile import ProfileView
from desktop.memory.selection import Selection
from desktop.memory.timebar import PastBar
from desktop.memory.travelling import Travelling
from desktop.memory.verbs import Verbs
from desktop.timeline.view import TimelineView
from desktop.widgets.basic import Button, Frame, column, fill, row, set_role
from desktop.widgets.dialogs import Dialog
from desktop.widgets.fields import SearchField
from desktop.widgets.scaling import wide
from desktop.widgets.states import EmptyState
from engine.errors import NotFound

if TYPE_CHECKING:
    from desktop.graph.entity_data import About
    from engine.memory.browsing import Filter
    from engine.memory.records import Memory
    from engine.vault.database import Changes

LIST, GRAPH, TIMELINE, PROFILE = range(4)
HELD = ("active", "superseded")
_WIDE = (GRAPH, TIMELINE)
KINDS_OF_CHANGE = {"memory", "memory_version", "memory_source", "message", "conversation", "entity"}
UNCHOSEN = (phrase("Choose a memory"), phrase("You see where it comes from, how it changed, and what you can do with it."))
NOT_THEN = (phrase("Not known then"), phrase("On this day this had not been said yet."))


class MemoryPage(QWidget):
    """Owns the selection; everything that reads or writes goes through the desk."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self.selection = Selection(self)
        self.current: Memory | None = None
        self.verbs = Verbs(desk, self, lambda: self.current, self.open_memory, self._clear)
        self._stale = True
        self._sizes = {False: [560, 480], True: [720, 380]}  # the graph and the timeline take more room
        self._build()
        self._connect()
        self._enable()

    def _build(self) -> None:
        self.search = SearchField(tr("Search memories"))
        self.add_button = Button(tr("Add"), icon_name="plus", on=self.verbs.add, name=tr("Add a memory"))
        self.filters = Filters(self.desk)
        self.head = QWidget()
        self.head.setLayout(column(row(self.search, self.add_button, stretch=0), self.filters, margins=(24, 14, 20, 8), spacing=12))
        self.browse = BrowseView(self.desk, self.selection)
        self.graph = GraphView(self.desk, self.selection)
        self.timeline = TimelineView(self.desk, self.selection)
        self.profile = ProfileView(self.desk, self.selection)
        self.model, self.list, self.count, self.nothing = self.browse.model, self.browse.list, self.browse.count, self.browse.nothing
        self.first_button = self.browse.first_button
        self.views = QStackedWidget()
        for view in (self.browse, self.graph, self.timeline, self.profile):
            self.views.addWidget(view)
        left = QWidget()
        fill(QVBoxLayout(left), self.head, self.views, spacing=0).setStretch(1, 1)
        left.setMinimumWidth(320)
        self.detail, self.entity, self.bulk = DetailPane(), EntityPane(), BulkPane()
        self.detail.set_more([self.desk.actions[f"memory.{name}"] for name in ("wrong", "never", "erase")])
        self.unchosen = EmptyState("memory", *map(tr, UNCHOSEN))
        self.right = QStackedWidget()
        for pane in (self.unchosen, self.detail, self.entity, self.bulk):
            self.right.addWidget(pane)
        panel = Frame("panel")
        panel.box.addWidget(self.right)
        wide(panel, panel.setMinimumWidth, 360)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(panel)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 4)
        self.past, self.travelling = PastBar(), Travelling(self.desk, self.selection, self)
        self.frame = QFrame()
        self.frame.setProperty("role", "past-frame")
        fill(QVBoxLayout(self.frame), self.splitter, self.travelling.bar, spacing=0).setStretch(0, 1)
        fill(QVBoxLayout(self), self.past, self.frame, spacing=0).setStretch(1, 1)

    def _connect(self) -> None:
        verbs, detail, entity, many = self.verbs, self.detail, self.entity, self.bulk
        self.search.searched.connect(lambda _: self.reload())
        self.search.left.connect(lambda: self.browse.into_list() if self.view == LIST else self.timeline.canvas.setFocus())
        self.filters.changed.connect(self.reload)
        self.filters.ordered.connect(self.reload)
        self.browse.several.connect(self._several)
        self.browse.forget_asked.connect(self.forget)
        self.browse.entered.connect(detail.setFocus)
        self.browse.add_asked.connect(verbs.add)
        self.timeline.opened.connect(detail.setFocus)
        self.graph.opened.connect(lambda: self.right.currentWidget().setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.graph.tie_chosen.connect(self._read_tie)
        self.selection.memory_changed.connect(self._memory_changed)
        self.selection.entity_changed.connect(self._entity_changed)
        self.selection.day_changed.connect(self._day_changed)
        self.past.back_asked.connect(self.travelling.back)
        for signal, verb in (
            (detail.saved, verbs.save), (detail.version_asked, verbs.restore_version), (detail.pin_asked, verbs.toggle_pin),
            (detail.approve_asked, verbs.approve), (detail.archive_asked, verbs.toggle_archive), (detail.forget_asked, verbs.forget),
            (detail.restore_asked, verbs.restore), (detail.switch_asked, verbs.switch), (detail.source_opened, self.desk.message_asked),
            (detail.memory_opened, self.open_memory), (detail.entity_opened, self.desk_entity), (entity.memory_chosen, self.open_memory),
            (entity.entity_chosen, self.graph.show_entity), (entity.expand_asked, self.graph.expand), (entity.centre_asked, self.graph.centre),
            (entity.way_asked, self.graph.begin_way), (entity.list_asked, self._list_about), (entity.rename_asked, verbs.rename),
            (entity.same_asked, verbs.same), (entity.split_asked, verbs.split),
            (many.pin_asked, lambda on: verbs.pin_all(many.several, on)), (many.archive_asked, lambda on: verbs.archive_all(many.several, on)),
            (many.category_asked, lambda name: verbs.categorise_all(many.several, name)), (many.merge_asked, lambda: verbs.merge_all(many.several)),
            (many.forget_asked, lambda: verbs.forget_all(many.several.ids)), (many.clear_asked, self.browse.show_selection),
        ):  # fmt: skip
            signal.connect(verb)
        self.desk.changed.connect(self._changed)
        for action, handler in (
            ("memory.add", verbs.add), ("memory.edit", detail.begin_edit), ("memory.pin", verbs.toggle_pin), ("memory.forget", self.forget),
            ("memory.erase", verbs.erase), ("memory.wrong", verbs.mark_wrong), ("memory.never", verbs.ask_never),
            ("memory.past", self.travelling.toggle),
        ):  # fmt: skip
            self.desk.actions.bind(action, handler)

    # Showing

    @property
    def view(self) -> int:
        """LIST, GRAPH, TIMELINE or PROFILE."""
        return self.views.currentIndex()

    @property
    def dialog(self) -> Dialog | None:
        """The question that was asked last."""
        return self.verbs.dialog

    @property
    def filter(self) -> Filter:
        """What the search and the chips say."""
        return msgspec.structs.replace(self.filters.filter, search=self.search.text().strip())

    def show_view(self, number: int) -> None:
        """Shows one of the four views of the same selection."""
        if (number in _WIDE) != (self.view in _WIDE):
            self._sizes[self.view in _WIDE] = self.splitter.sizes()
            self.splitter.setSizes(self._sizes[number in _WIDE])
        self.views.setCurrentIndex(number)
        self.head.setVisible(number in (LIST, TIMELINE))
        self.filters.order.setVisible(number == LIST)
        self.appear()
        if number != GRAPH and self.right.currentWidget() is self.entity:
            self.right.setCurrentWidget(self.detail if self.current is not None else self.unchosen)
        if number == GRAPH and self.selection.entity and self.right.currentWidget() is self.unchosen:
            self._entity_changed()

    def appear(self) -> None:
        """The page comes into view: reads what changed meanwhile."""
        if self._stale:
            self.reload()
        if self.view == LIST:
            self.browse.show_selection()
        elif self.view == GRAPH:
            self.graph.appear()
        elif self.view == TIMELINE:
            self.timeline.appear()
        else:
            self.profile.appear()

    def reload(self) -> None:
        """Reads what fits the search and the chips anew."""
        self._stale = False
        self.browse.ask(self.filter, self.filters.order.currentData())
        wanted = self.filter
        if wanted.statuses == CURRENT:  # what held once is what bars are for
            wanted = msgspec.structs.replace(wanted, statuses=HELD)
        self.timeline.show_filter(wanted)
        memories = self.desk.session.memories
        self.desk.tasks.query(self, memories.counts, lambda counts: setattr(self.bulk, "known", sorted(counts.categories)))

    def open_memory(self, memory_id: str) -> None:
        """Shows a memory, whatever the filters are."""
        if memory_id == self.selection.memory:
            self._memory_changed()
        self.selection.choose_memory(memory_id)

    def reopen(self, memory_id: str) -> None:
        """Shows a memory again, if it is still there."""
        self.open_memory(memory_id)

    def desk_entity(self, entity: int) -> None:
        """Shows someone or something in the graph."""
        self.desk.entity_asked.emit(entity)

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        first = {LIST: [self.search, self.list], GRAPH: [self.graph.find, self.graph.canvas], TIMELINE: [self.search, self.timeline.canvas],
                 PROFILE: [self.profile]}[self.view]  # fmt: skip
        return [*first, self.right.currentWidget(), *([self.travelling.bar.slider] if self.travelling.bar.isVisible() else [])]

    def focus_first(self) -> None:
        """Where one begins."""
        {LIST: self.search, GRAPH: self.graph.canvas, TIMELINE: self.timeline.canvas, PROFILE: self.profile}[self.view].setFocus()

    # The pane on the right

    def _memory_changed(self) -> None:
        memory, session, until = self.selection.memory, self.desk.session, self.selection.until
        if self.view != GRAPH:
            self.selection.choose_entity(0)
        if not memory:
            self._clear()
            return
        self.desk.tasks.query(
            self, lambda: detail_data.read(session, memory, until), lambda found: self._show(memory, found), lambda error: self._gone(memory, error)
        )

    def _show(self, memory: str, detail: Detail) -> None:
        if memory not in (self.selection.memory, detail.memory.id[: len(memory)]):
            return
        self.current = detail.memory
        self.detail.categories = self.bulk.known
        self.detail.show_detail(detail)
        self.right.setCurrentWidget(self.detail)
        self._enable()

    def _gone(self, memory: str, error: Exception) -> None:
        if memory != self.selection.memory:
            return
        then = self.selection.day is not None
        if then:
            self.current = None
            self.unchosen.say(*map(tr, NOT_THEN))
            self.right.setCurrentWidget(self.unchosen)
            self._enable()
        else:
            self._clear()
        if not isinstance(error, NotFound):
            self.desk.show_error(error)

    def _clear(self) -> None:
        self.current = None
        self.detail.detail = None
        self.unchosen.say(*map(tr, UNCHOSEN))
        self.right.setCurrentWidget(self.unchosen)
        self.selection.choose_memory("")
        self._enable()

    def _entity_changed(self) -> None:
        entity = self.selection.entity
        if entity:
            self._read_tie(entity, 0)
        elif self.right.currentWidget() is self.entity:
            self.right.setCurrentWidget(self.unchosen)

    def _read_tie(self, one: int, other: int) -> None:
        session, span = self.desk.session, self.graph.span
        self.desk.tasks.query(self, lambda: entity_data.read(session, one, span, other), self._show_entity)

    def _show_entity(self, about: About | None) -> None:
        if about is None:
            return
        self.entity.show_about(about)
        if self.view == GRAPH:
            self.right.setCurrentWidget(self.entity)

    def _several(self, count: int) -> None:
        """More than one row of the list is selected, or no longer."""
        if count < 2:
            if self.right.currentWidget() is self.bulk:
                self.right.setCurrentWidget(self.detail if self.current is not None else self.unchosen)
            return
        desk, ranges, asked, order = self.desk, self.list.ranges(), self.model.asked, self.model.order
        self.desk.tasks.query(self, lambda: bulk.read(desk, asked, order, ranges), self._show_several)

    def _show_several(self, several: Several) -> None:
        if len(self.list.ranges()) and sum(last - first + 1 for first, last in self.list.ranges()) == len(several.ids):
            self.bulk.show_several(several, past=self.selection.day is not None)
            self.right.setCurrentWidget(self.bulk)

    def _list_about(self, entity: str, name: str) -> None:
        self.desk.actions.run("view.memories")
        self.search.clear()
        self.filters.only_about(entity, name)

    def forget(self) -> None:
        """Forgets what is selected, once the user has seen what goes along."""
        if self.selection.day is None:
            if self.right.currentWidget() is self.bulk:
                self.verbs.forget_all(self.bulk.several.ids)
            else:
                self.verbs.forget()

    # Time and change

    def look_at(self, day: date | None) -> None:
        """Shows what was believed on a day; None: what is known now."""
        self.travelling.go(day)

    def _day_changed(self) -> None:
        day = self.selection.day
        self.past.show_day(day)
        set_role(self.frame, "true" if day is not None else "false", "past")
        self.add_button.setEnabled(day is None)
        self.filters.look_at(self.selection.until)
        self.reload()
        if self.selection.memory:
            self._memory_changed()
        if self.selection.entity and self.right.currentWidget() is self.entity:
            self._entity_changed()
        self.desk.announce(self.past.said.text() or tr("Back to now"))

    def _changed(self, changes: Changes) -> None:
        if not changes.kinds & KINDS_OF_CHANGE:
            return
        self.travelling.outdated()
        if not self.isVisible():
            self._stale = True
            return
        self.reload()
        if self.selection.memory:
            self._memory_changed()
        if self.right.currentWidget() is self.entity and self.selection.entity:
            self._entity_changed()

    def _enable(self) -> None:
        status = self.current.status if self.current and self.selection.day is None else ""
        self.desk.actions.enable("memory.edit", status not in ("", "trashed"))
        self.desk.actions.enable("memory.pin", status == "active")
        self.desk.actions.enable("memory.forget", status not in ("", "trashed"))
        self.desk.actions.enable("memory.erase", bool(status))
        self.desk.actions.enable("memory.wrong", status in ("active", "proposed", "superseded", "archived"))
        self.desk.actions.enable("memory.never", bool(status) and self.current is not None and self.current.category != "instruction")
