"""People, pets and places known from before: a message names them without introducing them, often in lower case."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from engine.learning.grammar.given_names import GIVEN, WORDS_TOO
from engine.learning.grammar.lexicon import FUNCTION, RELATION_PATTERN, RELATIONS
from engine.learning.grammar.words import is_so
from engine.learning.telling.people import NAME, Person

_WORD = re.compile(r"(?<![\w@./-])[^\W\d_]{2,}(?![\w@/]|\.\w)")

#: "actually odalys is my cousin": only a name stands there.
_INTRODUCED = re.compile(rf"(?:(?<=^)|(?<=actually )|(?<=sorry )|(?<=, )|(?<=\. ))[a-z]{{4,}}(?= is (?:my|our) (?:{RELATION_PATTERN})\b)")
_TITLE = re.compile(r"\b(?:mr|mrs|ms|dr|prof)(?=\.? [A-Z]\w)")
_NOBODY = (
    frozenset("that this here there what which where who he she it name next also still only nobody somebody someone everyone mine yours".split())
    | RELATIONS
    | FUNCTION
)


class Acquaintance(msgspec.Struct, frozen=True):
    """Somebody whom the vault knows by this name. `relation`: to the user, "" when unknown; `kind`: person, pet, place, organisation or thing."""

    name: str
    kind: str = "person"
    relation: str = ""


def recased(text: str, known: Sequence[Acquaintance] = ()) -> str:
    """The text with given names and known names in capitals, character for character: "jack moved out" -> "Jack moved out".

    A name that is an everyday word ("will", "rose") is left alone unless it is known; a known one too, where it can't be a name.
    """
    names = {word.lower() for one in known for word in one.name.split() if word[:1].isupper() and len(word) > 2}

    text = _TITLE.sub(lambda match: match.group().capitalize(), text)

    def capital(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        if word == low and is_so(low, (text[match.end() :].split(maxsplit=1) or [""])[0].strip(" ,.!?").lower()):
            return word[0].upper() + word[1:]  # "eiriks allergic to penicillin"
        if word != low or not (low in names or (low in GIVEN and low not in WORDS_TOO)):
            return word
        if low in _WORDS and not _as_name(text, match):
            return word
        return word[0].upper() + word[1:]

    return _INTRODUCED.sub(lambda match: match.group().capitalize() if match.group() not in _NOBODY else match.group(), _WORD.sub(capital, text))


#: Given or pet names that people mostly mean as words; known ones count only where a word could not stand.
_WORDS = frozenset(
    "will may mark rose hope grace faith joy rob bill pat sue art drew chase dean gene hunter ivy jade lily daisy holly olive penny ruby "
    "amber violet summer autumn april june august dawn eve basil sage reed rich skip miles max chip buddy guy ray sunny christian pearl "
    "crystal ginger iris poppy mercy moss fly bear star shadow lucky smokey pepper cookie biscuit honey sugar peanut pickle ace king queen "
    "prince duke lady princess angel fox wolf storm sky rain river jack jean".split()
)
_BEFORE_A_WORD = re.compile(
    r"\b(?:a|an|the|some|any|my|our|your|his|her|their|this|that|of|to|i|we|you|they|can|not|no|in|on|more)\s+$", re.IGNORECASE
)


def _as_name(text: str, match: re.Match[str]) -> bool:
    """Whether the word stands where a name would: not after an article, a pronoun or "to"."""
    return _BEFORE_A_WORD.search(text[: match.start()]) is None


def mentioned(text: str, known: Sequence[Acquaintance]) -> list[Person]:
    """Those among `known` whom the (recased) text names, at their places."""
    found: list[Person] = []
    for one in known:
        if one.kind not in ("person", "pet"):
            continue
        for name in dict.fromkeys((one.name.strip(), *one.name.split()[:1])):
            match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
            if match and name[:1].isupper() and len(name) > 1:
                found.append(Person(name, name, one.relation, one.kind, match.start(), match.end(), met=True))
                break
    return found


def given(text: str) -> list[Person]:
    """People whom the text names by a given name, without saying who they are, at their places."""
    found: list[Person] = []
    for match in re.finditer(NAME, text):
        first = match.group().split()[0]
        if first.lower() in GIVEN and first.lower() not in WORDS_TOO:
            name = match.group().removesuffix("'s")
            found.append(Person(name, name, start=match.start(), stop=match.start() + len(name), met=True))
    return found
