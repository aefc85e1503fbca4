"""What kinds of values a sentence holds: days of the week, times of day, amounts, rhythms. Two of one kind can be compared."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import NUMBER_WORDS
from engine.memory.words import fold

_COUNTED = "|".join(sorted((word for word, number in NUMBER_WORDS.items() if number > 1 and word != "couple"), key=len, reverse=True))
_DAY = re.compile(r"\b(?P<day>mon|tue|wed|thu|fri|sat|sun)(?:days?|s|r?s?days?|nesdays?|rdays?|rs)?\b")
_CLOCK = re.compile(
    rf"\b(?P<e>\d{{1,2}}) ?(?:to|till|until|-|–) ?(?=\d{{1,2}}\b(?! ?(?:mg|units?|kg|\d)))|(?<=\d to )(?P<f>\d{{1,2}})\b(?! ?(?:mg|units?|kg))|"
    rf"\b(?P<a>\d{{1,2}}[:.][0-5]\d)\b|\b(?P<b>\d{{1,2}}) ?(?:am|pm|h|o'?clock)\b|\bhalf (?:past )?(?P<c>\d{{1,2}}|{_COUNTED})\b|"
    rf"\b(?:at|from|till|until|by) (?P<d>\d{{1,2}}|{_COUNTED})\b(?! ?(?:[a-z]+ ){{0,1}}(?:mg|kg|units?|euros?|pounds?|people|years?|weeks?|"
    rf"months?|of)\b)"
)
_UNITS = {
    "mg": "mg mcg µg", "unit": "unit units iu", "tablet": "tablet tablets pill pills puffs", "weight": "kg kilo kilos lb lbs stone st",
    "person": "people pupils students kids children members staff",
}  # fmt: skip
_UNIT = {word: unit for unit, listed in _UNITS.items() for word in listed.split()}
_AMOUNT = re.compile(
    rf"(?P<money>[£$€]\s?)?\b(?P<n>\d[\d.,]*\d|\d|{_COUNTED})(?P<k>k)?\b ?(?P<unit>{'|'.join(sorted(_UNIT, key=len, reverse=True))})?\b"
    r"(?P<per>,? (?:a|per|each|every) (?:day|week|month|year|night|term|hour|head))?"
)
_RHYTHM = re.compile(
    r"\b(?:(?:once|twice|one|two|three|four|\d) (?:times )?(?:a|per) (?:day|week|month|night)|once daily|twice daily|daily|nightly|fortnightly|"
    r"weekly|monthly|every (?:other|second|third) (?:day|week|weekend|month)|every \d+ (?:hours|days|weeks)|week about|alternate \w+|"
    r"(?:each|every) (?:morning|evening|night|day|week|weekend)|weekdays|weekends)\b"
)
_SHIFT = re.compile(r"\b(?P<s>earlies|lates|nights|days|night shifts?|day shifts?|early shifts?|late shifts?|backshift|part[- ]time|full[- ]time)\b")
_DATED = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|apr|"
    r"jun|jul|aug|sept?|oct|nov|dec)\b(?: \d{1,2}(?:st|nd|rd|th)?\b)?(?:,? (?:19|20)\d\d\b(?! (?:a|per|each) ))?|\b(?:19|"
    r"20)\d\d(?:-\d\d-\d\d)?\b(?! (?:a|per|each) )|"
    r"\bthe \d{1,2}(?:st|nd|rd|th)\b|\bweek of\b"
)
_ONCE = re.compile(r"\b(?P<n>once|twice)\b")


def values(text: str) -> dict[str, frozenset[str]]:
    """Kind -> the values of that kind in a text, in plain form. Dates are left out: they have their own column."""
    said = _DATED.sub(lambda match: " " * len(match.group()), fold(text))
    found: dict[str, set[str]] = {}

    def take(kind: str, value: str) -> None:
        found.setdefault(kind, set()).add(value)

    for match in _DAY.finditer(said):
        take("day", match["day"])
    for match in _RHYTHM.finditer(said):
        take("rhythm", _ONCE.sub(lambda one: "one" if one["n"] == "once" else "two", match.group()).replace("daily", "a day"))
    said = _RHYTHM.sub(lambda match: " " * len(match.group()), said)
    for match in _CLOCK.finditer(said):
        take("clock", _number(next(value for value in match.groups() if value)))
    said = _CLOCK.sub(lambda match: " " * len(match.group()), said)
    for match in _SHIFT.finditer(said):
        take("shift", match["s"].split()[0].replace("earlies", "early").replace("lates", "late").rstrip("s"))
    for match in _AMOUNT.finditer(said):
        number = _number(match["n"]) + (match["k"] or "")
        kind = _UNIT.get(match["unit"] or "", "money" if match["money"] else "")
        take(f"amount:{kind}" if kind else "number", number)
    return {kind: frozenset(of) for kind, of in found.items()}


def words_of(text: str) -> frozenset[str]:
    """The words of a text that are values or say of which kind they are; they don't tell what it is about."""
    said = fold(text)
    spans = [match.group() for pattern in (_DAY, _RHYTHM, _CLOCK, _SHIFT, _AMOUNT, _DATED) for match in pattern.finditer(said)]
    return frozenset(word for span in spans for word in re.findall(r"[\w.:]+", span))


def differ(new: dict[str, frozenset[str]], old: dict[str, frozenset[str]]) -> bool:
    """Whether the newer values hold another one of a kind that the older ones have too. A bare number can be of any unit."""
    for kind, mine in new.items():
        theirs = old.get(kind, frozenset())
        if kind == "number" and not theirs:
            theirs = frozenset(value for name, of in old.items() if name.startswith("amount:") for value in of)
        elif kind.startswith("amount:") and not theirs:
            theirs = old.get("number", frozenset())
        if theirs and mine - theirs:
            return True
    return False


def amounts(text: str) -> list[str]:
    """The numbers in a text, words or digits, in their order."""
    return [_number(match.group()) for match in re.finditer(rf"\d+(?:[.,]\d+)?|\b(?:{_COUNTED})\b", text)]


def _number(said: str) -> str:
    value = str(NUMBER_WORDS[said]) if said in NUMBER_WORDS else said.replace(",", "").replace(":", ".").strip(".")
    return value.removesuffix(".00")
