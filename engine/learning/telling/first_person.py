"""Clauses that leave out "I": "work nights at the depot", "don't drive", "been vegan since May"; orders look alike and are left alone."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import ADVERBS, FUNCTION, PREPOSITIONS
from engine.learning.grammar.verbs import BASES, PARTICIPLE, PAST
from engine.learning.grammar.words import Word

#: Nobody orders an assistant to do these.
_TELLING = frozenset(
    "live work own hate love adore loathe despise detest commute suffer smoke vape drink sleep foster volunteer freelance moonlight rent "
    "belong owe earn weigh "
    "cycle swim fast pray garden knit crochet sew bake fish hunt sing dance study lecture tutor babysit childmind like prefer support teach "
    "coach attend "
    "eat drive collect breed keep play speak share walk run ride read grow do make get take go have struggle follow wear train cook row climb "
    "ski surf "
    "skate box jog start finish wake practise practice worship manage supervise lodge board know understand dislike avoid use watch listen see "
    "fly travel hike camp paint draw write brew sell buy farm raise".split()
)
#: Also orders, questions or noises: they need a sign of habit, place or possession after them.
_DOUBTFUL = frozenset(
    "keep play speak share walk run ride read grow do make get take go have follow start finish wake practise practice use watch listen see "
    "cook train study eat drink like love hate fly travel paint draw write sell buy farm raise box know understand sing manage board wear "
    "drive sleep "
    "support attend prefer avoid work rent bake teach coach pray collect row".split()
)
_HABIT = re.compile(
    r"\b(?:every|each|most|mostly|usually|always|twice|once an?|times an?|since|everywhere|part[- ]time|full[- ]time|nights|days|earlies|"
    r"lates|shifts|"
    r"mornings|evenings|weekends|(?:mon|tues|wednes|thurs|fri|satur|sun)days|daily|weekly|for \w+ (?:years|months)|years|(?:in|with|for) an? "
    r"[\w&' -]+|"
    r"at (?:the|an?|my|[A-Z])|for the|my own|in (?:the|[A-Z])\w*|on the side|professionally|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) "
    r"(?:cats?|dogs?|kids?|children|sons?|daughters?|brothers?|sisters?|hens|chickens|rabbits|jobs|grandkids|grandchildren|bikes?|cars?|boys|"
    r"girls|horses|hives)|"
    r"bees|hens|chickens|asthma|diabetes|eczema|migraines?|arthritis|insomnia|ibs|hayfever|vertigo|bus|tram|train)\b"
)
_ORDERING = re.compile(r"\b(?:please|pls|plz|you|your|it|this|that|these|those|me|for us|text|code|list)\b", re.IGNORECASE)
#: With "not" before them they tell, where "don't call…", "don't use…" would be orders.
_DENIED = _TELLING - frozenset("use make get write read list start finish go do take have play run see follow keep put".split()) | frozenset(
    "have own want need mind do get see speak know believe trust".split()
)
#: "got two cats": has them; "got a Ranger off my brother": an event.
_HAVING = re.compile(
    r"^(?:(?:an?|the|my|two|three|four|five|six|seven|\d+|no|twin|some|both) )+(?:\w+ ){0,2}?(?:kids?|children|sons?|daughters?|brothers?|"
    r"sisters?|boys?|girls?|twins|cats?|dogs?|"
    r"rabbits?|hens|chickens|horses?|allotment|lodger|flatmates?|housemates?|allergy|allergies|intolerance)\b(?!.*\b(?:from|off|yesterday|"
    r"today|last|for (?:my|his|her|christmas))\b)|"
    r"^(?:\w+ ){0,3}?(?:diabetes|asthma|eczema|arthritis|ibs|adhd|autism|epilepsy|migraines|endometriosis|fibromyalgia|tinnitus|hayfever|"
    r"psoriasis)\b|\bevery (?:other |second )?(?:week|weekend|day|month)",
    re.IGNORECASE,
)
#: They take no object: before a noun they are nouns themselves.
_SELDOM_OF_THINGS = frozenset("sleep garden box row fast camp sail".split())
_ALSO_NOUNS = frozenset("garden box row bake fast rent play paint sleep coach run walk ride watch record travel camp train board sail fish".split())
_SHORT = frozenset("hate love like dislike adore loathe detest avoid".split())
_NEVER = re.compile(
    r"(?:been|had|learned|learnt|tried|eaten|liked|seen|met|married|smoked|drunk|driven|flown|worked|lived|owned|played|read|done|got|used|"
    r"wanted|left)$"
)


def without_i(body: list[Word]) -> list[Word]:
    """The clause with its "I"; empty when it is none that left it out."""
    if body[0].low in ("both", "neither"):
        return []
    place = 0
    while place < len(body) - 1 and body[place].low in ADVERBS and body[place].low not in ("first", "once", "not", "then", "so"):
        place += 1
    if place >= len(body) - 1:
        return []
    low, following = body[place].low, body[place + 1].low
    if following in ("is", "was", "are", "were") or (
        low == "like" and place and body[place - 1].low in ("kinda", "sorta", "just", "almost", "quite")
    ):
        return []  # "dance is my passion", "kinda like yoga"
    at = body[0].start
    i = Word("I", "i", at, at)
    have = Word("have", "have", at, at)
    if body[0].low == "never" and _NEVER.match(low) and low in PARTICIPLE:
        return [i, have, *body] if low not in PAST or low in ("had",) else [i, *body]
    if low == "been" and following not in ("a", "there"):
        return [i, have, *body]
    if low == "have" and following == "been" and body[place + 2 : place + 3] and body[place + 2].low[:1].isdigit():
        return []  # "have been 12 years": what?
    if low == "am" or (low == "have" and following in ("been", "had", "lived", "worked", "got", "never", "not")):
        return [i, *body]
    if low == "do" and following == "not" and len(body) > place + 2:  # "can't" may be his or hers
        verb = next((w.low for w in body[place + 2 :] if w.low not in ADVERBS), "")
        vague = verb in ("want", "need", "mind", "have", "get", "know", "do", "see", "let") and len(body) < place + 4
        return [i, *body] if verb in _DENIED and not vague and not _ORDERING.search(_text(body[place + 2 :])) else []
    if low == "got" and place == 0 and _HAVING.search(_text(body[1:])):
        return [i, have, *body]
    if low == "used" and following == "to":
        return [i, *body]
    if low not in _TELLING or low not in BASES:
        return []
    rest = _text(body[place + 1 :])
    if "mind" in rest.split()[:3]:  # "keep in mind", "bear that in mind"
        return []
    if _ORDERING.search(rest) or (
        following in ("to", "if", "how", "what", "when", "why", "about", "sure", "up", "out") and low not in ("suffer", "wake", "get", "commute")
    ):
        return []
    if low in _ALSO_NOUNS and not following[:1].isalnum():
        return []  # "garden, parking, no pets"
    if (
        low in _SELDOM_OF_THINGS
        and following.isalpha()
        and following not in ADVERBS | PREPOSITIONS | FUNCTION | {"badly", "well", "days", "mornings"}
    ):
        return []  # "sleep schedule for a newborn"
    if low in _DOUBTFUL and not _HABIT.search(rest):
        first = next((n for n, w in enumerate(body) if w.low == ","), len(body))
        return [i, *body] if low in _SHORT and first <= 5 and following not in ("to",) else []
    return [i, *body]


def _text(tokens: list[Word]) -> str:
    return " ".join(w.text for w in tokens)
