"""Stretches of days and months: "14th to 17th Nov", "from 20 Dec til 2 Jan", "27-31 Oct", "from March to May"."""

from __future__ import annotations

import re
from datetime import date, datetime

from engine.learning.times.moments import DAY_NAME, MONTH, MONTHS, Registry, Time, day_in_month, day_text, meaning, month_of, nearest_year, rule, safe

RULES: Registry = []
_TO = r"\s*(?:to|until|till|til|thru|through|-|–|—)\s*"
_DAY = r"(?:the\s+)?(?:{day}\s*,?\s+(?:the\s+)?)?"
_ANY_DAY = _DAY.format(day=DAY_NAME.replace("?P<day>", "?:"))
_MONTH_2 = MONTH.replace("?P<month>", "?P<month2>")
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_PLAIN = r"(?!\s*(?:years?|yrs|weeks?|days|am\b|pm\b|%|st\b|nd\b|rd\b|th\b))"


def _span(match: re.Match[str], first: date | None, last: date | None) -> Time | None:
    if first is None or last is None:
        return None
    if last < first:
        last = safe(last.year + 1, last.month, last.day) or last
    said = f"from {first.day if (first.year, first.month) == (last.year, last.month) else day_text(first)} to {day_text(last)}"
    return meaning(match, first.isoformat(), "day", said, to=last.isoformat())


@rule(
    RULES,
    rf"(?:(?:from|between|on)\s+)?{_ANY_DAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:{_TO}|"
    rf"\s+and\s+){_ANY_DAY}(?P<to>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"{_MONTH_2}{_YEAR}",
)
@rule(
    RULES,
    rf"(?:(?:from|between|on)\s+)?{MONTH}\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_TO}{_MONTH_2}\s+(?:the\s+)?(?P<to>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?{_PLAIN}{_YEAR}",
)
def _two_months(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    first_month, last_month = month_of(match["month"]), month_of(match["month2"])
    if match["year"]:
        last = safe(int(match["year"]), last_month, int(match["to"]))
        first = safe(int(match["year"]) - (first_month > last_month), first_month, int(match["d"]))
        return _span(match, first, last)
    first = nearest_year(first_month, int(match["d"]), at.date(), past)
    return _span(match, first, safe(first.year + (last_month < first_month), last_month, int(match["to"])) if first else None)


@rule(
    RULES,
    rf"(?:(?:from|between|on)\s+)?{_ANY_DAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:{_TO}|\s*(?:&|\+|and)\s*){_ANY_DAY}(?P<to>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?\s+(?:of\s+)?{MONTH}{_YEAR}",
)
@rule(
    RULES,
    rf"(?:(?:from|between|on)\s+)?{MONTH}\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_TO}(?:the\s+)?(?P<to>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?{_PLAIN}{_YEAR}",
)
def _one_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    month = month_of(match["month"])
    if int(match["to"]) <= int(match["d"]):
        return None
    first = safe(int(match["year"]), month, int(match["d"])) if match["year"] else nearest_year(month, int(match["d"]), at.date(), past)
    last = safe(first.year, month, int(match["to"])) if first else None
    if first and last and re.search(r"\d\S*\s*(?:&|\+|and)\s", match.group()):  # "10 & 11 Dec": on both
        return meaning(match, first.isoformat(), "day", f"on {first.day} and {day_text(last)}", to=last.isoformat())
    return _span(match, first, last)


@rule(
    RULES,
    rf"(?:from\s+|between\s+)?{_ANY_DAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)(?:{_TO}|\s+and\s+){_ANY_DAY}(?P<to>\d{{1,2}})(?:st|nd|rd|th)(?!\s+(?:of|"
    rf"floor|century|place|grade))",
)
def _unnamed_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "from the 3rd to the 7th": of this month, or of the one before or after it."""
    days = (day_in_month(at, -shift if past else shift, int(match["d"])) for shift in range(3))
    first = next((day for day in days if day and ((day <= at.date()) if past else (day >= at.date()))), None)
    if first is None:
        return None
    later = first if int(match["to"]) > int(match["d"]) else (day_in_month(at.replace(year=first.year, month=first.month, day=1), 1, 1) or first)
    return _span(match, first, safe(later.year, later.month, int(match["to"])))


@rule(RULES, rf"(?:from\s+|between\s+){MONTH}(?:{_TO}|\s+and\s+){_MONTH_2}(?:\s+(?P<year>(?:19|20)\d\d))?(?!\s+\d)")
def _months(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    first, last = month_of(match["month"]), month_of(match["month2"])
    year = int(match["year"]) if match["year"] else at.year - (1 if past and first > at.month else 0) + (1 if not past and last < at.month else 0)
    end = year + (1 if last < first else 0)
    said = f"from {MONTHS[first - 1].capitalize()} to {MONTHS[last - 1].capitalize()} {end}"
    return meaning(match, f"{year}-{first:02d}-01", "month", said, to=f"{end}-{last:02d}-01")


@rule(RULES, r"(?:from\s+|between\s+)(?P<d>(?:19|20)\d\d)\s*(?:to|until|till|til|-|–|and)\s*(?P<to>(?:19|20)\d\d)")
def _years(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    return meaning(match, f"{match['d']}-01-01", "year", "", to=f"{match['to']}-01-01") if match["d"] < match["to"] else None
