"""What stands in no single memory: how many children, who is in the family. Counted and listed from what the memories tell of people."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from engine.answering.people import USER, Mention, People
from engine.answering.question import Question, fold, relation, words
from engine.memory.relations import is_kin

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = "|".join([*_NUMBERS, "an?", r"\d{1,2}"])
_FAMILY = re.compile(
    r"\b(?:(?:who(?:'s|s| is| are)?|list|name|everyone|everybody|all|people|members?)\b.*\b(?:my|our) (?:\w+ )?family|family members)\b",
    re.IGNORECASE,
)
_HAVE = re.compile(r"\b(?:have|has|had|got|are there)\b")
_NAMES = re.compile(r"\b(?:names?|called|who)\b")


class Gathered(msgspec.Struct, frozen=True):
    """An answer made from several memories; `used`: which of the texts tell it."""

    text: str
    used: tuple[int, ...]


def gather(question: Question, texts: Sequence[str], superseded: Sequence[bool], ties: Sequence[str]) -> Gathered | None:
    """Counts or lists the people that a question asks for; None when it asks for none, or for more than who they are."""
    current = [text for text, over in zip(texts, superseded, strict=True) if not over]
    people = People([*current, *ties])
    if _FAMILY.search(question.text):
        kin = [(word, key) for word, key in people.ties() if key in people.names and is_kin(word)]
        if len(kin) < 2:
            return None
        listed = "\n".join(f"- {people.names[key]} ({word})" for key, word in {key: word for word, key in kin}.items())
        return Gathered(f"Of your family I have noted:\n{listed}", _tell(texts, superseded, [key for _, key in kin]))
    asked = [mention for mention in people.mentions(question.text) if mention.relation and mention.plural]
    if len(asked) != 1 or set(question.terms) - {"name", "call", "do"}:
        return None
    has = bool(_HAVE.search(question.text.lower()))
    counts = question.counts and has
    if not counts and not (question.wants == "who" and _NAMES.search(question.text.lower())) and not (has and question.wants == "thing"):
        return None
    keys = [key for key in people.named(asked[0].owner, asked[0].relation) if key in people.names]
    if counts and (told := _told(asked[0], texts, superseded)) is not None:
        return Gathered("", (told,))
    if not keys or (len(keys) == 1 and not counts):
        return None
    names = [people.names[key] for key in keys]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    number = _NUMBERS[len(keys)].capitalize() if len(keys) < len(_NUMBERS) else str(len(keys))
    return Gathered(f"{number}, as far as you have told me: {listed}." if counts else f"{listed}.", _tell(texts, superseded, keys))


def _told(asked: Mention, texts: Sequence[str], superseded: Sequence[bool]) -> int | None:
    """Which memory tells the number itself: "The user has three children."."""
    if asked.owner != USER:
        return None
    for n, text in enumerate(texts):
        match = re.match(rf"(?:the )?user has (?:{_NUMBER}) (?:[a-z]+ )?([a-z-]+)", text, re.IGNORECASE)
        if match and not superseded[n] and relation(fold(match.group(1))) == asked.relation:
            return n
    return None


def _tell(texts: Sequence[str], superseded: Sequence[bool], keys: Sequence[str]) -> tuple[int, ...]:
    """For each of those people the first memory that says whose they are, else that names them."""
    found = list[int]()
    for key in keys:
        naming = [n for n, text in enumerate(texts) if key in words(text) and not superseded[n]]
        tying = [n for n in naming if any(relation(word) for word in words(texts[n]))]
        found += (tying or naming)[:1]
    return tuple(dict.fromkeys(found))
