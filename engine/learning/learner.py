"""From a stored message to stored memories: extract, reconcile with what is known, write; one journaled step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import structlog

from engine import clock
from engine.learning.extract import learn
from engine.learning.known import Acquaintance
from engine.learning.reconcile import content, reconcile
from engine.learning.records import Candidate, Rejected
from engine.memory.acquainted import acquainted
from engine.memory.facts import NewEntity, NewMemory
from engine.memory.records import Memory, Message

if TYPE_CHECKING:
    from engine.memory.facts import Memories
    from engine.vault.change import Change
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
#: How a message came in -> the source class of what is learnt from it.
_SOURCES = {"typed": "inferred", "ingested": "inferred", "attachment": "document", "import": "import"}
_NEIGHBOURS = 40


class Learner:
    """Learns from messages. What was typed or replayed by the user is trusted; documents and imports yield proposals."""

    def __init__(self, vault: Vault, memories: Memories) -> None:
        self._vault = vault
        self._memories = memories

    def learn_message(self, message: Message, *, status: str = "active") -> list[Memory]:
        """The memories that the message gave, new or with one more source. Learning twice from a message changes nothing.

        `status` is "proposed" when the user reviews everything. Only the user's own messages are learned from.
        """
        if message.role != "user" or message.source == "generated" or message.status != "active" or message.shown is not None:
            return []
        before = self._previous(message)
        said = before.visible if before else ""
        known = [Acquaintance(e.name, e.kind, e.relation or "") for e in acquainted(self._vault, f"{message.text} {said}")]
        learned = learn(message.text, at=message.at, previous=said, previous_at=before.at if before else None, known=known)
        return self.keep(message, learned.candidates, learned.rejected, status=status)

    def keep(self, message: Message, candidates: Sequence[Candidate], rejected: Sequence[Rejected], *, status: str = "active") -> list[Memory]:
        """Stores what a tier made of a message (spans are places in its text), and notes what was turned down; one journaled step."""
        if not candidates and not rejected:
            return []
        source = _SOURCES.get(message.source, "import")
        if source in ("document", "import"):
            status = "proposed"
        with self._vault.change("learn", "Learned from a message", actor="assistant", journaled=bool(candidates)) as change:
            kept = [self._store(change, message, candidate, source, status) for candidate in candidates]
            self._note_rejected(change, message, rejected)
        log.info("learned", message=message.id, kept=len(kept), rejected=len(rejected))
        return list({memory.row: memory for memory in kept}.values())

    def _store(self, change: Change, message: Message, candidate: Candidate, source: str, status: str) -> Memory:
        decision = reconcile(candidate, self._neighbours(change, candidate))
        if decision.verdict in ("same", "richer") and decision.target is not None:
            known = decision.target
            self._memories.cite(known, message.id, candidate.start, candidate.stop)
            if known.status == "proposed" and status == "active":
                change.update("memory", known.row, status="active", source=source)  # the user has now said it
            if decision.verdict == "richer" and source == "inferred" and known.source != "typed":
                return self._memories.edit(known, actor="assistant", text=candidate.text, object=candidate.object)
            return self._memories.get(known)
        made = self._memories.add(_new(candidate, message, source, status), actor="assistant", operation="learn")
        if decision.verdict == "contradicts" and decision.target is not None and status == "active":
            self._settle(made, decision.target)
        return made

    def _settle(self, made: Memory, known: Memory) -> None:
        """The later statement holds; an older one that arrives late closes itself."""
        if known.mentioned_at > made.mentioned_at:
            self._memories.supersede(made, known, known.valid_from or known.at.date().isoformat())
        else:
            self._memories.supersede(known, made, made.valid_from or made.at.date().isoformat())

    def _neighbours(self, change: Change, candidate: Candidate) -> list[Memory]:
        """Active memories of the same subject, and those alike in words."""
        rows = change.execute(
            "SELECT * FROM memory WHERE status IN ('active', 'proposed') AND subject = ? COLLATE NOCASE AND (predicate = ? OR "
            "predicate IS NULL OR ? IS NULL) "
            "ORDER BY row DESC LIMIT ?",
            (candidate.subject, candidate.predicate, candidate.predicate, _NEIGHBOURS),
        ).fetchall()
        match = " OR ".join(f'"{word}"' for word in sorted(content(candidate.text), key=len, reverse=True)[:8] if word.isalnum())
        if match:
            rows += change.execute(
                "SELECT m.* FROM memory_fts f JOIN memory m ON m.row = f.rowid WHERE memory_fts MATCH ? AND m.status IN ('active', "
                "'proposed') ORDER BY f.rank LIMIT ?",
                (match, _NEIGHBOURS // 2),
            ).fetchall()
        return list({row["row"]: Memory.from_row(row) for row in rows}.values())

    def _note_rejected(self, change: Change, message: Message, rejected: Sequence[Rejected]) -> None:
        """Once each, whichever tier it was. Of a secret only the fact that there was one: its text is "[secret]"."""
        for one in rejected:
            known = change.execute("SELECT 1 FROM rejected WHERE message = ? AND text = ? AND reason = ?", (message.row, one.text, one.reason))
            if known.fetchone() is None:
                values = (message.row, one.text, one.reason, clock.to_utc(change.at))
                change.execute("INSERT INTO rejected (message, text, reason, at) VALUES (?, ?, ?, ?)", values)

    def _previous(self, message: Message) -> Message | None:
        row = self._vault.one(
            "SELECT * FROM message WHERE conversation = ? AND on_path = 1 AND role = 'user' AND status = 'active' AND depth "
            "< ? ORDER BY depth DESC LIMIT 1",
            (message.conversation, message.depth),
        )
        return Message.from_row(row) if row else None


def _new(candidate: Candidate, message: Message, source: str, status: str) -> NewMemory:
    entities = tuple(NewEntity(e.name, e.kind, e.role, e.relation or None) for e in candidate.entities)
    return NewMemory(
        text=candidate.text,
        kind=candidate.kind,
        category=candidate.category,
        subject=candidate.subject,
        predicate=candidate.predicate,
        object=candidate.object,
        trigger_words=candidate.trigger_words,
        steps=candidate.steps,
        status=status,
        importance=candidate.importance,
        confidence=candidate.confidence,
        source=source,
        mentioned_at=message.at,
        valid_from=candidate.valid_from,
        valid_to=candidate.valid_to,
        precision=candidate.precision,
        time_words=candidate.time_words,
        recurrence=candidate.recurrence,
        extractor=candidate.extractor,
        entities=entities,
        edges=candidate.edges,
        sources=((message.id, candidate.start, candidate.stop),),
    )
