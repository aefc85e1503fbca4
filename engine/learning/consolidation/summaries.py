"""Summaries of finished conversations: memories of kind 'summary', each with the spans that it was made from, made anew when those change."""

from __future__ import annotations

import hashlib
import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock
from engine.learning.consolidation import extractive
from engine.learning.consolidation.abstractive import Summarise
from engine.learning.consolidation.extractive import Chosen, Fact, Told
from engine.learning.consolidation.work import Cancelled, Found, advance, as_json, log_head, watermark
from engine.memory import masking
from engine.memory.facts import Memories, NewMemory
from engine.memory.records import LIVE_MESSAGE, Message
from engine.memory.sentences import Span
from engine.memory.spans import overlaps

if TYPE_CHECKING:
    from engine.memory.spans import Read
    from engine.vault.change import Change
    from engine.vault.vault import Vault

EXTRACTOR = "summary/1"
#: A conversation in which nothing was said for an hour has ended, for now.
QUIET = timedelta(hours=1)
#: Fewer messages of the user than this, or fewer lines, need no summary: one reads them as fast.
LEAST_MESSAGES, LEAST_LINES = 4, 2
#: Conversations that one plan looks at; with a model at most one is told, which may take it seconds.
_AT_ONCE = 20
_EVENTS = 2_000
_TRUSTED = ("typed", "ingested")


class Source(msgspec.Struct, frozen=True):
    """What a conversation (row) gives a summary. `said` changes with its messages, `signature` with all that it is made of."""

    conversation: int
    said: str
    signature: str
    leaf: int
    began: datetime
    ended: datetime
    title: str
    lines: tuple[Chosen, ...]


class Summary(msgspec.Struct, frozen=True):
    """A summary to be stored; with an empty text only that there is nothing to tell."""

    source: Source
    text: str
    extractor: str


class Summaries:
    """Looks at conversations that ended, and at those of which a message or a memory has changed."""

    name = "summaries"
    operation = "summarize"
    label = "Summarised conversations"

    def __init__(
        self, vault: Vault, summarise: Summarise | None = None, model: str = "", cancel: threading.Event | None = None, *, quotes: bool = True
    ) -> None:  # fmt: skip
        """`quotes`: whether sentences of the user's that became no memory may be quoted."""
        self._vault = vault
        self._memories = Memories(vault)
        self._summarise = summarise
        self._model = model
        self._cancel = cancel
        self._quotes = quotes

    def since(self) -> int:
        return watermark(self._vault, self.name)

    def plan(self, since: int, cancelled: Cancelled) -> Found:
        touched, upto, unread = self._touched(since)
        ended = self._ended()
        made: list[Summary] = []
        for row in dict.fromkeys([*touched, *ended]):
            if cancelled():
                return Found()
            source = read(self._vault.query, row, quotes=self._quotes)
            if source is None or not self._due(source):
                continue
            made.append(self._told(source))
            if len(made) == _AT_ONCE or (self._summarise is not None and source.lines):
                # The watermark stays until all that changed have had their turn.
                return Found(tuple(made), since, True)
        more = unread or len(ended) == _AT_ONCE
        return Found(tuple(made), upto, more)

    def apply(self, change: Change, action: Summary) -> bool:
        def reading(sql: str, parameters: Any) -> Any:
            return change.execute(sql, parameters).fetchall()

        source = read(reading, action.source.conversation, quotes=self._quotes)
        if source is None or source.signature != action.source.signature:
            return False  # something was said or forgotten meanwhile: the next plan sees it
        change.execute("DELETE FROM derived WHERE extractor >= 'summary/' AND extractor < 'summary0' AND message IN "
                       "(SELECT row FROM message WHERE conversation = ?)", (source.conversation,))  # fmt: skip
        mark = (source.leaf, f"summary/{int(bool(action.text))}/{source.said}/{source.signature}", clock.to_utc(change.at))
        change.execute("INSERT INTO derived (message, extractor, at) VALUES (?, ?, ?)", mark)
        return self._store(change, action, reading)

    def finish(self, change: Change, upto: int) -> None:
        advance(change, self.name, upto)

    def describe(self, action: Summary) -> str:
        return action.text

    def _due(self, source: Source) -> bool:
        """Not when nothing changed; nor when the user took the summary away, and no message was added or changed since."""
        found = _marked(self._vault.query, source.conversation)
        if found is None:
            return True
        made, said, signature = found
        if made and said == source.said and not self._vault.query(_OF_CONVERSATION, (source.conversation,)):
            return False
        return signature != source.signature

    def _told(self, source: Source) -> Summary:
        if not source.lines:
            return Summary(source, "", EXTRACTOR)
        if self._summarise is not None:
            told = self._summarise([extractive.tell(line) for line in source.lines], self._cancel)
            if told:
                return Summary(source, extractive.compose([Chosen(told, 0, ())], source.began, source.title), f"{EXTRACTOR} {self._model}"[:64])
        return Summary(source, extractive.compose(source.lines, source.began, source.title), EXTRACTOR)

    def _store(self, change: Change, action: Summary, read_: Read) -> bool:
        """One summary lives for each conversation; one that has nothing to tell any more is set aside."""
        source = action.source
        kept, *others = [int(row[0]) for row in read_(_OF_CONVERSATION, (source.conversation,))] or [0]
        for row in others:
            change.update("memory", row, status="archived", superseded_by=kept)
        if not action.text:
            if kept:
                change.update("memory", kept, status="archived")
            return bool(kept)
        spans = dict.fromkeys(place for line in source.lines for place in line.places)
        if not kept:
            ids = {row["row"]: row["id"] for row in read_("SELECT row, id FROM message WHERE conversation = ?", (source.conversation,))}
            new = NewMemory(
                action.text, kind="summary", category="conversation", source="inferred", importance=0.4, confidence=0.9, mentioned_at=source.ended,
                valid_from=source.began.date().isoformat(), precision="day", extractor=action.extractor,
                sources=tuple((ids[row], start, stop) for row, start, stop in spans),
            )  # fmt: skip
            self._memories.add(new, actor="maintenance", operation=self.operation)
            return True
        return self._renew(change, kept, action, set(spans), read_)

    def _renew(self, change: Change, kept: int, action: Summary, spans: set[extractive.Place], read_: Read) -> bool:
        """Without a history of its own: it is derived, and an older text must not outlive what was forgotten of it."""
        (known,) = read_("SELECT text, version FROM memory WHERE row = ?", (kept,))
        there = {(row["message"], row["start"], row["stop"]): row["row"] for row in read_("SELECT * FROM memory_source WHERE memory = ?", (kept,))}
        if known["text"] == action.text and there.keys() == spans:
            return False
        for place in sorted(there.keys() - spans):
            change.delete("memory_source", there[place])
        for message, start, stop in sorted(spans - there.keys()):
            change.insert("memory_source", memory=kept, message=message, start=start, stop=stop)
        ended = action.source.ended
        change.update(
            "memory", kept, text=action.text, version=known["version"] + 1, extractor=action.extractor,
            mentioned_at=clock.to_utc(ended), utc_offset=clock.offset_minutes(ended),
        )  # fmt: skip
        return True

    def _touched(self, since: int) -> tuple[list[int], int, bool]:
        """Conversations with a mark, of which a message or a memory has changed."""
        events = self._vault.query(
            "SELECT n, kind, owner FROM change_log WHERE n > ? AND kind IN ('message', 'memory', 'conversation') ORDER BY n LIMIT ?", (since, _EVENTS)
        )
        rows = {kind: {int(event["owner"]) for event in events if event["kind"] == kind} for kind in ("message", "memory", "conversation")}
        found = self._vault.query(
            "SELECT row FROM conversation c WHERE c.row IN (SELECT conversation FROM message WHERE row IN (SELECT value FROM json_each(?1)) UNION "
            "SELECT x.conversation FROM memory_source s JOIN message x ON x.row = s.message "
            "WHERE s.memory IN (SELECT value FROM json_each(?2)) UNION "
            f"SELECT value FROM json_each(?3)) AND c.status <> 'trashed' AND {_HAS_MARK} ORDER BY row",
            (as_json(rows["message"]), as_json(rows["memory"]), as_json(rows["conversation"])),
        )
        more = len(events) == _EVENTS
        return [int(row[0]) for row in found], max(since, int(events[-1]["n"]) if more else log_head(self._vault)), more

    def _ended(self) -> list[int]:
        before = clock.to_utc(clock.now() - QUIET)
        found = self._vault.query(
            f"SELECT row FROM conversation c WHERE c.status <> 'trashed' AND c.leaf IS NOT NULL AND c.updated_at <= ? AND NOT {_HAS_MARK} "
            "ORDER BY c.updated_at, c.row LIMIT ?",
            (before, _AT_ONCE),
        )
        return [int(row[0]) for row in found]


_HAS_MARK = "EXISTS (SELECT 1 FROM derived d WHERE d.message = c.leaf AND d.extractor >= 'summary/' AND d.extractor < 'summary0')"
_OF_CONVERSATION = """SELECT row FROM memory WHERE kind = 'summary' AND status = 'active' AND row IN (SELECT s.memory FROM memory_source s
    JOIN message x ON x.row = s.message WHERE x.conversation = ?) ORDER BY row"""
_MESSAGES = (
    f"SELECT m.* FROM message m JOIN conversation c ON c.row = m.conversation WHERE c.row = ? AND m.role = 'user' AND {LIVE_MESSAGE} ORDER BY m.depth"
)
# Cross joins keep the order: left to itself SQLite begins with all active memories, 0.1 s a conversation in a large vault.
_FACTS = """SELECT f.row, f.version, f.text, f.importance, f.kind, f.source, s.message, s.start, s.stop FROM message x
    CROSS JOIN memory_source s ON s.message = x.row CROSS JOIN memory f ON f.row = s.memory
    WHERE x.conversation = ? AND x.on_path = 1 AND f.status = 'active' AND f.kind <> 'summary' ORDER BY f.row, s.row"""


def read(query: Read, conversation: int, *, quotes: bool = True) -> Source | None:
    """The material of a conversation; None for one that is gone or empty."""
    place = (query("SELECT title, titled_by, leaf FROM conversation WHERE row = ? AND status <> 'trashed'", (conversation,)) or [None])[0]
    if place is None or place["leaf"] is None:
        return None
    messages = [Message.from_row(row) for row in query(_MESSAGES, (conversation,))]
    facts = query(_FACTS, (conversation,))
    title = place["title"] if place["titled_by"] == "user" else ""
    said = _digest([[message.row, message.version] for message in messages])
    signature = _digest([said, [[fact["row"], fact["version"], fact["message"]] for fact in facts], title])
    if not messages:
        return Source(conversation, said, signature, place["leaf"], clock.now(), clock.now(), title, ())
    trusted = [message for message in messages if message.source in _TRUSTED]
    lines = _lines(query, trusted, facts, quotes=quotes) if len(trusted) >= LEAST_MESSAGES else ()
    lines = lines if len(lines) >= LEAST_LINES else ()
    return Source(conversation, said, signature, place["leaf"], messages[0].at, messages[-1].at, title, lines)


def _lines(query: Read, messages: list[Message], facts: Any, *, quotes: bool) -> tuple[Chosen, ...]:
    known = {message.row: message for message in messages}
    hidden = {message.row: masking.masked(message.text, message.shown) for message in messages}
    places: dict[int, list[extractive.Place]] = {}
    learnt: dict[int, list[Span]] = {}
    for fact in facts:
        learnt.setdefault(fact["message"], []).append((fact["start"], fact["stop"]))
        if fact["message"] in known and not overlaps((fact["start"], fact["stop"]), hidden[fact["message"]]):
            places.setdefault(fact["row"], []).append((fact["message"], fact["start"], fact["stop"]))
    told = {fact["row"]: fact for fact in facts if fact["kind"] != "procedural" and fact["source"] == "inferred"}
    chosen = [
        Fact(told[row]["text"], told[row]["importance"], min(known[place[0]].depth for place in found), tuple(sorted(set(found))))
        for row, found in places.items()
        if row in told
    ]
    rejected: dict[int, list[str]] = {}
    for row in query("SELECT message, text FROM rejected WHERE message IN (SELECT value FROM json_each(?))", (as_json(set(known)),)):
        rejected.setdefault(row["message"], []).append(" ".join(row["text"].split()))
    said = [
        Told(row, message.text, message.depth, (*learnt.get(row, ()), *hidden[row]), tuple(rejected.get(row, ()))) for row, message in known.items()
    ]
    return extractive.choose(chosen, said if quotes else ())


def _marked(query: Read, conversation: int) -> tuple[bool, str, str] | None:
    """What was noted last: whether there was something to tell, and of what it was made."""
    found = query(
        "SELECT d.extractor FROM derived d JOIN message x ON x.row = d.message WHERE x.conversation = ? AND d.extractor >= 'summary/' "
        "AND d.extractor < 'summary0'",
        (conversation,),
    )
    if not found:
        return None
    _, made, said, signature = str(found[0]["extractor"]).split("/")
    return made == "1", said, signature


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:16]
