"""What is sent, answered again, edited or told to go on: from the composer, or from under a message, to the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.chat.drafts import INCOGNITO, NEW
from desktop.chat.thread import Thread
from desktop.chat.thread_data import Item
from desktop.i18n import tr

if TYPE_CHECKING:
    from desktop.chat.page import ChatPage
    from engine.documents.document import Document
    from engine.memory.records import Conversation


class Sending:
    """Works for the chat page, on the conversation that it shows."""

    def __init__(self, page: ChatPage) -> None:
        self._page, self._desk, self._writer = page, page.desk, page.writer
        self._editing: Item | None = None

    @property
    def _thread(self) -> Thread | None:
        return self._page.threads.get(self._page.current)

    def send(self, text: str) -> None:
        """Sends what is in the composer."""
        page = self._page
        if self._writer.writing:
            self._desk.toast(tr("An answer is still being written in another chat."))
            return
        editing, self._editing = self._editing, None
        documents = page.attaching.take() if editing is None else ()
        page.composer.take()
        if page.current == INCOGNITO:
            assert page.private.talk is not None
            self._writer.reply_incognito(page.threads.show(INCOGNITO), page.private.talk, text)
        elif page.current and editing is not None:
            self._writer.edit(page.threads.show(page.current), editing.message, text)
        elif page.current:
            self._writer.reply(page.threads.show(page.current), text, documents)
        else:
            conversations = self._desk.session.conversations
            self._desk.tasks.change(
                page, conversations.create, lambda made: self._begin(made, text, documents), lambda error: self._not_sent(text, documents, error)
            )

    def _begin(self, conversation: Conversation, text: str, documents: tuple[Document, ...]) -> None:
        page = self._page
        page.composer.keep_draft()
        if page.current == NEW:
            page.become(conversation.id)
        else:  # another chat was opened meanwhile
            page.turn_to(conversation.id)
        self._writer.reply(page.threads.show(conversation.id), text, documents)
        page.sidebar.reload()

    def _not_sent(self, text: str, documents: tuple[Document, ...], error: Exception) -> None:
        page = self._page
        page.attaching.give_back(documents)
        if page.current == NEW:
            page.composer.recall_draft(text)
            text = page.composer.field.toPlainText()
        page.drafts.keep(NEW, text)
        self._desk.show_error(error)

    def regenerate(self) -> None:
        """Answers the last question again."""
        thread = self._thread
        item = thread.last("assistant") or thread.last("user") if thread else None
        if thread is not None and item is not None and not self._writer.writing:
            self.again(thread.items()[-1])

    def again(self, item: Item | None) -> None:
        """Answers a question again, or makes another version of an answer."""
        thread = self._thread
        if thread is None or self._writer.writing:
            return
        item = item or thread.last("user")
        if item is None:
            return
        thread.make_room(item.message)
        if item.unstored:
            assert self._page.private.talk is not None
            self._writer.again_incognito(thread, self._page.private.talk)
        else:
            self._writer.regenerate(thread, item.message)

    def proceed(self, item: Item | None = None) -> None:
        """Writes on where an answer (the last one) was stopped or cut; what there was of it stays as a version."""
        thread = self._thread
        item = item or (thread.last("assistant") if thread else None)
        if thread is None or item is None or not item.unfinished or self._writer.writing:
            return
        thread.make_room(item.message)
        if item.unstored:
            assert self._page.private.talk is not None
            self._writer.proceed_incognito(thread, self._page.private.talk)
        else:
            self._writer.proceed(thread, item.message)

    def answer_without(self, answer_id: str, memory_id: str) -> None:
        """Answers again as if a memory, and the turns it came from, were not there; the former answer stays as a version."""
        thread = self._thread
        item = next((one for one in thread.items() if one.message.id == answer_id), None) if thread is not None else None
        if thread is None or item is None or self._writer.writing:
            return
        thread.make_room(item.message)
        self._writer.regenerate(thread, item.message, (memory_id,))

    def edit_last(self) -> None:
        """Takes the last message of the user back into the composer."""
        thread = self._thread
        item = thread.last("user") if thread else None
        if item is not None and not self._writer.writing:
            self.begin_edit(item)

    def begin_edit(self, item: Item | None) -> None:
        """Takes a message back into the composer; sending makes a new version."""
        if item is not None and not item.unstored and not self._writer.writing:
            self._editing = item
            self._page.composer.begin_edit(item.message.visible)

    def leave_edit(self) -> None:
        """The message stays as it was."""
        self._editing = None

    def switch_version(self, message: object, step: int) -> None:
        """Shows the version before or after this one."""
        conversations, place = self._desk.session.conversations, self._page.current

        def run() -> None:
            versions = conversations.siblings(message)  # type: ignore[arg-type]
            at = next(number for number, one in enumerate(versions) if one.id == message.id)  # type: ignore[attr-defined]
            conversations.choose(versions[max(0, min(at + step, len(versions) - 1))])

        def shown() -> None:
            self._page.why_last = self._page.why.isVisible()
            self._page.threads.reload(place)

        self._desk.tasks.change(self._page, run, lambda _: shown())
