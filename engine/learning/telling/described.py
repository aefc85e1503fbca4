"""Fragments that say more of somebody: "34", "plumber", "allergic to nuts", "in year 6", "then Kochi"."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.lexicon import ADVERBS, CLOCK_WORDS, FUNCTION, NUMBER_WORDS, PREPOSITIONS
from engine.learning.grammar.pronouns import told as told_words
from engine.learning.grammar.states import STATES
from engine.learning.grammar.verbs import AUXILIARY, THIRD
from engine.learning.grammar.words import Word, join
from engine.learning.telling.fragments import ROLES
from engine.learning.telling.story import Statement

#: Where somebody lived or worked, and what "then" goes on with.
_MOVED = re.compile(
    r"(?:now |also |previously |first |then )*(?P<verb>lives?|lived|works?|worked|grew up|studied|studies|was born|is living|has lived|has "
    r"worked|stayed|was|is|moved)\b"
)


def next_place(tokens: list[Word], last: Statement | None, joiner: str, start: int, stop: int) -> Statement | None:
    """ "I lived in Perth, then Darwin, now Geelong": the places that follow."""
    before = _MOVED.match(last.rest) if last is not None else None
    if last is None or before is None or " in " not in f" {last.rest} ":
        return None
    place, when = 0, joiner if joiner in ("then", "now") else ""
    while place < len(tokens) and tokens[place].low in (
        "and",
        "then",
        "now",
        "later",
        "currently",
        "before",
        "after",
        "that",
        "previously",
        "these",
        "days",
        "back",
        "nowadays",
    ):
        when = when or tokens[place].low.replace("and", "")
        place += 1
    if place < len(tokens) and tokens[place].low in ("in", "at", "to"):
        place += 1
    rest = tokens[place:]
    if [w.low for w in rest[-3:]] in (["of", "all", "places"], ["of", "all", "things"]):
        rest = rest[:-3]
    if not rest or not rest[0].text[:1].isupper() or rest[0].low in CLOCK_WORDS | FUNCTION or any(w.low in AUXILIARY or w.low in THIRD for w in rest):
        return None
    if not when and not (len(rest) == 1 or rest[1].low in ("for", "from", "until", "till", "since", ",", "with")):
        return None
    named = join([w.text for w in rest])
    if before["verb"] not in ("lived", "lives", "grew up", "was born", "has lived", "is living", "worked", "works", "studied") and not when:
        return None
    work = before["verb"].startswith("work") or before["verb"] == "has worked"
    if when in ("now", "currently", "these", "nowadays"):
        told = f"now {'works' if work else 'lives'} in {named}"
    else:
        told = f"{'then ' if when in ('then', 'later', 'after') else 'previously ' if when else ''}{'worked' if work else 'lived'} in {named}"
    return msgspec.structs.replace(last, rest=told, start=start, stop=stop, elided=True, past="now" not in told, negative=False)


#: Also said before a noun: "vegan dinner for six" is no statement.
ATTRIBUTIVE = frozenset(
    "vegan vegetarian pescatarian veggie allergic diabetic coeliac celiac asthmatic epileptic autistic dyslexic disabled deaf blind pregnant jewish "
    "muslim hindu sikh christian catholic buddhist trans gay lesbian bisexual queer fluent bilingual overweight retired married single sober".split()
)


def closes_state(following: str) -> bool:
    """Whether a state before this word is said of somebody: "vegan since May", "retired early"."""
    return following in FUNCTION | PREPOSITIONS | ADVERBS | CLOCK_WORDS | STATES | {
        "again",
        "young",
        "early",
        "late",
        "because",
        "apart",
        "except",
        "mum",
        "mom",
    }


def described(tokens: list[Word], lead: int, *, somebody: bool = False) -> str:
    """ "is vegan", "is 34", "is a plumber", "is in year 6": what a fragment says of somebody; "" when it is none."""
    place = lead
    while place < len(tokens) - 1 and (tokens[place].low in ADVERBS or tokens[place].low in ("not", "no", "longer")):
        place += 1
    adverbs = [w.low for w in tokens[:place] if w.low not in ("and",)]
    if "no" in adverbs and "longer" not in adverbs:
        return ""
    low, following = tokens[place].low, tokens[place + 1].low if place + 1 < len(tokens) else ""
    rest = told_words(tokens[place:], "the user's" if somebody else "their")
    lasting = (
        low in STATES
        and re.search(r"\b(?:since|for (?:\d+|an?|\w+) (?:years?|months?|weeks?))\b", " ".join(w.low for w in tokens[place:])) is not None
    )
    be = "was" if low == "born" else "has been" if lasting else "is"
    if low == "single" and following in ("mum", "mom", "mother", "dad", "father", "parent"):
        return join([be, *adverbs, "a", *rest])
    later = tokens[place + 2].low if place + 2 < len(tokens) else ""
    if following in ("years", "months", "weeks") and later not in ("", "old", ",", "now", "today", "and"):  # "fifteen years we had him"
        return ""
    if low in ("called", "named") and following:
        return join([be, *adverbs, *rest])
    if ((low.isdecimal() and 0 < int(low) < 110) or (low in NUMBER_WORDS and somebody)) and (
        not following or following in ("years", "months", "weeks", "years-old", "now")
    ):
        return join([be, *adverbs, *rest])
    if low in ATTRIBUTIVE and following.isalpha() and not closes_state(following):
        return join([be, *adverbs, "an" if rest[0][:1].lower() in "aeiou" else "a", *rest]) if following in ROLES else ""
    if low in STATES and (following or somebody):
        return join([be, *adverbs, *rest])
    if (
        somebody
        and low in ("in", "from", "both", "all", "at", "on")
        and (following in ("year", "grade", "form", "reception", "at", "in", "on") or tokens[min(place + 1, len(tokens) - 1)].text[:1].isupper())
    ):
        return join([be, *adverbs, *rest]) if following not in CLOCK_WORDS else ""
    start = place + 1 if low in ("a", "an") else place
    role = next((n for n in range(start, min(len(tokens), start + 3)) if tokens[n].low in ROLES), None)
    if role is not None and all(tokens[n].low.replace("-", "").isalpha() and tokens[n].low not in FUNCTION | CLOCK_WORDS for n in range(start, role)):
        then = tokens[role + 1].low if role + 1 < len(tokens) else ""
        if tokens[role].low in ("mum", "dad") and then not in ("of", "to"):
            return ""
        if then in ("", "at", "in", "for", "with", "of", "and", "until", "till", "since", ",", "by", "from"):
            words_ = rest if start > place else [("an" if rest[0][:1].lower() in "aeiou" else "a"), *rest]
            return join([be, *adverbs, *words_])
    return ""
