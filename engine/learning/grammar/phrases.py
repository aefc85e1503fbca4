"""Where a subject ends and its finite verb begins."""

from __future__ import annotations

from engine.learning.grammar.lexicon import ADVERBS, BARE_RELATIONS, PREPOSITIONS, WORN
from engine.learning.grammar.verbs import AUXILIARY, BASES, NOUNISH, PAST, THIRD, is_past
from engine.learning.grammar.words import Word

_PLAIN = BASES - NOUNISH
_SUBJECT = frozenset("i we he she they it".split())
_DETERMINER = frozenset("my our his her their the".split())


def is_verb(word: str) -> bool:
    """Whether a word can be a finite verb."""
    return word in AUXILIARY or word in THIRD or is_past(word) or word in _PLAIN


def starts_with_subject(ahead: list[Word]) -> bool:
    """Whether the words begin with a subject and, soon after it, its finite verb."""
    first = ahead[0].low
    if first in _SUBJECT:
        return len(ahead) > 1 and ahead[1].low not in (",", ".")
    if first in ("that", "this", "these", "those", "there", "you", "everyone", "people", "nobody"):
        return any(w.low in AUXILIARY or w.low in THIRD for w in ahead[1:4])
    topic = 1 if first in ("for", "in", "my", "our") else 0
    if len(ahead) > topic + 2 and ahead[topic].low in WORN and ahead[topic + 1].low == "i":
        return True
    named = ahead[0].text[:1].isupper() and first not in ("i",)
    if first in _DETERMINER or named or first in BARE_RELATIONS or first in ("a", "an", "one", "someone", "both"):
        return subject_length(ahead) > 0
    if len(ahead) > 2 and first.isalpha() and first not in ADVERBS and ahead[1].low in ("is", "was", "are", "has") and first not in THIRD:
        return True
    return subject_length(ahead, limit=4) > 0 and first.isalpha() and first not in BASES and first not in PAST


#: Past forms that are mostly nouns: "a little bit Spanish".
_SELDOM_VERB = frozenset("bit rose ground shot set cut felt lead bet".split())
_BREAKS = frozenset("and or but because if when , ; : ( ) - which that who".split())


def subject_length(ahead: list[Word], limit: int = 12, *, several: bool = False) -> int:
    """How many words the subject has, when a finite verb follows within `limit`; 0 when none is found. `several`: of them and the user."""
    start = 2 if ahead and ahead[0].low in _DETERMINER | {"a", "an"} else 1
    plural = several
    place = start
    while place < min(len(ahead), limit):
        word = ahead[place].low
        following = next((w.low for w in ahead[place + 1 : place + 3] if w.low not in ADVERBS), "")
        if word == "," and place >= start:
            close = next((k for k in range(place + 1, min(len(ahead), place + 9)) if ahead[k].low == ","), 0)
            if not close or close + 1 >= len(ahead) or ahead[place + 1].low in PREPOSITIONS:
                return 0
            if _finite(ahead[close + 1].low, "", plural):
                return close + 1
            return 0
        if word in ("and", "or") and place >= start and place + 1 < len(ahead):
            plural, place = True, place + 2
            continue
        if word in _BREAKS:
            return 0
        before = ahead[place - 1].low
        plural = (
            plural or (before.endswith("s") and not before.endswith(("ss", "'s", "us"))) or before in ("people", "children", "kids", "men", "women")
        )
        plain = plural and before not in ("i", "we")  # "the shoes I wear"
        if _finite(word, following, plain) and not ahead[place - 1].low.endswith("'s") and before not in ("to", "the", "a", "an", "my", "our", "of"):
            return place
        place += 1
    return 0


def _finite(word: str, following: str, plural: bool) -> bool:
    if word in AUXILIARY:
        return True
    if following in AUXILIARY and following not in ("had",):
        return False
    if word in _SELDOM_VERB:
        return False
    if word in THIRD:
        return word not in NOUNISH or bool(following)
    if is_past(word):
        return True
    return plural and word in BASES and word not in NOUNISH
