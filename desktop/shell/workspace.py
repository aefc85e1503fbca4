"""The unlocked window: the rail on the left, one page on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.chat.page import ChatPage
from desktop.desk import Desk, explain
from desktop.diagnostics.page import DiagnosticsPage
from desktop.history.page import HistoryPage
from desktop.icons import logo
from desktop.memory import section
from desktop.memory.section import MemorySection
from desktop.models.page import ModelsPage
from desktop.models.switching import Switching
from desktop.settings.page import SettingsPage
from desktop.shell.idle import Idle
from desktop.shell.screenlock import ScreenLock
from desktop.shell.shortcuts import Shortcuts
from desktop.tasks import Job
from desktop.theme import theme
from desktop.today.page import TodayPage
from desktop.widgets.basic import IconButton, fill
from desktop.widgets.scaling import wide
from engine.errors import Cancelled, VaultLocked

if TYPE_CHECKING:
    from engine.vault.database import Changes
    from models.client import ChatModel, EmbedModel
    from models.protocol import LoadInfo

#: Places in the stack of pages.
SETTINGS, DIAGNOSTICS, TODAY, MODELS = 2, 4, 5, 6
FOREIGN_MS = 4_000
#: Nothing was said or changed for a minute: time to tidy up.
IDLE_MS = 60_000


class _RailButton(IconButton):
    def __init__(self, icon_name: str, name: str) -> None:
        super().__init__(icon_name, name, role="rail")
        self.setCheckable(True)
        self.setText(name)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        wide(self, self._fit, 62, 54)
        self._name, self._badge = name, 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        beside = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if beside is None:
            super().keyPressEvent(event)
            return
        buttons = sorted((each for each in self.group().buttons() if each.isVisible()), key=lambda each: each.y())
        buttons[(buttons.index(self) + beside) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def _fit(self, width: int, height: int) -> None:
        metrics = QFontMetrics(theme().font("micro", weight=QFont.Weight.DemiBold))
        self.setFixedSize(max(width, metrics.horizontalAdvance(self.text()) + 10), height)

    def show_badge(self, number: int) -> None:
        """How many things wait behind the button."""
        self._badge = number
        self.setAccessibleName(f"{self._name}, {number} waiting in the inbox" if number else self._name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._badge:
            return
        text = str(self._badge) if self._badge < 100 else "99+"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme().font("micro", weight=QFont.Weight.DemiBold))
        height = theme().wide(16)
        width = max(height, painter.fontMetrics().horizontalAdvance(text) + 8)
        place = QRect(self.width() // 2 + 4, 3, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent"))
        painter.drawRoundedRect(place, height / 2, height / 2)
        painter.setPen(theme().color("on-accent"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class Workspace(QWidget):
    """Pages of one unlocked vault. `lock_asked` closes it here and in other processes; `lock_told`: another process has asked for that."""

    lock_asked = Signal()
    lock_told = Signal()
    restore_asked = Signal(object)  # an opened backup is to take the vault's place

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.chat = ChatPage(desk)
        self.memories = MemorySection(desk)
        self.memory = self.memories.browse
        self.settings = SettingsPage(desk)
        self.history = HistoryPage(desk)
        self.diagnostics = DiagnosticsPage(desk)
        self.today = TodayPage(desk)
        self.models = ModelsPage(desk)
        self.switching = Switching(desk, self.chat.writer, self)
        self.pages = QStackedWidget()
        self._group = QButtonGroup(self)
        rail = QWidget()
        rail.setProperty("role", "rail")
        rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        wide(rail, rail.setMinimumWidth, 78)
        mark = QLabel()
        mark.setPixmap(logo(30))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.menu_button = IconButton("menu", "Menu", on=self._show_menu)
        self.lock_button = IconButton("lock", "Lock", on=lambda: desk.actions.run("app.lock"))
        self.lock_button.set_name("Lock", desk.actions.shortcut_text("app.lock"))
        items: list[Any] = [mark, 10]
        for number, (icon_name, name, page) in enumerate(
            (
                ("chat", "Chat", self.chat),
                ("memory", "Memory", self.memories),
                ("settings", "Settings", self.settings),
                ("history", "History", self.history),
            )
        ):
            button = _RailButton(icon_name, name)
            button.set_name(name, desk.actions.shortcut_text(f"view.{name.lower()}"))
            self._group.addButton(button, number)
            self.pages.addWidget(page)
            if page is self.memories:
                self.memories.waiting_changed.connect(button.show_badge)
            items.append(button)
        self.pages.addWidget(self.diagnostics)
        today = _RailButton("today", "Today")
        today.set_name("Today", desk.actions.shortcut_text("view.today"))
        self._group.addButton(today, TODAY)
        self.pages.addWidget(self.today)
        models = _RailButton("chip", "Models")
        models.set_name("Models", desk.actions.shortcut_text("view.models"))
        self._group.addButton(models, MODELS)
        self.pages.addWidget(self.models)
        chats, memories, settings, history = items[2:]
        items[2:] = (chats, memories, today, models, history, settings)
        layout = fill(QVBoxLayout(rail), *items, None, self.lock_button, self.menu_button, margins=(0, 16, 0, 12), spacing=4)
        for index in range(layout.count()):
            layout.itemAt(index).setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outer = fill(QHBoxLayout(self), rail, self.pages, spacing=0)
        outer.setStretch(1, 1)
        self._group.idClicked.connect(self.show_page)
        self._bind()
        self.show_page(0)
        self._foreign = QTimer(self, interval=FOREIGN_MS)
        self._foreign.timeout.connect(self._look_for_foreign)
        self._foreign.start()
        desk.changed.connect(self._changed)
        self._settling = False
        self._with_screen = True
        self._generation: int | None = None
        self._tidying: Job | None = None
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._tidy_up)
        self._idle.start()
        self._away = Idle(self)
        self._away.passed.connect(self._lock_when_away)
        self._screen = ScreenLock(self)
        self._screen.locked.connect(self._lock_with_screen)
        self._read_locking()
        self._warm_up()
        self._back_up()

    def close_pages(self) -> None:
        """Before locking or quitting: keeps what is being typed, stops the answer."""
        self._foreign.stop()
        self._idle.stop()
        self._away.stop()
        self._stop_tidying()
        self.chat.composer.keep_draft()
        self.settings.keep()
        self.diagnostics.leave()
        self.today.stop()
        self.models.stop()
        self.chat.writer.stop()
        self.chat.end_incognito()
        self.switching.close()

    def show_page(self, number: int) -> None:
        """Shows a page: those of the rail, and diagnostics, which belong to the settings."""
        self.pages.setCurrentIndex(number)
        page = self.pages.currentWidget()
        self._rail_button(number).setChecked(True)
        if isinstance(page, ChatPage):
            page.composer.field.setFocus()
        elif isinstance(page, MemorySection):
            page.browse.appear()
            page.focus_first()
        elif isinstance(page, SettingsPage):
            page.appear()
            page.focus_first()
        elif isinstance(page, HistoryPage):
            page.list.setFocus()
        elif isinstance(page, DiagnosticsPage):
            page.appear()
            page.check.setFocus()
        elif isinstance(page, TodayPage):
            page.focus_first()
        elif isinstance(page, ModelsPage):
            page.appear()
            page.focus_first()

    def _rail_button(self, number: int) -> QAbstractButton:
        return self._group.button(number) or self._group.button(SETTINGS)

    def next_pane(self) -> None:
        """Moves the focus on: rail, list, content."""
        page = self.pages.currentWidget()
        panes: list[QWidget] = [self._rail_button(self.pages.currentIndex())]
        if isinstance(page, ChatPage):
            thread = page.threads.get(page.current)
            panes += [page.list, *([thread] if thread else []), page.composer.field, page.why.scroll]
        elif isinstance(page, MemorySection):
            panes += page.panes()
        elif isinstance(page, SettingsPage):
            panes += [page.search]
        elif isinstance(page, HistoryPage):
            panes += [page.list, page.detail]
        elif isinstance(page, DiagnosticsPage):
            panes += [page.check]
        elif isinstance(page, TodayPage | ModelsPage):
            panes += [page]
        panes = [pane for pane in panes if pane.isVisible()]
        focus = self.window().focusWidget()
        at = next((number for number, pane in enumerate(panes) if focus is not None and (pane is focus or pane.isAncestorOf(focus))), -1)
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _bind(self) -> None:
        actions = self.desk.actions
        for number, name in enumerate(("chat", "memory", "settings", "history")):
            actions.bind(f"view.{name}", lambda number=number: self.show_page(number))
        actions.bind("view.today", lambda: self.show_page(TODAY))
        actions.bind("view.models", lambda: self.show_page(MODELS))
        actions.bind("models.import", self._import_model)
        self.models.chosen.connect(self.switching.use)
        self.switching.leaving.connect(self._stop_tidying)
        self.switching.chat_changed.connect(self._warm_up)
        self.switching.embedder_changed.connect(self._settle)
        for name, tab in (
            ("memories", section.BROWSE), ("graph", section.GRAPH), ("timeline", section.TIMELINE), ("profile", section.PROFILE),
            ("inbox", section.INBOX), ("instructions", section.HOWTOS), ("try", section.TRY),
        ):  # fmt: skip
            actions.bind(f"view.{name}", lambda tab=tab: self.show_memory_tab(tab))
        actions.bind("view.diagnostics", lambda: self.show_page(DIAGNOSTICS))
        actions.bind("app.backup", self._back_up_now)
        self.diagnostics.left.connect(lambda: self.show_page(SETTINGS))
        self.diagnostics.copies.restore_asked.connect(self.restore_asked)
        actions.bind("view.pane", self.next_pane)
        actions.bind("memory.find", self._find_memory)
        actions.bind("app.lock", self.lock_asked.emit)
        actions.bind("undo", self.desk.undo)
        actions.bind("redo", self.history.redo)
        actions.bind("view.theme", self._toggle_theme)
        actions.bind("view.shortcuts", self._show_shortcuts)
        self.desk.memory_asked.connect(self._show_memory)
        self.desk.message_asked.connect(self._show_message)

    def show_memory_tab(self, number: int) -> None:
        """Shows a tab of the memory page."""
        self.memories.show_tab(number)
        self.show_page(1)

    def _find_memory(self) -> None:
        self.show_memory_tab(section.BROWSE)
        self.memory.search.selectAll()

    def _show_memory(self, memory_id: str) -> None:
        self.show_memory_tab(section.BROWSE)
        self.memory.open_memory(memory_id)

    def _show_message(self, conversation_id: str, message_id: str) -> None:
        self.show_page(0)
        self.chat.open(conversation_id, message_id)

    def _show_menu(self) -> None:
        menu = self.desk.actions.menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.menu_button.mapToGlobal(QPoint(self.menu_button.width(), 0)))

    def show_setting(self, name: str) -> None:
        """Shows one setting (by key) or link (by title) on its page."""
        self.show_page(SETTINGS)
        self.settings.reveal(name)

    def _show_shortcuts(self) -> None:
        Shortcuts(self.window(), self.desk.actions).open()

    def _toggle_theme(self) -> None:
        choice, settings = theme().toggle(), self.desk.session.settings
        self.desk.tasks.change(self, lambda: settings.put("theme", choice))

    # Models and other processes

    def _warm_up(self) -> None:
        """Loads the chat model while the user reads, and says so."""
        session = self.desk.session
        if session.chat is None:
            self.chat.composer.status.setText("No chat model is installed: answers show what is noted.")
            self._settle()
            return
        self._loading([0.0])
        chat = session.chat
        self.desk.tasks.stream(
            self, lambda emit, _: chat.load(emit), self._loading, lambda info: self._loaded(chat, info), lambda error: self._not_loaded(chat, error)
        )

    def _loading(self, fractions: list[float]) -> None:
        if (chat := self.desk.session.chat) is not None:
            self.chat.composer.status.setText(f"Loading the model… {fractions[-1]:.0%}" if fractions[-1] else "Loading the model…")
            self.models.show_work(chat.entry.id, int(100 * fractions[-1]), 100, "Loading it…")

    def _loaded(self, chat: ChatModel, info: LoadInfo) -> None:
        if chat is self.desk.session.chat:  # not changed meanwhile
            cut = f" · context cut to {info.context_tokens:,} tokens: little memory is free" if info.shortened else ""
            self.chat.composer.status.setText(f"{chat.entry.title} · runs on this computer{cut}")
            self.models.show_work(chat.entry.id, 0, 0, "")
        self._settle()

    def _not_loaded(self, chat: ChatModel, error: Exception) -> None:
        if chat is self.desk.session.chat:
            self.chat.composer.status.setText(f"The model could not be loaded. {explain(error)[0]}")
            self.models.show_trouble(chat.entry.id, error)
        self._settle()

    def _settle(self) -> None:
        """Computes waiting vectors in the background, one run at a time."""
        session = self.desk.session
        if self._settling or session.embedder is None:
            return
        self._settling = True
        coming = session.coming
        self.desk.tasks.stream(
            self, lambda emit, cancel: session.settle(lambda *made: emit(made), cancel), lambda made: self._embedding(coming, made[-1]),
            lambda _: self._settled(coming), lambda error: self._settled(coming, error),
        )  # fmt: skip

    def _embedding(self, coming: EmbedModel | None, made: tuple[int, int]) -> None:
        """A new embedder takes over when its vectors are made; the old ones serve meanwhile."""
        if coming is not None:
            said = f"Makes memories searchable anew: {made[0]:,} of {made[1]:,}. The old search serves meanwhile."
            self.models.show_work(coming.entry.id, *made, said)

    def _settled(self, coming: EmbedModel | None, error: Exception | None = None) -> None:
        self._settling = False
        if coming is not None and error is None:
            self.models.show_work(coming.entry.id, 0, 0, "")
        elif coming is not None and error is not None and coming is self.desk.session.coming:
            self.models.show_trouble(coming.entry.id, error)
        if self.desk.session.coming is not None and self.desk.session.coming is not coming:  # chosen meanwhile
            self._settle()

    def _tidy_up(self) -> None:
        """Merges duplicates, summarises, links, at idle; gives way as soon as something is said."""
        if self._settling or self._tidying is not None or self.chat.writer.writing:
            self._idle.start()
            return
        session = self.desk.session
        self._tidying = self.desk.tasks.stream(self, lambda _, cancel: session.consolidate(cancel=cancel), _ignore, self._tidied, self._tidied)

    def _stop_tidying(self) -> None:
        if self._tidying is not None:
            self._tidying.cancel()

    def _tidied(self, _: object) -> None:
        self._tidying = None
        self._back_up()

    def _back_up(self) -> None:
        """A copy a day, made beside the work."""
        vault = self.desk.session.vault
        self.desk.tasks.stream(self, lambda *_: vault.backup_if_due(), _ignore, _ignore, self._not_backed_up)

    def _not_backed_up(self, error: Exception) -> None:
        if not isinstance(error, Cancelled | VaultLocked):
            self.desk.toast(" ".join(explain(error)))

    def _import_model(self) -> None:
        self.show_page(MODELS)
        self.models.ask_for_file()

    def _back_up_now(self) -> None:
        self.show_page(DIAGNOSTICS)
        self.diagnostics.copies.back_up()

    # Locking

    def _read_locking(self) -> None:
        settings = self.desk.session.settings
        self.desk.tasks.query(self, lambda: (settings.get("lock_minutes"), settings.get("lock_with_screen")), self._set_locking)

    def _set_locking(self, found: tuple[int, bool]) -> None:
        minutes, self._with_screen = found
        self._away.set_minutes(minutes)

    def _lock_when_away(self) -> None:
        if self.chat.writer.writing:  # somebody may be waiting for it
            self._away.begin()
        else:
            self.lock_asked.emit()

    def _lock_with_screen(self) -> None:
        if self._with_screen:
            self.lock_asked.emit()

    def _changed(self, changes: Changes) -> None:
        if "setting" in changes.kinds:
            self._read_locking()
        if "message" in changes.kinds:
            self._stop_tidying()
        if changes.kinds & {"message", "memory"}:
            self._idle.start()
        if changes.kinds & {"message", "memory"} and not self.chat.writer.writing:
            self._settle()

    def _look_for_foreign(self) -> None:
        """Another process (the command line) may have written: then every view is read anew. It may have locked, or erased something."""
        vault, hidden = self.desk.session.vault, self.window().isMinimized()  # a window beside the terminal counts, too

        def look() -> tuple[bool, bool, int]:
            return vault.lock_asked, not hidden and vault.foreign_changes(), vault.generation

        self.desk.tasks.query(self, look, self._foreign_found, _ignore)

    def _foreign_found(self, found: tuple[bool, bool, int]) -> None:
        lock, changed, generation = found
        before, self._generation = self._generation, generation
        if lock:
            self.lock_told.emit()
            return
        erased = before is not None and generation != before
        if erased:  # what is out of sight may hold what is gone
            self.chat.drop_unseen()
        if changed or erased:
            from engine.vault.database import Changes

            self.desk.changed.emit(Changes(0, frozenset({"conversation", "message", "memory", "setting"})))


def _ignore(_: object) -> None:
    """Nothing to show."""
