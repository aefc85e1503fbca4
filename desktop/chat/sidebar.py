"""The left side of the chat page: search, the list of conversations, and the button for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop.chat.conversations import ID, PAGE, ConversationModel, ConversationView
from desktop.desk import Desk
from desktop.widgets.basic import Button, Frame, IconButton, Label, row
from desktop.widgets.fields import SearchField
from desktop.widgets.scaling import wide
from desktop.widgets.states import EmptyState

if TYPE_CHECKING:
    from engine.memory.records import Conversation

NONE_YET = ("No chats yet", "What you write appears here, and stays on this computer.")


class Sidebar(Frame):
    """Reads the list; `opened` and `renamed` say what the user wants, `shown` that the list is there."""

    opened = Signal(str)
    renamed = Signal(str, str)
    shown = Signal()
    incognito_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("sidebar", margins=(0, 14, 0, 0), spacing=8, parent=parent)
        self.desk = desk
        self.current = ""  # id of the conversation that is marked
        self._wanted = PAGE
        wide(self, self.setFixedWidth, 272)
        self.search = SearchField("Search chats")
        self.list = ConversationView()
        self.model = ConversationModel(self)
        self.list.setModel(self.model)
        self.nothing = EmptyState("chat", *NONE_YET, width=200)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.nothing)
        self.new_button = IconButton("compose", "New chat", on=lambda: desk.actions.run("chat.new"))
        self.new_button.set_name("New chat", desk.actions.shortcut_text("chat.new"))
        self.incognito_button = IconButton("eye-off", "New incognito chat", on=lambda: desk.actions.run("chat.incognito"))
        self.incognito_button.set_name("New incognito chat", desk.actions.shortcut_text("chat.incognito"))
        self.box.addLayout(row(Label("Chats", "title"), None, self.incognito_button, self.new_button, margins=(18, 0, 12, 0), spacing=2))
        self.box.addLayout(row(self.search, margins=(12, 0, 12, 2)))
        self.incognito = Button("Incognito chat", "incognito", icon_name="eye-off", on=self.incognito_asked.emit)
        self.incognito.setCheckable(True)
        self.incognito.set_icon("eye-off", "incognito")
        self._incognito_row = QWidget()
        self._incognito_row.setLayout(row(self.incognito, margins=(8, 0, 8, 2), stretch=0))
        self._incognito_row.hide()
        self.box.addWidget(self._incognito_row)
        self.box.addWidget(self._lists)
        self.search.searched.connect(lambda _: self.reload())
        self.search.left.connect(self.list.setFocus)
        self.list.opened.connect(self.opened)
        self.list.customContextMenuRequested.connect(self._context_menu)
        self.model.renamed.connect(self.renamed)
        self.model.wanted_more.connect(self._more)

    def reload(self) -> None:
        """Reads the list anew."""
        text, wanted = self.search.text().strip(), self._wanted
        conversations = self.desk.session.conversations
        self.desk.tasks.query(self, lambda: (text, conversations.list(text, wanted + 1)), self._show)

    def mark(self, conversation_id: str) -> None:
        """Marks a conversation without opening it; "" marks none."""
        self.current = conversation_id
        self.list.mark(self.model.find(conversation_id))

    def show_incognito(self, exists: bool, *, current: bool) -> None:
        """A way back to the incognito chat while there is one."""
        self._incognito_row.setVisible(exists)
        self.incognito.setChecked(current)

    def begin_rename(self) -> None:
        """Edits the title of the marked conversation in the list."""
        index = self.model.find(self.current)
        if index.isValid():
            self.list.scrollTo(index)
            self.list.edit(index)

    def menu(self, at: QPoint) -> None:
        """What can be done with the marked conversation."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in ("chat.rename", "chat.pin", "chat.export", "chat.delete"):
            menu.addAction(self.desk.actions[action])
        menu.popup(at)

    def _show(self, found: tuple[str, list[Conversation]]) -> None:
        text, conversations = found
        if text != self.search.text().strip():
            return
        # A conversation in which nothing was said yet is not one to choose.
        shown = [c for c in conversations[: self._wanted] if c.leaf is not None or c.id == self.current]
        self.model.show(shown, len(conversations) > self._wanted)
        self.list.mark(self.model.find(self.current))
        self.nothing.say(*(("Nothing found", "No chat has these words in its title or its messages.") if text else NONE_YET))
        self._lists.setCurrentWidget(self.list if shown else self.nothing)
        self.shown.emit()

    def _more(self) -> None:
        self._wanted += PAGE
        self.reload()

    def _context_menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if index.isValid() and index.data(ID):
            self.opened.emit(index.data(ID))
            self.menu(self.list.viewport().mapToGlobal(at))
