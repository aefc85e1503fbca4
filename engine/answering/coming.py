"""What is on in the days that a question asks about ("what's on next week?"): read off the agenda, not guessed from what sounds alike."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import msgspec

from engine import clock
from engine.agenda.records import Entry
from engine.answering.prompt import Item, Origin
from engine.answering.second_person import to_second_person
from engine.learning.times.finding import find
from engine.learning.times.moments import DAYS, MONTHS, Time, day_text
from engine.memory.records import Memory
from engine.recall.candidates import Key, Moment
from engine.recall.hits import build, hydrate

if TYPE_CHECKING:
    from engine.answering.material import Material
    from engine.session import Session

#: Days that "what's coming up?" looks ahead; as many lines are told.
AHEAD, MOST = 14, 12
_PLANS = r"(?:plans?|appointments?|meetings?|events?|things?|birthdays?|deadlines?)"
_PLANNED = r"(?:on|planned|scheduled|booked|coming\ up|happening|going\ on|due|to\ do|lined\ up)"
_DIARY = r"(?:diary|calendar|agenda|schedule|planner)"
_ASKS = re.compile(
    rf"""^\W*(?:(?:so|and|hey|ok|okay|please|pls|tell\ me|remind\ me|can\ you\ tell\ me|do\ you\ know)\W+)*(?:
    what(?:'s|s|\ is|\ will\ be)\ (?:there\ )?(?:{_PLANNED}|up|next)(?:\ (?:for|with)\ (?:me|us))?(?:\ (?:in|on)\ (?:my|our|the)\ {_DIARY})?
    |what(?:'s|s|\ is|\ are|\ do\ i\ have)\ (?:in|on)\ (?:my|our|the)\ (?:{_DIARY}|plate)
    |what(?:'s|s|\ is|\ are)\ (?:my|our|the)\ (?:{_PLANS}|{_DIARY}|next\ {_PLANS})
    |(?:what|which)\ {_PLANS}\ (?:do|have)\ (?:i|we)\ (?:have|got)(?:\ {_PLANNED})?
    |what\ (?:do|have)\ (?:i|we)\ (?:have\ |got\ )?{_PLANNED}
    |what\ (?:do|have)\ (?:i|we)\ (?:have|got)(?:\ to\ do)?(?=\W*$)
    |what(?:'s|s|\ is)(?=\W*$)
    |(?:do|have)\ (?:i|we)\ (?:have|got)\ (?:anything|something|any\ {_PLANS}|an\ appointment)(?:\ {_PLANNED})?
    |(?:(?:is|are)\ there\ )?(?:anything|any\ {_PLANS})(?:\ {_PLANNED})?
    |(?:am\ i|are\ we)\ (?:free|busy|doing\ anything)
    |what\ (?:am\ i|are\ we)\ doing
    |(?:what|how)\ (?:is|does|will)\ (?:my|our)\ (?:day|week|weekend|month|schedule)\ (?:look|be|looking)(?:\ like)?
    |(?:my|our)\ {_PLANS}
    |(?:list|show|give\ me)\ (?:me\ )?(?:all|everything|what)(?:\ that)?\ (?:i|we)(?:'ve|ve|\ have|\ am|'m|m)?(?:\ got)?\ {_PLANNED}
    )(?:\ (?:for|in|on|at|over|during|this))?(?:\ (?:me|us))?(?:\ (?:w|with|and)\ (?:the\ )?(?:dates?|days?|times?|when))?\W*$""",
    re.VERBOSE,
)
_NAMED = re.compile(rf"\b(?:{'|'.join((*MONTHS, *DAYS))}|christmas|easter)\b")
_NEXT_DAYS = re.compile(
    r"\b(?:in |over |for |within )?the (?:next|coming) (\d{1,3}|two|three|four|five|six|few|couple of)? ?(days?|weeks?|months?)\b"
)
_IN_MONTH = re.compile(rf"\b(?:for|during|over) (?=(?:{'|'.join(MONTHS)})\b)")
_UNTIL = re.compile(r"\b(before|by)(?: the)? *$")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "few": 4, "couple of": 2, "": 1}
_BIRTHDAYS = "birthday"
_CALENDAR = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Span(msgspec.Struct, frozen=True):
    """The days asked about, both ends included; `said`: how the question calls them."""

    first: date
    last: date
    said: str
    birthdays: bool = False  # and nothing else


class Coming(msgspec.Struct, frozen=True):
    """What is on, as it is told; `used`: which items tell it."""

    text: str
    used: tuple[int, ...] = ()


def asked(text: str, now: datetime) -> Span | None:
    """The days whose plans a question asks for; None when it asks for something else, or for what lies behind."""
    low = " ".join(text.casefold().replace("’", "'").split())[:200]
    today = now.date()
    if ahead := _NEXT_DAYS.search(low):
        number = ahead[1] or ""
        days = (int(number) if number.isdigit() else _NUMBERS[number]) * {"d": 1, "w": 7, "m": 30}[ahead[2][0]]
        return Span(today, today + timedelta(days=days), ahead[0], _BIRTHDAYS in low) if _asks(low, ahead.start(), ahead.end()) else None
    low = _IN_MONTH.sub("in ", low)
    low = re.sub(r"\b(?:until|till) ", "by ", low)
    found = [one for one in find(low, now) if one.valid_from]
    if not found:
        return (
            Span(today, today + timedelta(days=AHEAD), "", _BIRTHDAYS in low)
            if _asks(low, 0, 0) and re.search(rf"coming|planned|{_PLANS}|{_DIARY}", low)
            else None
        )
    named = re.sub(r"^(?:before|by) (?:the )?", "", found[0].words)
    until = _UNTIL.search(low[: found[0].stop - len(named)])
    if len(found) > 1 or not _asks(low, min(found[0].start, until.start() if until else found[0].start), found[0].stop):
        return None
    first, last = days_of(found[0])
    if last < today and _CALENDAR.search(found[0].words) and not _YEAR.search(low):  # "in May", "on 24 November" is the one to come
        first, last = _next_year(first), _next_year(last)
    if until:  # "before Christmas": all that comes until then
        first, last = today, last - timedelta(days=until[1] == "before")
        return Span(first, last, f"the days {'before' if until[1] == 'before' else 'until'} {named}", _BIRTHDAYS in low) if last >= today else None
    return Span(max(first, today), last, found[0].words, _BIRTHDAYS in low) if last >= today else None


def add(session: Session, text: str, recalled: Material) -> Material:
    """Adds what is on in the days that the message asks about, with the memories that say so."""
    span = asked(text, clock.now())
    if span is None:
        return recalled
    gone = recalled.left_out.memories
    entries = [(entry, memory) for entry in _entries(session, span) if (memory := session.memories.get(entry.memory)).row not in gone][:MOST]
    made, used = with_memories(session, recalled, [memory for _, memory in entries], "agenda")
    return made.answered(Coming(told(span, [entry for entry, _ in entries]), used))


def with_memories(session: Session, recalled: Material, memories: Sequence[Memory], arm: str) -> tuple[Material, tuple[int, ...]]:
    """The material with those memories among its items and hits, and which items they are. `arm`: how they were found, for the receipt."""
    items, owners, used = list(recalled.items), list(recalled.owners), list[int]()
    for memory in memories:
        place = next((n for n, (kind, row, _) in enumerate(owners) if (kind, row) == ("memory", memory.row)), len(items))
        if place == len(items):
            when = (memory.valid_from or memory.mentioned_at)[:10]
            items.append(Item(memory.text, memory.kind, when, origin=Origin("memory", memory.row, memory.version, 0, len(memory.text))))
            owners.append(("memory", memory.row, memory.id))
        used.append(place)
    known = {hit.row for hit in recalled.hits if hit.kind != "message"}
    more = [Key("memory", memory.row) for memory in memories if memory.row not in known]
    rows = hydrate(session.vault, more, Moment())
    hits = build(session.vault, [(rows[key], 0.0, {arm: 1.0}) for key in more if key in rows])
    found = (*recalled.hits, *(msgspec.structs.replace(hit, rank=hit.rank + len(recalled.hits)) for hit in hits))
    return msgspec.structs.replace(recalled, items=tuple(items), owners=tuple(owners), hits=found), tuple(used)


def told(span: Span, entries: list[Entry]) -> str:
    """The answer: each entry with its day, where its words don't tell it."""
    if not entries:
        return f"I have nothing noted for {_said(span)}."
    lines = []
    for entry in entries:
        text = to_second_person(entry.text)
        day = day_text(entry.on) if entry.on else ""
        tells = entry.on is None or day in text or entry.precision not in ("day", "minute")
        lines.append(f"- {text}" if tells else f"- {entry.on:%A} {day}: {text}" if entry.on else "")
    return f"For {_said(span)} I have noted:\n" + "\n".join(lines)


def _entries(session: Session, span: Span) -> list[Entry]:
    """Plans as of today, so that what begins on a day counts; what recurs as of the first day asked about."""
    today = clock.now().date()
    planned = [entry for entry in session.days.agenda(today, (span.last - today).days).entries if entry.kind == "plan"]
    again = [entry for entry in session.days.agenda(span.first, (span.last - span.first).days).entries if entry.kind not in ("plan", "follow-up")]
    dated = [entry for entry in (*planned, *again) if entry.on is not None and span.first <= entry.on <= span.last]
    if span.birthdays:
        dated = [entry for entry in dated if entry.kind == _BIRTHDAYS]
    return sorted(dated, key=lambda entry: (entry.on or span.last, entry.at or time(), entry.text))


def _asks(low: str, start: int, stop: int) -> bool:
    """Whether nothing but a question for what is on is left without the time in it."""
    rest = " ".join(f"{low[:start]} {low[stop:]}".split())
    return _ASKS.match(re.sub(r"\s+([?.!,])", r"\1", rest)) is not None


def days_of(found: Time) -> tuple[date, date]:
    """The days that a time expression names, both included."""
    first = date.fromisoformat(f"{found.valid_from}-01-01"[:10] if len(str(found.valid_from)) == 4 else f"{found.valid_from}-01"[:10])
    if found.valid_to:
        return first, date.fromisoformat(found.valid_to[:10])
    if found.precision == "month":
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    return (first, first.replace(month=12, day=31)) if found.precision == "year" else (first, first)


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28)) if day.month == 2 else day.replace(year=day.year + 1)


def _said(span: Span) -> str:
    said = re.sub(r"^(?:for|on|in|at|over) (?=\D)", "", span.said)
    said = _NAMED.sub(lambda name: name[0].capitalize(), said)
    if span.first == span.last:
        return f"{span.first:%A}, {day_text(span.first)}"
    return f"{said} ({day_text(span.first)} to {day_text(span.last)})" if said else f"the days to {day_text(span.last)}"
