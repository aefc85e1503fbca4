"""Times that count from a day told before them: "the day before", "a week later"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from engine.learning.times.hours import CLOCK, clock_words, clocked
from engine.learning.times.moments import NUMBER, UNIT, Registry, Time, count, day_text, meaning, rule, unit_of

#: Each is given the day that was told before, never the message's own.
RULES: Registry = []
#: Says that a piece of a sentence counts from the day before it.
COUNTS_FROM = re.compile(
    (
        rf"\b(?:(?:the|that) (?:day|night|evening|morning|afternoon|week) (?:before|after)|the (?:next|following|same) (?:day|morning|evening|"
        rf"night|afternoon|week)|{NUMBER} (?:days?|weeks?|fortnights?) (?:later|before|after|afterwards|earlier|beforehand))\W*$"
    ),
    re.IGNORECASE,
)
_ENDS = r"(?=\s*(?:[.,;!?)]|$|\bat\b|\d|\band\b|\bso\b|\bto\b|\bfor\b|\bwith\b))"


@rule(
    RULES,
    (rf"(?:on )?(?:the|that) (?P<unit>day|night|evening|morning|afternoon|week) (?P<side>before|after)(?! (?:yesterday|tomorrow)){CLOCK}{_ENDS}"),
)
@rule(RULES, rf"(?:on )?the (?P<side>next|following|same) (?P<unit>day|morning|evening|night|afternoon|week){CLOCK}{_ENDS}")
def _beside(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    way, week = match["side"].lower(), match["unit"].lower() == "week"
    sign = {"before": -1, "same": 0}.get(way, 1)
    day = at.date() + timedelta(days=sign * (7 if week else 1))
    if week:
        return meaning(match, day.isoformat(), "week", f"in the week of {day_text(day)}")
    value, precision = clocked(day, match, at, "")
    return meaning(match, value, precision, f"on {day_text(day)}{clock_words(match)}")


@rule(RULES, rf"{NUMBER} {UNIT} (?P<side>later|after|afterwards|before|earlier|beforehand){_ENDS}")
def _units(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit_of(match["unit"]))
    if not days:
        return None
    sign = -1 if match["side"].lower() in ("before", "earlier", "beforehand") else 1
    day = at.date() + timedelta(days=sign * days * count(match["n"]))
    return meaning(match, day.isoformat(), "day", f"on {day_text(day)}")
