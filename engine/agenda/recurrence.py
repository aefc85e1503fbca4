"""When something that comes again comes next: "every thursday", "every other friday", "yearly on 3 December", "monthly on the 15".

The words are those that learning keeps (engine/learning/times/recurring.py); which days they name is worked out with dateutil's rules (RFC 5545).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS)
_YEARLY = re.compile(rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)\b")
_DAY = re.compile(rf"\b({'|'.join(day[:3] for day in _DAYS)})(?:day|sday|nesday|rsday|urday)?s?\b")
_NTH_DAY = re.compile(rf"\b({'|'.join(_NTH)}) ({'|'.join(_DAYS)})\b")
_OF_THE_MONTH = re.compile(r"\bmonth(?:ly)?\b.*?\b(?:the )?(\d{1,2})(?:st|nd|rd|th)?\b|\bthe (\d{1,2})(?:st|nd|rd|th)? of (?:every|each|the) month\b")
_EVERY = re.compile(r"\bevery (\d{1,2}) (day|week|month|year)s?\b")
_OTHER = re.compile(r"\bevery (?:other|second)\b|\bfortnight(?:ly)?\b|\bbiweekly\b|\balternate\b")
_DAILY = re.compile(
    r"\b(?:dail(?:y|ies)|(?:every|each) (?:single )?(?:day|morning|afternoon|evening|night|lunchtime)|nightly|(?:once|twice|\w+ times) a day)\b"
)


def next_on(words: str, anchor: date, day: date) -> date | None:
    """The first day from `day` on that `words` name; None when they name none ("often"). `anchor`: when it was said, for every other week."""
    said = " ".join(words.casefold().split())
    if (found := _YEARLY.search(said)) is not None and not said.startswith(("weekly", "monthly")):
        return _yearly(found, day)
    rule = _rule(said, anchor)
    following = rule.after(datetime.combine(day, time()) - timedelta(seconds=1)) if rule is not None else None
    return following.date() if following is not None else None


def daily(words: str) -> bool:
    """Whether it comes every day."""
    return _DAILY.search(words.casefold()) is not None and not _DAY.search(words.casefold())


def anniversary(first: date, day: date) -> date:
    """The first day from `day` on with the month and day of `first`; 29 February is 28 February in other years."""
    for year in (day.year, day.year + 1):
        try:
            found = first.replace(year=year)
        except ValueError:
            found = date(year, 2, 28)
        if found >= day:
            return found
    raise AssertionError("a year has every day but one")


def _yearly(found: re.Match[str], day: date) -> date | None:
    month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith((found["m"] or found["m2"])[:3]))
    try:
        return anniversary(date(2024, month, int(found["d"] or found["d2"])), day)  # a leap year
    except ValueError:
        return None


def _rule(said: str, anchor: date) -> Any:
    from dateutil import rrule

    start = datetime.combine(anchor, time())
    if (every := _EVERY.search(said)) is not None:
        unit = {"day": rrule.DAILY, "week": rrule.WEEKLY, "month": rrule.MONTHLY, "year": rrule.YEARLY}[every[2]]
        return rrule.rrule(unit, interval=max(1, int(every[1])), dtstart=start)
    if (nth := _NTH_DAY.search(said)) is not None and "month" in said:
        return rrule.rrule(rrule.MONTHLY, byweekday=rrule.weekday(_DAYS.index(nth[2]), _NTH[nth[1]]), dtstart=start)
    if (numbered := _OF_THE_MONTH.search(said)) is not None:
        number = int(numbered[1] or numbered[2])
        # Where a month is shorter, its last day stands for it.
        return rrule.rrule(rrule.MONTHLY, bymonthday=list(range(28, number + 1)) or number, bysetpos=-1, dtstart=start) if 1 <= number <= 31 else None
    days = sorted({next(n for n, name in enumerate(_DAYS) if name.startswith(match[1])) for match in _DAY.finditer(said)})
    if re.search(r"\bweekends?\b", said):
        days = [*days, 5, 6]
    if re.search(r"\b(?:weekdays?|work(?:ing)? ?days?)\b", said):
        days = [*days, 0, 1, 2, 3, 4]
    if days:
        return rrule.rrule(rrule.WEEKLY, interval=2 if _OTHER.search(said) else 1, byweekday=sorted(set(days)), wkst=anchor.weekday(), dtstart=start)
    return rrule.rrule(rrule.DAILY, dtstart=start) if _DAILY.search(said) else None
