"""Times of the calendar: "7 August", "in May 2024", "from March to May", "on the 9th", "at Christmas"."""

from __future__ import annotations

import re
from datetime import datetime

from engine.learning.times.hours import CLOCK, clocked
from engine.learning.times.moments import (
    DAY_NAME,
    LEAD,
    MONTH,
    ORDINAL_DAY,
    Registry,
    Time,
    bounded,
    day_in_month,
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


#: "12 June next year".
_WHICH_YEAR = r",?\s+(?P<which>next|this|last) year\b"
_SHIFTED = {"last": -1, "this": 0, "next": 1}
#: After these a fraction is an amount ("1/4 acre"), not a day.
_AMOUNT = (
    r"(?!\s*(?:of\b|acres?|cups?|inch|tsp|tbsp|miles?|pints?|full|stars?|size|share|way|done|rating|tablets?|a\b|price|hours?|days?|\"|lb|oz|off|"
    r"term|caff|fat|open))"
)


@rule(
    EARLY,
    rf"(?P<lead>(?:on|by|due|due on|until|till|til|from|since|before|after|for|"
    rf"to)\s+)?(?:the\s+)?(?:{DAY_NAME}\s*,?\s+)?(?P<d>\d{{1,2}})(?P<mark>[/.])(?P<m>\d{{1,2}})(?![/.]?\d){_AMOUNT}{CLOCK}",
)
def _short_numeric(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "23/9", "on 5/11": day first, unless only the other way round makes a date. A bare fraction or mark out of ten is no date."""
    first, second = int(match["d"]), int(match["m"])
    lead = (match["lead"] or "").strip().lower()
    copula = re.search(r"(?:\bis|\bwas|\bare|'s)\s+$", match.string[: match.start()], re.IGNORECASE) is not None
    dated = bool(lead) or copula or match["day"] is not None or bool(match["clock"])
    if match["mark"] == "." and (
        match["day"]
        or max(first, second) < 10
        or re.search(r"\bthe\b", match.group())
        or second > 12
        or lead not in ("on", "by", "until", "till", "til", "due", "due on")
    ):
        return None
    if not dated and ((first, second) == (24, 7) or (first < second and second in (2, 3, 4, 5, 8, 10)) or (second == 10 and first <= 10)):
        return None
    if (copula or lead in ("for", "to")) and second == 10 and first <= 10:
        return None
    month, number = (second, first) if second <= 12 else (first, second)
    day = nearest_year(month, number, at.date(), past) if 1 <= month <= 12 else None
    if day is None:
        return None
    value, precision = clocked(day, match, at)
    said = told(day, match, lead if lead not in ("", "due") else "on")
    if lead in ("until", "till", "til"):
        return meaning(match, None, precision, said, to=value)
    return meaning(match, value, precision, said)


@rule(
    EARLY,
    rf"{LEAD}(?:{DAY_NAME}\s*,?\s+(?:the\s+)?)?{ORDINAL_DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+(?P<year>(?:19|20)\d\d)(?! (?:a|per|each|every|euros?|"
    rf"pounds?|quid|dollars?|people)\b)|{_WHICH_YEAR})?{CLOCK}",
)
@rule(
    EARLY,
    rf"{LEAD}(?:{DAY_NAME}\s*,?\s+)?{MONTH}\s+(?:the\s+)?{ORDINAL_DAY}(?!\d|[:.]\d|\s*(?:am|pm|years|yrs|weeks|"
    rf"days))(?:,?\s+(?P<year>(?:19|20)\d\d)(?! (?:a|per|each|every|euros?|pounds?|quid|dollars?|people)\b)|{_WHICH_YEAR})?{CLOCK}",
)
def _day_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    month, number = month_of(match["month"]), int(match["d"])
    year = int(match["year"]) if match["year"] else at.year + _SHIFTED[match["which"].lower()] if match["which"] else None
    day = safe(year, month, number) if year else nearest_year(month, number, at.date(), past)
    if day is None:
        return None
    value, precision = clocked(day, match, at)
    return bounded(match, value, precision, told(day, match, lead_of(match, "")) if match["year"] is None else "")


@rule(
    EARLY,
    rf"(?:(?P<lead>on|by|since|until|till|from|before|after)\s+)?{DAY_NAME}\s*,?\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)(?!\s+(?:of|"
    rf"floor)){CLOCK}",
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


@rule(
    EARLY,
    rf"(?:(?P<lead>on|by|since|until|till|from|before|after)\s+)?{DAY_NAME}\s+(?P<d>\d{{1,2}})(?=\s*(?:$|[,.;!)]|(?:at|still|and|but|same|now)\b|"
    rf"in (?!the\b))){CLOCK}",
)
def _weekday_and_bare_number(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "sun 24": where that is a Sunday of these two months; else the number may be an hour."""
    weekday, number = weekday_of(match["day"]), int(match["d"])
    near = (day for shift in (0, 1, 2) if (day := day_in_month(at, -shift if past else shift, number)))
    day = next((day for day in near if day.weekday() == weekday and ((day <= at.date()) if past else (day >= at.date()))), None)
    if day is None:
        return None
    value, precision = clocked(day, match, at)
    return bounded(match, value, precision, told(day, match, lead_of(match)))


@rule(
    EARLY,
    r"(?:(?P<lead>on|by|since|until|till|from|before|after)\s+)?(?:the\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)\s+(?:of\s+)?(?P<which>next|this|last)\s+"
    rf"month\b{CLOCK}",
)
def _day_of_near_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "the 3rd of next month"."""
    day = day_in_month(at, {"next": 1, "this": 0, "last": -1}[match["which"].lower()], int(match["d"]))
    if day is None:
        return None
    value, precision = clocked(day, match, at)
    return bounded(match, value, precision, told(day, match, lead_of(match)))


#: After "the 4th" a thing may follow: "the 4th attempt" is no day.
_DAY_ENDS = (
    r"(?=\s*(?:$|[,.;:!?)(–—&+]|-\s|(?:at|@|in|from|with|w|and|for|so|but|if|til|till|until|to|by|then|which|who|is|was|are|my|i|we|he|she|they|"
    r"because|cos|as|or|that|after|before|around|about|when|noon|midday|half|quarter|\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?|this|next|a|an|the|it|it's|"
    r"please|pls|not)\b))"
)


@rule(
    LATE, rf"(?:(?P<lead>on|until|till|til|by|back on|from|before|after|since|to|for|due)\s+)?the\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th){_DAY_ENDS}{CLOCK}"
)
def day_of_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "on the 9th": the nearest such day; what is paid "on the 1st" recurs."""
    number, lead = int(match["d"]), (match["lead"] or "").lower()
    before = match.string[: match.start()]
    if (
        lead in ("on", "by", "")
        and re.search(r"\b(?:pays?|paid|payday|rent|mortgage|salary|wages|bills?|pension|direct debit|benefits?|allowance)\b", before, re.IGNORECASE)
        and not re.search(
            r"\b(?:will|going to|owes?|promised?|back|refund\w*|was|were|got|last|this|next|first|final|deposit)\b|'ll\b", before, re.IGNORECASE
        )
    ):
        return meaning(match, None, "unknown", recurrence=f"monthly on the {number}")
    if (
        not lead
        and before.strip()
        and not re.search(
            r"(?:[,:;(–—-]|'s|\b(?:is|was|are|and|&|moved|changed|now|birthday|exam|test|party|day|night|appointment|due))\s*$", before, re.IGNORECASE
        )
    ):
        return None
    for shift in range(4):
        day = day_in_month(at, -shift if past else shift, number)
        if day and ((day <= at.date()) if past else (day >= at.date())):
            value, precision = clocked(day, match, at)
            said = ("back " if lead == "back on" else "") + told(
                day, match, lead.removeprefix("back ") if lead not in ("", "due") else f"{lead} on".strip()
            )
            return meaning(match, None, precision, said, to=value) if lead in ("until", "till", "til") else meaning(match, value, precision, said)
    return None
