"""Months and years: "in May 2024", "end of August", "March '19", "expires Nov 27", "since 2019"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from engine.learning.times.moments import MONTH, MONTHS, Registry, Time, bounded, meaning, month_of, rule

#: Tried before the days of a month ("expires Nov 27" is no 27th), after them, and last.
SHORT: Registry = []
RULES: Registry = []
YEARS: Registry = []


@rule(SHORT, rf"(?P<lead>in\s+|since\s+|by\s+|until\s+|from\s+)?{MONTH}\s*'(?P<short>\d\d)")
@rule(SHORT, rf"(?<=expires )(?P<lead>in\s+)?{MONTH}\s+'?(?P<short>[2-4]\d)(?!\s*(?:at|@)|[:.]\d)")
@rule(SHORT, rf"(?<=runs out )(?P<lead>in\s+)?{MONTH}\s+'?(?P<short>[2-4]\d)(?!\s*(?:at|@)|[:.]\d)")
@rule(SHORT, rf"(?<=expiry )(?P<lead>in\s+)?{MONTH}\s+'?(?P<short>[2-4]\d)(?!\s*(?:at|@)|[:.]\d)")
@rule(SHORT, rf"(?<=next due )(?P<lead>in\s+)?{MONTH}\s+'?(?P<short>[2-4]\d)(?!\s*(?:at|@)|[:.]\d)")
def _month_and_short_year(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "March '19", "expires Nov 27"."""
    month, year = month_of(match["month"]), 2000 + int(match["short"])
    year -= 100 if year > at.year + 40 else 0
    lead = (match["lead"] or "in").strip().lower()
    return bounded(match, f"{year}-{month:02d}-01", "month", f"{lead} {MONTHS[month - 1].capitalize()} {year}")


@rule(
    RULES,
    rf"(?:(?P<lead>in|by|at|until|till|since|from|around|towards)\s+)?(?:the\s+)?(?P<part>beginning|start|end|middle|mid|early|"
    rf"late)(?:\s+of)?[\s-]+(?P<which>next|this|last)?\s*(?:the\s+)?(?P<unit>month|year|{MONTH})(?!\s+\d{{1,2}}\b)(?:\s+(?P<year>(?:19|20)\d\d))?",
)
def _part_of_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "end of August", "mid-July", "early next month"."""
    part, unit, lead = match["part"].lower(), match["unit"].lower(), (match["lead"] or "").lower()
    late, early = part in ("end", "late"), part in ("beginning", "start", "early")
    shift = {"next": 1, "last": -1}.get((match["which"] or "").lower(), 0)
    if unit == "year":
        year = at.year + shift
        value, precision, named = (f"{year}-12-31" if part == "end" else f"{year}-01-01", "month", str(year))
    else:
        if unit == "month":
            year, month = divmod(at.year * 12 + at.month - 1 + shift, 12)
            month += 1
        else:
            month = month_of(match["month"])
            year = int(match["year"]) if match["year"] else at.year + (1 if not past and month < at.month else -1 if past and month > at.month else 0)
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        value = date(year, month, last if part == "end" else 20 if late else 1 if early else 15).isoformat()
        precision, named = ("day" if part == "end" else "week"), f"{MONTHS[month - 1].capitalize()} {year}"
    phrase = {"end": "the end of", "beginning": "the beginning of", "start": "the start of", "middle": "the middle of"}.get(
        part, part + ("-" if part == "mid" else "")
    )
    said = f"{lead or ('in' if part in ('mid', 'early', 'late', 'middle') else 'at')} {phrase}{'' if part == 'mid' else ' '}{named}"
    return meaning(match, None, precision, said, to=value) if lead in ("until", "till") else meaning(match, value, precision, said)


#: "lives in March", "is from March": a town, where no year is said. "31 February" is no day, and "February 1990" of it no month.
_TOWN = re.compile(r"\b(?:live|lives|lived|living|resides?|based|grew up|raised|brought up)\s+$", re.IGNORECASE)
_HOME_TOWN = re.compile(r"\b(?:(?:user|he|she) (?:is|was)|comes?|came|hails?)(?: originally)?\s+$", re.IGNORECASE)
_NO_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?$", re.IGNORECASE)


@rule(RULES, rf"(?P<lead>)(?:early|late|mid)?[\s-]*{MONTH}\s+(?P<year>(?:19|20)\d\d)")
@rule(
    RULES,
    rf"(?:(?P<lead>in|since|until|till|from|by|before|after)\s+)(?:(?:early|late|mid|last|next|"
    rf"this)[\s-]+)?{MONTH}(?:,?\s+(?P<year>(?:19|20)\d\d))?",
)
@rule(RULES, rf"(?P<lead>last|next|this)\s+{MONTH}")
def _in_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    month = month_of(match["month"])
    lead = match["lead"].lower()
    before = match.string[: match.start()]
    if not lead and _NO_DAY.search(before):
        return None
    if not match.groupdict().get("year") and ((lead == "in" and _TOWN.search(before)) or (lead == "from" and _HOME_TOWN.search(before))):
        return None
    year = int(match["year"]) if match.groupdict().get("year") else at.year
    if not match.groupdict().get("year"):
        behind = past or lead in ("since", "last") or re.search(r"\blast\b", match.group(), re.IGNORECASE)
        if (behind and month > at.month) or (lead == "last" and month == at.month):
            year -= 1
        elif not behind and month < at.month:
            year += 1
    said = f"{'in' if lead in ('', 'last', 'next', 'this', 'in') else lead} {MONTHS[month - 1].capitalize()} {year}"
    return bounded(match, f"{year}-{month:02d}-01", "month", said)


@rule(
    YEARS,
    r"(?P<lead>in|since|until|till|from|by|around|back in)\s+(?P<year>(?:19|20)\d\d)(?!\s*(?:km|miles|kg|g|ml|m|people|"
    r"euros?|pounds?|dollars?|words|steps|pieces))",
)
def _in_year(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    return bounded(match, f"{match['year']}-01-01", "year", "")
