"""The answer that is being written: runs the assistant on its thread and hands what it says to a Thread. The first to need the assistant is
that thread: importing it takes a second."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.chat import thread_data
from desktop.chat.thread import Thread
from desktop.desk import Desk, explain
from desktop.i18n import tr

if TYPE_CHECKING:
    from engine.assistant import Answered, LearnedFrom, Turn
    from engine.documents.document import Document
    from engine.incognito import Incognito
    from engine.memory.records import Message

Emit = Callable[[Any], None]
Work = Callable[[Emit, threading.Event], "Turn"]


class Writer(QObject):
    """At most one answer is written at a time. `started` and `ended` say when."""

    started = Signal()
    ended = Signal(bool)  # whether there is an answer

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thread: Thread | None = None
        self._job: Any = None
        self.status = tr("Looking through memory…")

    @property
    def writing(self) -> bool:
        """Whether an answer is on its way."""
        return self._job is not None

    @property
    def thread(self) -> threading.Thread | None:
        """Where the answer is being made: it ends once what there is of the answer is stored."""
        return self._job.thread if self._job is not None else None

    @property
    def conversation_id(self) -> str:
        """Where the answer is being written."""
        return self._thread.conversation_id if self._thread else ""

    def reply(self, thread: Thread, text: str, documents: tuple[Document, ...] = ()) -> None:
        """Sends a message, with files if there are any."""
        session, place = self._desk.session, thread.conversation_id

        def work(emit: Emit, cancel: threading.Event) -> Turn:
            return session.assistant.reply(place, text, documents=documents, on_event=emit, cancel=cancel)

        self._run(thread, text, work, documents=documents)

    def edit(self, thread: Thread, message: Message, text: str) -> None:
        """Sends a new version of a message."""
        session = self._desk.session
        self._run(thread, text, lambda emit, cancel: session.assistant.edit(message.id, text, on_event=emit, cancel=cancel))

    def reply_incognito(self, thread: Thread, incognito: Incognito, text: str) -> None:
        """Sends a message of which nothing is kept."""
        self._run(thread, text, lambda emit, cancel: incognito.reply(text, on_event=emit, cancel=cancel), tr("Thinking…"))

    def again_incognito(self, thread: Thread, incognito: Incognito) -> None:
        """Answers the last message there again."""
        self._run(thread, None, lambda emit, cancel: incognito.again(on_event=emit, cancel=cancel), tr("Thinking…"))

    def abandon(self) -> None:
        """Stops the answer, and nobody waits for it any more."""
        self.stop()
        self._thread = None

    def regenerate(self, thread: Thread, message: Message, without: tuple[str, ...] = ()) -> None:
        """Answers again, if need be without some memories (ids)."""
        session = self._desk.session
        self._run(thread, None, lambda emit, cancel: session.assistant.regenerate(message.id, without=without, on_event=emit, cancel=cancel))

    def proceed(self, thread: Thread, message: Message) -> None:
        """Writes on where an answer ended too early."""
        session = self._desk.session
        self._run(thread, None, lambda emit, cancel: session.assistant.proceed(message.id, on_event=emit, cancel=cancel))

    def proceed_incognito(self, thread: Thread, incognito: Incognito) -> None:
        """The same where nothing is kept."""
        self._run(thread, None, lambda emit, cancel: incognito.proceed(on_event=emit, cancel=cancel), tr("Thinking…"))

    def stop(self) -> None:
        """Stops the answer; what was written so far stays."""
        if self._job is not None:
            self._job.cancel()

    def _run(self, thread: Thread, text: str | None, work: Work, status: str = "", documents: tuple[Document, ...] = ()) -> None:
        self._thread = thread
        thread.begin(text, status or self.status, documents)
        self._job = self._desk.tasks.stream(self, work, self._events, self._done, self._failed)
        self.started.emit()

    def _events(self, events: list[Any]) -> None:
        from engine.assistant import Answered, LearnedFrom, Piece, Retrying, Said  # the window starts without it

        thread = self._thread
        if thread is None:
            return
        for event in _joined(events):
            if isinstance(event, Piece):
                if thread.pending is not None:
                    thread.pending.add(event.text)
            elif isinstance(event, Said):
                thread.said(thread_data.Item(event.message))
            elif isinstance(event, Retrying):
                if thread.pending is not None:
                    thread.pending.restart(tr("Checking that against what is noted…"))
            elif isinstance(event, Answered):
                thread.answered(thread_data.Item(event.message))
                self._desk.announce(tr("Alcove answered: {text}", text=event.message.visible))
                self._read_notes(thread, event)
            elif isinstance(event, LearnedFrom):
                self._read_notes(thread, event)

    def _read_notes(self, thread: Thread, event: Answered | LearnedFrom) -> None:
        from engine.assistant import Answered

        session, message = self._desk.session, event.message
        if message.row < 0:  # not stored: what it stands on is known from the event alone
            used = event.used if isinstance(event, Answered) else ()
            self._desk.tasks.query(thread, lambda: (thread_data.Item(message, thread_data.notes(session, used)),), thread.refresh)
            return
        self._desk.tasks.query(thread, lambda: thread_data.items(session, [message]), thread.refresh)

    def _done(self, _: Turn) -> None:
        self._end(True)

    def _failed(self, error: Exception) -> None:
        thread = self._thread
        if thread is not None and thread.pending is not None:
            thread.pending.show_trouble(*explain(error))
        self._desk.announce(explain(error)[0])
        self._end(False)

    def _end(self, answered: bool) -> None:
        self._job = None
        self.ended.emit(answered)


def _joined(events: list[Any]) -> list[Any]:
    """Pieces that came together are shown together: each that is shown reads and lays out the end of the answer anew."""
    from engine.assistant import Piece

    found: list[Any] = []
    for together, some in groupby(events, lambda event: isinstance(event, Piece)):
        alike = list(some)
        found += [Piece("".join(piece.text for piece in alike))] if together else alike
    return found
