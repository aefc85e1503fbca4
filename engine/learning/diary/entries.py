"""Finds diary entries in a sentence and says them in full: what, when, and what is noted beside it."""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from engine.learning.diary.lists import labelled
from engine.learning.diary.pieces import Entry, cut_up
from engine.learning.diary.single import event_of, guests, one_event, timed_first
from engine.learning.grammar.sentences import Sentence
from engine.learning.rules import dates
from engine.learning.rules.rule import Shaped
from engine.learning.telling.story import Statement
from engine.learning.times import finding as times

_HINT = re.compile(r"\d|day|morrow|tom[oa]|tmr|mon|tue|wed|thu|fri|sat|sun|week|fortnight|month", re.IGNORECASE)


#: "Gábor calls her": somebody does something, which is no entry.
_CLAUSE = re.compile(r"\b[A-ZÀ-Þ][\w'-]+ [a-z]+s (?:her|him|them|us|me)\b")


def entries(text: str, at: datetime) -> list[Entry]:
    """The entries of a sentence, left to right; most sentences have none."""
    if not _HINT.search(text):
        return []
    pieces = cut_up(text, at)
    found: list[Entry] = []
    place = 0
    while place < len(pieces):
        made, used = labelled(pieces, place) or guests(pieces, place) or timed_first(pieces, place) or one_event(pieces, place) or ([], 1)
        found += [one for one in made if not _CLAUSE.search(one.told)]
        place += used
    return found


def joined(parts: list[Sentence], body: str, at: datetime) -> list[Sentence]:
    """The sentences, an event and the time told after it put together: "Driving test booked! monday week, 8.10"."""
    out: list[Sentence] = []
    for part in parts:
        if (
            out
            and _HINT.search(part.text)
            and "?" not in part.end
            and event_of(out[-1].text)
            and len(out[-1].text.split()) <= 9
            and not times.find(out[-1].text, at)
        ):
            found = times.find(part.text, at)
            if found and not part.text[: found[0].start].strip(" (on"):
                out[-1] = msgspec.structs.replace(out[-1], text=body[out[-1].start : part.stop], stop=part.stop, end=part.end)
                continue
        out.append(part)
    return out


def statement(entry: Entry, base: int, whose: Statement | None) -> tuple[Shaped, Statement]:
    """The entry as a statement, shaped by its rule. `base`: where the sentence begins; `whose`: somebody else whom the sentence spoke of before."""
    subject = entry.subject or (whose.subject if whose else "The user")
    own = subject == "The user"
    said = Statement(
        subject,
        entry.told,
        base + entry.start,
        base + entry.stop,
        about_user=own,
        thing=bool(entry.subject),
        person=whose.person if whose and not entry.subject else None,
    )
    rule = next(rule for rule in dates.RULES if rule.predicate == entry.predicate)
    return Shaped(
        msgspec.structs.replace(rule, kind="semantic" if entry.predicate in ("birthday", "anniversary") else None),
        f"{subject} {entry.told}",
        entry.what,
    ), said
