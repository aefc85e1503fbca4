"""The chat page: conversations on the left, one of them on the right, the composer below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.chat import wiring
from desktop.chat.attaching import Attaching
from desktop.chat.composer import Composer, local_files
from desktop.chat.drafts import INCOGNITO, NEW, Drafts
from desktop.chat.file_verbs import FileVerbs
from desktop.chat.incognito import IncognitoBar, IncognitoWelcome
from desktop.chat.note_verbs import NoteVerbs
from desktop.chat.private import Private
from desktop.chat.sending import Sending
from desktop.chat.sidebar import Sidebar
from desktop.chat.thread import COLUMN
from desktop.chat.thread_data import Item, ThreadData
from desktop.chat.threads import Threads
from desktop.chat.turn import Writer
from desktop.chat.verbs import Verbs
from desktop.chat.welcome import ChatWelcome
from desktop.desk import Desk
from desktop.i18n import tr
from desktop.theme import theme
from desktop.why.panel import WhyPanel
from desktop.widgets.basic import IconButton, fill, row, set_role
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.scaling import wide
from engine.errors import NotFound

if TYPE_CHECKING:
    from engine.memory.records import Conversation
    from engine.vault.database import Changes

ROOM_FOR_BOTH = 1040  # pixels, for the list of chats, the chat, and why an answer is as it is


class ChatPage(QWidget):
    """Owns the selection; everything that reads or writes goes through the desk."""

    selected = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self.current = ""  # the selected conversation's id, "" for a new one
        self.drafts = Drafts(desk, self)
        self._read: Conversation | None = None  # the selected conversation, when it was read last
        self._draft_wanted = False  # the selected conversation's draft is still being read
        self.why_last = False  # the pane beside the chat is open and is to go on with the newest answer
        self.writer = Writer(desk, self)
        self.setAcceptDrops(True)
        self._build()
        self.threads = Threads(desk, self.stack, self.writer)
        self.attaching = Attaching(desk, self.composer.shelf, self)
        self.sending, self.verbs, self.files = Sending(self), Verbs(self), FileVerbs(self)
        self.notes, self.private = NoteVerbs(self), Private(self)
        wiring.connect(self)
        wiring.bind(self)
        self.sidebar.reload()
        self.show_new()

    # Building

    def _build(self) -> None:
        self.sidebar = Sidebar(self.desk)
        self.model, self.list = self.sidebar.model, self.sidebar.list
        self.search, self.nothing = self.sidebar.search, self.sidebar.nothing
        self.title = ElidedLabel("", "strong")
        self.more = IconButton("more", tr("More about this chat"), on=self._show_more)
        self._head = QWidget()
        self._head.setLayout(row(self.title, self.more, margins=(24, 10, 14, 6), stretch=0))
        self.incognito_bar = IncognitoBar()
        self.incognito_bar.hide()
        self.welcome, self.incognito_welcome = ChatWelcome(), IncognitoWelcome()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.stack.addWidget(self.incognito_welcome)
        self.composer = Composer()
        wide(self.composer, self.composer.setMaximumWidth, COLUMN + 38)  # what is typed stands over what was said
        below = QHBoxLayout()
        fill(below, margins=(24, 0, 24, 12), spacing=0)
        below.addStretch(1)
        below.addWidget(self.composer, 1000)
        below.addStretch(1)
        self._right = QWidget()
        self._right.setProperty("role", "page")
        self._right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        fill(QVBoxLayout(self._right), self._head, self.incognito_bar, self.stack, below, spacing=0).setStretch(2, 1)
        self.why = WhyPanel(self.desk)
        outer = fill(QHBoxLayout(self), self.sidebar, self._right, self.why, spacing=0)
        outer.setStretch(1, 1)

    # Selecting

    def new(self) -> None:
        """Begins a new conversation; it is stored with its first message."""
        self.composer.keep_draft()
        self.show_new()
        self.composer.field.setFocus()

    def show_new(self) -> None:
        """Shows the page of a chat in which nothing was said yet."""
        self.turn_to(NEW)
        self.welcome.greet()
        self.stack.setCurrentWidget(self.welcome)
        self.show_title()
        self.writing_changed()

    def open(self, conversation_id: str, message_id: str = "") -> None:
        """Shows a conversation, at a message if one is named."""
        if conversation_id == self.current:
            if message_id:
                self.threads.load(conversation_id, message_id=message_id)
            return
        self.composer.keep_draft()
        self.turn_to(conversation_id)
        thread = self.threads.get(conversation_id)
        if thread is not None:
            self.stack.setCurrentWidget(thread)
        self.show_title()
        self.writing_changed()
        self.threads.load(conversation_id, message_id=message_id)
        self.selected.emit(conversation_id)

    def open_found(self, conversation_id: str) -> None:
        """Opens a chat of the list; while it is searched, at the newest message with these words."""
        text, conversations = self.search.text().strip(), self.desk.session.conversations
        if not text:
            self.open(conversation_id)
            return

        def found() -> str:
            hits = conversations.search(text, 1, within=conversation_id)
            return hits[0].message_id if hits else ""

        self.desk.tasks.query(self, found, lambda message_id: self.open(conversation_id, message_id))

    def reopen(self, conversation_id: str, message_id: str) -> None:
        """Shows a conversation again, if it is still there; else a new one stays."""
        conversations = self.desk.session.conversations
        self.desk.tasks.query(
            self,
            lambda: conversations.get(conversation_id),
            lambda found: None if found.status == "trashed" else self.open(found.id, message_id),
            lambda _: None,
        )

    def turn_to(self, conversation_id: str) -> None:
        """What is typed from now on belongs to this conversation."""
        self.current = conversation_id
        self.sending.leave_edit()
        self.why.dismiss()
        self.attaching.turn_to(conversation_id)
        draft = self._without_pasted(self.drafts.waiting(conversation_id))
        self._draft_wanted = draft is None and conversation_id not in (NEW, INCOGNITO)
        self.show_look()
        self.composer.show_draft(draft or "")
        self.sidebar.mark(conversation_id)

    def become(self, conversation_id: str) -> None:
        """The new chat that is shown is stored now, with what was typed since."""
        self.current = conversation_id
        self.attaching.moved(conversation_id)
        self.sidebar.mark(conversation_id)
        if typed := self.drafts.take_new():
            self.drafts.keep(conversation_id, typed)

    @property
    def conversation(self) -> Conversation | None:
        """The selected one, as the list or the last look at it knows it."""
        read = self._read if self._read is not None and self._read.id == self.current else None
        return self.model.conversation(self.current) or read

    def show_look(self) -> None:
        """An incognito chat looks like no other."""
        on = self.current == INCOGNITO
        set_role(self._right, "incognito" if on else "page")
        self.composer.set_incognito(on)
        self.incognito_bar.setVisible(on)
        self._head.setVisible(not on)
        self.sidebar.show_incognito(self.private.talk is not None, current=on)

    def show_title(self) -> None:
        """Says above the messages which chat this is."""
        conversation = self.conversation
        self.title.set_full((conversation.title or tr("New chat")) if conversation else "")
        self.more.setVisible(self.current not in (NEW, INCOGNITO))
        wiring.enable(self)

    def drop_unseen(self) -> None:
        """Forgets the conversations that are only kept to be shown again at once."""
        self.threads.drop_unseen(self.current)

    def loaded(self, data: ThreadData, jump: bool) -> None:
        """Shows what was read, if it is still wanted."""
        if data.conversation.id != self.current:
            return
        first, self._read = self._read is None or self._read.id != self.current, data.conversation
        thread = self.threads.show_data(data)
        self.show_title()
        if first:
            self.sidebar.reveal(data.conversation)
        if self._draft_wanted:
            self._draft_wanted = False
            self.composer.recall_draft(self._without_pasted(data.draft) or "")
        if self.why_last:
            self.why_last = False
            self.show_why(thread.last("assistant"))
        if jump:
            thread.show_message(data.target)
        if jump and data.passage:
            self.files.read(data.target, data.passage)
        wiring.enable(self)

    def gone(self, conversation_id: str, error: Exception) -> None:
        """It could not be read."""
        if conversation_id != self.current:
            return
        if isinstance(error, NotFound):
            self.desk.toast(error.message)
        else:
            self.desk.show_error(error)
        self.new()

    def _show_more(self) -> None:
        self.sidebar.menu(self.more.mapToGlobal(QPoint(0, self.more.height())))

    # What is typed and dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.composer.field.attaches and local_files(event.mimeData()):
            self.composer.show_drop(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.composer.show_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.composer.show_drop(False)
        self.attaching.add_files(local_files(event.mimeData()))
        event.acceptProposedAction()

    def attached(self) -> None:
        """Files came or went: what was pasted is kept as typed text is."""
        if self.current != INCOGNITO and not self.composer.is_editing:
            self.keep_draft(self.composer.field.toPlainText())

    def _without_pasted(self, draft: str | None) -> str | None:
        """A draft without what stands on cards above it."""
        return draft.removesuffix(self.attaching.pasted(self.current)) if draft is not None else None

    def keep_draft(self, text: str) -> None:
        """Keeps what is typed with what was pasted."""
        self.drafts.keep(self.current, text + self.attaching.pasted(self.current))

    def suggest(self, text: str) -> None:
        """Writes a suggestion into the field; sending it is the user's."""
        self.composer.show_draft(text)
        self.composer.field.setFocus()

    # Why an answer is as it is

    def show_why(self, item: Item | None) -> None:
        """Shows what an answer was made of, beside the conversation."""
        if item is not None and not item.unstored:
            self.why.show_answer(item.message.id)

    def toggle_why(self) -> None:
        """The same for the last answer; away with it when it is shown."""
        thread = self.threads.get(self.current)
        if self.why.isVisible():
            self.why.dismiss()
        elif thread is not None:
            self.show_why(thread.last("assistant"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.make_room()

    def make_room(self) -> None:
        """In a narrow window the list of chats gives way to what explains an answer."""
        self.sidebar.setVisible(self.why.isHidden() or self.width() >= theme().wide(ROOM_FOR_BOTH))

    # Refreshing

    def written(self, answered: bool) -> None:
        """The answer is whole, or there is none."""
        self.writing_changed()
        place = self.writer.conversation_id
        self.why_last = answered and place == self.current and self.why.isVisible()
        if place in (NEW, INCOGNITO):  # nothing is stored that could be read
            return
        if place == self.current and answered:
            self.threads.reload(place)
        elif (thread := self.threads.get(place)) is not None:
            thread.stale = True

    def writing_changed(self) -> None:
        """An answer began or ended, here or in another chat."""
        here = self.writer.writing and self.writer.conversation_id == self.current
        self.composer.set_streaming(here)
        wiring.enable(self)

    def changed(self, changes: Changes) -> None:
        """Reads anew what a commit changed."""
        if changes.kinds & {"conversation", "message"}:
            self.sidebar.reload()
            if self.current not in (NEW, INCOGNITO) and self.model.conversation(self.current) is None and not self.writer.writing:
                self.threads.reload(self.current)
        if changes.kinds & {"memory", "message", "memory_source"}:
            self.why.refresh()
        if changes.kinds & {"memory", "message", "memory_source"} and not self.writer.writing:
            for thread in self.threads.values():
                thread.stale = True
            if self.current:
                self.threads.reload(self.current)
