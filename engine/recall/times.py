"""The time that a question names ("last summer", "in May 2023"): a window that boosts, and never filters."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import msgspec

from engine import clock

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep", "october oct",
         "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNT = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "couple of": 2, "few": 3}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b\.?,?(?: (\d{{4}}))?", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b,?(?: (\d{{4}}))?", re.IGNORECASE)
# "may" alone is a verb, and "mar", "sun" are names: a bare month needs a preposition or a year.
_IN_MONTH = re.compile(
    rf"\b(?:(?:in|since|during|by|of|around|last|this|early|late|mid)[ -]({_MONTH})\b(?:,? (\d{{4}}))?|({_MONTH}),? (\d{{4}})\b)", re.IGNORECASE
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_SEASON = re.compile(r"\b(?:(last|this|in|during)(?: the)? )?(spring|summer|autumn|fall|winter)(?: of)?(?: (\d{4}))?\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|since|during|of|from|around|by|year) (?:early |late )?((?:19|20)\d{2})\b", re.IGNORECASE)
_AGO = re.compile(r"\b(\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|couple of|few) (day|week|month|year)s? ago\b", re.IGNORECASE)
_LAST = re.compile(r"\b(last|this|past) (week|month|year|weekend)\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:last|on|this) ({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_NEAR = re.compile(r"\b(the day before yesterday|yesterday|today|last night|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
_ABOUT_TIME = re.compile(
    r"\b(when|(what|which) (day|date|time|year|month)|how long|how (many (days|weeks|months|years)|often|old|recently)|(since|until) when|birthday"
    r"|anniversary|deadline|before|after|first|last|latest|recent(ly)?|yesterday|today|tomorrow|ago|date|schedule|appointment)\b",
    re.IGNORECASE,
)


#: "Where did I live before?", "my previous landlord", "what did I use to drive": what holds no more is asked for.
_PAST = re.compile(
    r"\b(?:used? to|previous(?:ly)?|former(?:ly)?|ex|originally|back then|in the past|prior|the old)\b|\bmy old\b(?! (?:man|lady|mum|mom|dad|folks))|"
    r"\b(?:was|were|did|had|lived|worked)\b.*\bbefo?re?\b|\bbefo?re?\b.*\b(?:was|were|did|had|lived|worked)\b",
    re.IGNORECASE,
)


_ASKS_WHEN = re.compile(r"\b(?:when|how long|(?:what|which) (?:day|date|time|year|month)|since (?:when|what))\b", re.IGNORECASE)
_LONG = "|".join(name for name in _MONTHS if len(name) > 4)
_SAYS_WHEN = re.compile(
    rf"\b(?:yesterday|today|tomorrow|tonight|last|next|ago|since|weeks?|weekends?|months?|years?|{_LONG}|june|july|{'|'.join(_WEEKDAYS)}"
    r"|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def asks_when(question: str) -> bool:
    """Whether a date or a span of time is asked for."""
    return _ASKS_WHEN.search(question) is not None


def says_when(text: str) -> bool:
    """Whether a text has a word of time."""
    return _SAYS_WHEN.search(text) is not None


def is_past(question: str) -> bool:
    """Whether a question asks for what was and is no more."""
    return _PAST.search(question) is not None


class Window(msgspec.Struct, frozen=True):
    """The days from `first` to `last`, both inside."""

    first: date
    last: date

    def holds(self, moment: str | None) -> bool:
        """Whether a stored moment or date lies inside; a month or a year ("2024", "2024-05") if they overlap."""
        if not moment:
            return False
        return self.first.isoformat()[: len(moment)] <= moment[:10] <= self.last.isoformat()[: len(moment)]


def about_time(question: str) -> bool:
    """Whether dates belong in the answer's material; elsewhere they only distract a small model."""
    return _ABOUT_TIME.search(question) is not None or window(question, clock.now()) is not None


def window(question: str, now: datetime) -> Window | None:
    """The first time that the question names, or None. What has no year is the latest such time not after `now`."""
    today = now.date()
    try:
        return _named(question, today) or _relative(question, today)
    except (ValueError, OverflowError):  # "31 February"
        return None


def _named(question: str, today: date) -> Window | None:
    if found := _ISO.search(question):
        return _day(date(*(int(part) for part in found.groups())))
    if found := _DAY_MONTH.search(question):
        return _day(_past(found[3], _MONTHS[found[2].lower()], int(found[1]), today))
    if found := _MONTH_DAY.search(question):
        return _day(_past(found[3], _MONTHS[found[1].lower()], int(found[2]), today))
    if found := _IN_MONTH.search(question):
        first = _past(found[2] or found[4], _MONTHS[(found[1] or found[3]).lower()], 1, today)
        return Window(first, _month_end(first.year, first.month))
    if (found := _SEASON.search(question)) and (found[1] or found[3]):
        start, stop = _SEASONS[found[2].lower()]
        first = _past(found[3], start, 1, today)
        return Window(first, _month_end(first.year, stop))
    if found := _YEAR.search(question):
        return Window(date(int(found[1]), 1, 1), date(int(found[1]), 12, 31))
    return None


def _relative(question: str, today: date) -> Window | None:
    if found := _NEAR.search(question):
        words = found[1].lower()
        return _day(today - timedelta(days={"the day before yesterday": 2, "yesterday": 1, "last night": 1}.get(words, 0)))
    if found := _AGO.search(question):
        count = int(found[1]) if found[1].isdigit() else _COUNT[found[1].lower()]
        days = {"day": 1, "week": 7, "month": 30, "year": 365}[found[2].lower()]
        middle, slack = today - timedelta(days=count * days), timedelta(days=days // 2)  # "two months ago" is give or take half a month
        return Window(middle - slack, middle + slack)
    if found := _LAST.search(question):
        return _calendar(found[1].lower(), found[2].lower(), today)
    if found := _WEEKDAY.search(question):
        back = (today.weekday() - _WEEKDAYS.index(found[1].lower())) % 7 or 7
        return _day(today - timedelta(days=back))
    return None


def _calendar(which: str, unit: str, today: date) -> Window:
    """Last or this week (from Monday), weekend, month or year."""
    back = 0 if which == "this" else 1
    monday = today - timedelta(days=today.weekday() + 7 * back)
    if unit == "week":
        return Window(monday, monday + timedelta(days=6))
    if unit == "weekend":
        return Window(monday + timedelta(days=5), monday + timedelta(days=6))
    if unit == "month":
        month = date(today.year, today.month, 1) if not back else date(today.year, today.month, 1) - timedelta(days=1)
        return Window(month.replace(day=1), _month_end(month.year, month.month))
    return Window(date(today.year - back, 1, 1), date(today.year - back, 12, 31))


def _past(year: str | None, month: int, day: int, today: date) -> date:
    if year:
        return date(int(year), month, day)
    this = date(today.year, month, day)
    return this if this <= today else date(today.year - 1, month, day)


def _month_end(year: int, month: int) -> date:
    """The last day of a month; months 13 and 14 are those of the next year."""
    year, month = year + month // 12, month % 12 + 1
    return date(year, month, 1) - timedelta(days=1)


def _day(day: date) -> Window:
    return Window(day, day)
