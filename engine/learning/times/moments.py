"""What a time expression means, and the words that times are made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

import msgspec

from engine.learning.grammar.lexicon import NUMBER_WORDS
from engine.learning.times.hours import clock_words

MONTHS = "january february march april may june july august september october november december".split()


DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()


MONTH = (
    r"(?P<month>jan(?:uary|urary)?|feb(?:ruary|uary|urary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember|emeber)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY_NAME = (
    r"(?P<day>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday|nsday)?|weds|wendsday|thu(?:r(?:s(?:day)?)?)?|thurday|fri(?:day)?|sat(?:urday|erday)?|"
    r"sun(?:day)?)"
)
NUMBER = (
    r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|couple of|a couple of|"
    r"couple|a couple|a few|few)"
)
UNIT = r"(?P<unit>day|week|wk|month|mth|year|yr|fortnight|decade|sleep)s?"


class Time(msgspec.Struct, frozen=True):
    """What a time expression means. `start`/`stop`: its place in the sentence; `said`: how to say it standing alone ("" = as it was).
    `computed`: all that code worked out from the message's time, which grounding then allows."""

    start: int
    stop: int
    words: str
    valid_from: str | None = None
    valid_to: str | None = None
    precision: str = "unknown"
    recurrence: str | None = None
    said: str = ""
    computed: str = ""


def day_text(day: date) -> str:
    """ "30 January 2025"."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def month_of(name: str) -> int:
    return next(n for n, full in enumerate(MONTHS, 1) if full.startswith(name.lower()[:3]))


def weekday_of(name: str) -> int:
    return next(n for n, full in enumerate(DAYS) if full.startswith(name.lower()[:2]))


def count(text: str) -> int:
    """How many: "3", "a couple of"."""
    low = text.lower().removesuffix(" of").removeprefix("a ") or "a"
    return int(low) if low.isdigit() else NUMBER_WORDS.get(low, 1)


def safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_in_month(at: datetime, shift: int, number: int) -> date | None:
    """That day of the month which lies `shift` months from `at`."""
    year, month = divmod(at.year * 12 + at.month - 1 + shift, 12)
    return safe(year, month + 1, number)


def nearest_year(month: int, day: int, at: date, past: bool) -> date | None:
    """The day of that name that is meant: the coming one, or the last one in a sentence about the past."""
    for year in (at.year, at.year - 1) if past else (at.year, at.year + 1):
        found = safe(year, month, day)
        if found and ((found <= at) if past else (found >= at)):
            return found
    return safe(at.year, month, day)


Finder = Callable[[re.Match[str], datetime, bool], "Time | None"]


Registry = list[tuple[re.Pattern[str], Finder]]


def rule(registry: Registry, pattern: str) -> Callable[[Finder], Finder]:
    """Adds a finder for a pattern, which matches whole words."""

    def add(finder: Finder) -> Finder:
        registry.append((re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE), finder))
        return finder

    return add


def meaning(
    match: re.Match[str], valid_from: str | None, precision: str, said: str = "", *, to: str | None = None, recurrence: str | None = None
) -> Time:
    return Time(match.start(), match.end(), match.group().strip(), valid_from, to, precision, recurrence, said)


def told(day: date, match: re.Match[str], lead: str = "on") -> str:
    """How to say that day standing alone, with the time of day as it was said."""
    return f"{lead} {day_text(day)}{clock_words(match)}".strip()


def lead_of(match: re.Match[str], default: str = "on") -> str:
    said = (match.groupdict().get("lead") or "").lower().strip()
    return said or default


LEAD = r"(?:(?P<lead>on|by|since|until|till|til|from|before|after|for|due|due on)\s+)?(?:the\s+)?"


def bounded(match: re.Match[str], value: str, precision: str, said: str) -> Time:
    """ "until May" is an end, the others are a beginning."""
    if lead_of(match) in ("until", "till", "til"):
        return meaning(match, None, precision, said, to=value)
    return meaning(match, value, precision, said)


ORDINAL_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"


def unit_of(text: str) -> str:
    """The full name of a unit: "wks" -> "week"."""
    low = text.lower().removesuffix("s")
    return {"wk": "week", "mth": "month", "yr": "year", "sleep": "day"}.get(low, low)


DAY_S = DAY_NAME.replace("(?P<day>", "(?:")
