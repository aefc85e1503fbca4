"""Times in a sentence, resolved against the message's own time: the words, what they mean, how precisely, and whether they recur."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import msgspec

from engine.learning.lexicon import NUMBER_WORDS

_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
DAY_NAME = r"(?P<day>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_CLOCK = r"(?:\s*,?\s*(?:at\s+)?(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)|at\s+(?P<hour24>\d{1,2})(?:[:.](?P<minute24>\d{2}))?(?![\d%:.]|\s*(?:am|pm|or|to|-)|\s+[a-z]+s\b)|(?P<hourc>[01]?\d|2[0-3]):(?P<minutec>[0-5]\d)))?"
_NUMBER = r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|couple of|a couple of|a few|few)"
_UNIT = r"(?P<unit>day|week|month|year|fortnight|decade)s?"
#: A token without which no time is looked for at all.
_HINT = re.compile(r"\d|day\b|days\b|night|morrow|week|month|year|fortnight|ago\b|since\b|until\b|till\b|every|each|ly\b|noon|morning|evening|christmas|easter|eve\b|halloween|decade|spring|"
                   r"summer|autumn|winter|mon\b|tue|wed\b|thu|fri\b|sat\b|sun\b|jan|feb|mar|apr|may\b|june?\b|july?\b|aug|sep|oct|nov|dec", re.IGNORECASE)


class Time(msgspec.Struct, frozen=True):
    """What a time expression means. `start`/`stop`: its place in the sentence; `said`: how to say it standing alone ("" = as it was)."""

    start: int
    stop: int
    words: str
    valid_from: str | None = None
    valid_to: str | None = None
    precision: str = "unknown"
    recurrence: str | None = None
    said: str = ""


def day_text(day: date) -> str:
    """ "30 January 2025"."""
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"


def _month(name: str) -> int:
    return next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(name.lower()[:3]))


def _weekday(name: str) -> int:
    return next(n for n, full in enumerate(_DAYS) if full.startswith(name.lower()[:3]))


def _count(text: str) -> int:
    low = text.lower().removesuffix(" of").removeprefix("a ") or "a"
    return int(low) if low.isdigit() else NUMBER_WORDS.get(low, 1)


def _clocked(day: date, match: re.Match[str], at: datetime) -> tuple[str, str]:
    """The ISO day, or moment when an hour was said; with its precision."""
    groups = match.groupdict()
    hour = groups.get("hour") or groups.get("hour24") or groups.get("hourc")
    minute = groups.get("minute") or groups.get("minute24") or groups.get("minutec") or "0"
    if not hour or int(hour) > 23 or int(minute) > 59:
        return day.isoformat(), "day"
    value = int(hour)
    half = (groups.get("half") or "")[:1]
    if half and value > 12:
        return day.isoformat(), "day"
    if half == "p" and value < 12:
        value += 12
    elif half == "a" and value == 12:
        value = 0
    return datetime(day.year, day.month, day.day, value, int(minute), tzinfo=at.tzinfo).isoformat(timespec="minutes"), "minute"


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest_year(month: int, day: int, at: date, past: bool) -> date | None:
    """The day of that name that is meant: the coming one, or the last one in a sentence about the past."""
    for year in ((at.year, at.year - 1) if past else (at.year, at.year + 1)):
        found = _safe(year, month, day)
        if found and ((found <= at) if past else (found >= at)):
            return found
    return _safe(at.year, month, day)


_WORDS_PAST = re.compile(r"\b(?:was|were|did|had|went|came|died|moved|broke|tore|bought|started|got|met|left|passed|turned|born|graduated|finished|visited|cancelled|ran|fell|lost|won|had been|"
                         r"adopted|married|\w{3,}ed)\b", re.IGNORECASE)
Finder = Callable[[re.Match[str], datetime, bool], "Time | None"]
_RULES: list[tuple[re.Pattern[str], Finder]] = []


def _rule(pattern: str) -> Callable[[Finder], Finder]:
    def add(finder: Finder) -> Finder:
        _RULES.append((re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE), finder))
        return finder
    return add


def _time(match: re.Match[str], valid_from: str | None, precision: str, said: str = "", *, to: str | None = None, recurrence: str | None = None) -> Time:
    return Time(match.start(), match.end(), match.group().strip(), valid_from, to, precision, recurrence, said)


def _told(day: date, match: re.Match[str], lead: str = "on") -> str:
    hour = next((match.groupdict().get(g) for g in ("hour", "hour24", "hourc") if match.groupdict().get(g)), None)
    clock = ""
    if hour:
        minute = next((match.groupdict().get(g) for g in ("minute", "minute24", "minutec") if match.groupdict().get(g)), None)
        half = (match.groupdict().get("half") or "").replace(".", "")
        clock = f" at {hour}" + (f":{minute}" if minute else "") + half
    return f"{lead} {day_text(day)}{clock}".strip()


def _lead(match: re.Match[str], default: str = "on") -> str:
    said = (match.groupdict().get("lead") or "").lower().strip()
    return said or default


_LEAD = r"(?:(?P<lead>on|by|since|until|till|from|before|after)\s+)?(?:the\s+)?"


def _bounded(match: re.Match[str], value: str, precision: str, said: str) -> Time:
    """ "until May" is an end, the others are a beginning."""
    if _lead(match) in ("until", "till"):
        return _time(match, None, precision, said, to=value)
    return _time(match, value, precision, said)


@_rule(r"(?:(?P<lead>on|by|since|until|till|from|before|after)\s+)?(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?)?")
def _iso(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    day = _safe(int(match["year"]), int(match["m"]), int(match["d"]))
    return _bounded(match, day.isoformat(), "day", "") if day else None


@_rule(r"(?:(?P<lead>on|by)\s+)?\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})")
def _numeric(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    import dateparser

    text = match.group().split()[-1]
    found = dateparser.parse(text, languages=["en"], settings={"DATE_ORDER": "DMY", "STRICT_PARSING": True, "PREFER_DATES_FROM": "past" if past else "future"})
    return _bounded(match, found.date().isoformat(), "day", _told(found.date(), match, _lead(match))) if found else None


_ORDINAL_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"


@_rule(rf"{_LEAD}(?:{DAY_NAME}\s*,?\s+(?:the\s+)?)?{_ORDINAL_DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+(?P<year>(?:19|20)\d\d))?{_CLOCK}")
@_rule(rf"{_LEAD}(?:{DAY_NAME}\s*,?\s+)?{MONTH}\s+(?:the\s+)?{_ORDINAL_DAY}(?!\d|[:.]\d|\s*(?:am|pm|years|yrs|weeks|days))(?:,?\s+(?P<year>(?:19|20)\d\d))?{_CLOCK}")
def _day_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    month, number = _month(match["month"]), int(match["d"])
    day = _safe(int(match["year"]), month, number) if match["year"] else _nearest_year(month, number, at.date(), past)
    if day is None:
        return None
    value, precision = _clocked(day, match, at)
    return _bounded(match, value, precision, _told(day, match, _lead(match, "")) if match["year"] is None else "")


@_rule(rf"(?:(?P<lead>in|since|until|till|from|by|before|after)\s+)(?:(?:early|late|mid|last|next|this)[\s-]+)?{MONTH}(?:,?\s+(?P<year>(?:19|20)\d\d))?")
@_rule(rf"(?P<lead>last|next|this)\s+{MONTH}")
@_rule(rf"(?P<lead>)(?:early|late|mid)?[\s-]*{MONTH}\s+(?P<year>(?:19|20)\d\d)")
def _in_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    month = _month(match["month"])
    lead = match["lead"].lower()
    year = int(match["year"]) if match.groupdict().get("year") else at.year
    if not match.groupdict().get("year"):
        behind = past or lead in ("since", "last") or re.search(r"\blast\b", match.group(), re.IGNORECASE)
        if behind and month > at.month or (lead == "last" and month == at.month):
            year -= 1
        elif not behind and month < at.month:
            year += 1
    said = f"{'in' if lead in ('', 'last', 'next', 'this', 'in') else lead} {_MONTHS[month - 1].capitalize()} {year}"
    return _bounded(match, f"{year}-{month:02d}-01", "month", said)


@_rule(rf"(?:(?:on|by|for|since|until|till)\s+)?(?P<which>day after tomorrow|the day after tomorrow|day before yesterday|the day before yesterday|today|tonight|tomorrow|yesterday|"
       rf"this morning|this afternoon|this evening|last night)(?:\s+(?P<part>morning|afternoon|evening|night))?{_CLOCK}")
def _near(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    which = match["which"].lower()
    shift = {"tomorrow": 1, "yesterday": -1, "last night": -1}.get(which, 2 if "after" in which and "noon" not in which else -2 if "before" in which else 0)
    day = at.date() + timedelta(days=shift)
    value, precision = _clocked(day, match, at)
    part = match["part"] or next((p for p in ("morning", "afternoon", "evening", "night") if p in which), "")
    lead = re.match(r"(by|for|since|until|till)\b", match.group(), re.IGNORECASE)
    said = _told(day, match, lead.group().lower() if lead else "on")
    if part and precision == "day":
        said = f"on the {part} of {day_text(day)}"
    if lead and lead.group().lower() in ("until", "till"):
        return _time(match, None, precision, said, to=value)
    return _time(match, value, precision, said)


@_rule(rf"(?P<n>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+{DAY_NAME}s?\s+(?:of\s+)?(?:the|each|every)\s+month")
def _monthly_day(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    return _time(match, None, "unknown", recurrence=f"monthly on the {match['n'].lower()} {_DAYS[_weekday(match['day'])].capitalize()}")


_DAY_S = DAY_NAME.replace("(?P<day>", "(?:")


@_rule(rf"(?:every|each)\s+(?P<other>other|second|two|three|four|couple of|few)?\s*(?P<what>{_DAY_S}|day|week|month|year|morning|evening|night|weekend|weekday|summer|winter|spring|autumn|"
       rf"christmas|fortnight)s?(?:\s+(?:morning|evening|night|afternoon)s?)?(?:(?:\s*,\s*|\s+and\s+|\s*[&+]\s*){_DAY_S})*{_CLOCK}")
@_rule(rf"(?:on\s+)?(?P<what>{_DAY_S}s\b|{_DAY_S}(?:\s*(?:,|and|\+|&|/)\s*{_DAY_S})+)(?:\s+(?:morning|evening|night|afternoon)s?)?{_CLOCK}")
@_rule(r"(?:on\s+)?(?P<what>weekdays|weekends|daily|weekly|monthly|yearly|annually|fortnightly|once a (?:day|week|month|year)|twice a (?:day|week|month|year)|"
       r"(?:\d+|two|three|four|five|six)\s*(?:x|times)\s+(?:a|per)\s+(?:day|week|month|year))")
def _every(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    return _time(match, None, "unknown", recurrence=re.sub(r"\s+", " ", match.group().strip().lower()))


@_rule(rf"(?:(?P<lead>on|by|since|until|till|from|before|after|for)\s+)?(?:(?P<which>next|last|this|this coming|coming|past)\s+)?{DAY_NAME}(?:\s+(?P<part>morning|afternoon|evening|night))?{_CLOCK}")
def _weekday_time(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    which = (match["which"] or "").lower()
    short = len(match["day"]) <= 4 and match["day"].lower() in ("sat", "sun", "mon", "wed", "fri", "thu", "tue")
    if short and not (match["lead"] or which or any(match[g] for g in ("hour", "hour24", "hourc"))):
        return None
    target = _weekday(match["day"])
    lead = _lead(match)
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
    value, precision = _clocked(day, match, at)
    name = _DAYS[target].capitalize()
    said = _told(day, match, f"{lead if lead != 'for' else 'on'} {name}")
    if match["part"]:
        said = re.sub(r"(\d{4})", rf"\1 in the {match['part'].lower()}" if match["part"].lower() != "night" else r"\1 at night", said, count=1)
    return _bounded(match, value, precision, said)


@_rule(rf"(?:about\s+|around\s+|some\s+)?{_NUMBER}\s+{_UNIT}\s+(?:ago|back)")
@_rule(rf"(?P<in>in|within)\s+(?:about\s+)?{_NUMBER}\s+{_UNIT}(?:'?\s+time)?")
@_rule(rf"{_NUMBER}\s+{_UNIT}\s+(?P<in>from now|from today)")
def _units(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    amount, unit = _count(match["n"]), match["unit"].lower()
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
        return _time(match, day.isoformat(), "day" if unit == "day" else "week", _told(day, match, "on" if unit == "day" else "around") if exact else f"around {day_text(day)}")
    if unit == "month":
        index = at.year * 12 + at.month - 1 + sign * amount
        year, month = divmod(index, 12)
        return _time(match, f"{year:04d}-{month + 1:02d}-01", "month", f"in {_MONTHS[month].capitalize()} {year}") if 1 <= year <= 9999 else None
    year = at.year + sign * amount * (10 if unit == "decade" else 1)
    return _time(match, f"{year:04d}-01-01", "year", f"around {year}") if 1 <= year <= 9999 else None


@_rule(r"(?:(?:in|over|during|at|since)\s+)?(?:the\s+)?(?P<which>last|next|this|past)\s+(?P<unit>week(?:end)?|month|year|spring|summer|autumn|fall|winter|christmas)")
def _last_unit(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    which, unit = match["which"].lower(), match["unit"].lower()
    sign = {"last": -1, "past": -1, "next": 1}.get(which, 0)
    today = at.date()
    if unit == "week":
        day = today - timedelta(days=today.weekday()) + timedelta(days=7 * sign)
        return _time(match, day.isoformat(), "week", f"in the week of {day_text(day)}", to=(day + timedelta(days=6)).isoformat())
    if unit == "weekend":
        day = today - timedelta(days=today.weekday()) + timedelta(days=5 + 7 * sign)
        return _time(match, day.isoformat(), "day", f"on the weekend of {day_text(day)}", to=(day + timedelta(days=1)).isoformat())
    if unit == "month":
        year, month = divmod(at.year * 12 + at.month - 1 + sign, 12)
        return _time(match, f"{year}-{month + 1:02d}-01", "month", f"in {_MONTHS[month].capitalize()} {year}")
    if unit == "year":
        return _time(match, f"{at.year + sign}-01-01", "year", f"in {at.year + sign}")
    month = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12, "christmas": 12}[unit]
    year = at.year + sign
    if sign < 0 and month + 2 < at.month:
        year = at.year
    if sign > 0 and month > at.month:
        year = at.year
    day_of = "25" if unit == "christmas" else "01"
    return _time(match, f"{year}-{month:02d}-{day_of}", "day" if unit == "christmas" else "month", f"in {unit} {year}" if unit != "christmas" else f"at Christmas {year}")


_FEASTS = {"christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "xmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31), "new years eve": (12, 31),
           "new year's day": (1, 1), "new year's": (1, 1), "valentine's day": (2, 14), "valentines day": (2, 14), "valentine's": (2, 14), "halloween": (10, 31)}


@_rule(r"(?:(?P<lead>on|at|by|before|after|until|till|since|for|over)\s+)?(?P<feast>christmas eve|christmas day|christmas|xmas|boxing day|new year'?s eve|new year's day|new year's|valentine'?s day|"
       r"valentine's|halloween)(?!\s+(?:tree|card|present|gift|dinner|party|cake|idea|pudding|lights))")
def _feast(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    month, number = _FEASTS[match["feast"].lower()]
    day = _nearest_year(month, number, at.date(), past)
    if day is None:
        return None
    feast = " ".join(word[:1].upper() + word[1:] for word in match["feast"].split())
    lead = (match["lead"] or ("on" if re.search("day|eve", feast, re.IGNORECASE) else "at")).lower()
    if lead in ("until", "till"):
        return _time(match, None, "day", f"{lead} {feast} {day.year}", to=day.isoformat())
    return _time(match, day.isoformat(), "day", f"{lead} {feast} {day.year}")


@_rule(r"(?P<lead>in|since|until|till|from|by|around|back in)\s+(?P<year>(?:19|20)\d\d)(?!\s*(?:km|miles|kg|g|ml|m|people|euros?|pounds?|dollars?|words|steps|pieces))")
def _in_year(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    return _bounded(match, f"{match['year']}-01-01", "year", "")


@_rule(rf"(?P<lead>on|until|till|by|back on|from|before|after)\s+the\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)(?!\s+(?:floor|of|century|birthday|grade|of each|of every|street|avenue)){_CLOCK}")
def _day_of_month(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    number = int(match["d"])
    for shift in range(0, 4):
        year, month = divmod(at.year * 12 + at.month - 1 + (-shift if past else shift), 12)
        day = _safe(year, month + 1, number)
        if day and ((day <= at.date()) if past else (day >= at.date())):
            value, precision = _clocked(day, match, at)
            lead = _lead(match).removeprefix("back ")
            return _bounded(match, value, precision, ("back " if match["lead"].lower() == "back on" else "") + _told(day, match, lead))
    return None


@_rule(r"since\s+the\s+weekend")
def _since_weekend(match: re.Match[str], at: datetime, past: bool) -> Time | None:
    saturday = at.date() - timedelta(days=(at.weekday() - 5) % 7 or 0)
    return _time(match, saturday.isoformat(), "day", f"since the weekend of {day_text(saturday)}")


def find(text: str, at: datetime, anchor: str | None = None) -> list[Time]:
    """Every time that the sentence names, left to right, none overlapping another. `anchor`: a date told before it, which "back on the 9th" counts from."""
    if not _HINT.search(text):
        return []
    past = _WORDS_PAST.search(text) is not None and not re.search(r"\b(?:will|is going to|is \w+ing|due)\b", text)
    found: list[Time] = []
    for pattern, finder in _RULES:
        for match in pattern.finditer(text):
            if any(match.start() < t.stop and t.start < match.end() for t in found):
                continue
            since = anchor or next((t.valid_from for t in found if t.precision in ("day", "minute") and t.valid_from), None)
            when = datetime.fromisoformat(since[:10]).replace(tzinfo=at.tzinfo) if finder is _day_of_month and since and since[:10] > at.date().isoformat() else at
            try:
                time = finder(match, when, past)
            except (OverflowError, ValueError):
                time = None
            if time is not None:
                trimmed = match.group().rstrip()
                found.append(msgspec.structs.replace(time, stop=match.start() + len(trimmed)))
    return sorted(found, key=lambda time: time.start)


def settle(text: str, at: datetime, *, yearly: bool = False, anchor: str | None = None) -> tuple[str, Time | None]:
    """The sentence with its relative times said absolutely, and the time that dates it. `yearly`: birthdays keep their day and get no year."""
    found = find(text, at, anchor)
    if not found:
        return text, None
    main = next((t for t in found if t.valid_from), None) or next((t for t in found if t.valid_to), None) or found[0]
    recurring = next((t.recurrence for t in found if t.recurrence), None)
    if main.recurrence is None and recurring is not None:
        main = msgspec.structs.replace(main, recurrence=recurring)
    end = next((t.valid_to for t in found if t.valid_to and t is not main), None)
    if end and not main.valid_to and main.valid_from:
        main = msgspec.structs.replace(main, valid_to=end)
    if yearly:
        return text, main
    for time in reversed(found):
        if time.said and time.said.lower() != time.words.lower():
            text = text[:time.start] + time.said + text[time.stop:]
    return text, main
