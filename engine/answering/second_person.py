"""Memories are told in the third person ("The user's sister…"); people are spoken to ("Your sister…")."""

from __future__ import annotations

import re

_IRREGULAR = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "goes": "go",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
    "says": "say",
    "lies": "lie",
    "dies": "die",
}
_ADVERBS = frozenset(
    """
    also always never usually often sometimes now still currently really only just once rarely recently normally mostly already no
    longer regularly generally probably originally previously formerly both all each ever seldom
    """.split()
)
#: Before "the user" these make it an object: the verb after it is somebody else's.
_PREPOSITIONS = frozenset(
    """
    with to for of by from at about like than on in near behind beside against around between without
    """.split()
)
#: Verbs that are taken up again after "and": "lives in Lyon and works at the port".
_COORDINATED = frozenset(
    """
    is was has lives works likes plays studies takes goes wants needs keeps loves hates prefers teaches speaks eats drinks drives owns
    runs uses wears visits cannot does
    """.split()
)
_TOKENS = re.compile(r"\s+|[\w’'\-]+|.", re.DOTALL)


def plain_form(verb: str) -> str:
    """The form of a third-person verb that goes with "you": "lives" -> "live", "watches" -> "watch"."""
    low = verb.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us", "'s", "’s")):
        return verb
    if low.endswith("ies"):
        return verb[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return verb[:-2]
    return verb[:-1]


def to_second_person(text: str) -> str:
    """A sentence about the user, said to the user. Other people's verbs stay as they are."""
    tokens = _TOKENS.findall(text)
    out: list[str] = []
    awaiting = False  # the next word that is no adverb is the user's verb
    subject = False  # the sentence is about what the user does
    index = 0
    while index < len(tokens):
        token = tokens[index]
        low = token.lower().replace("’", "'")
        following = tokens[index + 2].lower().replace("’", "'") if index + 2 < len(tokens) else ""
        if low == "the" and following in ("user", "user's"):
            starts = not "".join(out).strip() or "".join(out).rstrip().endswith((".", "!", "?", ":", "\n"))
            word = "you" if following == "user" else "your"
            previous = re.findall(r"[\w’']+", "".join(out[-4:]))
            if following == "user":
                awaiting = starts or not previous or previous[-1].lower() not in _PREPOSITIONS
                subject = subject or starts
            out.append(word.capitalize() if starts else word)
            index += 3
            continue
        if token[0].isalpha():
            if awaiting and low not in _ADVERBS:
                token, awaiting = token if token[0].isupper() else plain_form(token), False  # "call the user Noks": a name is no verb
            elif subject and low in _COORDINATED and len(out) > 1 and out[-2].lower() in ("and", "but", "or"):
                token = plain_form(token)
            elif subject and low in ("their", "themselves", "theirs"):
                token = {"their": "your", "themselves": "yourself", "theirs": "yours"}[low]
        elif token in ".!?;":
            subject = awaiting = False
        out.append(token)
        index += 1
    return "".join(out)
