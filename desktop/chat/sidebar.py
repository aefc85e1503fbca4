"""The left side of the chat page: search, the list of conversations, and the button for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop.chat.conversations import ID, LINE, PAGE, ConversationModel, ConversationView
from desktop.chat.folders import fill_menu
from desktop.chat.lines import Line
from desktop.desk import Desk
from desktop.i18n import phrase, tr
from desktop.widgets.basic import Button, Frame, IconButton, Label, row
from desktop.widgets.fields import SearchField
from desktop.widgets.scaling import wide
from desktop.widgets.states import EmptyState
from engine.memory.folders import Folder, Folders

if TYPE_CHECKING:
    from engine.memory.records import Conversation

NONE_YET = (phrase("No chats yet"), phrase("What you write appears here, and stays on this computer."))


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
        self._open: set[str] = set()  # names of folders
        self._held = ""  # the folder on which the keyboard stands
        wide(self, self.setFixedWidth, 272)
        self.search = SearchField(tr("Search chats"))
        self.list = ConversationView()
        self.model = ConversationModel(self)
        self.list.setModel(self.model)
        self.nothing = EmptyState("chat", *map(tr, NONE_YET), width=200)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.nothing)
        self.new_button = IconButton("compose", tr("New chat"), on=lambda: desk.actions.run("chat.new"))
        self.new_button.set_name(tr("New chat"), desk.actions.shortcut_text("chat.new"))
        self.incognito_button = IconButton("eye-off", tr("New incognito chat"), on=lambda: desk.actions.run("chat.incognito"))
        self.incognito_button.set_name(tr("New incognito chat"), desk.actions.shortcut_text("chat.incognito"))
        self.box.addLayout(row(Label(tr("Chats"), "title"), None, self.incognito_button, self.new_button, margins=(18, 0, 12, 0), spacing=2))
        self.box.addLayout(row(self.search, margins=(12, 0, 12, 2)))
        self.incognito = Button(tr("Incognito chat"), "incognito", icon_name="eye-off", on=self.incognito_asked.emit)
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
        self.list.toggled.connect(self._toggle)
        self.list.customContextMenuRequested.connect(self._context_menu)
        self.model.renamed.connect(self.renamed)
        self.model.wanted_more.connect(self._more)

    def reload(self) -> None:
        """Reads the list anew."""
        text, wanted, opened = self.search.text().strip(), self._wanted, frozenset(self._open)
        session = self.desk.session

        def read() -> tuple[str, list[Conversation], list[Folder]]:
            if text:  # what is found shows wherever it lies
                return text, session.conversations.list(text, wanted + 1), []
            return text, session.conversations.list("", wanted + 1, folders=opened), Folders(session.vault).all()

        self.desk.tasks.query(self, read, self._show)

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
        for action in ("chat.rename", "chat.pin", "chat.folder", "chat.export", "chat.delete"):
            menu.addAction(self.desk.actions[action])
        menu.popup(at)

    def reveal(self, conversation: Conversation) -> None:
        """Opens the folder in which a conversation lies."""
        if conversation.folder and conversation.folder not in self._open:
            self._open.add(conversation.folder)
            self.reload()

    def _toggle(self, folder: str, keyboard: bool) -> None:
        self._open ^= {folder}
        self._held = folder if keyboard else ""
        self.reload()

    def _show(self, found: tuple[str, list[Conversation], list[Folder]]) -> None:
        text, conversations, folders = found
        if text != self.search.text().strip():
            return
        # A conversation in which nothing was said yet is not one to choose.
        shown = [c for c in conversations[: self._wanted] if c.leaf is not None or c.id == self.current]
        self.model.show(shown, len(conversations) > self._wanted, folders, self._open)
        held, self._held = self._held, ""
        self.list.mark(self.model.find_folder(held) if held else self.model.find(self.current))
        self.nothing.say(*((tr("Nothing found"), tr("No chat has these words in its title or its messages.")) if text else map(tr, NONE_YET)))
        self._lists.setCurrentWidget(self.list if shown or folders else self.nothing)
        self.shown.emit()

    def _more(self) -> None:
        self._wanted += PAGE
        self.reload()

    def _context_menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        line: Line | None = index.data(LINE)
        if line is not None and line.folder is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            fill_menu(menu, self.desk, self.window(), line.folder.name)
            menu.popup(self.list.viewport().mapToGlobal(at))
        elif index.isValid() and index.data(ID):
            self.opened.emit(index.data(ID))
            self.menu(self.list.viewport().mapToGlobal(at))
