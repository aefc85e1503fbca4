"""The time of day: "at 3pm", "8.15", "half 7", "quarter to five", "noon", "2-4"."""

from __future__ import annotations

import re
from datetime import date, datetime

from engine.learning.grammar.lexicon import NUMBER_WORDS

_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_UNITS = (
    r"(?!\s*(?:%|km|kg|miles?|mg|ml|g\b|k\b|m\b|euros?|quid|pounds?|dollars?|each|per|x\b|people|of\b|years?|yrs?|weeks?|wks?|days?|months?|"
    r"hours?|hrs?|mins?))"
)
_END = r"(?:\s*(?:-|–|to|til|till|until|and)\s*\d{1,2}(?:[:.][0-5]\d)?(?:\s*[ap]\.?m\b\.?)?(?![\d/.:]|st\b|nd\b|rd\b|th\b))?"
#: A time of day that may follow a day. Its groups are read by `time_of_day`.
CLOCK = (
    r"(?P<clock>\s*,?\s*(?:(?:at|@|from|for|around|about|by|approx)\s+)?(?:"
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>[0-5]\d))?\s*(?P<half>am|pm|a\.m\.?|p\.m\.?)(?![a-z])|"
    rf"(?P<hourc>[01]?\d|2[0-3])[:.h](?P<minutec>[0-5]\d)(?![\d/.:%])(?!\s*[ap]\.?m\b){_UNITS}|"
    rf"(?:(?P<past>half|(?:a )?quarter|ten|twenty|five|twenty[- ]five|10|20|5|25)\s+(?P<way>past|to|after)\s+|"
    rf"(?P<halfpast>half)\s+)(?P<hourw>1[0-2]|[1-9]|{_HOURS})\b{_UNITS}|"
    rf"(?P<hourish>1[0-2]|[1-9]|{_HOURS})(?:ish|\s*o'?\s?clock)|(?P<noon>noon|midday|midnight))"
    rf"{_END}(?:\s+(?:in the|this|at)\s+(?P<part>morning|afternoon|evening|night|arvo))?|"
    rf"\s*,?\s*(?:at|@|from)\s+(?P<hour24>1?\d|2[0-3])(?:ish)?(?![\d%:./]|\s*(?:am|pm|or)\b|\s+(?!in\b|at\b|with\b|for\b|on\b|and\b|but\b|so\b|"
    rf"sharp\b|to\b|til\b|till\b)[a-z]+s\b){_UNITS}{_END}"
    r"(?:\s+(?:in the|this|at)\s+(?P<part24>morning|afternoon|evening|night|arvo))?)?"
)
_ALONE = re.compile(rf"(?<![\w.,:/£$€-]){CLOCK.removesuffix('?')}(?![\w-])", re.IGNORECASE)


def time_of_day(groups: dict[str, str | None]) -> tuple[int, int] | None:
    """(hour, minute) of the groups of `CLOCK`; None when no hour was said, or it may be morning or afternoon ("at 2")."""
    word = (groups.get("noon") or "").lower()
    if word:
        return (0, 0) if word == "midnight" else (12, 0)
    said = next((groups[g] for g in ("hour", "hourc", "hourw", "hourish", "hour24") if groups.get(g)), None)
    if not said:
        return None
    hour = int(said) if said.isdigit() else NUMBER_WORDS[said.lower()]
    minute = int(groups.get("minute") or groups.get("minutec") or 0)
    if groups.get("halfpast"):
        minute = 30
    elif groups.get("past"):
        lead = (groups["past"] or "").lower().removeprefix("a ").replace("-", " ")
        minute = {"half": 30, "quarter": 15, "twenty five": 25}.get(lead) or (int(lead) if lead.isdigit() else NUMBER_WORDS.get(lead, 0))
        if groups.get("way") == "to":
            hour, minute = hour - 1 or 12, 60 - minute
    half = (groups.get("half") or "")[:1].lower()
    part = (groups.get("part") or groups.get("part24") or "").lower()
    if half or part:
        if hour > 12:
            return (hour, minute) if hour < 24 and half != "a" else None
        late = half == "p" or part in ("afternoon", "evening", "arvo") or (part == "night" and hour > 5)
        return hour % 12 + (12 if late else 0), minute
    if hour > 23 or (hour < 8 and not said.startswith("0")):
        return None
    return hour, minute


def clocked(day: date, match: re.Match[str], at: datetime, part: str = "") -> tuple[str, str]:
    """The ISO day, or moment when an hour was said; with its precision. `part`: of the day, said with the day ("tonight at 8")."""
    groups = match.groupdict()
    found = time_of_day(groups if groups.get("part") or groups.get("part24") or not part else {**groups, "part": part})
    if found is None:
        return day.isoformat(), "day"
    return datetime(day.year, day.month, day.day, *found, tzinfo=at.tzinfo).isoformat(timespec="minutes"), "minute"


def clock_words(match: re.Match[str]) -> str:
    """The time of day as it was said, to stand after a day (" at 3pm"); "" when none was."""
    said = (match.groupdict().get("clock") or "").strip(" ,")
    if not said:
        return ""
    said = re.sub(r"^@\s*", "at ", said)
    said = re.sub(r"\ba\.m\b\.?", "am", re.sub(r"\bp\.m\b\.?", "pm", said))
    return " " + (said if re.match(r"(?:at|from|around|about|by|for|approx)\b", said, re.IGNORECASE) else f"at {said}")


def alone(text: str) -> list[tuple[int, int]]:
    """The unambiguous times of day that a text names anywhere."""
    found = (time_of_day(match.groupdict()) for match in _ALONE.finditer(text) if not match["hour24"])
    return list(dict.fromkeys(moment for moment in found if moment is not None))
