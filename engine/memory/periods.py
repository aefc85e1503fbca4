"""Forgetting a time: all that was said from one moment to another, and what was noted in it."""

from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from engine import clock
from engine.errors import BadInput
from engine.memory import spans
from engine.memory.records import Memory

if TYPE_CHECKING:
    from engine.memory.spans import Read
    from engine.memory.targets import Plan

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class Period(msgspec.Struct, frozen=True):
    """What was said (by the messages' own times) from `start` to just before `stop`, both as stored ("2026-11-22T08:00:00Z")."""

    start: str
    stop: str


def period(first: str, last: str = "") -> Period:
    """From the beginning of `first` to the end of `last` (dates like 2026-11-22, 2026-11, 2026, in local time; else ISO moments).

    Without `last`: until now and after. Raises BadInput.
    """
    start = _bounds(first)[0] if first else datetime.min
    stop = _bounds(last)[1] if last else datetime.max
    if start >= stop:
        raise BadInput("The time ends before it begins.", "Give the earlier date first: --from 2026-11-01 --to 2026-11-30")
    return Period(_stored(start), _stored(stop))


def reach(read: Read, made: Plan, wanted: Period) -> None:
    """Adds what was said in a period to a plan: conversations that lie in it as a whole, messages of others, memories without a source."""
    within = (wanted.start, wanted.stop)
    for row in read(
        "SELECT conversation, min(mentioned_at) >= ?1 AND max(mentioned_at) < ?2 AS whole FROM message GROUP BY conversation "
        "HAVING max(mentioned_at) >= ?1 AND min(mentioned_at) < ?2", within,
    ):  # fmt: skip
        if row["whole"]:
            made.conversations.add(row["conversation"])
        else:
            inside = "SELECT row FROM message WHERE conversation = ?3 AND mentioned_at >= ?1 AND mentioned_at < ?2"
            made.messages |= {found["row"] for found in read(inside, (*within, row["conversation"]))}
    empty = "NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation = c.row)"
    made.conversations |= {row["row"] for row in read(f"SELECT row FROM conversation c WHERE created_at >= ? AND created_at < ? AND {empty}", within)}
    noted = "kind <> 'summary' AND NOT EXISTS (SELECT 1 FROM memory_source s WHERE s.memory = o.row)"
    for row in read(f"SELECT * FROM memory o WHERE mentioned_at >= ? AND mentioned_at < ? AND {noted}", within):
        memory = Memory.from_row(row)
        made.memories.add(memory.row)
        made.claims.append(spans.of_memory(memory, echoes=True))


def _bounds(text: str) -> tuple[datetime, datetime]:
    """The first moment of a day, month or year, and the first one after it."""
    match = _DAY.fullmatch(text.strip())
    try:
        if match is None:
            moment = clock.parse(text.strip()).replace(tzinfo=None)
            return moment, moment
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        start = datetime(year, month or 1, day or 1)
        length = 1 if day else calendar.monthrange(year, month)[1] if month else 365 + calendar.isleap(year)
        return start, start + timedelta(days=length)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"“{text}” is not a date.", "Dates look like 2026-11-22, 2026-11 or 2026.") from error


def _stored(moment: datetime) -> str:
    """As stored; the ends of time sort before and after everything."""
    if moment == datetime.max:
        return "~"
    try:
        return clock.to_utc(moment.astimezone())
    except (ValueError, OverflowError, OSError):  # before there were time zones
        return ""
