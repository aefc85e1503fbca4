"""Times that count from the message: "yesterday", "next Tuesday", "Monday week", "two weeks ago"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from engine.learning.hours import CLOCK, clock_words, clocked
from engine.learning.moments import (
    DAY_NAME,
    DAYS,
    MONTHS,
    NUMBER,
    UNIT,
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
    unit_of,
    weekday_of,
)

#: In the order in which they are tried.
RULES: Registry = []
_TOMORROW = r"tomorrow|tommorow|tommorrow|tomorow|tmrw|tmrow|tmr|tmw|tomoz|tomo|2moro|2morrow|2mrw|2mro"
_YESTERDAY = r"yesterday|yest|yday|yesteday"
_PART_OF = {"morn": "morning", "arvo": "afternoon", "aft": "afternoon", "eve": "evening"}
_PARTS = r"morning|morn|afternoon|arvo|aft|evening|eve|night|lunchtime"


@rule(
    RULES,
    rf"(?:in\s+)?(?P<n>two|three|four|2|3|4)\s+(?:weeks|wks)\s+(?:on|from|this|after)?\s*(?:(?P<near>today|{_TOMORROW}|{_YESTERDAY})|{DAY_NAME})(?!\s+ago){CLOCK}",
)
@rule(RULES, rf"(?:on\s+)?(?:(?:a|one)\s+)?(?P<n>)(?:(?P<unit>fortnight)\s+(?:on\s+|from\s+|this\s+)?|(?:week|wk)\s+(?:(?:on|from|this)\s+|(?=tod|tom|tmr|tmw|2m)))(?:(?P<near>today|{_TOMORROW}|{_YESTERDAY})|{DAY_NAME}){CLOCK}")
@rule(RULES, rf"(?:on\s+)?(?P<near>)(?:(?P<tm>today|{_TOMORROW})|{DAY_NAME})\s+(?P<n>)(?:a\s+)?(?P<unit>week|wk|fortnight)(?!\s+(?:ago|off|away|end|long|of|in)|-){CLOCK}")
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


@rule(RULES, rf"(?:about\s+|around\s+|some\s+|exactly\s+|roughly\s+)?{NUMBER}\s+{UNIT}(?P<half>\s+and a half)?\s+(?P<back>ago|back|earlier)(?P<today>\s+today)?")
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
    rf"(?:(?:on|by|for|since|until|till|til|from)\s+)?(?P<which>(?:the )?day after (?:{_TOMORROW})|(?:the )?day before yesterday|today|tonight|tonite|2nite|2day|{_TOMORROW}|{_YESTERDAY}|"
    rf"this (?:{_PARTS})|last (?:night|evening))(?:\s+(?P<when>{_PARTS})\b)?{CLOCK}",
)
def _near(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    which = match["which"].lower()
    if "after" in which.split() or "before" in which.split():
        shift = 2 if "after" in which.split() else -2
    elif re.fullmatch(_TOMORROW, which):
        shift = 1
    else:
        shift = -1 if re.fullmatch(rf"{_YESTERDAY}|last night|last evening", which) else 0
    day = at.date() + timedelta(days=shift)
    said_part = (match["when"] or which.split()[-1]).lower()
    part = "night" if which in ("tonight", "tonite", "2nite") else _PART_OF.get(said_part, said_part)
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
    rf"(?:(?P<lead>on|by|since|until|till|til|from|before|after|for)\s+)?(?:(?P<which>next|last|this|this coming|coming|"
    rf"past|the following)\s+)?(?:(?P<week>next|this|last)\s+week\s+(?:on\s+)?)?{DAY_NAME}(?:\s+(?P<then>next week|this week|last week|coming|gone|just gone))?(?:\s+(?P<when>{_PARTS})\b)?{CLOCK}",
)
def _weekday_time(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    which, then = (match["which"] or "").lower(), (f"{match['week']} week" if match["week"] else match["then"] or "").lower()
    timed = match["clock"] is not None
    if not (match["lead"] or which or then or timed or match["when"]) and not _is_weekday(match):
        return None
    if not (which or then or timed or match["when"] or match["lead"]) and _DESCRIBES.search(match.string[: match.start()]) and re.match(r"\s+(?!at\b|in\b|on\b|with\b|and\b|or\b|but\b|so\b|for\b|to\b|is\b|was\b)[a-z]", match.string[match.end() :]):
        return None  # "the Thursday class"
    target = weekday_of(match["day"])
    if not (which or then) and _WEEKLY.search(match.string[: match.start()]):
        name = DAYS[target].capitalize()
        said = f"{match['lead'] or 'on'} {name}s{clock_words(match)}" if match["when"] is None else ""
        return meaning(match, None, "unknown", said, recurrence=f"weekly on {name}")
    if not which and re.search(
        r"\b(?:bin|bins|recycling|laundry|market|pay|shopping|cleaning|rehearsal|practice) (?:day|night)s? (?:(?:is|are)\b|$)", match.string[: match.end()], re.IGNORECASE
    ):
        return meaning(match, None, "unknown", recurrence=f"weekly on {DAYS[target].capitalize()}")
    lead = lead_of(match)
    ahead = (target - at.weekday()) % 7
    if then in ("next week", "this week", "last week"):
        monday = at.date() - timedelta(days=at.weekday())
        day = monday + timedelta(days=target + {"next week": 7, "this week": 0, "last week": -7}[then])
    elif which in ("last", "past") or then in ("gone", "just gone") or (not which and (past or lead == "since") and lead not in ("by", "until", "till", "til")):
        behind = (at.weekday() - target) % 7
        day = at.date() - timedelta(days=behind or 7)
    elif which == "next":
        # "next Tuesday" on a Sunday is in two days; on the Monday before, most people mean next week's.
        day = at.date() + timedelta(days=ahead if ahead > 2 or at.weekday() > 4 else ahead + 7 if ahead else 7)
        if ahead > 2 and at.weekday() <= 3 and target > at.weekday():
            day = at.date() + timedelta(days=ahead + 7)
    else:
        day = at.date() + timedelta(days=ahead or (0 if which == "this" else 7))
    value, precision = clocked(day, match, at, _PART_OF.get((match["when"] or "").lower(), (match["when"] or "").lower()))
    name = DAYS[target].capitalize()
    said = told(day, match, f"{lead} {name}")
    if match["when"]:
        part = _PART_OF.get(match["when"].lower(), match["when"].lower())
        said = said if clock_words(match) else re.sub(r"(\d{4})", r"\1 at night" if part == "night" else r"\1 at lunchtime" if part == "lunchtime" else rf"\1 in the {part}", said, count=1)
    return bounded(match, value, precision, said)


_DESCRIBES = re.compile(r"\b(?:the|my|our|a|an|his|her|their|your|this)\s+$", re.IGNORECASE)
#: "lessons weds at 7": every week.
_WEEKLY = re.compile(
    r"\b(?:lessons|classes|rehearsals|sessions|practices|matches|meetings|clinics|lectures|seminars|tutorials|training|trainings|drills|prayers|choir practice|band practice|"
    r"swimming lessons|book club|youth club|market|therapy)\s+(?:(?:is|are|on)\s+)*$",
    re.IGNORECASE,
)


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


@rule(RULES, r"(?:in|on)?\s*(?:the\s+)?(?:week|wk|w/c|wc|week commencing)\s+(?:of|beginning|starting|commencing)?\s*(?:the\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)(?!\s+of)")
def _week_of(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    """ "the week of the 14th"."""
    for shift in range(3):
        day = day_in_month(at, -shift if past else shift, int(match["d"]))
        if day and ((day <= at.date()) if past else (day >= at.date())):
            return meaning(match, day.isoformat(), "week", f"in the week of {day_text(day)}", to=(day + timedelta(days=6)).isoformat())
    return None


@rule(RULES, rf"(?P<n>\d{{1,3}}|{'|'.join(('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'twelve'))})\s+{UNIT}\s+(?:to go|left|until|till|til|away)(?!\s+(?:i|we|he|she|they)\b)")
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
    r"(?:(?:in|over|during|at|since)\s+)?(?:the\s+)?(?P<which>last|next|this|past)\s+(?P<unit>week(?:end)?|month|year|"
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
