"""Verbs put into the third person, and what their forms say about time."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import ADVERBS
from engine.learning.grammar.verbs import AUXILIARY, BASES, GERUND, MODAL, NOUNISH, PARTICIPLE, PAST, THIRD, is_past, third_person
from engine.learning.grammar.words import Word


def inflect(rest: list[Word], place: int) -> tuple[str, int]:
    """The user's verb in the third person, and how many words it took."""
    verb, following = rest[place].low, rest[place + 1].low if place + 1 < len(rest) else ""
    if verb in ("am", "are"):
        return "is", 1
    if verb in ("was", "were"):
        return "was", 1
    if verb in ("have", "has"):
        if following == "got" and (place + 2 >= len(rest) or rest[place + 2].low not in ("back", "into", "to", "rid")):
            return "has", 2
        return "has", 1
    if verb == "do" and following == "not":
        return "does not", 2
    if verb == "can" and following == "not":
        return "cannot", 2
    if verb in PAST and verb in BASES:  # "read", "put": the same word now and then
        told = " ".join(w.low for w in rest)
        habit = (
            re.search(
                r"\b(?:always|usually|often|every|only|never|sometimes|each|daily)\b|\b\w+days\b|\b\w+day (?:mornings|afternoons|evenings|nights)\b",
                told,
            )
            is not None
        )
        past = not habit and (verb != "read" or re.search(r"\b(?:yesterday|last|ago|when|once|earlier|back then)\b", told) is not None)
        return (verb if past else third_person(verb)), 1
    if verb in MODAL or is_past(verb):
        return verb, 1
    if verb == "been":
        return "has been", 1
    if verb in GERUND and verb not in BASES:
        return f"is {verb}", 1
    if verb in THIRD and verb not in BASES:
        return verb, 1
    return third_person(verb), 1


def coordinated(out: list[str], raw: list[Word], verb: str) -> list[str]:
    """Inflects the verbs that go on with the user's: "read and write" -> "reads and writes"."""
    if verb in AUXILIARY or is_past(verb):
        return out
    told = list(out)
    for place in range(1, len(raw)):
        low = raw[place].low
        if low == "to" or raw[place - 1].low == "to":
            break
        if raw[place - 1].low in ("and", "or", "but") and low in BASES and low not in NOUNISH and len(told) == len(raw):
            told[place] = third_person(low)
    return told


def is_past_tense(rest: list[Word]) -> bool:
    low = [w.low for w in rest if w.low not in ADVERBS]
    if not low:
        return False
    if low[0] in ("has", "have", "is", "am", "are"):
        return (
            len(low) > 1
            and low[0] in ("has", "have")
            and low[1] != "got"
            and (low[1] in PARTICIPLE or low[1].endswith("ed") or low[1] == "not")
            and low[1] not in ("to", "been")
            and not (low[1] == "not" and (len(low) < 3 or low[2] not in PARTICIPLE))
        )
    return is_past(low[0]) and low[0] not in ("used",)


def is_negative(told: str) -> bool:
    return re.search(r"\b(?:not|cannot|never|no longer|no|without|nothing|neither|hardly|nobody)\b", told) is not None


def embedded(verb: str, following: str, plural: bool) -> str:
    if plural:
        return {"am": "are", "was": "were"}.get(verb, verb)
    if verb in ("am", "are"):
        return "is"
    if verb == "do" and following == "not":
        return "does"
    if verb in MODAL or is_past(verb) or (verb not in BASES and verb != "have"):
        return verb
    return third_person(verb)
