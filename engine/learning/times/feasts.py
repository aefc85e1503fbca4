"""Days that have a name: "at Christmas", "on Boxing Day", "Easter Monday", "bonfire night"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from engine.learning.times.moments import Registry, Time, day_text, meaning, nearest_year, rule

RULES: Registry = []
_FIXED = {
    "christmas eve": (12, 24), "xmas eve": (12, 24), "christmas day": (12, 25), "xmas day": (12, 25),
    "christmas": (12, 25), "xmas": (12, 25), "boxing day": (12, 26),
    "st stephen's day": (12, 26), "new year's eve": (12, 31), "new years eve": (12, 31), "hogmanay": (12, 31),
    "nye": (12, 31), "new year's day": (1, 1),
    "new years day": (1, 1), "new year's": (1, 1), "burns night": (1, 25), "australia day": (1, 26),
    "valentine's day": (2, 14), "valentines day": (2, 14),
    "valentine's": (2, 14), "valentines": (2, 14), "st patrick's day": (3, 17), "st patricks day": (3, 17),
    "paddy's day": (3, 17), "paddys day": (3, 17), "anzac day": (4, 25),
    "may day": (5, 1), "independence day": (7, 4), "halloween": (10, 31), "bonfire night": (11, 5), "guy fawkes": (11, 5),
    "remembrance day": (11, 11),
}  # fmt: skip
#: Days after Easter Sunday.
_MOVABLE = {
    "good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0, "ash wednesday": -46, "shrove tuesday": -47,
    "pancake day": -47, "palm sunday": -7,
    "whit monday": 50, "pentecost": 49,
}  # fmt: skip
_BANK_HOLIDAY = r"bank holiday(?: monday| weekend)?"
_NAMES = "|".join(sorted((name.replace("'", "'?") for name in (*_FIXED, *_MOVABLE, "thanksgiving")), key=len, reverse=True))


@rule(
    RULES,
    rf"(?:(?P<lead>on|at|by|before|after|until|till|til|since|for|over|this|next|last)\s+)?(?:the\s+)?(?P<feast>{_NAMES}|{_BANK_HOLIDAY})"
    r"(?!\s+(?:tree|card|cards|present|presents|gift|gifts|dinner|party|cake|idea|ideas|pudding|lights|eggs?|dress|decorations|bunny|every|"
    r"shopping|jumper|songs?))",
)
def _feast(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    before = match.string[: match.start()].split()
    lead = (match["lead"] or "").lower()
    if not lead and (not before or before[-1].lower().strip(",:") not in ("is", "was", "due", "coming", "falls", "moved", "to")):
        return None  # "we don't do Christmas", "christmas is hard"
    if not lead and re.search(r"\b(?:every|each|do(?:es)? not|hates?|loves?|likes?|celebrates?)\b", match.string, re.IGNORECASE):
        return None
    past = (past and lead not in ("after", "by", "until", "till", "til", "next", "this")) or lead in ("last", "since")
    day = _day(match["feast"].lower(), at.date(), past)
    if day is None:
        return None
    if match["feast"].lower().startswith("bank"):
        said = f"{'until' if lead in ('until', 'till', 'til') else 'since' if lead == 'since' else 'on'} the bank holiday of {day_text(day)}"
        return meaning(match, None, "day", said, to=day.isoformat()) if said.startswith("until") else meaning(match, day.isoformat(), "day", said)
    feast = " ".join(word if word in ("of",) else word[:1].upper() + word[1:] for word in match["feast"].split())
    lead = {"this": "", "next": "", "last": ""}.get(lead, lead) or ("on" if re.search(r"day\b|eve\b|night", feast, re.IGNORECASE) else "at")
    if lead in ("until", "till", "til"):
        return meaning(match, None, "day", f"{lead} {feast} {day.year}", to=day.isoformat())
    return meaning(match, day.isoformat(), "day", f"{lead} {feast} {day.year}")


def _day(name: str, at: date, past: bool) -> date | None:
    if name.startswith("bank holiday"):
        days = sorted(day for year in (at.year - 1, at.year, at.year + 1) for day in _bank_holidays(year))
        return max(day for day in days if day <= at) if past else min(day for day in days if day >= at)
    fixed = _FIXED.get(name) or next((day for known, day in _FIXED.items() if known.replace("'", "") == name), None)
    if fixed:
        return nearest_year(*fixed, at, past)
    for year in (at.year, at.year - 1) if past else (at.year, at.year + 1):
        day = _fourth_thursday(year) if name == "thanksgiving" else easter(year) + timedelta(days=_MOVABLE[name])
        if (day <= at) if past else (day >= at):
            return day
    return None


def _bank_holidays(year: int) -> list[date]:
    """The Mondays off in Britain that have no name of their own, and the Monday after Easter."""
    may, june, september = date(year, 5, 1), date(year, 6, 1), date(year, 9, 1)
    return [
        easter(year) + timedelta(days=1),
        may + timedelta(days=-may.weekday() % 7),
        june - timedelta(days=june.weekday() or 7),
        september - timedelta(days=september.weekday() or 7),
    ]


def _fourth_thursday(year: int) -> date:
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)
