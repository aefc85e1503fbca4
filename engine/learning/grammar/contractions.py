"""What an 's stands for: "dad's retired" (is), "dad's lost his keys" (has), "dad's keys" (his)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.learning.grammar.lexicon import ADVERBS, NUMBER_WORDS
from engine.learning.grammar.states import CONDITIONS, NOT_GERUND, PASSIVE, PLACED, STATES
from engine.learning.grammar.verbs import AUXILIARY, BASES, GERUND, PARTICIPLE, THIRD, is_past

_POINTING = frozenset("a an the my our his her their your this that not no into about like for allergic as to".split())
#: After 's these are states: "is married", not "has married".
_STATES_IN_ED = frozenset(
    "called named married engaged retired divorced separated widowed scared based born obsessed addicted worried supposed stuck bored tired "
    "interested "
    "qualified registered booked diagnosed allowed meant known expected terrified hooked signed closed broken finished done banned shut set "
    "fed used".split()
)
_AFTER_AGE = frozenset(", . ; and but years year yrs months weeks old now today next in on at with ( ) tomorrow this soon already so".split())
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")


_NATIONALITY = re.compile(
    r"(?:\w{3,}(?:ian|ish|ese|ean|ican|vian)|greek|thai|dutch|french|welsh|czech|swiss|german|pakistani|iraqi|israeli|kiwi|aussie|punjabi|"
    r"bengali|filipino|"
    r"african|american|mexican|cuban|jamaican|moroccan|uzbek|kurdish|arab|afghan|somali|nepali|slovak|croat|serb)$"
)


def shortened(after: Sequence[str]) -> str:
    """ "is" or "has" where 's stands for that, told by the words `after` it; "" where it says whose."""
    place = 0
    while place < len(after) and after[place] in ADVERBS | {"not", "no", "longer"}:
        place += 1
    if place >= len(after):
        return "is" if after and after[0] in ("now", "not") else ""
    low = after[place]
    following = after[place + 1] if place + 1 < len(after) else ""
    if low in ("got", "been", "gone", "had"):
        return "has"
    if low in _STATES_IN_ED or low in STATES or low in _POINTING or low in ("due", "pregnant", "going", "gonna"):
        return "is"
    if low in PASSIVE and (
        not following or not following[:1].isalpha() or following in PLACED | {"for", "by", "to", "as", "yesterday", "today", "last"}
    ):
        return "is"
    if low in PARTICIPLE and low not in BASES and low not in NOT_GERUND:
        return "has"
    if low in PLACED or (low in CONDITIONS and low not in ("home", "better", "best") and not _names_thing(low, following)):
        return "is"
    if low == "new" and following in ("to", "at", "here", "in"):
        return "is"
    if low == "home" and (not following or following in PLACED | {"now", "today", "tomorrow", ",", "and"}):
        return "is"
    if _NATIONALITY.match(low) and (not following or following in _AFTER_AGE | PLACED):
        return "is"
    if low in GERUND and low not in NOT_GERUND:
        if low in ("getting", "having") and following in ("his", "her", "their", "a", "an", "the", "my", "married", "divorced", "engaged"):
            return "is"  # "dad's getting his knee done"
        if any(w in ("was", "is", "were") for w in after[place + 1 : place + 4]):
            return ""  # "mum's passing away was hard"
        if following in PLACED | {"into", "to", "onto", "out", "back", "for", "as"}:
            return "is"  # "dad's moving into sheltered housing"
        verb = next((w for w in after[place + 1 : place + 4] if w in AUXILIARY or w in THIRD or is_past(w)), "")
        return "" if verb else "is"
    if low.isdigit() or low in NUMBER_WORDS or re.fullmatch(r"\d{1,3}(?:yo|yrs?|y/o)", low):
        return "is" if not following or following in _AFTER_AGE or (not low.isdigit() and low not in NUMBER_WORDS) else ""
    return "is" if place and after[0] in ("now", "still", "also", "always", "really", "so", "very", "too", "just", "not", "never", "already") else ""


def _names_thing(low: str, following: str) -> bool:
    """ "mum's new phone", "dad's bad knee": a describing word of the thing that is theirs."""
    return following[:1].isalpha() and following not in PLACED | ADVERBS | {
        "and",
        "but",
        "with",
        "about",
        "for",
        "so",
        "because",
        "to",
        "of",
        "today",
        "enough",
    }
