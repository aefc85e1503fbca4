"""Nothing is invented: every name and number of a candidate occurs in its source, or was computed from the message's time."""

from __future__ import annotations

import re
import unicodedata

from engine.learning.lexicon import NUMBER_WORDS
from engine.learning.verbs import base_of
from engine.learning.words import words

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<![\w'])[^\W\d_a-zß-öø-ÿ][\w'-]*")
_OURS = frozenset(
    "The User A An January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday Christmas When To "
    "In If Always Never Do Call Use Answer Before After Eve Day Boxing New Year Years Valentine's Halloween".split()
)


#: Words that retelling adds: "is 34 years old", "should not".
_FRAME = frozenset("year years name call want remember assistant should user previously answer reply".split())


def fold(text: str) -> str:
    """For comparing: no case, no accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def missing(text: str, source: str, computed: str = "") -> str:
    """The first name or number of `text` that neither the source nor what code computed (dates) holds; "" when all is grounded."""
    ground = fold(source) + " " + fold(" ".join(w.low for w in words(source)))
    numbers = set(_NUMBER.findall(ground + " " + computed))
    numbers |= {str(NUMBER_WORDS[w]) for w in re.findall(r"[a-z]+", ground) if w in NUMBER_WORDS}
    pieces = {piece for number in numbers for piece in re.split(r"[.,:/-]", number)}
    number: str
    for number in _NUMBER.findall(text):
        if number not in numbers and number.lstrip("0") not in pieces and number not in pieces:
            return number
    name: str
    for name in _NAME.findall(text):
        bare = name.removesuffix("'s").rstrip("'")
        if bare not in _OURS and fold(bare) not in ground:
            return bare
    return ""


def overlap(text: str, source: str) -> float:
    """The share of the candidate's content words that the source has, in any form."""
    have = {base_of(w.low) for w in words(source)} | _FRAME
    mine = [base_of(w.low) for w in words(text) if len(w.low) > 3 and w.low not in ("user", "user's", "their", "them", "they")]
    return sum(w in have or any(w[:5] == h[:5] for h in have) for w in mine) / len(mine) if mine else 1.0
