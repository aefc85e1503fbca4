"""The conversations that are kept as widgets, and how they are read: from the end, around a message, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.chat import thread_data
from desktop.chat.drafts import INCOGNITO
from desktop.chat.thread import Thread
from desktop.chat.thread_data import ThreadData
from desktop.desk import Desk
from engine.errors import NotFound

if TYPE_CHECKING:
    from desktop.chat.turn import Writer

KEPT = 6  # threads kept as widgets, so that going back to them is instant


class Threads(QObject):
    """Threads by conversation id, the one used last at the end. `made` connects a new one; `read` says what of a conversation was read."""

    made = Signal(object)  # Thread
    read = Signal(object, bool)  # ThreadData, whether to jump to its target
    gone = Signal(str, object)  # conversation id, Exception

    def __init__(self, desk: Desk, stack: QStackedWidget, writer: Writer) -> None:
        super().__init__(stack)
        self._desk, self._stack, self._writer = desk, stack, writer
        self._threads: dict[str, Thread] = {}

    def __getitem__(self, conversation_id: str) -> Thread:
        return self._threads[conversation_id]

    def __contains__(self, conversation_id: str) -> bool:
        return conversation_id in self._threads

    def __iter__(self) -> Iterator[str]:
        return iter(self._threads)

    def get(self, conversation_id: str) -> Thread | None:
        """The thread of a conversation, if it is kept."""
        return self._threads.get(conversation_id)

    def values(self) -> list[Thread]:
        """All that are kept."""
        return list(self._threads.values())

    def show(self, conversation_id: str) -> Thread:
        """Brings the thread of a conversation to the front, an empty one if there was none."""
        thread = self._threads.pop(conversation_id, None) or self._make(conversation_id)
        self._threads[conversation_id] = thread  # last used, last in order
        others = [key for key in self._threads if key not in (conversation_id, self._writer.conversation_id, INCOGNITO)]
        for old in others[: max(0, len(self._threads) - KEPT)]:
            self.drop(old)
        self._stack.setCurrentWidget(thread)
        return thread

    def drop(self, conversation_id: str) -> None:
        """Keeps nothing of a conversation on the screen."""
        thread = self._threads.pop(conversation_id, None)
        if thread is not None:
            self._stack.removeWidget(thread)
            thread.deleteLater()

    def drop_unseen(self, current: str) -> None:
        """Forgets the conversations that are only kept to be shown again at once."""
        for old in [key for key in self._threads if key not in (current, self._writer.conversation_id, INCOGNITO)]:
            self.drop(old)

    def load(self, conversation_id: str, last: int = thread_data.PAGE, message_id: str = "", around: str = "") -> None:
        """Reads a chat from its end, at a message (`message_id`, which is then shown) or `around` one that is shown already."""
        if conversation_id == INCOGNITO:
            return  # what is on the screen is all that there is
        session = self._desk.session
        thread = self._threads.get(conversation_id)
        last = max(last, len(thread.messages) if thread and not thread.around else 0)
        place = message_id or around
        self._desk.tasks.query(
            self, lambda: thread_data.load(session, conversation_id, last, place), lambda data: self.read.emit(data, bool(message_id)),
            lambda error: self._failed(conversation_id, error),
        )  # fmt: skip

    def reload(self, conversation_id: str) -> None:
        """Reads again what is shown, where it is shown."""
        thread = self._threads.get(conversation_id)
        self.load(conversation_id, around=thread.around if thread else "")

    def show_data(self, data: ThreadData) -> Thread:
        """Shows what was read, unless an answer is being written there, which is newer."""
        thread = self.show(data.conversation.id)
        if not (self._writer.writing and self._writer.conversation_id == data.conversation.id):
            thread.show_data(data)
        return thread

    def _failed(self, conversation_id: str, error: Exception) -> None:
        if isinstance(error, NotFound):  # erased meanwhile, perhaps by another process
            self.drop(conversation_id)
        self.gone.emit(conversation_id, error)

    def _make(self, conversation_id: str) -> Thread:
        thread = Thread(conversation_id, incognito=conversation_id == INCOGNITO)
        thread.earlier_asked.connect(lambda: self._load_earlier(conversation_id))
        thread.later_asked.connect(lambda: self.load(conversation_id, around=thread.items()[-1].message.id))
        thread.newest_asked.connect(lambda: self._load_newest(conversation_id))
        self._stack.addWidget(thread)
        self.made.emit(thread)
        return thread

    def _load_earlier(self, conversation_id: str) -> None:
        thread = self._threads[conversation_id]
        if thread.around:
            self.load(conversation_id, around=thread.items()[0].message.id)
        else:
            self.load(conversation_id, len(thread.messages) + thread_data.PAGE)

    def _load_newest(self, conversation_id: str) -> None:
        self._threads[conversation_id].to_end()
        self.load(conversation_id)
