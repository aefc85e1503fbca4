"""Another rhythm of the same thing: "every second weekend", and now "week about"."""

from __future__ import annotations

import re

from engine.learning.reconciling.endings import names
from engine.learning.reconciling.reading import Reading
from engine.learning.reconciling.rescheduled import GENERIC
from engine.learning.reconciling.revising import beside
from engine.learning.reconciling.statement import NOT, content, negated
from engine.memory.words import fold

_SCHEDULE = re.compile(
    r"\b(?:every|each|twice|once|weekly|fortnightly|daily|week about|alternate|(?:mon|tues?|wednes|thurs?|fri|satur|"
    r"sun)days?|weekends?|nights?|days? a week|x a week)\b"
)
_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:days?|s?days|r?s?days|nesdays?|rdays?|s|rs)?\b")
PLACES_OF_DAYS = frozenset(
    "nursery school playgroup childminder creche daycare kindergarten preschool club physio therapist cleaner gym tutor".split()
)


def rhythm(new: Reading, old: Reading) -> bool:
    """Another rhythm of the same thing: "every second weekend" -> "week about now"."""
    newer, older = new.told, old.told
    if not (new.cue or re.search(r"\bonly\b", newer.text)) or not newer.subject or negated(newer.text) or beside(newer.text):
        return False
    if newer.subject != older.subject:
        return _days_of_one(new, old)
    mine, theirs = _SCHEDULE.search(fold(newer.text)), _SCHEDULE.search(fold(older.text))
    if not (mine and theirs) or fold(newer.text) == fold(older.text):
        return False
    times = (
        content(" ".join(_SCHEDULE.findall(f"{fold(newer.text)} {fold(older.text)}")))
        | GENERIC
        | {"have", "get", "weekend", "second", "other", "play", "go", "do", "attend", "run", "work"}
    )
    return bool((new.content & old.content) - times - NOT - {"now"}) and mine.group() != theirs.group()


def _days_of_one(new: Reading, old: Reading) -> bool:
    """ "nursery confirmed, she starts in May, Tuesdays" and "the nursery can only do Mondays": other days of one place, whoever is spoken of."""
    newer, older = new.told, old.told
    mine, theirs = set(_DAY.findall(fold(newer.text))), set(_DAY.findall(fold(older.text)))
    place = names(newer.subject) & names(older.said[:500])
    return bool(mine) and bool(theirs) and not mine & theirs and older.subject != "user" and bool(place & PLACES_OF_DAYS)
