"""The shape of a rule: a pattern over a clause that is already told in the third person, with the examples that are its tests."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from engine.learning.grammar.lexicon import PREPOSITIONS
from engine.learning.records import EntityKind, Kind
from engine.learning.telling.story import Statement

Who = Literal["user", "person", "thing", "anyone", "anything"]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """`pattern` matches all that follows the subject (group `o`: the object); `subject` narrows the subject itself.
    `text` retells it ({s}, {o}, other groups); `each` makes one memory per listed object. `examples`: message, a memory that must come of it;
    `never`: messages from which this rule must make nothing."""

    name: str
    category: str
    pattern: str
    who: Who = "anyone"
    subject: str = ""
    predicate: str = ""
    kind: Kind | None = None  # None: by the tense
    importance: float = 0.5
    confidence: float = 0.85
    text: str = ""
    each: bool = False
    object_kind: EntityKind | None = None
    examples: tuple[tuple[str, str], ...] = ()
    never: tuple[str, ...] = ()


class Shaped(msgspec.Struct, frozen=True):
    """What a rule made of a statement: the sentence without its full stop, and its object."""

    rule: Rule
    text: str
    object: str = ""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def fits(rule: Rule, said: Statement) -> re.Match[str] | None:
    """The match of a rule on a statement."""
    if (
        (rule.who == "user" and not said.about_user)
        or (rule.who == "thing" and not said.thing)
        or (rule.who == "person" and (said.about_user or said.thing))
    ):
        return None
    if rule.who == "anyone" and said.thing:
        return None
    if rule.subject and not _compiled(rule.subject).search(said.subject):
        return None
    return _compiled(rule.pattern).match(said.rest)


def shape(rule: Rule, said: Statement) -> list[Shaped]:
    """The memories that a rule makes of a statement; empty when it doesn't fit."""
    match = fits(rule, said)
    if not match:
        return []
    groups = {name: (value or "").strip(" ,") for name, value in match.groupdict().items()}
    found = groups.get("o", "")
    sentence = f"{said.subject} {said.rest}"
    if rule.each and found:
        return [Shaped(rule, rule.text.format(s=said.subject, **{**groups, "o": item}), item) for item in listed(found)]
    return [Shaped(rule, rule.text.format(s=said.subject, **groups) if rule.text else sentence, found)]


def listed(text: str) -> list[str]:
    """ "peanuts, shellfish and cats" -> three things. A list of long pieces is left whole."""
    counted = [p.strip() for p in re.split(r"\s*,?\s+and\s+(?=(?:an?|one|two|three|four|five|six|some|\d+)\s)", text) if p.strip()]
    if len(counted) > 1 and all(re.match(r"(?:an?|one|two|three|four|five|six|some|\d+)\s", p) for p in counted):
        return counted
    pieces = [p.strip() for p in re.split(r"\s*,\s*(?:and\s+|or\s+|but\s+)?|\s+(?:and|or|&)\s+(?:also\s+)?", text) if p.strip()]
    if len(pieces) > 1 and re.match(r"(?:an?|one|two|three|four|five|six|\d+)\s", text) and all(p[0].isupper() for p in pieces[1:]):
        return [text]  # "two kids, Max and Ivy": who they are, not more of them
    if any(p.split()[0].lower() in PREPOSITIONS for p in pieces[1:]):
        return [text]  # "a boat, in Cornwall": where it is
    return pieces if len(pieces) > 1 and all(len(p.split()) <= 3 for p in pieces) else [text]
