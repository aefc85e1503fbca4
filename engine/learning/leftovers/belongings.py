"""What the speaker has, and where it is: "no dishwasher", "two rescue greyhounds", "stopcock under the stairs", "goal 63"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import ADVERBS, CLOCK_WORDS, FUNCTION, NUMBER_WORDS, PETS, PREPOSITIONS, RELATIONS
from engine.learning.grammar.phrases import subject_length
from engine.learning.grammar.predicates import missing_verb
from engine.learning.grammar.verbs import AUXILIARY, BASES, NOUNISH, PAST, THIRD
from engine.learning.grammar.words import Word
from engine.learning.leftovers.evidence import CONCRETE
from engine.learning.leftovers.full import Full
from engine.learning.leftovers.moments import DAY, TIMED, WEEKLY

_NOTHING = frozenset(
    "idea ideas clue time need point rush worries problem problems doubt thanks chance way joke excuse pressure hurry luck energy sleep reply "
    "answer one longer news sign wonder matter more less not cheers emojis headings bullets".split()
)
_SOMEBODYS = frozenset("me us him her them then this".split())
_PREPOSED = re.compile(r"\b(?:in|on|at|with|for|of|to|from|per|a|an)\b", re.IGNORECASE)
#: Jotted with a figure: "goal 63", "plot 14b".
_MEASURED = frozenset(
    "goal target weight height waist chest size plot flat room seat gate bed ward bay berth pitch unit apartment desk pb bp hba1c ferritin bench "
    "squat deadlift vo2 cholesterol dose mileage budget limit mark score grade ph".split()
)
_PLACES = frozenset("in at on under behind beside inside above next with off against by over outside near opposite round".split())
_ALWAYS_PLACES = frozenset("off by opposite round".split())
_PHONE = re.compile(r"\+?\d[\d ]{6,}\d")
_LONGEST_NOUN = 4


def having(said: str, tokens: list[Word]) -> Full | None:
    """ "no dishwasher": "I have no dishwasher"."""
    first, second = tokens[0].low, tokens[1].low
    if any(w.low in AUXILIARY | _SOMEBODYS for w in tokens):
        return None
    if first.isalpha() and first in NUMBER_WORDS and len(tokens) <= 5 and CONCRETE.search(said) and not _PREPOSED.search(said):
        return Full(f"I have {said}", 1)
    if first == "no" and second.isalpha() and second not in _NOTHING and second not in BASES - PETS and len(tokens) <= 6:
        return Full(f"I have {said}", 2)
    owned = next((n for n, w in enumerate(tokens[1:5], 1) if w.low in RELATIONS | PETS or w.low.rstrip("s") in PETS), 0)
    counted = (first in NUMBER_WORDS or first.isdecimal()) and len(tokens) <= 7
    if counted and owned and not any(w.low in PREPOSITIONS | FUNCTION for w in tokens[1:owned]):
        return Full(f"I have {said}", 2)
    return None


def placed(said: str, tokens: list[Word]) -> Full | None:
    """ "stopcock under the stairs": "my stopcock is under the stairs"; "resits in august": "I have resits in august"."""
    head = _noun_phrase(tokens)
    if not head:
        return None
    base, last, following = tokens[0].start, tokens[head - 1], tokens[head].low
    noun, after = said[: last.stop - base], said[tokens[head].start - base :]
    named = tokens[0].text[:1].isupper() and len(tokens[0].text) > 1
    owned = noun if tokens[0].low in ("the", "a", "an") or "'s" in noun or named else f"my {noun}"
    plural = last.low.endswith("s") and not last.low.endswith(("ss", "us", "is"))
    be = "are" if plural else "is"
    if _PHONE.fullmatch(after):
        return Full(f"{owned}'{'' if plural else 's'} number is {after}", 2)
    if last.low in _MEASURED and following[:1].isdigit():
        return Full(f"{owned} {be} {after}", 2)
    if following == "with" and last.low in RELATIONS:  # "husband with asthma"
        return Full(f"{owned} {'have' if plural else 'has'} {after.split(' ', 1)[1]}", 2) if len(tokens) > head + 1 else None
    if re.search(r"\bthen\b", after):
        return None
    if TIMED.match(after):
        weekly = WEEKLY.match(after) is not None
        return Full(f"I have {said}", 1) if weekly or (plural and tokens[0].text.islower()) else None
    inside = tokens[head + 1 : head + 2]
    if following == "in" and inside and inside[0].text[:1].isupper() and not CONCRETE.search(last.text):
        return None  # "tapas in Seville"
    if following in _PLACES and inside and (following in _ALWAYS_PLACES or missing_verb(tokens, head, person=False)):
        return Full(f"{owned} {be} {after}", 2)
    return None


def _noun_phrase(tokens: list[Word]) -> int:
    """How many words the noun phrase at the beginning has; 0 when it is none."""
    start = 1 if tokens[0].low in ("the", "a", "an") else 0
    for n in range(start, min(start + _LONGEST_NOUN, len(tokens) - 1)):
        low, following = tokens[n].low, tokens[n + 1].low
        if not low[:1].isalpha() or low in FUNCTION | ADVERBS | PREPOSITIONS | CLOCK_WORDS | AUXILIARY or low in NUMBER_WORDS or low in PAST:
            return 0
        if (low in THIRD and low not in NOUNISH) or re.fullmatch(DAY, low):
            return 0
        ordering = PREPOSITIONS - {"in", "on", "at"} if low in NOUNISH else PREPOSITIONS
        if n == start and low in BASES and following in FUNCTION | ordering:
            return 0
        if following in PREPOSITIONS or following in ("every", "each") or following[:1].isdigit() or following.startswith("+"):
            return 0 if low.endswith("'s") or subject_length(tokens) > n + 1 else n + 1
    return 0
