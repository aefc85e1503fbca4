"""Days of the week: "next Tuesday", "Monday week", "a week on Friday", "the week of the 14th"; "lessons weds at 7" recur."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from engine.learning.times.hours import CLOCK, clock_words, clocked
from engine.learning.times.moments import (
    DAY_NAME,
    DAYS,
    Registry,
    Time,
    bounded,
    count,
    day_in_month,
    day_text,
    lead_of,
    meaning,
    rule,
    told,
    weekday_of,
)
from engine.learning.times.relatives import PART_OF, PARTS, TOMORROW, YESTERDAY

#: In the order in which they are tried; of several on one function the last comes first.
COUNTED: Registry = []
RULES: Registry = []
_DESCRIBES = re.compile(r"\b(?:the|my|our|a|an|his|her|their|your|this)\s+$", re.IGNORECASE)
#: "lessons weds at 7": every week.
_WEEKLY = re.compile(
    r"\b(?:lessons|classes|rehearsals|sessions|practices|matches|meetings|clinics|lectures|seminars|tutorials|training|trainings|drills|prayers|"
    r"choir practice|band practice|"
    r"swimming lessons|book club|youth club|market|therapy)\s+(?:(?:is|are|on)\s+)*$",
    re.IGNORECASE,
)


#: "the choir rehearses on Monday": every week.
_HABITUAL = re.compile(
    r"\b(?:rehearses?|practi[sc]es|(?:club|choir|group|band|team|class|circle|society|chapter|which|that) (?:trains|meets|gathers|plays))\s+$",
    re.IGNORECASE,
)


@rule(
    COUNTED,
    rf"(?:in\s+)?(?P<n>two|three|four|2|3|4)\s+(?:weeks|wks)\s+(?:on|from|this|after)?\s*(?:(?P<near>today|{TOMORROW}|{YESTERDAY})|"
    rf"{DAY_NAME})(?!\s+ago){CLOCK}",
)
@rule(
    COUNTED,
    rf"(?:on\s+)?(?:(?:a|one)\s+)?(?P<n>)(?:(?P<unit>fortnight)\s+(?:on\s+|from\s+|this\s+)?|(?:week|wk)\s+(?:(?:on|from|this)\s+|(?=tod|tom|tmr|"
    rf"tmw|2m)))(?:(?P<near>today|{TOMORROW}|{YESTERDAY})|{DAY_NAME}){CLOCK}",
)
@rule(
    COUNTED,
    rf"(?:on\s+)?(?P<near>)(?:(?P<tm>today|{TOMORROW})|{DAY_NAME})\s+(?P<n>)(?:a\s+)?(?P<unit>week|wk|fortnight)(?!\s+(?:ago|off|away|end|long|of|"
    rf"in)|-){CLOCK}",
)
def _weeks_from_day(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "Monday week", "a week on Monday", "a fortnight today", "Thursday fortnight"."""
    groups = match.groupdict()
    weeks = count(match["n"]) if match["n"] else 2 if (groups.get("unit") or "").lower() == "fortnight" else 1
    near = (groups.get("near") or groups.get("tm") or "").lower()
    if near:
        base = at.date() + timedelta(days=0 if near == "today" else -1 if near.startswith("y") else 1)
    else:
        base = at.date() + timedelta(days=(weekday_of(match["day"]) - at.weekday()) % 7 or 7)
    day = base + timedelta(weeks=weeks)
    value, precision = clocked(day, match, at)
    return meaning(match, value, precision, told(day, match, f"on {DAYS[day.weekday()].capitalize()}"))


@rule(
    RULES,
    rf"(?:(?P<lead>on|by|since|until|till|til|from|before|after|for)\s+)?(?:(?P<which>next|last|this|this coming|coming|"
    rf"past|the following)\s+)?(?:(?P<week>next|this|last)\s+week\s+(?:on\s+)?)?{DAY_NAME}(?:\s+(?P<then>next week|this week|last week|coming|"
    rf"gone|just gone))?(?:\s+(?P<when>{PARTS})\b)?{CLOCK}",
)
def _weekday_time(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    which, then = (match["which"] or "").lower(), (f"{match['week']} week" if match["week"] else match["then"] or "").lower()
    timed = match["clock"] is not None
    if not (match["lead"] or which or then or timed or match["when"]) and not _is_weekday(match):
        return None
    if (
        not (which or then or timed or match["when"] or match["lead"])
        and _DESCRIBES.search(match.string[: match.start()])
        and re.match(r"\s+(?!at\b|in\b|on\b|with\b|and\b|or\b|but\b|so\b|for\b|to\b|is\b|was\b)[a-z]", match.string[match.end() :])
    ):
        return None  # "the Thursday class"
    target = weekday_of(match["day"])
    if not (which or then) and _WEEKLY.search(match.string[: match.start()]):
        name = DAYS[target].capitalize()
        said = f"{match['lead'] or 'on'} {name}s{clock_words(match)}" if match["when"] is None else ""
        return meaning(match, None, "unknown", said, recurrence=f"weekly on {name}")
    if not (which or then) and _HABITUAL.search(match.string[: match.start()]):
        return meaning(match, None, "unknown", recurrence=f"weekly on {DAYS[target].capitalize()}")
    if not which and re.search(
        r"\b(?:bin|bins|recycling|laundry|market|pay|shopping|cleaning|rehearsal|practice) (?:day|night)s? (?:(?:is|are)\b|$)",
        match.string[: match.end()],
        re.IGNORECASE,
    ):
        return meaning(match, None, "unknown", recurrence=f"weekly on {DAYS[target].capitalize()}")
    lead = lead_of(match)
    ahead = (target - at.weekday()) % 7
    if then in ("next week", "this week", "last week"):
        monday = at.date() - timedelta(days=at.weekday())
        day = monday + timedelta(days=target + {"next week": 7, "this week": 0, "last week": -7}[then])
    elif (
        which in ("last", "past")
        or then in ("gone", "just gone")
        or (not which and (past or lead == "since") and lead not in ("by", "until", "till", "til"))
    ):
        behind = (at.weekday() - target) % 7
        day = at.date() - timedelta(days=behind or 7)
    elif which == "next":
        # "next Tuesday" on a Sunday is in two days; on the Monday before, most people mean next week's.
        day = at.date() + timedelta(days=ahead if ahead > 2 or at.weekday() > 4 else ahead + 7 if ahead else 7)
        if ahead > 2 and at.weekday() <= 3 and target > at.weekday():
            day = at.date() + timedelta(days=ahead + 7)
    else:
        day = at.date() + timedelta(days=ahead or (0 if which == "this" else 7))
    value, precision = clocked(day, match, at, PART_OF.get((match["when"] or "").lower(), (match["when"] or "").lower()))
    name = DAYS[target].capitalize()
    said = told(day, match, f"{lead} {name}")
    if match["when"]:
        part = PART_OF.get(match["when"].lower(), match["when"].lower())
        said = (
            said
            if clock_words(match)
            else re.sub(
                r"(\d{4})", r"\1 at night" if part == "night" else r"\1 at lunchtime" if part == "lunchtime" else rf"\1 in the {part}", said, count=1
            )
        )
    return bounded(match, value, precision, said)


def _is_weekday(match: re.Match[str]) -> bool:
    """Whether a day's short name without anything around it is one: "vet fri", not "sat in the sun"."""
    name = match["day"].lower()
    if name.endswith("day") or name in ("tues", "weds", "thurs", "thur", "thu", "fri"):
        return True
    if name == "tue":
        return True
    before, after = match.string[: match.start()].rstrip(), match.string[match.end() :]
    last = before.split()[-1].lower() if before.split() else ""
    if last in ("the", "a", "in", "and", "had", "to", "we", "i", "he", "she", "they", "just", "have", "has", "my"):
        return False
    return re.match(r"\s*(?:$|[,.;:!?)(–—&+@-]|(?:at|w|with|the \d|\d|am|pm)\b)", after) is not None


@rule(
    RULES,
    r"(?:in|on)?\s*(?:the\s+)?(?:week|wk|w/c|wc|week commencing)\s+(?:of|beginning|starting|commencing)?\s*(?:the\s+)?(?P<d>\d{1,2})(?:st|nd|rd|"
    r"th)(?!\s+of)",
)
def _week_of(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "the week of the 14th"."""
    for shift in range(3):
        day = day_in_month(at, -shift if past else shift, int(match["d"]))
        if day and ((day <= at.date()) if past else (day >= at.date())):
            return meaning(match, day.isoformat(), "week", f"in the week of {day_text(day)}", to=(day + timedelta(days=6)).isoformat())
    return None
