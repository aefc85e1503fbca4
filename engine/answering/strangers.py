"""Somebody or something that a question names and memory does not know: a small model would make up who or what that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from engine.answering.lexicon import COUNTRIES, NOT_PEOPLE, STOP, WELL_KNOWN
from engine.learning.grammar.given_names import GIVEN
from engine.memory.words import fold

_LEAD = r"^\W*(?:(?:and|so|but|ok|okay|hey|wait|hm+|btw)\W+)*"
_NAME = r"(?P<name>[^\W\d_][\w-]+)"
_WHO = re.compile(
    rf"{_LEAD}(?:do you (?:know|remember) )?(?:who(?:'?s| is| was| are)|tell me about)\s+{_NAME}"
    r"(?P<rest>(?:,? (?:again|then|anyway|please|exactly))?\W*)$",
    re.IGNORECASE,
)
_DOES = re.compile(
    rf"{_LEAD}(?:what(?:'?s| is) up with|how(?:'?s| is)|where(?:'?s| is| does| did)|when(?:'?s| is| does| did)|what (?:does|did)|is|does|did|has)\s+"
    rf"{_NAME}(?P<rest>\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
#: Asked of people alone, so that a name in lower case is one too.
_LOWER = re.compile(
    rf"{_LEAD}(?:(?:do you know |tell me )?(?:who(?:'?s| is| was)|where does|how old is)|when(?:'?s| is) (?=[\w-]+['’]s birthday))\s+{_NAME}"
    r"(?:['’]s birthday|\s+(?:live|work|study|come from))?(?:,? (?:again|now|then|please|exactly))?\W*$",
    re.IGNORECASE,
)
#: Capitalised inside the sentence, or with a possessive at its beginning.
_CAPITALISED = re.compile(
    r"(?:(?<=[^\W_] )|(?<=[,:“\"(] )|(?<=[“\"(]))(?P<inside>[A-Z][\w-]+)"
    r"|^\W*(?P<first>[A-Z][\w-]+)['’]s\b(?!\W*(?:[a-z]+ing|a|the|it)\b)"
)
_OF_THE_WORD = re.compile(r"\b(?:names?|word|mean|means|meaning|spell|spelt|pronounced?|translate|translation|rhymes?)\b", re.IGNORECASE)
_FICTION = re.compile(
    r"^\W*(?:(?:please|pls|can you|could you|would you|will you)\W+)*(?:write|draft|compose|invent|imagine|pretend|make up|rewrite|rephrase"
    r"|correct|proofread|convert|generate|create|summari[sz]e|sing|play|think of)\b",
    re.IGNORECASE,
)
_AT_ONCE = 1  # pieces: what a model has one word for, it has met often


def unfamiliar(question: str, pieces: Callable[[Sequence[str]], Sequence[int]]) -> str:
    """The first name in a question that the model does not know; "" when there is none, or when it is to be made up.

    `pieces`: of how many tokens the model makes each text. A name that a small
    model must spell out is one of which it can only make things up.
    """
    if len(question) > _LONGEST or _OF_THE_WORD.search(question) or _FICTION.match(question):
        return ""
    found = [match["inside"] or match["first"] for match in _CAPITALISED.finditer(question)]
    if (match := _LOWER.match(question)) and match["name"].islower():
        found.append(match["name"])
    names = [name for name in dict.fromkeys(found) if not name.isupper() and not _common(fold(name))]
    counts = pieces([form for name in names for form in (f" {name}", f" {name.lower()}")]) if names else ()
    for name, written, lower in zip(names, counts[::2], counts[1::2], strict=True):
        if min(written, lower) > _AT_ONCE:
            return name[:1].upper() + name[1:]
    return ""


def _common(word: str) -> bool:
    forms = {word, word.removesuffix("s"), word.removesuffix("es")}
    return bool(forms & (COUNTRIES | WELL_KNOWN) or forms & NOT_PEOPLE or forms & STOP)


_LONGEST = 400  # characters: what is longer is material to work on


def stranger(question: str, known: Collection[str]) -> str:
    """The given name of somebody unknown whom a question is about; "" when it names nobody, or a full name, which may be anybody's.

    `known`: folded words of the names in memory.
    """
    match = _WHO.match(question.strip()) or _DOES.match(question.strip())
    if match is None:
        return ""
    name, full = match["name"], re.match(r"['’-]|\s+(?-i:[A-Z])", match["rest"])
    if full or fold(name) not in GIVEN or fold(name) in known:
        return ""
    return name[:1].upper() + name[1:]
