"""Children listed with their ages: "three kids: Kofi is 9, Ama is 7 and little Yaw just turned 2"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import NUMBER_WORDS, PETS
from engine.learning.telling.presumed import Presumed

_KIND = {
    "kids": "kid", "children": "child", "sons": "son", "daughters": "daughter", "boys": "son", "girls": "daughter", "grandkids": "grandchild",
    "grandchildren": "grandchild", "grandsons": "grandson", "granddaughters": "granddaughter", "nieces": "niece", "nephews": "nephew",
}  # fmt: skip
_AGED = (
    r"(?:(?:is|'s|’s|who(?:'s|’s| is)|has|just|now|already|only|nearly|almost|turned|turns|aged?|recently) ?)+"
    r"(?P<age>\d{1,2})(?: (?P<unit>years?|yrs?|months?)(?: old)?)?"
)
#: The first has to be told with a verb: "Kofi, 9, and Ama, 7" and "Kofi (9)" are read elsewhere.
_ONE = re.compile(
    rf"(?:little |baby |our |my |the )*(?P<name>(?-i:[A-ZÀ-ÞĀ-Ž])[\w-]+),? (?P<aged>{_AGED})(?P<join>\s*(?:,\s*(?:and )?|;\s*|\s+and\s+|&\s*))?",
    re.IGNORECASE,
)
_HAVE = re.compile(
    rf"\b(?:i|we)(?:'ve|’ve| have)? (?:got |have |had )?(?:\w+ ){{0,2}}?(?P<kind>{'|'.join(_KIND)})\s*(?:[:,;(]|\s[-–—]\s)\s*(?P<all>.+)$|"
    rf"\b(?:my|our) (?:\w+ )?(?P<mine>{'|'.join(_KIND)})\s*(?:[:;(]|\s[-–—]\s|\bare\b:?)\s*(?P<these>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_NAME = r"(?-i:[A-ZÀ-ÞĀ-Ž])[\w-]+"
#: "Twins, Mats and Fenja, they're four".
_ALIKE = re.compile(
    rf"\b(?P<kind>{'|'.join(_KIND)}|twins|triplets|{'|'.join(f'{pet}s' for pet in sorted(PETS, key=len, reverse=True))})"
    rf"(?:,| called| named|:| are| -| \()*\s+(?P<names>{_NAME}(?:, {_NAME})*,? (?:and|&) {_NAME})\)?"
    r"(?:\s*(?:[,.;!]|[-–—]|\band\b))*\s*(?P<aged>(?:they'?re|they’re|they are|both|who are|now)\s+"
    r"(?:(?:both|all|now|just|only|already|nearly|turning)\s+)*"
    rf"(?P<age>\d{{1,2}}|{'|'.join(NUMBER_WORDS)})(?: (?P<unit>years?|yrs?|months?)(?: old)?)?)(?=(?: now)?\s*(?:[,.;!)]|$|and (?!\d)|but\b))",
    re.IGNORECASE,
)
_N = rf"(?:\d{{1,2}}|{'|'.join(NUMBER_WORDS)})"
#: "Maisie who's seven and Arthur who's four".
_WHO_ARE = re.compile(
    rf"(?P<a>{_NAME}),? who(?:['’]?s| is) (?P<first>{_N})(?: years old)?,? and (?P<b>{_NAME}),? who(?:['’]?s| is) (?P<second>{_N})(?: years old)?\b",
    re.IGNORECASE,
)


def each(text: str) -> list[Presumed]:
    """The ages of two, one after the other."""
    found = []
    for two in _WHO_ARE.finditer(text):
        for name, age in (("a", "first"), ("b", "second")):
            years = str(NUMBER_WORDS.get(two[age].lower(), two[age]))
            found.append(Presumed(f"{two[name]} is {years} year{'s' * (years != '1')} old", two.start(name), two.end(age), whole=True))
    return found


def alike(text: str) -> list[Presumed]:
    """The age that several have in common."""
    found = []
    for one in _ALIKE.finditer(text):
        age = one["age"].lower()
        age = str(NUMBER_WORDS[age]) if age in NUMBER_WORDS else age
        unit = "month" if (one["unit"] or "").lower().startswith("m") else "year"
        found.append(Presumed(f"{one['names']} are {age} {unit}{'s' * (age != '1')} old", *one.span("aged"), whole=True))
    return found


def children(text: str) -> list[Presumed]:
    """Each of them with the age, in whole clauses."""
    match = _HAVE.search(text)
    if match is None:
        return []
    group = "all" if match["all"] else "these"
    kind = _KIND[(match["kind"] or match["mine"]).lower()]
    place, found = match.start(group), list[Presumed]()
    while (one := _ONE.match(text, place)) is not None:
        unit = "month" if (one["unit"] or "").lower().startswith("m") else "year"
        told = f"my {kind} {one['name']} is {one['age']} {unit}{'s' * (one['age'] != '1')} old"
        found.append(Presumed(told, one.start(), one.end("aged"), whole=True))
        place = one.end()
        if not one["join"]:
            break
    return found
