"""Times in a sentence, resolved against the message's own time: the words, what they mean, how precisely, and whether they recur."""

from __future__ import annotations

import re
from datetime import date, datetime

import msgspec

from engine.learning.telling import anchored
from engine.learning.times import dates, feasts, hours, months, ranges, recurring, relatives, tense, weekdays
from engine.learning.times.moments import MONTH, Time, day_text

#: A token without which no time is looked for at all.
_HINT = re.compile(
    r"\d|day\b|days\b|night|nite|morrow|tom[oa]|tmr|tmw|moro|yest|yday|week|wk|month|mth|year|yr|fortnight|ago\b|since\b|until\b|til\b|till\b|"
    r"every|each|later|before|after|ly\b|noon|midnight|"
    r"morning|arvo|evening|christmas|xmas|nye\b|hogmanay|easter|pentecost|thanksgiving|valentine|eve\b|halloween|guy fawkes|decade|spring|monthly|"
    r"summer|autumn|winter|mon\b|tue|wed|thu|fri\b|sat\b|sun\b|jan|feb|mar|apr|may\b|june?\b|july?\b|aug|sep|oct|nov|dec|once|twice|alternate|sleeps",
    re.IGNORECASE,
)
#: In the order in which they are tried: what is longer, or means one thing only, comes first.
_FINDERS = (
    *ranges.RULES, *months.SHORT, *dates.EARLY, *months.RULES, *recurring.RULES, *weekdays.COUNTED, *relatives.RULES, *weekdays.RULES, *feasts.RULES,
    *months.YEARS, *dates.LATE, *anchored.RULES,
)  # fmt: skip
_ANCHORED = frozenset(finder for _, finder in anchored.RULES)
_ADVERBIAL = re.compile(r"(?:yesterday|today|tonight|tomorrow|last|next|this|the day)\b|.*\bago\b", re.IGNORECASE)
#: Of a birthday, these need their month said.
_BARE_DAY = re.compile(r"\d[/.]\d|^(?:\w+ )?the \d{1,2}(?:st|nd|rd|th)$")
#: What comes round every year gets no year: "always goes to Cornwall in August", "celebrates their anniversary on 14 June".
_HABIT = re.compile(
    r"(?<!not )\b(?:always|usually|normally|typically|traditionally|generally|every year|each year)\b[^,;]*$|"
    r"\bcelebrates?\b[^,;]*\b(?:anniversary|birthday|name day)\b[^,;]*$",
    re.IGNORECASE,
)
_CALENDAR_DAY = re.compile(
    rf"(?:(?:in|on|around|at|every|each)\s+)?(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?{MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?",
    re.IGNORECASE,
)
_STARTS_WITH_PREPOSITION = re.compile(r"^(?:on|in|at)\s+", re.IGNORECASE)


def find(text: str, at: datetime, anchor: str | None = None) -> list[Time]:
    """Every time that the sentence names, left to right, none overlapping another.

    `anchor`: a date told before it, which "back on the 9th" counts from.
    """
    if not _HINT.search(text):
        return []
    past = tense.lies_behind(text)
    found: list[Time] = []
    for pattern, finder in _FINDERS:
        for match in pattern.finditer(text):
            if any(match.start() < t.stop and t.start < match.end() for t in found):
                continue
            since = anchor or next((t.valid_from for t in found if t.precision in ("day", "minute") and t.valid_from), None)
            when = (
                datetime.fromisoformat(since[:10]).replace(tzinfo=at.tzinfo)
                if finder is dates.day_of_month and since and since[:10] > at.date().isoformat()
                else at
            )
            if finder in _ANCHORED:
                if not anchor:
                    continue
                when = datetime.fromisoformat(anchor[:10]).replace(tzinfo=at.tzinfo)
            try:
                time = finder(match, when, past and not tense.put_ahead(text, match.start(), match.group()))
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
    main = _with_hour(main, text, at)
    again = next((t.recurrence for t in found if t.recurrence), None)
    if main.recurrence is None and again is not None:
        main = msgspec.structs.replace(main, recurrence=again)
    end = next((t.valid_to for t in found if t.valid_to and t is not main), None)
    if end and not main.valid_to and main.valid_from:
        main = msgspec.structs.replace(main, valid_to=end)
    worked_out = " ".join(filter(None, (part for t in found for part in (t.said, t.valid_from, t.valid_to))))
    main = msgspec.structs.replace(main, computed=worked_out)
    if yearly:
        relative = re.search(r"\b(?:today|tonight|tomorrow|yesterday|next|this|last|day)\b|day\b", main.words, re.IGNORECASE)
        if (relative or _BARE_DAY.search(main.words)) and main.valid_from and main.precision in ("day", "minute"):
            said = "on " + day_text(date.fromisoformat(main.valid_from[:10])).rsplit(" ", 1)[0]
            return text[: main.start] + said + text[main.stop :], msgspec.structs.replace(main, words=said)
        return text, main
    if len(found) == 1 and main.precision in ("day", "month") and _CALENDAR_DAY.fullmatch(main.words) and _is_habit(text, main):
        return text, msgspec.structs.replace(main, valid_from=None, valid_to=None, precision="unknown", recurrence=f"yearly {main.words}")
    for time in reversed(found):
        if time.said and time.said.lower() != time.words.lower():
            text = text[: time.start] + _after(text[: time.start], time) + text[time.stop :]
    return text, main


def _is_habit(text: str, time: Time) -> bool:
    return _HABIT.search(text[: time.start]) is not None and not tense.lies_behind(text)


def _with_hour(time: Time, text: str, at: datetime) -> Time:
    """ "tomorrow is my test, 12:15 in Croydon": the one hour of the sentence belongs to its one day."""
    if time.precision != "day" or not time.valid_from or time.valid_to or time.recurrence:
        return time
    said = hours.alone(text[: time.start] + " ; " + text[time.stop :])
    if len(said) != 1:
        return time
    day = date.fromisoformat(time.valid_from)
    moment = datetime(day.year, day.month, day.day, *said[0], tzinfo=at.tzinfo).isoformat(timespec="minutes")
    return msgspec.structs.replace(time, valid_from=moment, precision="minute")


def _after(before: str, time: Time) -> str:
    """How the time is said after what stands before it: "moved to" takes no second preposition, "moved in" (yesterday) does."""
    last = before.split()[-1].lower() if before.split() else ""
    first = time.words.split()[0].lower()
    doubled = last in ("to", "since", "until", "till", "from", "for", "at", "before", "after", "of")
    if last == "by":
        doubled = not re.match(r"yesterday|last\b|.*\bago\b", time.words, re.IGNORECASE)
    elif last in ("in", "on", "around", "about"):
        doubled = not _ADVERBIAL.match(time.words) and not (last == "in" and first.rstrip("s").endswith("day"))
    if not doubled or _STARTS_WITH_PREPOSITION.match(time.words):
        return time.said
    return _STARTS_WITH_PREPOSITION.sub("", time.said, count=1)
