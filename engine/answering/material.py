"""What an answer can stand on: recalled memories and messages, the conversation so far, the names that memory knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from engine.answering import acquainted, coming, lately, quoting, slips, wishes
from engine.answering.asked import LONGEST, Answer
from engine.answering.asking import asks_within
from engine.answering.coming import Coming
from engine.answering.compose import KEPT
from engine.answering.formatting import Style
from engine.answering.intent import follows
from engine.answering.prompt import Exchange, Item, Origin, Part, Wished
from engine.answering.question import words
from engine.answering.shorthand import spelt_out
from engine.learning.commands.finding import find
from engine.learning.gating import redaction, secrets
from engine.memory import attachments
from engine.memory.instructions import PREDICATE
from engine.memory.records import Conversation, Message
from engine.recall.echoes import about_the_talk
from engine.recall.hits import Found, Hit
from engine.recall.leaving_out import LeftOut
from engine.recall.packing import Packed, name
from engine.recall.receipts import Segment

if TYPE_CHECKING:
    from engine.session import Session

#: Reading is what costs: memories may take as many tokens as the model reads in one second, within these bounds (design.md §7).
LEAST_TOKENS, MOST_TOKENS = 120, 1200
#: A tiny model sees two facts at most; code chooses them among this many.
SMALL_CANDIDATES = 16
HISTORY_TURNS = 12
MASKED = "I've kept that with the secret masked: nobody can read it here later."
#: Answers that only tell what was done, by their guard: nothing in them is something that the user told.
_CONFIRMATIONS = frozenset(("request", "noted", "by code", "nothing found", "no model"))
_SENTENCE = re.compile(r"[^.!?\n](?:[^.!?\n]|[.!?]++(?!\s|$))*(?:[.!?]+(?=\s|$)|\n|$)")


class Material(msgspec.Struct, frozen=True):
    """`items` are what may enter the prompt; `hits` what recall found (for the receipt); `owners[n]` is the (kind, row, id) of item n.

    `wished`: the standing instructions and the procedure that shape the answer; `shaping`: rows of the instructions that do; `query`: what was
    searched for; `waiting`: texts of elsewhere without a vector; `fates`: why a hit is no item, by `packing.name`; `stages`: milliseconds;
    `left_out`: what the user wants it without; `ties`: who is whose; `mended`: the question without slips of the keyboard, if it has any;
    `coming`: what is on in the days that it asks about."""

    items: tuple[Item, ...] = ()
    history: tuple[Exchange, ...] = ()
    hits: tuple[Hit, ...] = ()
    owners: tuple[tuple[str, int, str], ...] = ()
    known: frozenset[str] = frozenset()
    budget: int = 0
    waiting: int = 0
    after_recall: bool = False
    wished: Wished = Wished()
    style: Style | None = None
    shaping: tuple[int, ...] = ()
    query: tuple[Segment, ...] = ()
    fates: dict[str, str] = {}
    stages: dict[str, float] = {}
    notes: tuple[str, ...] = ()
    relevance: float = 0.0
    left_out: LeftOut = LeftOut()
    ties: tuple[str, ...] = ()
    mended: str = ""
    coming: Coming | None = None

    def ids(self, used: Sequence[int]) -> tuple[str, ...]:
        """Ids of the memories and messages behind those items, each once."""
        return tuple(dict.fromkeys(self.owners[n][2] for n in used))

    def without(self, memories: Collection[int], why: str = "not called for") -> Material:
        """The same without the items of those memory rows."""
        kept = [n for n, (kind, row, _) in enumerate(self.owners) if kind != "memory" or row not in memories]
        fates = {**self.fates, **{f"memory {row}": why for row in memories}}
        return msgspec.structs.replace(self, items=tuple(self.items[n] for n in kept), owners=tuple(self.owners[n] for n in kept), fates=fates)

    def answered(self, told: Coming) -> Material:
        """The same with what was looked up by its days."""
        return msgspec.structs.replace(self, coming=told)

    def keys(self, used: Sequence[int]) -> frozenset[tuple[str, int]]:
        """(kind, row) behind those items and behind the instructions."""
        return frozenset(self.owners[n][:2] for n in used) | {("memory", row) for row in self.shaping}


def origin_of(message: Message) -> Origin:
    """The whole of a message as it is shown."""
    return Origin("message", message.row, message.version, 0, len(message.visible))


def gather(session: Session, place: Conversation, question: Message, left_out: LeftOut = LeftOut()) -> Material:
    """Recalls for the message `question`, which is stored already; with the instructions and the procedure that shape its answer."""
    path = session.conversations.path(place, last=HISTORY_TURNS + 1, pieces=False)
    earlier = [m for m in path if m.status == "active" and m.depth < question.depth]
    return gather_after(session, earlier, question, left_out)


def gather_after(
    session: Session, earlier: Sequence[Message], question: Message, left_out: LeftOut = LeftOut()
) -> Material:  # fmt: skip
    """The same for a conversation that is not stored: `earlier` is what was said in it before. Reads, and writes nothing."""
    earlier = [message for message in earlier if message.row not in left_out.messages]
    recalled = _recall(session, earlier, question, left_out)
    for look_up in (coming.add, lately.add):
        recalled = look_up(session, question.visible, recalled)
    return wishes.add(session, question, recalled)


def _recall(session: Session, earlier: Sequence[Message], question: Message, left_out: LeftOut) -> Material:
    told = _without_errands(session, earlier) if session.small else earlier
    history = tuple(Exchange(m.role if m.role == "assistant" else "user", m.visible, origin_of(m)) for m in told)
    known = acquainted.known(session.vault, question.text)
    searched = _query(question, earlier)
    query = "".join(segment.text for segment in searched)
    typed = question.visible.strip()[:LONGEST]
    meant = slips.mended(session.vault, spelt_out(typed, known))
    mended = meant if meant != typed else ""
    if mended:
        query = query.replace(typed, mended)
    after_recall = bool(earlier) and earlier[-1].role == "assistant" and _recalled(session, earlier[-1])
    if session.small:
        found = session.recall.search(query, top=SMALL_CANDIDATES + 8, without=left_out.keys)
        waiting = _waiting(session, question) if found.waiting else 0
        fates = _unfit(session, found.hits, query)
        pairs = list(_sentences(session, [hit for hit in found.hits if name(hit) not in fates], question, fates))
        fates |= {f"{kind} {row}": "far behind" for _, (kind, row, _) in pairs[SMALL_CANDIDATES:]}
        pairs = pairs[:SMALL_CANDIDATES]
        made = Material(
            tuple(i for i, _ in pairs), history, found.hits, tuple(o for _, o in pairs), known, LEAST_TOKENS, waiting, after_recall,
            ties=acquainted.ties(session.vault), mended=mended,
        )  # fmt: skip
        return _with_traces(made, searched, found, fates, left_out)
    budget = _budget(session)
    packed = session.recall.context(
        query,
        budget_tokens=budget,
        history_rows={question.row, *(m.row for m in earlier)},
        without=left_out.keys,
        count_tokens=session.chat.count_tokens if session.chat is not None else None,
    )
    waiting = _waiting(session, question) if packed.waiting else 0
    ids = {("message" if hit.kind == "message" else "memory", hit.row): hit for hit in packed.hits}
    unfit = _unfit(session, packed.hits, query) | {name(hit): "secret" for hit in _secrets_of_elsewhere(session, packed.hits, question)}
    items, owners = [], []
    for line in packed.lines:
        hit = ids[line.owner_kind, line.owner]
        if name(hit) in unfit:
            continue
        items.append(
            Item(
                text=line.text,
                kind=hit.kind,
                when=(hit.event_date or hit.time)[:10],
                status=line.status,
                speaker=line.speaker,
                quoted=quoting.quoted(hit),
                document=hit.speaker if _attached(hit) else "",
                origin=Origin(line.owner_kind, line.owner, line.version, line.start, line.stop),
            )
        )
        owners.append((line.owner_kind, line.owner, hit.id))
    made = Material(tuple(items), history, packed.hits, tuple(owners), known, budget, waiting, after_recall)
    return _with_traces(made, searched, packed, {**packed.dropped, **unfit}, left_out)


def _waiting(session: Session, question: Message) -> int:
    """How many texts have no vector yet, those of this conversation aside: the prompt holds them, and the newest always wait."""
    found = session.vault.one(
        "SELECT count(*) FROM embed_job j LEFT JOIN message m ON m.row = j.owner AND j.owner_kind <> 'memory' WHERE m.conversation IS NOT ?",
        (question.conversation,),
    )
    return int(found[0]) if found is not None else 0


def _with_traces(made: Material, searched: tuple[Segment, ...], found: Found | Packed, fates: dict[str, str], left_out: LeftOut) -> Material:
    """With what only the receipt tells."""
    return msgspec.structs.replace(
        made, query=searched, fates=fates, stages=found.stages, notes=found.notes, relevance=found.relevance, left_out=left_out,
    )  # fmt: skip


def _query(question: Message, earlier: Sequence[Message]) -> tuple[Segment, ...]:
    """What is searched for: a short follow-up ("and where does he live?") with the question before it."""
    before = next((m for m in reversed(earlier) if m.role == "user"), None) if follows(question.text) else None
    parts, room = list[Segment](), LONGEST
    for message in (before, question) if before is not None else (question,):
        if parts:
            parts, room = [*parts, Segment(" ")], room - 1
        text = message.visible.strip()[: max(room, 0)]
        start = message.visible.index(text)
        parts.append(Segment(text, "message", message.row, message.version, start, start + len(text)))
        room -= len(text)
    return tuple(part for part in parts if part.text)


def _recalled(session: Session, answer: Message) -> bool:
    row = session.vault.one(
        "SELECT 1 FROM receipt r JOIN receipt_memory u ON u.receipt = r.row LEFT JOIN memory m ON m.row = u.owner AND u.owner_kind = 'memory' "
        "WHERE r.message = ? AND u.in_prompt = 1 AND coalesce(m.predicate, '') <> ?",
        (answer.row, PREDICATE),
    )
    return row is not None


def _without_errands(session: Session, earlier: Sequence[Message]) -> list[Message]:
    """What was said without requests to forget and the like and their answers, and without what lost words to forgetting: a tiny model
    takes all of that for something told."""
    rows = _guards(session, [m.row for m in earlier if m.role == "assistant"])
    gone: set[int] = set()
    for before, reply in pairwise(earlier):
        command = find(before.visible) if rows.get(reply.row) == "request" else None
        errand = rows.get(reply.row) == "request" and (command is None or command.action not in ("show", "remember"))
        if errand or (reply.role == "assistant" and (before.shown is not None or reply.shown is not None)):
            gone |= {before.row, reply.row}
    return [m for m in earlier if m.row not in gone]


def _guards(session: Session, answers: Sequence[int]) -> dict[int, str]:
    """Message row -> how that answer came about."""
    rows = session.vault.query(
        "SELECT message, guard FROM receipt WHERE message IN (SELECT value FROM json_each(?))", (msgspec.json.encode(list(answers)).decode(),)
    )
    return {row["message"]: row["guard"] for row in rows}


def _unfit(session: Session, hits: Sequence[Hit], asked: str) -> dict[str, str]:
    """The messages that no answer may stand on, with why: a secret that was not asked for, or only confirming what was done."""
    said = {hit.row: hit for hit in hits if hit.kind == "message"}
    confirming = {name(said[row]): "confirmation" for row, how in _guards(session, list(said)).items() if how in _CONFIRMATIONS}
    private = {} if secrets.asked(asked) else {name(hit): "secret" for hit in said.values() if secrets.holds(hit.text[:LONGEST])}
    return confirming | private


def _secrets_of_elsewhere(session: Session, hits: Sequence[Hit], question: Message) -> list[Hit]:
    """Messages with a secret from other conversations: it is told only in the conversation in which it was typed."""
    holding = [hit for hit in hits if hit.kind == "message" and secrets.holds(hit.text[:LONGEST])]
    here = session.vault.query(
        "SELECT row FROM message WHERE conversation = ? AND row IN (SELECT value FROM json_each(?))",
        (question.conversation, msgspec.json.encode([hit.row for hit in holding]).decode()),
    ) if holding else []  # fmt: skip
    rows = {int(row["row"]) for row in here}
    return [hit for hit in holding if hit.row not in rows]


def _budget(session: Session) -> int:
    """What the model reads in a second."""
    speed = session.chat.load().read_tokens_per_second if session.chat is not None else 0.0
    return int(min(MOST_TOKENS, max(LEAST_TOKENS, speed)))


def _sentences(
    session: Session, hits: Sequence[Hit], question: Message, fates: dict[str, str]
) -> Iterator[tuple[Item, tuple[str, int, str]]]:  # fmt: skip
    """Facts whole, messages by sentence; a sentence that a recalled fact already tells is left out. `fates` learns why a hit has none."""
    talk = about_the_talk(question.text)
    fates |= {name(hit): "echo" for hit in hits if hit.echo and not talk}
    hits = [hit for hit in hits if hit.kind != "summary" or talk]  # it repeats what facts say, and answers for the talk alone
    facts = [set(words(hit.text)) for hit in hits if hit.kind != "message"]
    recalled = {hit.row for hit in hits if hit.kind != "message"}
    elsewhere = {hit.row for hit in _secrets_of_elsewhere(session, hits, question)}
    learnt = _learnt_from(session, [hit.row for hit in hits if hit.kind == "message"])
    for hit in hits:
        if hit.kind != "message":
            when = (hit.event_date or hit.time)[:10]
            yield (
                Item(
                    text=hit.text,
                    kind=hit.kind,
                    when=when,
                    status=hit.status,
                    quoted=quoting.quoted(hit),
                    slot="slot" in hit.places,
                    origin=Origin("memory", hit.row, hit.version, 0, len(hit.text)),
                ),
                ("memory", hit.row, hit.id),
            )
            continue
        if hit.row == question.row:
            fates[name(hit)] = "in the conversation"
            continue
        if hit.echo and not talk:
            continue
        foreign = quoting.quoted(hit)
        why = "nothing told"
        attached = _attached(hit)
        if attached and attachments.names_document(hit.text):
            continue
        before = ""
        for start, stop in attachments.sentences(hit.text) if attached else (match.span() for match in _SENTENCE.finditer(hit.text)):
            of, text = before, hit.text[start:stop].strip()
            before = text
            said = set(words(text))
            if len(said) < (4 if attached else 3) or text.endswith("?"):  # in a document three words are a heading
                continue
            if not attached and asks_within(text):  # "locked out again, where did I put the key": asked, not told
                continue
            if any(len(said & fact) >= 0.6 * len(said) for fact in facts):
                why = why and "its fact is there"
                continue
            start = hit.text.index(text, start)
            spans = [span for span in learnt.get(hit.row, ()) if span.start < start + len(text) and start < span.stop]
            # What was learnt from a sentence speaks for it; and what no longer holds is not told from the old words.
            untold = {word for word in said if word.isdigit()}.difference(*facts)
            if not untold and sum(span.stop - span.start for span in spans if span.memory in recalled) >= 0.5 * len(text):
                why = why and "its fact is there"
                continue
            over = any(span.status == "superseded" for span in spans)
            if over and any(span.status == "active" for span in spans):  # what still holds of it stands by itself
                why = why and "its fact is there"
                continue
            why = ""
            yield (
                Item(
                    text=text,
                    kind="message",
                    when=hit.time[:10],
                    status="superseded" if over else "active",
                    speaker=hit.speaker or "user",
                    quoted=foreign,
                    document=hit.speaker if attached else "",
                    of="" if attached else of,
                    secret=hit.row in elsewhere and secrets.holds(text),
                    origin=Origin("message", hit.row, hit.version, start, start + len(text)),
                ),
                ("message", hit.row, hit.id),
            )
        if why:
            fates[name(hit)] = why


def _attached(hit: Hit) -> bool:
    """Whether a hit is a turn of a document."""
    return hit.kind == "message" and attachments.is_attached(next(iter(hit.source_ids), ""))


class _Learnt(msgspec.Struct, frozen=True):
    """Characters of a message from which a memory was learnt."""

    start: int
    stop: int
    memory: int
    status: str


def _learnt_from(session: Session, messages: Sequence[int]) -> dict[int, list[_Learnt]]:
    found: dict[int, list[_Learnt]] = {}
    for row in session.vault.query(
        "SELECT s.message, s.start, s.stop, m.row, m.status FROM memory_source s JOIN memory m ON m.row = s.memory "
        "WHERE s.message IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(list(messages)).decode(),),
    ):
        found.setdefault(row["message"], []).append(_Learnt(row["start"], row["stop"], row["row"], row["status"]))
    return found


def masked(answer: Answer, spoken: str, question: Message) -> Answer:
    """An answer to what was `spoken`, as it may be kept where `question` is stored with the secrets masked: neither prompt nor text holds them."""
    origin = origin_of(question)

    def kept(part: Part) -> Part:
        if part.origin is not None and (part.origin.owner_kind, part.origin.row) == ("message", question.row):
            return Part(question.visible[:LONGEST], msgspec.structs.replace(origin, stop=min(origin.stop, LONGEST)))
        return Part(redaction.repeated(part.text, spoken)) if part.origin is None else part

    turns = tuple((role, tuple(kept(part) for part in parts)) for role, parts in answer.turns)
    return msgspec.structs.replace(answer, text=without_secrets(answer.text, spoken), turns=turns)


def without_secrets(text: str, spoken: str) -> str:
    """What was answered to a message that is stored masked."""
    return MASKED if text == KEPT else redaction.repeated(text, spoken)


def segments(answer: Answer) -> tuple[Segment, ...]:
    """The exact prompt of an answer: template text and our words literally, everything else as spans of rows."""
    found: list[Segment] = []
    pieces = answer.reply.template if answer.reply is not None else []
    for piece in pieces:
        if isinstance(piece, str):
            found.append(Segment(text=piece))
            continue
        for part in answer.turns[piece][1]:
            at = part.origin
            found.append(Segment(text=part.text) if at is None else Segment(part.text, at.owner_kind, at.row, at.version, at.start, at.stop))
    return tuple(found)
