"""What "it" and "both" stand for, and which verb goes on, where what was told just before says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from engine.learning.grammar.lexicon import NUMBER_WORDS, PLURAL, RELATIONS
from engine.learning.grammar.verbs import THIRD
from engine.learning.grammar.words import words
from engine.learning.records import Candidate
from engine.learning.telling.people import Person
from engine.learning.telling.story import Statement

_BEARS = re.compile(
    r"(?P<how>is (?:not )?(?:fine|ok|okay|all right|alright) (?:with|on)|is (?:not|no longer) allergic to|(?:can|cannot) (?:eat|have|take|"
    r"drink|tolerate|stand)|"
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
    rf"^\W*(?P<when>at the mo(?:ment)?|currently|right now|atm|just now|mostly|mainly)[,:]? (?:it'?s |we'?ve (?:got )?|we have |i have |"
    rf"i'?ve (?:got )?)?"
    rf"(?P<what>(?:an?|the|\d{{1,2}}|{_COUNT}) [\w' -]{{3,60}}|[a-z]+s)$",
    re.IGNORECASE,
)
_DIAGNOSED = re.compile(r"(?:was )?diagnosed (?P<when>(?:in|on|at|last|when|this|aged|back in|\d|two|three|four|five|six|ten|a)\b.*)$", re.IGNORECASE)
_HAS_ILLNESS = re.compile(r"(?P<who>[^.]{3,50}?) has (?:got )?(?P<ill>(?!been\b|had\b|a (?:dog|cat|car)\b)[\w' -]{3,40})\.")
_REMARK = re.compile(
    r"(?P<main>(?:is|are|was|has|had|lives|works|moved|starts|got)\b.+?),? (?:and|but|so) (?:(?:is|are|was|not|very|so|really|absolutely|"
    r"pretty|still|totally|dead|well|proper|a bit|quite) )*(?:\w+ )?(?:about|with|over|at|by|of|for|around) (?:it|that|this|all of it|the "
    r"whole thing)$"
)
_SEVERAL = re.compile(
    r"(?:^(?:the|the user's) (?:[\w-]+ )?|\b\d+ |\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty) )(?P<what>(?:hens|bees|"
    r"sheep|ewes|goats|cats|dogs|horses|ponies|pigs|ducks|geese|rabbits|alpacas|llamas|hives|kittens|puppies|cows|fish|budgies|birds|snakes|"
    r"guinea pigs|tomatoes|chickens|kids|grandkids|bikes|guitars|cars|vans|plants|chillies|trees|roses))\b",
    re.IGNORECASE,
)
_GOT_N = re.compile(
    rf"(?:(?:i|we)(?:'ve| have)? )?(?:got|have|keep|there'?s|there are|we own) (?P<n>\d{{1,3}}|{_COUNT})(?: of (?:them|these|the "
    rf"things))?(?: now| in all| in total)?$",
    re.IGNORECASE,
)
_SOME_ARE = re.compile(
    rf"(?:and |but )?(?:the )?(?P<n>{_COUNT}|\d{{1,2}}|rest|others|most|some|half)(?: of (?:them|those))? (?P<be>is|are) (?P<what>(?!not "
    rf"sure\b|ok\b|fine\b|here\b|gone\b)[\w' -]{{3,40}})$",
    re.IGNORECASE,
)

_ORIGIN = re.compile(
    r"(?:(?:originally|orig)\s+)?(?P<how>from|born(?: and (?:bred|raised))? in|raised in|based in) (?P<where>[A-Z][\w'-]+(?: "
    r"[A-Z][\w'-]+){0,2}(?: originally)?)$"
)
_PORTRAYED = re.compile(r"(?:is|are) (?!from\b|in\b|at\b)(?:an? )?[\w' -]{3,40}$")
#: "a nurse at the Royal, been there six years"
_BEEN_THERE = re.compile(r"has been there (?P<when>(?:since|for|over|nearly|about|\d).+)$")
_AT = re.compile(r"\b(?P<where>(?:in|at|with) (?:the |a )?(?:[\w'-]+ ){0,3}[\w'-]+)\.$")


def with_antecedent(said: Statement, told: Sequence[Candidate]) -> Statement:
    """ "My sister is fine with it": with what somebody else was just said to be allergic to, or to like."""
    found = _DIAGNOSED.match(said.rest)
    if found and told and told[-1].kind == "semantic":
        has = _HAS_ILLNESS.fullmatch(told[-1].text)
        if has and has["who"] == said.subject:
            return msgspec.structs.replace(said, rest=f"was diagnosed with {has['ill']} {found['when']}")
    there = _BEEN_THERE.match(said.rest) if told else None
    where = _AT.search(told[-1].text) if there else None
    if there and where:
        how_long = there["when"] if there["when"].startswith(("since", "for")) else f"for {there['when']}"
        return msgspec.structs.replace(said, rest=f"has been {where['where']} {how_long}")
    match = _BEARS.match(said.rest) if not said.about_user else None
    thing = next((c.object for c in reversed(told) if c.predicate in _AVOIDED and c.object), None) if match else None
    return msgspec.structs.replace(said, rest=f"{match['how']} {thing}") if match and thing else said


def without_remark(said: Statement) -> Statement:
    """ "is 83 and livid about it": without what only the rest of the message could explain."""
    match = _REMARK.match(said.rest)
    return msgspec.structs.replace(said, rest=match["main"].rstrip(" ,")) if match else said


def counted(text: str, last: Statement | None, start: int, stop: int) -> Statement | None:
    """ "The hens are moulting. Got 6, two are Marans": how many of those that the sentence before spoke of."""
    noun = _SEVERAL.search(last.rest if last.about_user else last.subject) if last is not None else None
    if last is None or not noun:
        return None
    owned = f"the user's {noun['what']}"
    have = _GOT_N.match(text.strip(" ,"))
    if have and not last.about_user:
        return Statement("The user", f"has {have['n']} {noun['what']}", start, stop, about_user=True)
    some = _SOME_ARE.match(text.strip(" ,"))
    if not some or not (not last.about_user or re.match(rf"(?:has|keeps) (?:{_COUNT}|\d+) ", last.rest)):
        return None
    who = some["n"][:1].upper() + some["n"][1:].lower()
    who = f"The {who.lower()}" if who.lower() in ("rest", "others") else who
    return Statement(f"{who} of {owned}", f"{some['be']} {some['what']}", start, stop, thing=True)


def carried_on(text: str, last: Statement | None, start: int, stop: int) -> Statement | None:
    """ "We foster. At the moment two brothers": the verb of the sentence before."""
    origin = _ORIGIN.match(text[:1].lower() + text[1:].strip(" ,"))
    if origin and last is not None and not last.thing and not last.past and _PORTRAYED.match(last.rest):
        return msgspec.structs.replace(last, rest=f"is {origin.group()}", start=start, stop=stop, negative=False, elided=True)
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
