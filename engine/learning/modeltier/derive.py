"""Which messages the tiers read anew, and what becomes of it: recent ones at idle by the model alone, old ones on demand by every tier that is on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from engine import clock
from engine.learning.gating import policy
from engine.learning.gating.heard import heard
from engine.learning.gating.settled import is_settled, undone
from engine.learning.modeltier import tier
from engine.learning.modeltier.reading import Source
from engine.learning.records import EXTRACTOR, Learned
from engine.learning.telling.known import Acquaintance
from engine.memory.acquainted import acquainted
from engine.memory.records import LIVE_MESSAGE, Message

if TYPE_CHECKING:
    from engine.learning.learner import Learner
    from engine.learning.modeltier.tier import Chat
    from engine.settings import Settings
    from engine.vault.vault import Vault

#: At idle the model reads what was said since so long; older conversations on demand.
RECENT = timedelta(hours=24)
#: Messages handed to the model before the outcome is stored: a stop loses the batch at hand, no more.
AT_ONCE = 24
#: What the user wrote: documents and imports are read by the rules, which make proposals of them, and never by the model.
_OWN = ("typed", "ingested")


class Report(msgspec.Struct):
    """What was read, and what came of it. `memories`: new ones; `turned_down`: by the gate; `stopped`: before the end."""

    messages: int = 0
    memories: int = 0
    turned_down: int = 0
    stopped: bool = False


class _Run:
    """One run over some messages."""

    def __init__(self, vault: Vault, total: int, force: bool, progress: Callable[[int, int], None] | None, cancel: threading.Event | None) -> None:
        self.report, self.force, self.cancel, self.undone = Report(), force, cancel, undone(vault)
        self._total, self._progress, self._done = total, progress, 0
        self._read: set[int] = set()

    @property
    def stopped(self) -> bool:
        self.report.stopped = self.report.stopped or (self.cancel is not None and self.cancel.is_set())
        return self.report.stopped

    def read(self, message: Message) -> None:
        """By one tier at least."""
        self._read.add(message.row)
        self.report.messages = len(self._read)

    def advance(self, count: int = 1) -> None:
        """So many more messages are dealt with."""
        self._done += count
        if self._progress is not None:
            self._progress(self._done, self._total)


class Deriving:
    """Reads messages that are stored already. Reading one again adds nothing; what was forgotten, rejected or undone stays so."""

    def __init__(self, vault: Vault, learner: Learner, settings: Settings, chat: Chat | None) -> None:
        self._vault, self._learner, self._settings, self._chat = vault, learner, settings, chat

    @property
    def with_model(self) -> bool:
        """Whether the model reads along: by the setting model_learning, and in `auto` by its size."""
        return tier.is_on(str(self._settings.get("model_learning")), self._chat)

    def recent(self, cancel: threading.Event | None = None) -> Report:
        """For idle time: the model reads what it has not read of the last day. Nothing while learning is off. Raises ModelError."""
        if not (self.with_model and self._settings.get("learn")):
            return Report()
        since = clock.to_utc(clock.now() - RECENT)
        messages = self._messages("m.mentioned_at >= ? AND m.source IN ('typed', 'ingested')", (since,))
        run = _Run(self._vault, len(messages), False, None, cancel)
        self._with_model(messages, run)
        return run.report

    def again(
        self, conversation: str | None = None, *, force: bool = False, progress: Callable[[int, int], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Report:  # fmt: skip
        """Reads a conversation (its id), or all, by every tier that is on and has not read it; with `force` by those that have, too.

        `progress` gets (messages done, their number). Raises ModelError; what was read until then is kept.
        """
        where, values = ("c.id = ?", (conversation,)) if conversation is not None else ("1", ())
        messages = self._messages(where, values)
        run = _Run(self._vault, len(messages), force, progress, cancel)
        for _, group in groupby(messages, key=lambda message: message.conversation):
            told = list(group)
            self._with_rules(told, run)
            own = [message for message in told if message.source in _OWN] if self.with_model else []
            run.advance(0 if run.stopped else len(told) - len(own))
            self._with_model(own, run)
        return run.report

    # Helpers

    def _messages(self, where: str, values: Sequence[str]) -> list[Message]:
        """The user's messages, whole, by conversation and in their order. Of a message with forgotten parts nothing is read."""
        rows = self._vault.query(
            f"SELECT m.* FROM message m JOIN conversation c ON c.row = m.conversation WHERE {LIVE_MESSAGE} AND m.role = 'user' "
            f"AND m.source <> 'generated' AND m.shown IS NULL AND {where} ORDER BY c.created_at, c.row, m.depth",
            values,
        )
        return [Message.from_row(row) for row in rows]

    def _with_rules(self, messages: Sequence[Message], run: _Run) -> None:
        for message in messages:
            if run.stopped:
                return
            if not self._was_read(message, EXTRACTOR):
                before, noted = self._newest(), self._noted(message)
                kept = self._learner.learn_message(message, **policy.keeping(self._settings))
                run.report.memories += sum(memory.row > before for memory in kept)
                run.report.turned_down += self._noted(message) - noted
                run.read(message)
            elif run.force:
                self._keep(message, self._learner.read(message), EXTRACTOR, run)

    def _with_model(self, messages: Sequence[Message], run: _Run) -> None:
        name = tier.extractor(self._chat.entry) if self._chat is not None else ""
        waiting = [message for message in messages if run.force or not self._was_read(message, name)]
        run.advance(0 if run.stopped else len(messages) - len(waiting))
        for _, group in groupby(waiting, key=lambda message: message.conversation):
            told = list(group)
            for part in (told[n : n + AT_ONCE] for n in range(0, len(told), AT_ONCE)):
                if run.stopped:
                    return
                for message, learned in self._read(part, run.cancel):
                    self._keep(message, learned, name, run)
                    run.advance()

    def _read(self, messages: Sequence[Message], cancel: threading.Event | None) -> Iterator[tuple[Message, Learned]]:
        assert self._chat is not None
        for place, learned in tier.read_batch(self._chat, [self._source(message) for message in messages], cancel):
            yield messages[place], learned

    def _source(self, message: Message) -> Source:
        before = self._vault.one(
            "SELECT visible FROM message WHERE conversation = ? AND on_path = 1 AND role = 'user' AND status = 'active' AND depth < ? "
            "ORDER BY depth DESC LIMIT 1",
            (message.conversation, message.depth),
        )
        previous = str(before["visible"]) if before else ""
        known = tuple(Acquaintance(e.name, e.kind, e.relation or "") for e in acquainted(self._vault, f"{message.text} {previous}"))
        return Source(message.text, message.at, previous, known, heard(self._vault, message))

    def _keep(self, message: Message, learned: Learned, name: str, run: _Run) -> None:
        """Stores what is new, and notes that the message was read: both or neither."""
        back = run.undone.get(message.row, ())
        with self._vault.change("learn", "Learned from a message", actor="assistant", journaled=False) as change:
            still = change.execute("SELECT 1 FROM message WHERE row = ? AND status = 'active' AND shown IS NULL AND version = ?", _as_read(message))
            if still.fetchone() is None:
                return  # forgotten or changed while the model was reading
            fresh = [one for one in learned.candidates if not is_settled(change, message, one, back)]
            before, noted = self._newest(), self._noted(message)
            kept = self._learner.keep(message, fresh, learned.rejected, **policy.keeping(self._settings))
            change.execute("INSERT OR REPLACE INTO derived (message, extractor, at) VALUES (?, ?, ?)", (message.row, name, clock.to_utc(change.at)))
        run.report.memories += sum(memory.row > before for memory in kept)
        run.report.turned_down += self._noted(message) - noted
        run.read(message)

    def _was_read(self, message: Message, name: str) -> bool:
        return self._vault.one("SELECT 1 FROM derived WHERE message = ? AND extractor = ?", (message.row, name)) is not None

    def _noted(self, message: Message) -> int:
        row = self._vault.one("SELECT count(*) AS count FROM rejected WHERE message = ?", (message.row,))
        return int(row["count"]) if row else 0

    def _newest(self) -> int:
        row = self._vault.one("SELECT max(row) AS row FROM memory")
        return int(row["row"] or 0) if row else 0


def _as_read(message: Message) -> tuple[int, int]:
    return message.row, message.version
