"""What comes again and again: "every other Friday", "on Mondays", "tue & fri", "twice a week", "the first Wednesday of the month"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from engine.learning.times.hours import CLOCK, clocked
from engine.learning.times.moments import DAY_S, DAYS, Registry, Time, day_text, meaning, rule, told, weekday_of

#: In the order in which they are tried; of several on one function the last comes first.
RULES: Registry = []
_PART = r"(?:\s+(?:morning|evening|night|afternoon|arvo|lunchtime)s?)?"
_AND = r"(?:\s*(?:,|/|\+|&)\s*|\s+(?:and|n|plus)\s+|\s*,\s*(?:and|&)\s+)"
_PLURAL = r"(?:(?:mon|tues|wednes|wens|thurs|fri|satur|sun)days|mons|fris|sats)"
_TIMES = r"(?:\d+|once|twice|two|three|four|five|six|couple of|few|several)"
_PERIOD = r"(?:day|night|week|wk|month|mth|year|yr|fortnight|hour)"


@rule(
    RULES,
    rf"(?:(?:on\s+)?the\s+)?(?P<n>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?P<day>{DAY_S})s?\s+(?:of|in)?\s*(?:the|each|every)\s+month",
)
def _monthly_day(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    return meaning(match, None, "unknown", recurrence=f"monthly on the {match['n'].lower()} {DAYS[weekday_of(match['day'])].capitalize()}")


@rule(RULES, r"(?:on\s+)?the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\s+(?:of\s+)?(?:the|each|every)\s+month")
@rule(RULES, rf"(?:every|each)\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)(?!\s+{DAY_S})")
def _monthly_number(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    return meaning(match, None, "unknown", recurrence=f"monthly on the {match['d']}")


@rule(RULES, rf"(?:on\s+)?{DAY_S}\s+(?:mornings|afternoons|evenings|nights|arvos|lunchtimes){CLOCK}")
@rule(
    RULES,
    rf"(?:on\s+)?(?:weekdays|weekends|weeknights|school nights|daily|nightly|weekly|monthly|yearly|annually|fortnightly|bi-?weekly|"
    rf"(?:once|twice|{_TIMES}\s*(?:x|times))\s+(?:daily|weekly|monthly|yearly|(?:a|an|per|each|every)\s+{_PERIOD})|\d+x\s*(?:a|per|/)\s*{_PERIOD}|"
    rf"\d/(?:wk|week)){CLOCK}",
)
@rule(RULES, rf"(?:on\s+)?(?:{_PLURAL}\b{_PART}(?:{_AND}(?:{_PLURAL}|{DAY_S})\b{_PART})*|{DAY_S}{_PART}(?:{_AND}{DAY_S}{_PART})+){CLOCK}")
@rule(RULES, rf"(?:on\s+)?{DAY_S}(?:\s+{DAY_S})+{CLOCK}")
@rule(
    RULES,
    rf"(?:every|each|most|alternate|alternating)\s+(?:single\s+)?(?:other|second|2nd|third|3rd|fourth|4th|two|three|four|six|eight|couple of|few|"
    rf"\d{{1,2}})?\s*(?:{DAY_S}|day|week|wk|month|year|"
    rf"morning|evening|night|weekend|weekday|summer|winter|spring|autumn|afternoon|hour|school day|term|"
    rf"christmas|easter|fortnight)s?(?!\w){_PART}(?:{_AND}{DAY_S}s?{_PART})*{CLOCK}",
)
def _every(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    if re.search(r"\b(?:this|next|last) week\b", match.string[match.end() :], re.IGNORECASE):
        return None
    return meaning(match, None, "unknown", recurrence=re.sub(r"\s+", " ", match.group().strip(" ,").lower()))


@rule(
    RULES,
    rf"(?:(?P<from>from)\s+)?(?P<first>{DAY_S})\s*(?:to|until|till|til|thru|through|-|–)\s*(?P<last>{DAY_S})(?:\s+(?P<week>(?:this|"
    rf"next) week))?{CLOCK}",
)
def _days_of_the_week(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "mon-fri" recurs; "this week", or "from … to …" of somebody who is not at work then, is once."""
    first, last = weekday_of(match["first"]), weekday_of(match["last"])
    if re.search(r"\b(?:moved|changed|switched|swapped|rescheduled)\s+$", match.string[: match.start()], re.IGNORECASE):
        day = at.date() + timedelta(days=(last - at.weekday()) % 7 or 7)
        value, precision = clocked(day, match, at)
        return meaning(match, value, precision, told(day, match, f"from {DAYS[first].capitalize()} to {DAYS[last].capitalize()}"))
    habit = re.search(
        r"\b(?:works?|working|open|opens|closed|shifts?|nursery|school|routine|job|hours|starts?|begins?|teach(?:es)?|stud(?:y|ies)|gets? up)\b",
        match.string, re.IGNORECASE,
    )  # fmt: skip
    if not match["week"] and (not match["from"] or habit):
        return meaning(match, None, "unknown", recurrence=re.sub(r"\s+", " ", match.group().strip(" ,").lower()))
    monday = at.date() - timedelta(days=at.weekday())
    if match["week"]:
        start = monday + timedelta(days=first + (7 if match["week"].lower().startswith("next") else 0))
    else:
        start = at.date() + timedelta(days=(first - at.weekday()) % 7 - (7 if past else 0))
    end = start + timedelta(days=(last - first) % 7)
    return meaning(match, start.isoformat(), "day", f"from {day_text(start)} to {day_text(end)}", to=end.isoformat())
