"""The unlocked window: the rail on the left, one page on the right."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.about import About
from desktop.archive.dialog import ImportDialog, ask_for_file
from desktop.chat.page import ChatPage
from desktop.desk import Desk
from desktop.diagnostics.page import DiagnosticsPage
from desktop.history.page import HistoryPage
from desktop.i18n import tr
from desktop.memory import section
from desktop.memory.section import MemorySection
from desktop.memory.waiting import Waiting
from desktop.models.page import ModelsPage
from desktop.models.switching import Switching
from desktop.settings.page import SettingsPage
from desktop.shell import focus
from desktop.shell.chores import Chores
from desktop.shell.locking import Locking
from desktop.shell.others import Others
from desktop.shell.rail import CHAT, DIAGNOSTICS, HISTORY, MEMORY, MODELS, SETTINGS, TODAY, Rail
from desktop.shell.shortcuts import Shortcuts
from desktop.theme import theme
from desktop.today.page import TodayPage
from desktop.widgets.basic import Frame, Label, fill

if TYPE_CHECKING:
    from desktop.memory.page import MemoryPage

Page = TypeVar("Page", bound=QWidget)

#: Pages with hundreds of widgets, made when they are first looked at: together they took 0.28 s of each start.
LATER = {MEMORY: "memories", SETTINGS: "settings"}
#: What the memory page does, once there is one: the first two at any time, the others to a selected memory.
MEMORY_ACTIONS = ("memory.add", "memory.past", "memory.edit", "memory.pin", "memory.forget", "memory.erase", "memory.wrong", "memory.never")


class Workspace(QWidget):
    """Pages of one unlocked vault. `lock_asked` closes it here and in other processes; `lock_told`: another process has asked for that."""

    lock_asked = Signal()
    lock_told = Signal()
    restore_asked = Signal(object)  # an opened backup is to take the vault's place

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.chat = ChatPage(desk)
        self.waiting = Waiting(desk, self)
        self.history = HistoryPage(desk)
        self.diagnostics = DiagnosticsPage(desk)
        self.today = TodayPage(desk)
        self.models = ModelsPage(desk)
        self.switching = Switching(desk, self.chat.writer, self)
        self.pages = QStackedWidget()
        for page in (self.chat, QWidget(), QWidget(), self.history, self.diagnostics, self.today, self.models):  # as rail.py numbers them
            self.pages.addWidget(page)
        self.rail = Rail(desk.actions)
        beside = QVBoxLayout()
        if desk.session.vault.read_only:
            self.notice = Frame("warning", margins=(20, 6, 20, 6))
            self.notice.box.addWidget(Label(tr("Reading only: nothing that is written here can be kept."), "small", wrap=True))
            beside.addWidget(self.notice)
        fill(QHBoxLayout(self), self.rail, fill(beside, self.pages, spacing=0), spacing=0).setStretch(1, 1)
        self.chores = Chores(desk, self.chat, self.models, self)
        self.locking = Locking(desk, self.chat.writer, self)
        self.others = Others(desk, self)
        self._bind()
        self._connect()
        self.show_page(CHAT)
        self.chores.begin()

    @cached_property
    def memories(self) -> MemorySection:
        """The memory page with its tabs."""
        return self._put(MEMORY, MemorySection(self.desk, self.waiting))

    @property
    def memory(self) -> MemoryPage:
        """What its first tabs show."""
        return self.memories.browse

    @cached_property
    def settings(self) -> SettingsPage:
        """The page of settings."""
        return self._put(SETTINGS, SettingsPage(self.desk))

    def made(self, number: int) -> bool:
        """Whether there is this page already."""
        return number not in LATER or LATER[number] in self.__dict__

    def _make(self, number: int) -> bool:
        """Makes a page that is not there yet; returns whether it did."""
        missing = not self.made(number)
        if missing:
            getattr(self, LATER[number])
        return missing

    def _put(self, number: int, page: Page) -> Page:
        self.pages.insertWidget(number, page)
        if (place := self.pages.widget(number + 1)) is not None:
            self.pages.removeWidget(place)
            place.deleteLater()
        return page

    def close_pages(self) -> None:
        """Before locking or quitting: keeps what is being typed, stops the answer."""
        self.others.stop()
        self.locking.stop()
        self.chores.stop()
        self.chat.composer.keep_draft()
        if self.made(SETTINGS):
            self.settings.keep()
        self.diagnostics.leave()
        self.today.stop()
        self.models.stop()
        self.chat.writer.stop()
        self.chat.private.end()
        self.switching.close()

    @property
    def page(self) -> QWidget:
        """The one on show."""
        found = self.pages.currentWidget()
        assert found is not None
        return found

    def show_page(self, number: int) -> None:
        """Shows a page: those of the rail, and diagnostics, which belong to the settings."""
        self._make(number)
        self.pages.setCurrentIndex(number)
        self.rail.button(number).setChecked(True)
        focus.arrive(self.page)

    def show_memory_tab(self, number: int) -> None:
        """Shows a tab of the memory page."""
        self.memories.show_tab(number)
        self.show_page(MEMORY)

    def show_setting(self, name: str) -> None:
        """Shows one setting (by key) or link (by title) on its page."""
        self.show_page(SETTINGS)
        self.settings.reveal(name)

    def look_over(self, path: Path) -> None:
        """Shows what importing an archive would do."""
        ImportDialog(self.desk, path).open()

    def next_pane(self) -> None:
        """Moves the focus on: rail, list, content."""
        focus.move_on([self.rail.button(self.pages.currentIndex()), *focus.panes(self.page)])

    def _bind(self) -> None:
        actions = self.desk.actions
        for name, number in (
            ("chat", CHAT), ("memory", MEMORY), ("settings", SETTINGS), ("history", HISTORY), ("diagnostics", DIAGNOSTICS), ("today", TODAY),
            ("models", MODELS),
        ):  # fmt: skip
            actions.bind(f"view.{name}", partial(self.show_page, number))
        for name, tab in (
            ("memories", section.BROWSE), ("graph", section.GRAPH), ("timeline", section.TIMELINE), ("profile", section.PROFILE),
            ("inbox", section.INBOX), ("instructions", section.HOWTOS), ("try", section.TRY),
        ):  # fmt: skip
            actions.bind(f"view.{name}", partial(self.show_memory_tab, tab))
        actions.bind("models.import", self._import_model)
        actions.bind("app.backup", self._back_up_now)
        actions.bind("app.import", lambda: ask_for_file(self.desk))
        actions.bind("app.about", lambda: About(self.desk).open())
        actions.bind("app.lock", self.lock_asked.emit)
        actions.bind("view.pane", self.next_pane)
        actions.bind("view.theme", self._toggle_theme)
        actions.bind("view.shortcuts", lambda: Shortcuts(self.window(), actions).open())
        actions.bind("memory.find", self._find_memory)
        for place, name in enumerate(MEMORY_ACTIONS):
            actions.bind(name, partial(self._first, name), enabled=place < 2)
        actions.bind("undo", self.desk.undo)
        actions.bind("redo", self.history.redo)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.rail.menu.clicked.connect(self._show_menu)
        self.waiting.changed.connect(self.rail.button(MEMORY).show_badge)
        self.models.chosen.connect(self.switching.use)
        self.switching.leaving.connect(self.chores.give_way)
        self.switching.chat_changed.connect(self.chores.warm_up)
        self.switching.embedder_changed.connect(self.chores.settle)
        self.diagnostics.left.connect(lambda: self.show_page(SETTINGS))
        self.diagnostics.copies.restore_asked.connect(self.restore_asked)
        self.locking.asked.connect(self.lock_asked)
        self.others.lock_told.connect(self.lock_told)
        self.others.erased.connect(self.chat.drop_unseen)
        self.desk.memory_asked.connect(self._show_memory)
        self.desk.entity_asked.connect(self._show_entity)
        self.desk.message_asked.connect(self._show_message)

    def _first(self, action: str) -> None:
        """The memory page is made, and binds the action anew."""
        if self._make(MEMORY):
            self.desk.actions.run(action)

    def _find_memory(self) -> None:
        self.show_memory_tab(section.BROWSE)
        self.memory.search.selectAll()

    def _show_memory(self, memory_id: str) -> None:
        self.show_memory_tab(section.BROWSE)
        self.memory.open_memory(memory_id)

    def _show_entity(self, entity: int) -> None:
        self.memories.show_entity(entity)

    def _show_message(self, conversation_id: str, message_id: str) -> None:
        self.show_page(CHAT)
        self.chat.open(conversation_id, message_id)

    def _show_menu(self) -> None:
        menu = self.desk.actions.menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.rail.menu.mapToGlobal(QPoint(self.rail.menu.width(), 0)))

    def _import_model(self) -> None:
        self.show_page(MODELS)
        self.models.ask_for_file()

    def _back_up_now(self) -> None:
        self.show_page(DIAGNOSTICS)
        self.diagnostics.copies.back_up()

    def _toggle_theme(self) -> None:
        choice, settings = theme().toggle(), self.desk.session.settings
        self.desk.tasks.change(self, lambda: settings.put("theme", choice))
