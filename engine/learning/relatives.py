"""Times that count from the message ("yesterday", "next Tuesday", "two weeks ago"), and those that recur ("every other Friday")."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from engine.learning.moments import (
    CLOCK,
    DAY_NAME,
    DAY_S,
    DAYS,
    MONTHS,
    NUMBER,
    UNIT,
    Registry,
    Time,
    bounded,
    clocked,
    count,
    day_text,
    lead_of,
    meaning,
    rule,
    told,
    weekday_of,
)

#: In the order in which they are tried.
RULES: Registry = []


@rule(
    RULES,
    rf"(?:(?:on|by|for|since|until|till|from)\s+)?(?P<which>day after tomorrow|the day after tomorrow|day before yesterday|the "
    rf"day before yesterday|today|tonight|tomorrow|yesterday|"
    rf"this morning|this afternoon|this evening|last night)(?:\s+(?P<part>morning|afternoon|evening|night))?{CLOCK}",
)
def _near(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    which = match["which"].lower()
    shift = {"tomorrow": 1, "yesterday": -1, "last night": -1}.get(
        which, 2 if "after" in which and "noon" not in which else -2 if "before" in which else 0
    )
    day = at.date() + timedelta(days=shift)
    value, precision = clocked(day, match, at)
    part = match["part"] or next((p for p in ("morning", "afternoon", "evening", "night") if p in which), "")
    lead = re.match(r"(by|for|since|until|till|from)\b", match.group(), re.IGNORECASE)
    said = told(day, match, lead.group().lower() if lead else "on")
    if part and precision == "day":
        said = f"on the {part} of {day_text(day)}"
    if lead and lead.group().lower() in ("until", "till"):
        return meaning(match, None, precision, said, to=value)
    return meaning(match, value, precision, said)


@rule(RULES, rf"(?P<n>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+{DAY_NAME}s?\s+(?:of\s+)?(?:the|each|every)\s+month")
def _monthly_day(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    return meaning(match, None, "unknown", recurrence=f"monthly on the {match['n'].lower()} {DAYS[weekday_of(match['day'])].capitalize()}")


@rule(RULES, rf"(?:on\s+)?(?P<what>{DAY_S}\s+(?:mornings|afternoons|evenings|nights))")
@rule(
    RULES,
    rf"(?:every|each)\s+(?P<other>other|second|two|three|four|couple of|few)?\s*(?P<what>{DAY_S}|day|week|month|year|"
    rf"morning|evening|night|weekend|weekday|summer|winter|spring|autumn|"
    rf"christmas|fortnight)s?(?:\s+(?:morning|evening|night|afternoon)s?)?(?:(?:\s*,\s*|\s+and\s+|\s*[&+]\s*){DAY_S})*{CLOCK}",
)
@rule(RULES, rf"(?:on\s+)?(?P<what>{DAY_S}s\b|{DAY_S}(?:\s*(?:,|and|\+|&|/)\s*{DAY_S})+)(?:\s+(?:morning|evening|night|afternoon)s?)?{CLOCK}")
@rule(
    RULES,
    r"(?:on\s+)?(?P<what>weekdays|weekends|daily|weekly|monthly|yearly|annually|fortnightly|once a (?:day|week|month|year)|"
    r"twice a (?:day|week|month|year)|"
    r"(?:\d+|two|three|four|five|six)\s*(?:x|times)\s+(?:a|per)\s+(?:day|week|month|year))",
)
def _every(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    return meaning(match, None, "unknown", recurrence=re.sub(r"\s+", " ", match.group().strip().lower()))


@rule(
    RULES,
    rf"(?:(?P<lead>on|by|since|until|till|from|before|after|for)\s+)?(?:(?P<which>next|last|this|this coming|coming|"
    rf"past)\s+)?{DAY_NAME}(?:\s+(?P<part>morning|afternoon|evening|night))?{CLOCK}",
)
def _weekday_time(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    which = (match["which"] or "").lower()
    short = len(match["day"]) <= 4 and match["day"].lower() in ("sat", "sun", "mon", "wed", "fri", "thu", "tue")
    if short and not (match["lead"] or which or any(match[g] for g in ("hour", "hour24", "hourc"))):
        return None
    target = weekday_of(match["day"])
    if not which and re.search(
        r"\b(?:bin|bins|recycling|laundry|market|pay|shopping|cleaning|rehearsal|practice) (?:day|night)s? (?:is|are)\b", match.string, re.IGNORECASE
    ):
        return meaning(match, None, "unknown", recurrence=f"weekly on {DAYS[target].capitalize()}")
    lead = lead_of(match)
    ahead = (target - at.weekday()) % 7
    if which in ("last", "past") or (not which and (past or lead == "since") and lead not in ("by", "until", "till")):
        behind = (at.weekday() - target) % 7
        day = at.date() - timedelta(days=behind or 7)
    elif which == "next":
        # "next Tuesday" on a Sunday is in two days; on the Monday before, most people mean next week's.
        day = at.date() + timedelta(days=ahead if ahead > 2 or at.weekday() > 4 else ahead + 7 if ahead else 7)
        if ahead > 2 and at.weekday() <= 3 and target > at.weekday():
            day = at.date() + timedelta(days=ahead + 7)
    else:
        day = at.date() + timedelta(days=ahead or (0 if which == "this" else 7))
    value, precision = clocked(day, match, at)
    name = DAYS[target].capitalize()
    said = told(day, match, f"{lead} {name}")
    if match["part"]:
        said = re.sub(r"(\d{4})", rf"\1 in the {match['part'].lower()}" if match["part"].lower() != "night" else r"\1 at night", said, count=1)
    return bounded(match, value, precision, said)


@rule(RULES, rf"(?:about\s+|around\s+|some\s+)?{NUMBER}\s+{UNIT}\s+(?:ago|back)")
@rule(RULES, rf"(?P<in>in|within)\s+(?:about\s+)?{NUMBER}\s+{UNIT}(?:'?\s+time)?")
@rule(RULES, rf"{NUMBER}\s+{UNIT}\s+(?P<in>from now|from today)")
def _units(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    amount, unit = count(match["n"]), match["unit"].lower()
    forward = bool(match.groupdict().get("in"))
    if forward and past:
        return None
    sign = 1 if forward else -1
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        try:
            day = at.date() + timedelta(days=sign * amount * days)
        except OverflowError:
            return None
        exact = unit == "day" or unit == "week"
        return meaning(
            match,
            day.isoformat(),
            "day" if unit == "day" else "week",
            told(day, match, "on" if unit == "day" else "around") if exact else f"around {day_text(day)}",
        )
    if unit == "month":
        index = at.year * 12 + at.month - 1 + sign * amount
        year, month = divmod(index, 12)
        return meaning(match, f"{year:04d}-{month + 1:02d}-01", "month", f"in {MONTHS[month].capitalize()} {year}") if 1 <= year <= 9999 else None
    year = at.year + sign * amount * (10 if unit == "decade" else 1)
    return meaning(match, f"{year:04d}-01-01", "year", f"around {year}") if 1 <= year <= 9999 else None


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
