"""What "it" and "both" stand for, and which verb goes on, where what was told just before says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from engine.learning.lexicon import NUMBER_WORDS, PLURAL, RELATIONS
from engine.learning.people import Person
from engine.learning.records import Candidate
from engine.learning.story import Statement
from engine.learning.verbs import THIRD
from engine.learning.words import words

_BEARS = re.compile(
    r"(?P<how>is (?:not )?(?:fine|ok|okay|all right|alright) (?:with|on)|is (?:not|no longer) allergic to|(?:can|cannot) (?:eat|have|take|drink|tolerate|stand)|"
    r"does not (?:react to|mind|eat|like)|loves|likes|eats|takes|hates) (?:it|that|them|those)$"
)
_AVOIDED = ("allergic_to", "avoids", "dislikes", "likes", "takes_medication", "prefers")
_BOTH = re.compile(
    r"^\W*(?:(?:they'?re|they are|these are|those are|and|who are) )?(?:both|all(?: (?:three|four|of them))?|the two) (?:of )?(?:are )?(?:my|our) "
    r"(?:(?:grown[- ]up|adult|younger|older|little|big) )?(?P<kin>[\w-]+)\W*$",
    re.IGNORECASE,
)
_COUNT = "|".join(word for word, number in NUMBER_WORDS.items() if 0 < number < 21)
_NOW = re.compile(
    rf"^\W*(?P<when>at the mo(?:ment)?|currently|right now|atm|just now|mostly|mainly)[,:]? (?:it'?s |we'?ve (?:got )?|we have |i have |i'?ve (?:got )?)?"
    rf"(?P<what>(?:an?|the|\d{{1,2}}|{_COUNT}) [\w' -]{{3,60}}|[a-z]+s)$",
    re.IGNORECASE,
)


def with_antecedent(said: Statement, told: Sequence[Candidate]) -> Statement:
    """ "My sister is fine with it": with what somebody else was just said to be allergic to, or to like."""
    match = _BEARS.match(said.rest) if not said.about_user else None
    thing = next((c.object for c in reversed(told) if c.predicate in _AVOIDED and c.object), None) if match else None
    return msgspec.structs.replace(said, rest=f"{match['how']} {thing}") if match and thing else said


def carried_on(text: str, last: Statement | None, start: int, stop: int) -> Statement | None:
    """ "We foster. At the moment two brothers": the verb of the sentence before."""
    match = _NOW.match(text.strip(" ,"))
    if not match or last is None or not last.about_user or len(last.rest.split()) > 2 or last.rest.split()[0] not in THIRD:
        return None
    when = {"at the mo": "at the moment", "atm": "at the moment"}.get(match["when"].lower(), match["when"].lower())
    verb = last.rest.split()[0]
    told = f"{when} {verb} {match['what']}" if when in ("mostly", "mainly") else f"{verb} {match['what']} {when}"
    return msgspec.structs.replace(last, rest=told, start=start, stop=stop, elided=True)


def both(text: str, people: Sequence[Person], source: str) -> list[Person]:
    """ "Both my sons": who was named before, each one of them; empty when it is no such clause, or they are not two."""
    match = _BOTH.match(text)
    if not match or match["kin"].lower() not in RELATIONS | PLURAL:
        return []
    named = [name for name in dict.fromkeys(p.name for p in people) if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", source)]
    for word in words(source):
        opens = not word.start or source[: word.start].rstrip()[-1:] in (".", "!", "?", "\n")
        if word.text[:1].isupper() and not opens and word.low != "i" and word.text not in named:
            named.append(word.text)
    relation = match["kin"].lower()
    return [Person(f"the user's {relation} {name}", name, relation) for name in named] if 2 <= len(named) <= 4 else []
