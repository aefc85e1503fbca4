"""One turn in a terminal or a pipe: the answer as it comes, then what it stands on and what was learnt."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli import output

if TYPE_CHECKING:
    from engine.assistant import Turn
    from engine.documents.document import Document
    from engine.memory.records import Conversation
    from engine.session import Session

_LONGEST = 70
_MOST = 3
_MOST_LEARNED = 6
#: Characters of an id that tell it from others of the same message.
ID = 18


class Talk:
    """A conversation on the command line. `live`: pieces are shown as they come and remarks follow; else only whole answers are printed."""

    def __init__(self, session: Session, conversation: Conversation, *, live: bool) -> None:
        self.session = session
        self.conversation = conversation
        self.live = live
        self.used: tuple[str, ...] = ()
        self._written = ""

    def turn(self, text: str, documents: Sequence[Document] = ()) -> Turn:
        """Answers `text` with its `documents`, aloud. Live, Ctrl+C stops the answer; twice, it interrupts. Raises ModelError when the model fails."""
        from engine.learning.gating import language, rejections

        turn = self.ask(text, documents)
        if not self.live:
            output.say(turn.answer.visible)
            if rejections.first_foreign(self.session.vault, turn.question):
                output.aside(language.NOTICE)
            return turn
        if self._written.strip() != turn.answer.visible.strip():
            output.say(("\n" if self._written else "") + turn.answer.visible, end="")
        output.say()
        for remark in self.remarks(turn):
            output.aside(remark)
        return turn

    def ask(self, text: str, documents: Sequence[Document] = ()) -> Turn:
        """The turn itself; without `live` nothing is printed. What the answer stands on is in `used` afterwards."""
        self.used, self._written = (), ""
        if not self.live:
            return self.session.assistant.reply(self.conversation, text, documents=documents, on_event=self._event)
        with stoppable() as cancel:
            return self.session.assistant.reply(self.conversation, text, documents=documents, on_event=self._event, cancel=cancel)

    def remarks(self, turn: Turn) -> Iterator[str]:
        """What was remembered, each with the beginning of its id; what waits, what is never learned from; and what the answer stands on."""
        from engine.learning.gating import language, rejections

        for memory in turn.learned[:_MOST_LEARNED]:
            waits = "waits for your word" if memory.status == "proposed" else "remembered"
            yield f"{waits}: {_short(memory.text)}  ({memory.id[:ID]})"
        if len(turn.learned) > _MOST_LEARNED:
            yield f"and {len(turn.learned) - _MOST_LEARNED} more: alcove memories list"
        if any(memory.status == "proposed" for memory in turn.learned):
            yield "/review lists what waits"
        if rejections.first_foreign(self.session.vault, turn.question):
            yield language.NOTICE
        if self.used:
            yield "from memory: " + " · ".join(_short(text) for text in told(self.session, self.used)[:_MOST])

    def _event(self, event: Any) -> None:
        from engine.assistant import Answered, Piece, Retrying

        if isinstance(event, Answered):
            self.used = event.used
        elif not self.live:
            return
        elif isinstance(event, Piece):
            output.say(event.text, end="")
            self._written += event.text
        elif isinstance(event, Retrying):
            output.say()
            output.aside("(that told something that isn't in memory; once more)")
            self._written = ""


def told(session: Session, ids: tuple[str, ...]) -> list[str]:
    """The texts of memories and messages, by their ids."""
    found = []
    for id in ids:
        row = session.vault.one("SELECT text FROM memory WHERE id = ?1 UNION ALL SELECT '“' || visible || '”' FROM message WHERE id = ?1", (id,))
        if row is not None:
            found.append(str(row["text"]))
    return found


def attached(files: Sequence[Path]) -> list[Document]:
    """Reads what `--attach` names. Raises BadInput saying which of them can't be read."""
    from engine.documents.reading import read_file

    return [read_file(file) for file in files]


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """An event that the first Ctrl+C sets; the second interrupts as usual."""
    event = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield event
        return

    def stop(*_: Any) -> None:
        if event.is_set():
            raise KeyboardInterrupt
        event.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield event
    finally:
        signal.signal(signal.SIGINT, before)


#: Nothing was said for so long: time to tidy up.
IDLE_SECONDS = 60.0


class Settler:
    """Computes waiting vectors behind the conversation, and tidies memory up when nothing is said for a while. A message is searchable by its
    words at once; vectors follow."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._stop, self._wanted = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins, or begins anew: tidying up gives way."""
        self._wanted.set()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, name="alcove-settle", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Lets the batch at hand end."""
        self._stop.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        import structlog

        try:
            while self._wanted.is_set() and not self._stop.is_set():
                self._wanted.clear()
                self._session.settle(cancel=self._stop)
                if not self._wanted.wait(IDLE_SECONDS):
                    self._session.consolidate(cancel=self._wanted)
        except Exception as error:  # what waits is done next time
            structlog.get_logger(__name__).warning("not settled", error=type(error).__name__)


def read_lines() -> Iterator[str]:
    """The lines of standard input, as they come; bytes that are not UTF-8 are replaced, blank lines left out."""
    for raw in iter(sys.stdin.buffer.readline, b""):
        line = raw.decode("utf-8", "replace").strip().lstrip("\ufeff")
        if line:
            yield line


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
