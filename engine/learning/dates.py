"""Times of the calendar: "7 August", "in May 2024", "from March to May", "on the 9th", "at Christmas"."""

from __future__ import annotations

import re
from datetime import datetime

from engine.learning.moments import (
    CLOCK,
    DAY_NAME,
    LEAD,
    MONTH,
    MONTHS,
    ORDINAL_DAY,
    Registry,
    Time,
    bounded,
    clocked,
    day_in_month,
    day_text,
    lead_of,
    meaning,
    month_of,
    nearest_year,
    rule,
    safe,
    told,
    weekday_of,
)

#: Tried before, and after, the times that count from the message: "last Christmas" is one of those.
EARLY: Registry = []
LATE: Registry = []


@rule(EARLY, r"(?:(?P<lead>on|by|since|until|till|from|before|after)\s+)?(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?)?")
def _iso(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    day = safe(int(match["year"]), int(match["m"]), int(match["d"]))
    return bounded(match, day.isoformat(), "day", "") if day else None


@rule(EARLY, r"(?:(?P<lead>on|by)\s+)?\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})")
def _numeric(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    import dateparser

    text = match.group().split()[-1]
    found = dateparser.parse(
        text, languages=["en"], settings={"DATE_ORDER": "DMY", "STRICT_PARSING": True, "PREFER_DATES_FROM": "past" if past else "future"}
    )
    return bounded(match, found.date().isoformat(), "day", told(found.date(), match, lead_of(match))) if found else None


@rule(
    EARLY,
    rf"from\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:to|until|till|-)\s+(?:the\s+)?(?P<to>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?\s+(?:of\s+)?{MONTH}(?:\s+(?P<year>(?:19|20)\d\d))?",
)
def _days_range(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    month = month_of(match["month"])
    first = safe(int(match["year"]), month, int(match["d"])) if match["year"] else nearest_year(month, int(match["d"]), at.date(), past)
    last = safe(first.year, month, int(match["to"])) if first else None
    return meaning(match, first.isoformat(), "day", f"from {first.day} to {day_text(last)}", to=last.isoformat()) if first and last else None


@rule(EARLY, rf"from\s+{MONTH}\s+(?:to|until|till)\s+(?P<to>{MONTH.replace('?P<month>', '?:')})(?:\s+(?P<year>(?:19|20)\d\d))?")
def _months_range(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    first, last = month_of(match["month"]), month_of(match["to"])
    year = int(match["year"]) if match["year"] else at.year - (1 if past and first > at.month else 0) + (1 if not past and last < at.month else 0)
    end = year + (1 if last < first else 0)
    said = f"from {MONTHS[first - 1].capitalize()} to {MONTHS[last - 1].capitalize()} {end}"
    return meaning(match, f"{year}-{first:02d}-01", "month", said, to=f"{end}-{last:02d}-01")


@rule(EARLY, rf"{LEAD}(?:{DAY_NAME}\s*,?\s+(?:the\s+)?)?{ORDINAL_DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+(?P<year>(?:19|20)\d\d))?{CLOCK}")
@rule(
    EARLY,
    rf"{LEAD}(?:{DAY_NAME}\s*,?\s+)?{MONTH}\s+(?:the\s+)?{ORDINAL_DAY}(?!\d|[:.]\d|\s*(?:am|pm|years|yrs|weeks|"
    rf"days))(?:,?\s+(?P<year>(?:19|20)\d\d))?{CLOCK}",
)
def _day_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    month, number = month_of(match["month"]), int(match["d"])
    day = safe(int(match["year"]), month, number) if match["year"] else nearest_year(month, number, at.date(), past)
    if day is None:
        return None
    value, precision = clocked(day, match, at)
    return bounded(match, value, precision, told(day, match, lead_of(match, "")) if match["year"] is None else "")


@rule(
    EARLY,
    rf"(?:(?P<lead>on|by|since|until|till|from|before|after)\s+)?{DAY_NAME}\s*,?\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)(?!\s+(?:of|floor)){CLOCK}",
)
def _weekday_and_number(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "Friday the 13th": the nearest such day; the number alone, when the weekday doesn't fit any month near."""
    weekday, number = weekday_of(match["day"]), int(match["d"])
    days = [
        day
        for shift in range(12)
        if (day := day_in_month(at, -shift if past else shift, number)) and ((day <= at.date()) if past else (day >= at.date()))
    ]
    day = next((day for day in days if day.weekday() == weekday), days[0] if days else None)
    if day is None:
        return None
    value, precision = clocked(day, match, at)
    return bounded(match, value, precision, told(day, match, lead_of(match)))


@rule(EARLY, rf"(?P<lead>)(?:early|late|mid)?[\s-]*{MONTH}\s+(?P<year>(?:19|20)\d\d)")
@rule(
    EARLY,
    rf"(?:(?P<lead>in|since|until|till|from|by|before|after)\s+)(?:(?:early|late|mid|last|next|"
    rf"this)[\s-]+)?{MONTH}(?:,?\s+(?P<year>(?:19|20)\d\d))?",
)
@rule(EARLY, rf"(?P<lead>last|next|this)\s+{MONTH}")
def _in_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    month = month_of(match["month"])
    lead = match["lead"].lower()
    year = int(match["year"]) if match.groupdict().get("year") else at.year
    if not match.groupdict().get("year"):
        behind = past or lead in ("since", "last") or re.search(r"\blast\b", match.group(), re.IGNORECASE)
        if (behind and month > at.month) or (lead == "last" and month == at.month):
            year -= 1
        elif not behind and month < at.month:
            year += 1
    said = f"{'in' if lead in ('', 'last', 'next', 'this', 'in') else lead} {MONTHS[month - 1].capitalize()} {year}"
    return bounded(match, f"{year}-{month:02d}-01", "month", said)


_FEASTS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
    "new year's day": (1, 1),
    "new year's": (1, 1),
    "valentine's day": (2, 14),
    "valentines day": (2, 14),
    "valentine's": (2, 14),
    "halloween": (10, 31),
}


@rule(
    LATE,
    r"(?:(?P<lead>on|at|by|before|after|until|till|since|for|over)\s+)?(?P<feast>christmas eve|christmas day|christmas|xmas|"
    r"boxing day|new year'?s eve|new year's day|new year's|valentine'?s day|"
    r"valentine's|halloween)(?!\s+(?:tree|card|present|gift|dinner|party|cake|idea|pudding|lights))",
)
def _feast(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    before = match.string[: match.start()].split()
    if not match["lead"] and (not before or before[-1].lower() not in ("is", "was", "due", "this", "coming", "next", "last", "falls")):
        return None  # "we don't do Christmas"
    month, number = _FEASTS[match["feast"].lower()]
    past = past and (match["lead"] or "").lower() not in ("after", "by", "until", "till")
    day = nearest_year(month, number, at.date(), past)
    if day is None:
        return None
    feast = " ".join(word[:1].upper() + word[1:] for word in match["feast"].split())
    lead = (match["lead"] or ("on" if re.search("day|eve", feast, re.IGNORECASE) else "at")).lower()
    if lead in ("until", "till"):
        return meaning(match, None, "day", f"{lead} {feast} {day.year}", to=day.isoformat())
    return meaning(match, day.isoformat(), "day", f"{lead} {feast} {day.year}")


@rule(
    LATE,
    r"(?P<lead>in|since|until|till|from|by|around|back in)\s+(?P<year>(?:19|20)\d\d)(?!\s*(?:km|miles|kg|g|ml|m|people|"
    r"euros?|pounds?|dollars?|words|steps|pieces))",
)
def _in_year(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    return bounded(match, f"{match['year']}-01-01", "year", "")


@rule(
    LATE,
    rf"(?P<lead>on|until|till|by|back on|from|before|after)\s+the\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)(?!\s+(?:floor|of|century|"
    rf"birthday|grade|of each|of every|street|avenue)){CLOCK}",
)
def day_of_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    number = int(match["d"])
    if re.search(r"\b(?:pays?|paid|payday|rent|mortgage|salary|wages|bills?)\b", match.string, re.IGNORECASE) and match["lead"].lower() in (
        "on",
        "by",
    ):
        return meaning(match, None, "unknown", recurrence=f"monthly on the {number}")
    for shift in range(4):
        day = day_in_month(at, -shift if past else shift, number)
        if day and ((day <= at.date()) if past else (day >= at.date())):
            value, precision = clocked(day, match, at)
            lead = lead_of(match).removeprefix("back ")
            return bounded(match, value, precision, ("back " if match["lead"].lower() == "back on" else "") + told(day, match, lead))
    return None
