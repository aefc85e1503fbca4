"""Who is the youngest, the eldest, the older one of two: worked out from the ages and birth years that memories tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from engine.answering.gathered import Gathered
from engine.answering.people import People
from engine.answering.question import fold

_MOST = re.compile(r"\b(?P<which>youngest|littlest|oldest|eldest)\b", re.IGNORECASE)
_OF_TWO = re.compile(
    r"\b(?:who(?:'s|’s|s| is)|which(?: one)?(?: of them)? is|is) (?:the )?(?P<which>older|younger|elder)\b\W+(?P<one>[\w-]+) or (?P<other>[\w-]+)|"
    r"\bis (?P<this>[\w-]+) (?P<than>older|younger) than (?P<that>[\w-]+)",
    re.IGNORECASE,
)
_AGE = re.compile(r"^(?P<who>.+?) (?:is|was|turned|just turned) (?:now )?(?P<n>\d{1,3}) (?P<unit>year|month)s? old\b")
_BORN = re.compile(r"^(?P<who>.+?) was born (?:on |in )?.*?\b(?P<year>(?:19|20)\d\d)\b")


def by_age(question: str, texts: Sequence[str], superseded: Sequence[bool], ties: Sequence[str], year: int) -> Gathered | None:
    """The one asked for, with the age; None when the question asks for none, or an age that it takes is not known."""
    people = People([*(text for text, over in zip(texts, superseded, strict=True) if not over), *ties])
    if (two := _OF_TWO.search(question)) is not None:
        names = [two["one"] or two["this"], two["other"] or two["that"]]
        ages = _ages(texts, superseded, people, [fold(name) for name in names], year)
        if len(ages) != 2:
            return None
        first, second = (ages[fold(name)] for name in names)
        shown = [people.names.get(fold(name), name) for name in names]
        used = tuple(sorted({first[1], second[1]}))
        if first[0] == second[0]:
            return Gathered(f"{shown[0]} and {shown[1]} are of the same age, as far as I know.", used)
        older = shown[0] if first[0] > second[0] else shown[1]
        younger = shown[1] if older == shown[0] else shown[0]
        told = {key: _said(age) for key, (age, _) in ages.items()}
        said = f"{older} is older ({told[fold(older)]}) than {younger} ({told[fold(younger)]})."
        if two["this"]:
            yes = (two["than"].lower() == "older") == (fold(older) == fold(two["this"]))
            return Gathered(f"{'Yes' if yes else 'No'}: {said}", used)
        return Gathered(said, used)
    if (most := _MOST.search(question)) is None:
        return None
    asked = [mention for mention in people.mentions(_MOST.sub(" ", question)) if mention.relation and not mention.names]
    if len(asked) != 1:
        return None
    keys = [key for key in people.named(asked[0].owner, asked[0].relation) if key in people.names]
    ages = _ages(texts, superseded, people, keys, year)
    if len(keys) < 2 or len(ages) < len(keys):
        return None
    pick = min if most["which"].lower() in ("youngest", "littlest") else max
    best = pick(keys, key=lambda key: ages[key][0])
    return Gathered(f"{people.names[best]}, who is {_said(ages[best][0])}.", tuple(sorted({at for _, at in ages.values()})))


def _ages(
    texts: Sequence[str], superseded: Sequence[bool], people: People, keys: Sequence[str], year: int
) -> Mapping[str, tuple[float, int]]:  # fmt: skip
    """Key -> (years, the text that tells them)."""
    found: dict[str, tuple[float, int]] = {}
    for at, (text, over) in enumerate(zip(texts, superseded, strict=True)):
        match = _AGE.match(text) or _BORN.match(text)
        if over or match is None:
            continue
        parts = match.groupdict()
        years = year - int(parts["year"]) if parts.get("year") else int(parts["n"]) / (12 if parts["unit"] == "month" else 1)
        for key in people.subject(text) & set(keys):
            found.setdefault(key, (years, at))
    return found


def _said(years: float) -> str:
    return f"{years:.0f}" if years >= 1 or not years else f"{years * 12:.0f} months"
