"""The chat page: conversations on the left, one of them on the right, the composer below."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.chat import thread_data
from desktop.chat.attaching import Attaching
from desktop.chat.composer import Composer, local_files
from desktop.chat.drafts import INCOGNITO, NEW, Drafts
from desktop.chat.incognito import IncognitoBar, IncognitoWelcome
from desktop.chat.reader import Reader
from desktop.chat.sidebar import Sidebar
from desktop.chat.thread import COLUMN, Thread
from desktop.chat.thread_data import Item, Note, ThreadData
from desktop.chat.turn import Writer
from desktop.chat.welcome import ChatWelcome
from desktop.desk import Desk
from desktop.memory import changing
from desktop.theme import theme
from desktop.why.panel import WhyPanel
from desktop.widgets.basic import IconButton, fill, row, set_role
from desktop.widgets.dialogs import ask
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.scaling import wide
from engine.documents import attached
from engine.errors import NotFound
from engine.memory.attachments import card
from engine.vault.files import write_atomically

if TYPE_CHECKING:
    from desktop.chat.files import Staged
    from engine.documents.attached import Passage
    from engine.documents.document import Document
    from engine.incognito import Incognito
    from engine.memory.attachments import Card
    from engine.memory.records import Conversation, Memory
    from engine.vault.database import Changes

ROOM_FOR_BOTH = 1040  # pixels, for the list of chats, the chat, and why an answer is as it is
KEPT = 6  # threads kept as widgets, so that going back to them is instant


class ChatPage(QWidget):
    """Owns the selection; everything that reads or writes goes through the desk."""

    selected = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self.current = ""  # the selected conversation's id, "" for a new one
        self._drafts = Drafts(desk, self)
        self._draft_wanted = False  # the selected conversation's draft is still being read
        self._editing: Item | None = None
        self._why_last = False  # the pane beside the chat is open and is to go on with the newest answer
        self.incognito: Incognito | None = None
        self.writer = Writer(desk, self)
        self.threads: dict[str, Thread] = {}
        self.setAcceptDrops(True)
        self._build()
        self.attaching = Attaching(desk, self.composer.shelf, self)
        self._connect()
        self.sidebar.reload()
        self._show_new()

    # Building

    def _build(self) -> None:
        self.sidebar = Sidebar(self.desk)
        self.model, self.list = self.sidebar.model, self.sidebar.list
        self.search, self.nothing = self.sidebar.search, self.sidebar.nothing
        self.title = ElidedLabel("", "strong")
        self.more = IconButton("more", "More about this chat", on=self._show_more)
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

    def _connect(self) -> None:
        actions = self.desk.actions
        self.sidebar.opened.connect(self._open_found)
        self.sidebar.renamed.connect(self.rename)
        self.sidebar.shown.connect(self._show_title)
        self.sidebar.incognito_asked.connect(self.open_incognito)
        self.incognito_bar.ended.connect(self.end_incognito)
        self.incognito_bar.memory_allowed.connect(self._allow_memory)
        self.composer.sent.connect(self.send)
        self.composer.stopped.connect(self.writer.stop)
        self.composer.attach_asked.connect(self.choose_files)
        self.composer.field.files_given.connect(self.attaching.add_files)
        self.composer.field.much_pasted.connect(self.attaching.add_pasted)
        self.composer.shelf.unfolded.connect(self._unfold)
        self.attaching.shown.connect(lambda: self.composer.show_attached(reading=self.attaching.reading))
        self.attaching.changed.connect(self._attached)
        self.composer.draft_changed.connect(self._keep_draft)
        self.composer.edit_last.connect(self.edit_last)
        self.composer.edit_cancelled.connect(self._leave_edit)
        self.welcome.suggested.connect(self._suggest)
        self.why.without_asked.connect(self.answer_without)
        self.why.toggled.connect(self._make_room)
        self.writer.started.connect(self._writing_changed)
        self.writer.ended.connect(self._written)
        self.desk.changed.connect(self._changed)
        for action, handler in (
            ("chat.new", self.new), ("chat.incognito", self.open_incognito), ("chat.find", self.search.setFocus),
            ("chat.rename", self.sidebar.begin_rename), ("chat.pin", self.toggle_pin), ("chat.export", self.export), ("chat.delete", self.delete),
            ("chat.stop", self.writer.stop), ("chat.regenerate", self.regenerate), ("chat.edit", self.edit_last),
            ("chat.copy", self.copy_last), ("chat.attach", self.choose_files), ("chat.why", self.toggle_why),
            ("chat.write", self.composer.field.setFocus),
        ):  # fmt: skip
            actions.bind(action, handler)
        self._enable()

    # Selecting

    def new(self) -> None:
        """Begins a new conversation; it is stored with its first message."""
        self.composer.keep_draft()
        self._show_new()
        self.composer.field.setFocus()

    def _show_new(self) -> None:
        self._turn_to(NEW)
        self.welcome.greet()
        self.stack.setCurrentWidget(self.welcome)
        self._show_title()
        self._writing_changed()

    def open(self, conversation_id: str, message_id: str = "") -> None:
        """Shows a conversation, at a message if one is named."""
        if conversation_id == self.current:
            if message_id:
                self._load(conversation_id, message_id=message_id)
            return
        self.composer.keep_draft()
        self._turn_to(conversation_id)
        thread = self.threads.get(conversation_id)
        if thread is not None:
            self.stack.setCurrentWidget(thread)
        self._show_title()
        self._writing_changed()
        self._load(conversation_id, message_id=message_id)
        self.selected.emit(conversation_id)

    def _open_found(self, conversation_id: str) -> None:
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

    def _turn_to(self, conversation_id: str) -> None:
        """What is typed from now on belongs to this conversation."""
        self.current, self._editing = conversation_id, None
        self.why.dismiss()
        self.attaching.turn_to(conversation_id)
        draft = self._without_pasted(self._drafts.waiting(conversation_id))
        self._draft_wanted = draft is None and conversation_id not in (NEW, INCOGNITO)
        self._show_look()
        self.composer.show_draft(draft or "")
        self.sidebar.mark(conversation_id)

    def _show_look(self) -> None:
        """An incognito chat looks like no other."""
        on = self.current == INCOGNITO
        set_role(self._right, "incognito" if on else "page")
        self.composer.set_incognito(on)
        self.incognito_bar.setVisible(on)
        self._head.setVisible(not on)
        self.sidebar.show_incognito(self.incognito is not None, current=on)

    def open_incognito(self) -> None:
        """Goes to the incognito chat, a new one if there is none."""
        if self.current == INCOGNITO:
            return
        self.composer.keep_draft()
        if self.incognito is None:
            from engine.incognito import Incognito

            self.incognito = Incognito(self.desk.session)
            self.incognito_bar.allow.setChecked(False)
        self._turn_to(INCOGNITO)
        thread = self.threads.get(INCOGNITO)
        self.stack.setCurrentWidget(thread or self.incognito_welcome)
        self._show_title()
        self._writing_changed()
        self.composer.field.setFocus()

    def end_incognito(self) -> None:
        """What was said in it is gone."""
        if self.incognito is None:
            return
        if self.writer.writing and self.writer.conversation_id == INCOGNITO:
            self.writer.abandon()
        self.incognito.close()
        self.incognito = None
        self._drafts.drop(INCOGNITO)
        self._drop_thread(INCOGNITO)
        if self.current == INCOGNITO:
            self.composer.show_draft("")
            self._show_new()
            self.composer.field.setFocus()
        self._show_look()

    def _allow_memory(self, on: bool) -> None:
        if self.incognito is not None:
            self.incognito.uses_memory = on

    def _load(self, conversation_id: str, last: int = thread_data.PAGE, message_id: str = "", around: str = "") -> None:
        """Reads a chat from its end, at a message (`message_id`, which is then shown) or `around` one that is shown already."""
        if conversation_id == INCOGNITO:
            return  # what is on the screen is all that there is
        session = self.desk.session
        thread = self.threads.get(conversation_id)
        last = max(last, len(thread.messages) if thread and not thread.around else 0)
        place = message_id or around
        self.desk.tasks.query(
            self, lambda: thread_data.load(session, conversation_id, last, place), lambda data: self._loaded(data, jump=bool(message_id)), self._gone
        )

    def _reload(self, conversation_id: str) -> None:
        """Reads again what is shown, where it is shown."""
        thread = self.threads.get(conversation_id)
        self._load(conversation_id, around=thread.around if thread else "")

    def _loaded(self, data: ThreadData, *, jump: bool) -> None:
        conversation_id = data.conversation.id
        if conversation_id != self.current:
            return
        thread = self._thread(conversation_id)
        if not (self.writer.writing and self.writer.conversation_id == conversation_id):
            thread.show_data(data)
        if self._draft_wanted:
            self._draft_wanted = False
            self.composer.recall_draft(self._without_pasted(data.draft) or "")
        self.stack.setCurrentWidget(thread)
        if self._why_last:
            self._why_last = False
            self.show_why(thread.last("assistant"))
        if jump:
            thread.show_message(data.target)
        if jump and data.passage:
            self._read_file(data.target, data.passage)
        self._enable()

    def _gone(self, error: Exception) -> None:
        if isinstance(error, NotFound):  # erased meanwhile, perhaps by another process
            self._drop_thread(self.current)
            self.desk.toast(error.message)
        else:
            self.desk.show_error(error)
        self.new()

    def _thread(self, conversation_id: str) -> Thread:
        thread = self.threads.pop(conversation_id, None)
        if thread is None:
            thread = Thread(conversation_id, incognito=conversation_id == INCOGNITO)
            thread.earlier_asked.connect(lambda: self._load_more(conversation_id))
            thread.later_asked.connect(lambda: self._load(conversation_id, around=thread.items()[-1].message.id))
            thread.newest_asked.connect(lambda: self._load_newest(conversation_id))
            thread.file_asked.connect(self._act_on_file)
            thread.edit_asked.connect(self.begin_edit)
            thread.again_asked.connect(self._again)
            thread.version_asked.connect(self._switch_version)
            thread.note_chosen.connect(self._show_note)
            thread.note_asked.connect(self._act_on)
            thread.learned_undone.connect(self._undo_learned)
            thread.why_asked.connect(self.show_why)
            thread.link_chosen.connect(self._open_link)
            self.stack.addWidget(thread)
        self.threads[conversation_id] = thread  # last used, last in order
        others = [key for key in self.threads if key not in (conversation_id, self.writer.conversation_id, INCOGNITO)]
        for old in others[: max(0, len(self.threads) - KEPT)]:
            self._drop_thread(old)
        return thread

    def _load_more(self, conversation_id: str) -> None:
        thread = self.threads[conversation_id]
        if thread.around:
            self._load(conversation_id, around=thread.items()[0].message.id)
        else:
            self._load(conversation_id, len(thread.messages) + thread_data.PAGE)

    def _load_newest(self, conversation_id: str) -> None:
        self.threads[conversation_id].to_end()
        self._load(conversation_id)

    def _drop_thread(self, conversation_id: str) -> None:
        thread = self.threads.pop(conversation_id, None)
        if thread is not None:
            self.stack.removeWidget(thread)
            thread.deleteLater()

    def drop_unseen(self) -> None:
        """Forgets the conversations that are only kept to be shown again at once."""
        for old in [key for key in self.threads if key not in (self.current, self.writer.conversation_id, INCOGNITO)]:
            self._drop_thread(old)

    def _show_more(self) -> None:
        self.sidebar.menu(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _show_title(self) -> None:
        conversation = self.model.conversation(self.current)
        self.title.set_full((conversation.title or "New chat") if conversation else "")
        self.more.setVisible(self.current not in (NEW, INCOGNITO))
        self._enable()

    # Writing

    def send(self, text: str) -> None:
        """Sends what is in the composer."""
        if self.writer.writing:
            self.desk.toast("An answer is still being written in another chat.")
            return
        editing, self._editing = self._editing, None
        documents = self.attaching.take() if editing is None else ()
        if self.current == INCOGNITO:
            assert self.incognito is not None
            self.composer.take()
            thread = self._thread(INCOGNITO)
            self.stack.setCurrentWidget(thread)
            self.writer.reply_incognito(thread, self.incognito, text)
            return
        if self.current:
            self.composer.take()
            thread = self._thread(self.current)
            self.stack.setCurrentWidget(thread)
            if editing is not None:
                self.writer.edit(thread, editing.message, text)
            else:
                self.writer.reply(thread, text, documents)
            return
        self.composer.take()
        conversations = self.desk.session.conversations
        self.desk.tasks.change(
            self, conversations.create, lambda made: self._begin(made, text, documents), lambda error: self._not_sent(text, documents, error)
        )

    def _begin(self, conversation: Conversation, text: str, documents: tuple[Document, ...]) -> None:
        self.composer.keep_draft()
        if self.current == NEW:
            self.current = conversation.id
            self.attaching.moved(conversation.id)
            self.sidebar.mark(conversation.id)
            if typed := self._drafts.take_new():
                self._drafts.keep(conversation.id, typed)
        else:  # another chat was opened meanwhile
            self._turn_to(conversation.id)
        thread = self._thread(conversation.id)
        self.stack.setCurrentWidget(thread)
        self.writer.reply(thread, text, documents)
        self.sidebar.reload()

    def _not_sent(self, text: str, documents: tuple[Document, ...], error: Exception) -> None:
        self.attaching.give_back(documents)
        if self.current == NEW:
            self.composer.recall_draft(text)
            text = self.composer.field.toPlainText()
        self._drafts.keep(NEW, text)
        self.desk.show_error(error)

    # Files

    def choose_files(self) -> None:
        """Asks for files to go with the next message."""
        dialog = QFileDialog(self.desk.window, "Attach files", str(Path.home()))
        dialog.setNameFilters(["Text, Markdown, source code and PDF (*)"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda files: self.attaching.add_files([Path(file) for file in files]))
        dialog.open()

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

    def _attached(self) -> None:
        """Files came or went: what was pasted is kept as typed text is."""
        if self.current != INCOGNITO and not self.composer.is_editing:
            self._keep_draft(self.composer.field.toPlainText())

    def _unfold(self, staged: Staged) -> None:
        """What was pasted becomes text in the field."""
        assert staged.document is not None
        self.attaching.remove(staged)
        self.composer.field.textCursor().insertText(staged.document.text)
        self.composer.field.setFocus()

    def _without_pasted(self, draft: str | None) -> str | None:
        """A draft without what stands on cards above it."""
        return draft.removesuffix(self.attaching.pasted(self.current)) if draft is not None else None

    def _act_on_file(self, verb: str, item: Item) -> None:
        """What is to be done with a file of the conversation."""
        session, message = self.desk.session, item.message
        if verb == "open":
            self._read_file(message.id)
        elif verb == "forget":
            self.desk.change(self, lambda: attached.forget(session, message), "Forgotten, with what was learnt from it alone.")
        elif verb == "propose":
            self.desk.toast("Reading the file…")
            self.desk.tasks.change(self, lambda: attached.propose(session, message), self._proposed)

    def _proposed(self, found: list[Memory]) -> None:
        if not found:
            self.desk.toast("Nothing in this file reads like something to remember about you.")
            return
        said = "One memory waits" if len(found) == 1 else f"{len(found)} memories wait"
        self.desk.toast(f"{said} for your word.", "Show", lambda: self.desk.actions.run("view.inbox"))

    def _read_file(self, message_id: str, passage: str = "") -> None:
        """Opens what was read of a file."""
        session = self.desk.session

        def show(found: tuple[Card | None, list[Passage]]) -> None:
            named, passages = found
            if named is not None and passages:
                Reader(self, named.name, named.facts, passages, passage).open()

        self.desk.tasks.query(
            self, lambda: (card(session.conversations.message(message_id)), attached.passages(session, message_id)), show
        )  # fmt: skip

    def regenerate(self) -> None:
        """Answers the last question again."""
        thread = self.threads.get(self.current)
        item = thread.last("assistant") or thread.last("user") if thread else None
        if thread is not None and item is not None and not self.writer.writing:
            self._again(thread.items()[-1])

    def _again(self, item: Item | None) -> None:
        thread = self.threads.get(self.current)
        if thread is None or self.writer.writing:
            return
        item = item or thread.last("user")
        if item is None:
            return
        thread.make_room(item.message)
        if item.unstored:
            assert self.incognito is not None
            self.writer.again_incognito(thread, self.incognito)
        else:
            self.writer.regenerate(thread, item.message)

    def edit_last(self) -> None:
        """Takes the last message of the user back into the composer."""
        thread = self.threads.get(self.current)
        item = thread.last("user") if thread else None
        if item is not None and not self.writer.writing:
            self.begin_edit(item)

    def begin_edit(self, item: Item | None) -> None:
        """Takes a message back into the composer; sending makes a new version."""
        if item is not None and not item.unstored and not self.writer.writing:
            self._editing = item
            self.composer.begin_edit(item.message.visible)

    def _leave_edit(self) -> None:
        self._editing = None

    def copy_last(self) -> None:
        """Copies the last answer."""
        thread = self.threads.get(self.current)
        item = thread.last("assistant") if thread else None
        if item is not None:
            QGuiApplication.clipboard().setText(item.message.visible)
            self.desk.toast("Answer copied.")

    def export(self) -> None:
        """Asks where to, and saves the chat as Markdown."""
        conversation = self.model.conversation(self.current)
        if conversation is None:
            return
        name = re.sub(r"[^\w\- ]+", "", conversation.title)[:60].strip() or "chat"
        dialog = QFileDialog(self.desk.window, "Save the chat", str(Path.home() / f"{name}.md"), "Markdown (*.md)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("md")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.save(conversation.id, Path(file)))
        dialog.open()

    def save(self, conversation_id: str, file: Path) -> None:
        """Writes a conversation as Markdown."""
        conversations = self.desk.session.conversations

        def write() -> None:
            from engine.memory.transcript import markdown

            write_atomically(file, markdown(conversations, conversation_id).encode())

        self.desk.tasks.query(self, write, lambda _: self.desk.toast(f"Saved as {file.name}. It is readable by anybody who has the file."))

    def show_why(self, item: Item | None) -> None:
        """Shows what an answer was made of, beside the conversation."""
        if item is not None and not item.unstored:
            self.why.show_answer(item.message.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a narrow window the list of chats gives way to what explains an answer."""
        self.sidebar.setVisible(self.why.isHidden() or self.width() >= theme().wide(ROOM_FOR_BOTH))

    def toggle_why(self) -> None:
        """The same for the last answer; away with it when it is shown."""
        thread = self.threads.get(self.current)
        if self.why.isVisible():
            self.why.dismiss()
        elif thread is not None:
            self.show_why(thread.last("assistant"))

    def answer_without(self, answer_id: str, memory_id: str) -> None:
        """Answers again as if a memory, and the turns it came from, were not there; the former answer stays as a version."""
        thread = self.threads.get(self.current)
        item = next((one for one in thread.items() if one.message.id == answer_id), None) if thread is not None else None
        if thread is None or item is None or self.writer.writing:
            return
        thread.make_room(item.message)
        self.writer.regenerate(thread, item.message, (memory_id,))

    def _switch_version(self, message: object, step: int) -> None:
        conversations, place = self.desk.session.conversations, self.current

        def run() -> None:
            versions = conversations.siblings(message)  # type: ignore[arg-type]
            at = next(number for number, one in enumerate(versions) if one.id == message.id)  # type: ignore[attr-defined]
            conversations.choose(versions[max(0, min(at + step, len(versions) - 1))])

        def shown() -> None:
            self._why_last = self.why.isVisible()
            self._reload(place)

        self.desk.tasks.change(self, run, lambda _: shown())

    def _written(self, answered: bool) -> None:
        self._writing_changed()
        place = self.writer.conversation_id
        self._why_last = answered and place == self.current and self.why.isVisible()
        if place in (NEW, INCOGNITO):  # nothing is stored that could be read
            return
        if place == self.current and answered:
            self._reload(place)
        elif place in self.threads:
            self.threads[place].stale = True

    def _writing_changed(self) -> None:
        here = self.writer.writing and self.writer.conversation_id == self.current
        self.composer.set_streaming(here)
        self._enable()

    def _keep_draft(self, text: str) -> None:
        self._drafts.keep(self.current, text + self.attaching.pasted(self.current))

    def _suggest(self, text: str) -> None:
        self.composer.show_draft(text)
        self.composer.field.setFocus()

    # Changing conversations

    def rename(self, conversation_id: str, title: str) -> None:
        """Gives a conversation another title."""
        conversations = self.desk.session.conversations
        self.desk.change(self, lambda: conversations.rename(conversation_id, title), "Renamed.")

    def toggle_pin(self) -> None:
        """Keeps the conversation on top, or lets it go."""
        conversation = self.model.conversation(self.current)
        if conversation is not None:
            conversations, pinned = self.desk.session.conversations, not conversation.pinned
            self.desk.change(self, lambda: conversations.pin(conversation.id, pinned), "Pinned." if pinned else "No longer pinned.")

    def delete(self) -> None:
        """Moves the conversation to the trash; the toast brings it back."""
        place = self.current
        if place == INCOGNITO:
            self.end_incognito()
            return
        if not place or (self.writer.writing and self.writer.conversation_id == place):
            return
        conversations = self.desk.session.conversations
        self.new()
        self._drop_thread(place)
        self.desk.change(self, lambda: conversations.trash(place), "Chat deleted.")

    # Notes under messages

    def _show_note(self, note: Note) -> None:
        if note.kind == "message":
            self.open(note.conversation_id, note.id)
        else:
            self.desk.memory_asked.emit(note.id)

    def _act_on(self, verb: str, note: Note) -> None:
        """What is to be done with a memory that is shown under a message."""
        if verb == "show":
            self._show_note(note)
        elif verb == "keep":
            changing.keep(self.desk, note.id)
        elif verb == "edit":
            changing.EditDialog(self.desk, self.window(), note.id, note.text)
        elif verb == "wrong":
            changing.wrong(self.desk, note.id)
        elif verb == "never":
            changing.ask_never(self.desk, self.window(), note.id)

    def _undo_learned(self, item: Item | None) -> None:
        if item is None:
            return
        session, rows = self.desk.session, tuple(note.id for note in item.learned)
        self.desk.change(self, lambda: thread_data.take_back(session, rows), "Taken back. The message stays.")

    def _open_link(self, href: str) -> None:
        ask(
            self, "Open this link in your browser?", href, yes="Open",
            on_yes=lambda: QDesktopServices.openUrl(QUrl(href)),
        )  # fmt: skip

    # Refreshing

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & {"conversation", "message"}:
            self.sidebar.reload()
        if changes.kinds & {"memory", "message", "memory_source"}:
            self.why.refresh()
        if changes.kinds & {"memory", "message", "memory_source"} and not self.writer.writing:
            for thread in self.threads.values():
                thread.stale = True
            if self.current:
                self._reload(self.current)

    def _enable(self) -> None:
        writing = self.writer.writing
        here = self.current not in (NEW, INCOGNITO)
        thread = self.threads.get(self.current)
        spoken = thread is not None and bool(thread.messages)
        actions = self.desk.actions
        for action in ("chat.rename", "chat.pin", "chat.export"):
            actions.enable(action, here)
        actions.enable("chat.delete", bool(self.current) and not (writing and self.writer.conversation_id == self.current))
        actions.enable("chat.stop", writing)
        for action in ("chat.regenerate", "chat.copy"):
            actions.enable(action, spoken and not writing)
        actions.enable("chat.why", spoken and here)
        actions.enable("chat.edit", spoken and here and not writing)
