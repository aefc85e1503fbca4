"""Times that count from the message: "yesterday", "tonight", "two weeks ago", "next month"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from engine.learning.times.hours import CLOCK, clock_words, clocked
from engine.learning.times.moments import (
    MONTHS,
    NUMBER,
    UNIT,
    Registry,
    Time,
    count,
    day_text,
    meaning,
    rule,
    told,
    unit_of,
)

#: In the order in which they are tried.
RULES: Registry = []
TOMORROW = r"tomorrow|tommorow|tommorrow|tomorow|tmrw|tmrow|tmr|tmw|tomoz|tomo|2moro|2morrow|2mrw|2mro"
YESTERDAY = r"yesterday|yest|yday|yesteday"
PART_OF = {"morn": "morning", "arvo": "afternoon", "aft": "afternoon", "eve": "evening"}
PARTS = r"morning|morn|afternoon|arvo|aft|evening|eve|night|lunchtime"


@rule(
    RULES,
    rf"(?:about\s+|around\s+|some\s+|exactly\s+|roughly\s+)?{NUMBER}\s+{UNIT}(?P<half>\s+and a half)?\s+(?P<back>ago|back|"
    rf"earlier)(?P<today>\s+today)?",
)
@rule(RULES, rf"(?P<in>in|within)\s+(?:about\s+|around\s+|another\s+)?{NUMBER}\s+(?:more\s+)?{UNIT}(?:'?s?'?\s+time)?")
@rule(RULES, rf"{NUMBER}\s+{UNIT}\s+(?P<in>from now|from today|today|hence)")
def _units(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    forward = bool(match.groupdict().get("in"))
    if forward and _SO_LONG.search(match.string[: match.start()]):
        return None  # "hasn't spoken in 3 years"
    if forward and (past or match["in"].lower() == "today"):
        return None  # "in three weeks" of a finished thing is how long it took
    return _shifted(match, at, count(match["n"]), unit_of(match["unit"]), 1 if forward else -1)


_SO_LONG = re.compile(r"\b(?:not|never|first|only|once|longest|best|worst|hottest|coldest|havent|hasnt|didnt|no \w+)\b|n't\b", re.IGNORECASE)


def _shifted(match: re.Match[str], at: datetime, amount: int, unit: str, sign: int, *, keep: bool = False) -> Time | None:
    """The day, month or year so many units from the message. `keep`: its words stay as they are."""
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        try:
            day = at.date() + timedelta(days=sign * amount * days)
        except OverflowError:
            return None
        exact = unit == "day" or bool(match.groupdict().get("today"))
        said = "" if keep else told(day, match, "on" if exact else "around")
        return meaning(match, day.isoformat(), "day" if exact else "week", said)
    if unit == "month":
        year, month = divmod(at.year * 12 + at.month - 1 + sign * amount, 12)
        if not 1 <= year <= 9999:
            return None
        return meaning(match, f"{year:04d}-{month + 1:02d}-01", "month", "" if keep else f"in {MONTHS[month].capitalize()} {year}")
    year = at.year + sign * amount * (10 if unit == "decade" else 1)
    return meaning(match, f"{year:04d}-01-01", "year", "" if keep else f"around {year}") if 1 <= year <= 9999 else None


@rule(
    RULES,
    rf"(?:(?:on|by|for|since|until|till|til|from)\s+)?(?P<which>(?:the )?day after (?:{TOMORROW})|(?:the )?day before yesterday|today|tonight|"
    rf"tonite|2nite|2day|{TOMORROW}|{YESTERDAY}|"
    rf"this (?:{PARTS})|last (?:night|evening))(?:\s+(?P<when>{PARTS})\b)?{CLOCK}",
)
def _near(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    which = match["which"].lower()
    if "after" in which.split() or "before" in which.split():
        shift = 2 if "after" in which.split() else -2
    elif re.fullmatch(TOMORROW, which):
        shift = 1
    else:
        shift = -1 if re.fullmatch(rf"{YESTERDAY}|last night|last evening", which) else 0
    day = at.date() + timedelta(days=shift)
    said_part = (match["when"] or which.split()[-1]).lower()
    part = "night" if which in ("tonight", "tonite", "2nite") else PART_OF.get(said_part, said_part)
    value, precision = clocked(day, match, at, part if part in ("morning", "afternoon", "evening", "night") else "")
    lead = re.match(r"(by|for|since|until|till|til|from)\b", match.group(), re.IGNORECASE)
    said = told(day, match, lead.group().lower() if lead else "on")
    if part in ("morning", "afternoon", "evening", "night") and precision == "day":
        said = f"on the {part} of {day_text(day)}{clock_words(match)}"
    if lead and lead.group().lower() in ("until", "till", "til"):
        return meaning(match, None, precision, said, to=value)
    return meaning(match, value, precision, said)


@rule(
    RULES,
    rf"(?P<n>\d{{1,3}}|{'|'.join(('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'twelve'))})\s+{UNIT}\s+(?:to go|"
    rf"left|until|till|til|away)(?!\s+(?:i|we|he|she|they)\b)",
)
def _to_go(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "8 weeks to go till the race": worked out only where no date is told beside it."""
    if past or re.search(r"\b(?:on the \d|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))", match.string, re.IGNORECASE):
        return None
    return _shifted(match, at, count(match["n"]), unit_of(match["unit"]), 1, keep=True)


@rule(RULES, rf"since\s+(?:about\s+|around\s+)?{NUMBER}\s+{UNIT}(?!\s+ago)")
def _since_units(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "since 3 years", as other languages say "for three years"."""
    found = _shifted(match, at, count(match["n"]), unit_of(match["unit"]), -1)
    return meaning(match, found.valid_from, found.precision, re.sub(r"^since", "for", match.group(), flags=re.IGNORECASE)) if found else None


@rule(
    RULES,
    r"(?:(?:in|over|during|at|since)\s+)?(?:the\s+)?(?P<which>last|next|this|past)\s+(?P<unit>week(?:end)?(?!\s+(?:on\s+)?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b)|month|year|"
    r"spring|summer|autumn|fall|winter|christmas)",
)
def _last_unit(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    which, unit = match["which"].lower(), match["unit"].lower()
    sign = {"last": -1, "past": -1, "next": 1}.get(which, 0)
    today = at.date()
    if unit == "week":
        day = today - timedelta(days=today.weekday()) + timedelta(days=7 * sign)
        return meaning(match, day.isoformat(), "week", f"in the week of {day_text(day)}", to=(day + timedelta(days=6)).isoformat())
    if unit == "weekend":
        day = today - timedelta(days=today.weekday()) + timedelta(days=5 + 7 * sign)
        return meaning(match, day.isoformat(), "day", f"on the weekend of {day_text(day)}", to=(day + timedelta(days=1)).isoformat())
    if unit == "month":
        year, month = divmod(at.year * 12 + at.month - 1 + sign, 12)
        return meaning(match, f"{year}-{month + 1:02d}-01", "month", f"in {MONTHS[month].capitalize()} {year}")
    if unit == "year":
        return meaning(match, f"{at.year + sign}-01-01", "year", f"in {at.year + sign}")
    month = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12, "christmas": 12}[unit]
    year = at.year + sign
    if sign < 0 and month + 2 < at.month:
        year = at.year
    if sign > 0 and month > at.month:
        year = at.year
    day_of = "25" if unit == "christmas" else "01"
    return meaning(
        match,
        f"{year}-{month:02d}-{day_of}",
        "day" if unit == "christmas" else "month",
        f"in {unit} {year}" if unit != "christmas" else f"at Christmas {year}",
    )


@rule(RULES, r"since\s+the\s+weekend")
def _since_weekend(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    saturday = at.date() - timedelta(days=(at.weekday() - 5) % 7 or 0)
    return meaning(match, saturday.isoformat(), "day", f"since the weekend of {day_text(saturday)}")
