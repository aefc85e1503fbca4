"""Words for what people are to each other: which mean the same, which one has only one of, which are over."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from engine.memory.words import fold

_ALIKE = (
    "mother mum mom mam mama mummy mommy ma", "father dad papa daddy pa", "grandmother gran granny grandma nan nana nanna",
    "grandfather grandpa grandad granddad gramps", "wife missus", "husband hubby", "fiance fiancee", "aunt auntie aunty", "neighbour neighbor",
    "flatmate housemate roommate", "colleague coworker co-worker workmate teammate colleagues", "boss manager supervisor",
    "friend mate pal buddy bestie friends", "doctor gp doc", "brother brothers bro", "sister sisters sis", "cousin cousins", "son sons",
    "daughter daughters", "child kid kids children", "physio physiotherapist", "lawyer solicitor", "nephew nephews", "niece nieces",
    "neighbour neighbours neighbors", "stepmother stepmum stepmom", "stepfather stepdad", "dog puppy", "cat kitten", "aunt aunts", "uncle uncles",
)  # fmt: skip
_PLAIN = {word: group.split()[0] for group in _ALIKE for word in group.split()}
#: Of these a person has one at a time; "my boss" means the one there is.
_ONE = frozenset(
    "mother father wife husband partner spouse girlfriend boyfriend fiance boss landlord landlady dentist doctor therapist physio vet hairdresser "
    "barber lawyer accountant stepmother stepfather mother-in-law father-in-law".split()
)
_WOMEN = frozenset("wife girlfriend fiancee".split())
_MEN = frozenset("husband boyfriend".split())
_PARTNERS = frozenset("wife husband partner spouse girlfriend boyfriend fiance".split())
#: The wider word, and what it may mean.
_WIDER = {
    "child": frozenset("son daughter baby toddler".split()), "sibling": frozenset("brother sister".split()),
    "parent": frozenset("mother father".split()),
    "grandparent": frozenset("grandmother grandfather".split()), "grandchild": frozenset("grandson granddaughter".split()),
}  # fmt: skip
#: What one person may well be at the same time, so that two of one name can be offered for merging.
_LOOSE = frozenset("friend colleague neighbour flatmate classmate teammate boss client customer teacher tutor coach trainer student".split())
_KIN = frozenset(
    "mother father parent grandmother grandfather grandparent wife husband partner spouse girlfriend boyfriend fiance brother sister sibling son "
    "daughter child baby toddler twin twins triplets cousin nephew niece aunt uncle grandson granddaughter grandchild grandchildren parents "
    "grandparents siblings stepmother stepfather stepson stepdaughter stepbrother stepsister stepchild eldest youngest".split()
)
_IN_LAW = {
    "brother-in-law": ("sister's husband", "husband's brother", "wife's brother", "partner's brother"),
    "sister-in-law": ("brother's wife", "husband's sister", "wife's sister", "partner's sister"),
    "mother-in-law": ("husband's mother", "wife's mother"), "father-in-law": ("husband's father", "wife's father"),
    "son-in-law": ("daughter's husband",), "daughter-in-law": ("son's wife",), "niece": ("brother's daughter", "sister's daughter"),
    "nephew": ("brother's son", "sister's son"), "aunt": ("mother's sister", "father's sister"), "uncle": ("mother's brother", "father's brother"),
    "grandmother": ("mother's mother", "father's mother"), "grandfather": ("mother's father", "father's father"),
    "grandson": ("son's son", "daughter's son"), "granddaughter": ("son's daughter", "daughter's daughter"),
}  # fmt: skip
_COMPOSED = {chain: word for word, chains in _IN_LAW.items() for chain in chains}
_FORMER = re.compile(
    r"^(?:ex[- ]|(?:former|previous|old)\s+(?=boss|manager|supervisor|landlord|landlady|colleague|flatmate|housemate|roommate|wife|husband|"
    r"girlfriend|boyfriend|partner|doctor|gp|dentist|teacher|neighbou?r))"
)
_CURRENT = re.compile(r"^(?:new|current|present)\s+")
_WHICH = frozenset("older elder eldest oldest younger youngest little big middle first second third".split())
_SENIORITY = {"older": "older", "elder": "older", "eldest": "older", "oldest": "older", "big": "older", "younger": "younger", "youngest": "younger",
              "little": "younger"}  # fmt: skip


class Tie(msgspec.Struct, frozen=True):
    """A relation taken apart: "ex-wife" is a former wife, "older brother" a brother with `which`; `word` is the plain word."""

    word: str
    said: str  # the word itself, folded
    former: bool = False
    new: bool = False
    which: str = ""


@lru_cache(maxsize=2000)
def tie(relation: str) -> Tie:
    """ "My new boss" -> boss, new; "mum" -> mother; "sister's husband" -> brother-in-law."""
    text = re.sub(r"\s+", " ", fold(relation).strip()).replace(" in law", "-in-law")
    text = re.sub(r"^(?:my|our|the|the user's|their)\s+", "", text)
    new = _CURRENT.match(text) is not None
    text = _CURRENT.sub("", text)
    former = _FORMER.match(text) is not None
    text = _FORMER.sub("", text)
    if "'s " in text:
        chain = "'s ".join(tie(part).word for part in text.split("'s "))
        return Tie(_COMPOSED.get(chain, chain), text, former, new)
    if text.startswith("from "):
        return Tie(text, text, former, new)
    parts = text.split(" ")
    which = next((_SENIORITY.get(part, part) for part in parts[:-1] if part in _WHICH), "")
    return Tie(_PLAIN.get(parts[-1], parts[-1]), parts[-1], former, new, which)


def unique(relation: str) -> bool:
    """Whether a person has only one of these at a time."""
    found = tie(relation)
    return found.word in _ONE and not found.former


def one_person(relation: str | None, other: str | None) -> bool:
    """Whether somebody of the one relation can be somebody of the other: "wife" and "ex-wife", "kid" and "son", "fiancée" and "wife"."""
    if not relation or not other:
        return True
    mine, theirs = tie(relation), tie(other)
    if mine.which and theirs.which and mine.which != theirs.which:
        return False
    if mine.word == theirs.word:
        return True
    if mine.word in _PARTNERS and theirs.word in _PARTNERS:
        return not ({mine.said, theirs.said} & _WOMEN and {mine.said, theirs.said} & _MEN)
    return theirs.word in _WIDER.get(mine.word, ()) or mine.word in _WIDER.get(theirs.word, ())


def could_be_one(relation: str | None, other: str | None) -> bool:
    """As `one_person`, and relations that often meet in one person: a friend and a colleague."""
    return one_person(relation, other) or all(tie(each or "").word in _LOOSE or (each or "").startswith("from ") for each in (relation, other))


def later(relation: str, known: str | None) -> str | None:
    """The relation to note for somebody known as `known` who is now called `relation`; None: what is known says as much."""
    if not known:
        return _CURRENT.sub("", fold(relation))
    mine, theirs = tie(relation), tie(known)
    narrower = mine.word in _WIDER.get(theirs.word, ()) or (bool(mine.which) and not theirs.which)
    if mine.former != theirs.former or narrower or (mine.word != theirs.word and mine.word in _PARTNERS and theirs.word in _PARTNERS):
        return None if theirs.former and not mine.new and mine.word == theirs.word else _CURRENT.sub("", fold(relation))
    return None


def is_kin(relation: str) -> bool:
    """Whether a relation makes somebody one of the family, in-laws and partners included."""
    found = tie(relation)
    return found.word.removeprefix("half-").removeprefix("great-") in _KIN or found.word.endswith("-in-law") or "'s " in found.word


def composed(relation: str, further: str) -> str | None:
    """What somebody's somebody is in one word: the husband of a sister is a brother-in-law. None: there is no word for it."""
    return _COMPOSED.get(f"{tie(relation).word}'s {tie(further).word}")


def chains(relation: str) -> tuple[str, ...]:
    """The longer ways to say a relation: "mother-in-law" is a husband's or a wife's mother."""
    return _IN_LAW.get(tie(relation).word, ())


def is_relation(name: str) -> bool:
    """Whether a name is none: "mum", "older brother", "Anna's husband"."""
    words = fold(name).split()
    return bool(words) and (words[-1] in _PLAIN or words[-1] in _ONE or words[-1].removesuffix("s") in _LOOSE or "-in-law" in words[-1])


def same_words(relation: str) -> frozenset[str]:
    """The words for a relation: "mum" -> mother, mum, mom, … ; what people say instead of a name."""
    word = tie(relation).word
    return frozenset({word, tie(relation).said} | {said for said, plain in _PLAIN.items() if plain == word})
