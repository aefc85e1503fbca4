"""What can stand after a subject whose "is" was left out: "son allergic to nuts", "deposit with MyDeposits", "Orla 7"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import ADVERBS, NUMBER_WORDS
from engine.learning.grammar.states import CONDITIONS, GOES_ON, NOT_GERUND, PASSIVE, PLACED, STATES
from engine.learning.grammar.verbs import AUXILIARY, BASES, GERUND, NOUNISH, PARTICIPLE, THIRD, is_past
from engine.learning.grammar.words import Word

_AGE = re.compile(r"(?:\d{1,3}|1?\d½)$")


_AFTER_AGE = frozenset(
    ", . and but years year yrs months weeks years-old old now today next in on at with who ( ) tomorrow this soon already".split()
)


def missing_verb(tokens: list[Word], place: int, *, plural: bool = False, person: bool = True) -> str:
    """The form of "be" that was left out before `place` ("is", "are", "was", "were"); "" when a verb stands there or nothing tells."""
    while place < len(tokens) and (tokens[place].low in ADVERBS or tokens[place].low in ("not", "no", "longer", "due", "both", "half", "newly")):
        if tokens[place].low == "due":
            break
        place += 1
    if place >= len(tokens):
        return ""
    low = tokens[place].low
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    is_, was = ("are", "were") if plural else ("is", "was")
    if low in AUXILIARY:
        return ""
    if low in PASSIVE and (low in PARTICIPLE or low not in BASES) and _agentless(following):
        return is_ if low in GOES_ON else was
    if low in ("retired", "married", "divorced", "separated", "adopted", "fostered"):
        return ""
    if low in ("called", "named") or low in STATES or low == "due":
        return is_
    if low in CONDITIONS and low not in BASES:
        return is_ if following else ""
    if is_past(low) or low in THIRD:
        return ""
    if low in GERUND and low not in NOT_GERUND and low not in BASES:
        return is_
    if low in PLACED:
        return is_ if following and not _verb_ahead(tokens, place + 1) else ""
    if low == "=" and following:
        return is_
    if person and (low in ("a", "an") and following):
        return is_
    if person and (_AGE.match(low) or low in NUMBER_WORDS) and _closes_age(tokens, place):
        return is_
    return ""


def _verb_ahead(tokens: list[Word], place: int) -> bool:
    """ "…with the museum finishes in June": the verb comes after the phrase."""
    for n in range(place + 1, min(len(tokens), place + 6)):
        low = tokens[n].low
        if low in (",", "and", "but", "so", "because", "who", "which", "that", "when", "if", "since", "until", "till", "(", "-"):
            return False
        if low in AUXILIARY or (low in THIRD and low not in NOUNISH):
            return True
    return False


def _agentless(following: str) -> bool:
    """Whether a past form has no object: "serviced yesterday", not "booked a table"."""
    return (
        not following
        or (not following[:1].isalnum())
        or following
        not in frozenset("a an the my our his her their me us him them it this that some two three four five six seven eight nine ten new".split())
    )


def _closes_age(tokens: list[Word], place: int) -> bool:
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    return not following or following in _AFTER_AGE
