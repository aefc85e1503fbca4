"""From a stored message to stored memories: extract, reconcile with what is known, write; one journaled step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import structlog

from engine import clock
from engine.learning.extract import learn
from engine.learning.gating import policy, worth
from engine.learning.gating.heard import heard, turn
from engine.learning.practising.practice import Practice
from engine.learning.reconciling.corrections import corrected, relabelled, taken_back
from engine.learning.reconciling.slips import new_names, old_value
from engine.learning.reconciling.statement import content
from engine.learning.reconciling.timeline import Timeline
from engine.learning.records import EXTRACTOR, Candidate, Learned, Rejected
from engine.learning.telling import doses, short_names
from engine.learning.telling.context import context
from engine.learning.telling.known import Acquaintance, recased
from engine.memory.acquainted import acquainted
from engine.memory.procedures import Procedures
from engine.memory.records import Memory, Message
from engine.memory.words import like

if TYPE_CHECKING:
    from engine.memory.facts import Memories
    from engine.vault.change import Change
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
#: How a message came in -> the source class of what is learnt from it.
_SOURCES = {"typed": "inferred", "ingested": "inferred", "attachment": "document", "import": "import"}
#: A correction may be of something said so many messages of the user ago.
_BACK = 6

#: What a step is called, by whose wish it was.
_LABELS = {"assistant": "Learned from a message", "user": "Remembered something"}


class Learner:
    """Learns from messages. What was typed or replayed by the user is trusted; documents and imports yield proposals."""

    def __init__(self, vault: Vault, memories: Memories, reader: Callable[[], worth.Reader | None] = lambda: None) -> None:
        """`reader`: the model that looks over what was made of typed messages, if there is one."""
        self._vault, self._memories, self._reader = vault, memories, reader
        self.practice = Practice(Procedures(vault, memories))

    def learn_message(
        self, message: Message, *, status: str = "active", ask: bool = True, least: float = 0.0, actor: str = "assistant"
    ) -> list[Memory]:  # fmt: skip
        """The memories that the message gave, new or with one more source. Learning twice from a message changes nothing.

        `status` is "proposed" when the user reviews everything; `ask`: what may contradict a memory waits for the user's word ("Which is
        right?"), instead of taking its place; `least`: the confidence below which one waits. `gating/policy.py` has them by the settings.
        Only the user's own messages are learned from. `actor`: "user" where the user asked to remember this: then it is one of the steps
        that the user undoes.
        """
        if message.role != "user" or message.source == "generated" or message.status != "active" or message.shown is not None:
            return []
        if self._vault.one("SELECT 1 FROM derived WHERE message = ? AND extractor = ?", (message.row, EXTRACTOR)) is not None:
            return self._memories.from_message(message)
        trusted = _SOURCES.get(message.source) == "inferred"
        if trusted and (self.practice.remarks(message) or self.practice.correction(message)):
            return self._practised(message)  # these words are about a procedure, not facts
        before = self._previous(message)
        learned = self._read(message, before)
        if message.source == "typed":
            learned = worth.sifted(learned, message.text, self._reader(), turn(self._vault, message))
        label = relabelled(recased(message.text, self._acquainted(message.text)))
        back = before[0] if before and taken_back(message.text) else None
        with self._vault.change("learn", _LABELS[actor], actor=actor, journaled=bool(label or back)) as change:
            mended: list[Memory] = []
            if trusted and status == "active" and learned.command is None:
                timeline = Timeline(change, self._memories, message)
                mended = timeline.relabel(label) if label else []
                if back is not None:
                    mended += timeline.retract_said_in(back)
            told = doses.completed(learned.candidates, message.text, self._taken(), partial(learn, at=message.at)) if trusted else learned.candidates
            told = short_names.in_full(told, self._vault) if trusted else told
            candidates = [one for one in told if not (label and mended and label.old in one.text.lower().replace(" in law", "-in-law"))]
            kept = self.keep(message, candidates, learned.rejected, status=status, ask=ask, least=least, actor=actor)
            change.execute(
                "INSERT OR IGNORE INTO derived (message, extractor, at) VALUES (?, ?, ?)", (message.row, EXTRACTOR, clock.to_utc(change.at))
            )
        return [self._memories.get(memory) for memory in {memory.row: memory for memory in (*mended, *kept)}.values()]

    def keep(
        self, message: Message, candidates: Sequence[Candidate], rejected: Sequence[Rejected], *, status: str = "active", ask: bool = True,
        least: float = 0.0, actor: str = "assistant",
    ) -> list[Memory]:  # fmt: skip
        """Stores what a tier made of a message (spans are places in its text), but for kinds that are never kept, and notes what was turned
        down; one journaled step."""
        candidates, unwanted = policy.sifted(candidates, policy.never_kept(self._vault))
        rejected = (*rejected, *unwanted)
        if not candidates and not rejected:
            return []
        source = _SOURCES.get(message.source, "import")
        if source in ("document", "import"):
            status = "proposed"
        with self._vault.change("learn", _LABELS[actor], actor=actor, journaled=bool(candidates)) as change:
            timeline = Timeline(change, self._memories, message)
            kept = [timeline.store(c, source, status if c.confidence >= least else "proposed", ask=ask) for c in candidates]
            self._note_rejected(change, message, rejected)
        log.info("learned", message=message.id, kept=len(kept), rejected=len(rejected))
        return list({memory.row: memory for memory in kept}.values())

    def read(self, message: Message) -> Learned:
        """What the rules make of a message, without storing anything."""
        return self._read(message, self._previous(message))

    def _practised(self, message: Message) -> list[Memory]:
        """Corrects the procedure that the message speaks of."""
        found = self.practice.correction(message)
        with self._vault.change("edit", "Corrected a procedure", actor="assistant", journaled=found is not None) as change:
            change.execute(
                "INSERT OR IGNORE INTO derived (message, extractor, at) VALUES (?, ?, ?)", (message.row, EXTRACTOR, clock.to_utc(change.at))
            )
            return [self.practice.correct(message, *found)] if found is not None else []

    def settle(self, change: Change, memory: Memory) -> None:
        """Puts a memory that has just become active (approved by the user) into its place among what is known."""
        Timeline(change, self._memories, None).settle(memory)

    def resettle(self, change: Change, rows: Sequence[int]) -> None:
        """Closes again those memories, holding anew because their successor went, that something else has taken the place of too."""
        timeline = Timeline(change, self._memories, None)
        for row in rows:
            timeline.close_if_over(row)

    def reconcile(self, change: Change, entity: int, names: Sequence[str]) -> None:
        """Puts the facts about somebody (row) in order whom two `names` turned out to mean: what both have stands once, what is over is closed."""
        timeline = Timeline(change, self._memories, None, names)
        for row in change.execute(
            "SELECT DISTINCT m.row, m.mentioned_at FROM memory_entity x JOIN memory m ON m.row = x.memory WHERE x.entity = ? "
            "AND m.status = 'active' AND m.kind <> 'summary' ORDER BY m.mentioned_at DESC, m.row DESC", (entity,),
        ).fetchall():  # fmt: skip
            timeline.fold_in(int(row["row"]), entity)

    def _read(self, message: Message, before: Sequence[Message]) -> Learned:
        """What the message says by itself; or, when it corrects one of the messages before it, what that one should have said."""
        last = before[0] if before else None
        said = last.visible if last else ""
        known = self._acquainted(f"{message.text} {said}")
        learned = learn(
            message.text, at=message.at, previous=said, previous_at=last.at if last else None, known=known, heard=heard(self._vault, message),
            context=context(self._vault, message, before, known),
        )  # fmt: skip
        if learned.command is None and not any(candidate.corrects for candidate in learned.candidates):
            for earlier in (*before[1:], *self._telling_of(old_value(message.text), message, before)):
                around = [*self._acquainted(f"{message.text} {earlier.visible}"), *(Acquaintance(name) for name in new_names(message.text))]
                mended = corrected(message.text, earlier.visible, partial(learn, at=earlier.at, known=around))
                if mended:
                    return Learned(mended)
        return learned

    def _telling_of(self, wrong: str, message: Message, before: Sequence[Message]) -> list[Message]:
        """The user's messages of other conversations that hold a value that is now called wrong, and another word of the correction."""
        if len(wrong) < 3 or not any(c.isalpha() for c in wrong):
            return []
        rows = self._vault.query(
            "SELECT * FROM message WHERE role = 'user' AND status = 'active' AND mentioned_at < ? AND visible LIKE ? ESCAPE '\\' "
            "ORDER BY mentioned_at DESC LIMIT ?",
            (message.mentioned_at, like(wrong), _BACK),
        )
        found = [Message.from_row(row) for row in rows]
        said = content(message.text) - content(wrong)
        return [one for one in found if one.row not in {known.row for known in before} and said & content(one.visible[:2000])]

    def _taken(self) -> list[Memory]:
        """What is known to be taken, by whomever, the latest first."""
        rows = self._vault.query("SELECT * FROM memory WHERE status = 'active' AND predicate = 'takes' ORDER BY row DESC LIMIT 30")
        return [Memory.from_row(row) for row in rows]

    def _acquainted(self, text: str) -> list[Acquaintance]:
        return [Acquaintance(e.name, e.kind, e.relation or "") for e in acquainted(self._vault, text)]

    def _note_rejected(self, change: Change, message: Message, rejected: Sequence[Rejected]) -> None:
        """Once each, whichever tier it was. Of a secret only the fact that there was one: its text is "[secret]"."""
        for one in rejected:
            known = change.execute("SELECT 1 FROM rejected WHERE message = ? AND text = ? AND reason = ?", (message.row, one.text, one.reason))
            if known.fetchone() is None:
                values = (message.row, one.text, one.reason, clock.to_utc(change.at))
                change.execute("INSERT INTO rejected (message, text, reason, at) VALUES (?, ?, ?, ?)", values)

    def _previous(self, message: Message) -> list[Message]:
        """The user's messages before this one on the path, the nearest first."""
        rows = self._vault.query(
            "SELECT * FROM message WHERE conversation = ? AND on_path = 1 AND role = 'user' AND status = 'active' AND depth < ? "
            "ORDER BY depth DESC LIMIT ?",
            (message.conversation, message.depth, _BACK),
        )
        return [Message.from_row(row) for row in rows]
