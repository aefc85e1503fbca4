"""The words that a jotting leaves out: "deleted tiktok" -> "I deleted tiktok", "spare key with Anjali" -> "my spare key is with Anjali"."""

from __future__ import annotations

import re

from engine.learning.grammar.words import words
from engine.learning.leftovers.belongings import having, placed
from engine.learning.leftovers.deeds import aimed, done
from engine.learning.leftovers.full import Full
from engine.learning.leftovers.moments import DATED, OFTEN
from engine.learning.leftovers.selves import ALONE, being, called_here, kin_from

_LEADING = frozenset("so and but also then now plus well still just currently".split())
_SUBJECT = frozenset("i we my our he she they it that this there you".split())
_AGE = re.compile(
    r"^(?=still\b|too\b|fit\b|back\b|[a-z]+ing\b|diagnosed\b|start(?:ed|ing)\b|took\b|and at\b|at\b)(?:.*?[\s,])??(?:at|aged?) (?P<age>[2-9]\d|10\d)"
    r"(?=\s*(?:$|[,.;!)]|and\b|but\b|so\b|i\b|with\b))",
    re.IGNORECASE,
)
_RECENT = re.compile(r"\b(?:last|this|yesterday|just|recently|today) ?(?:week|month|year)?|^took up", re.IGNORECASE)


def in_full(text: str) -> Full | None:
    """The jotting with its words, or None when nobody can tell what was left out."""
    here = called_here(text)
    if here:
        return here
    tokens = words(text)
    while len(tokens) > 2 and tokens[0].low in _LEADING:
        tokens = tokens[1:]
    if len(tokens) == 1 and tokens[0].low in ALONE:
        return Full(f"I am {tokens[0].low}", 3)
    if len(tokens) < 2 or tokens[0].low in _SUBJECT:
        return None
    said = text[tokens[0].start :]
    return aimed(said) or kin_from(said) or _timed(said) or done(said, tokens) or being(said, tokens) or having(said, tokens) or placed(said, tokens)


def age(text: str) -> str:
    """ "learning the accordion at 58": "I am 58 years old"; "" when the number is no age of today's."""
    match = _AGE.search(text)
    past = match is not None and re.match(r"diagnosed|started|took", text, re.IGNORECASE) is not None
    return f"I am {match['age']} years old" if match and (not past or _RECENT.search(text)) else ""


def _timed(said: str) -> Full | None:
    """ "christening's 6 july": "the christening is 6 july"; "every second friday is bin day": "my bin day is every second friday"."""
    dated = DATED.fullmatch(said)
    if dated and dated["what"].split()[-1].lower() not in ("one", "it", "that", "this"):
        return Full(f"the {dated['what']} is {dated['when']}", 1)
    often = OFTEN.fullmatch(said)
    if often:
        what = re.sub(r"^(?:the|my|our) ", "", often["what"])
        return Full(f"my {what} {often['be']} {often['when'][:1].lower()}{often['when'][1:]}", 2)
    return None
