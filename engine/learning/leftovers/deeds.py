"""What the speaker does, did or means to do, said without "I": "deleted tiktok", "learning Portuguese at 63", "want to be 80 by August"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import ADVERBS, FUNCTION, PREPOSITIONS
from engine.learning.grammar.states import NOT_GERUND, PASSIVE
from engine.learning.grammar.verbs import AUXILIARY, BASES, GERUND, PAST, THIRD, is_past
from engine.learning.grammar.words import Word, words
from engine.learning.leftovers.full import Full
from engine.learning.telling.elided import COMPOUNDS

#: Food and things as they come: "thickened drinks", "baked beans".
_ADJECTIVAL = frozenset(
    "boiled smoked baked fried roasted grilled steamed dried iced sliced chopped minced mixed frozen canned tinned pickled salted sweetened "
    "thickened heated used cracked broken mashed stuffed toasted whipped scrambled poached cured aged limited advanced united red wired tired "
    "bored exhausted knackered shattered confused supposed alleged so-called based unrelated related ignored".split()
)
#: Base forms that are also their own past.
_UNCHANGED = frozenset("put cut set let shut hit read cost spread split hurt bet".split())
_AIM = re.compile(
    r"(?:trying|hoping|planning|aiming|looking|meaning|about|going|gonna|saving up|working|due|set|booked in) to |"
    r"(?:want|need|have|got|hope|plan|aim|intend|mean) to |gotta |wanna |gonna ",
    re.IGNORECASE,
)
_AIMS = {"gotta": "have to", "wanna": "want to", "gonna": "am going to", "got to": "have to"}
_POINTING = re.compile(
    r"\b(?:it|that|this|them|em|you|your)\b(?! (?:week|month|year|morning|evening|spring|summer|autumn|winter|is|was))", re.IGNORECASE
)
#: Their gerund before a bare noun is what somebody does: "learning guitar"; not "timing belt".
_WITH_OBJECT = frozenset(
    "learn study teach play cook drink eat do get make buy sell visit join take have miss foster raise grow keep revise practise practice bring "
    "start finish leave quit avoid cut give hate love lose save need plan book switch marry adopt expect host coach tutor manage run restore "
    "build renovate".split()
)
_OF_THE_MOMENT = frozenset("being going asking testing running feeling wondering thinking looking watching waiting typing writing".split())
_DETERMINER = frozenset("my our the a an some two three".split())


def aimed(said: str) -> Full | None:
    """ "hoping to move by spring": "I am hoping to move by spring"."""
    match = _AIM.match(said)
    if match is None:
        return None
    aim = match.group().strip().lower()
    rest = said[match.end() :].strip()
    verb = words(rest)[:1]
    if not verb or verb[0].low not in BASES | {"be"} or _POINTING.search(rest):
        return None
    if aim.split()[0].endswith("ing") or aim.split()[0] in ("about", "due", "set", "booked"):
        return Full(f"I am {aim} {rest}", 2)
    return Full(f"I {_AIMS.get(aim, aim)} {rest}", 1)


def done(said: str, tokens: list[Word]) -> Full | None:
    """ "quit vaping": "I quit vaping"; "raised in Gibraltar": "I was raised in Gibraltar"; "training for Dublin": "I am training for Dublin"."""
    first, second = tokens[0].low, tokens[1].low
    if (first, second) == ("no", "longer") and len(tokens) > 3 and tokens[2].low in GERUND:
        return Full(f"I am {said}", 3)  # "no longer doing Mondays"
    if first in _ADJECTIVAL or second in AUXILIARY or (first == "bit" and second == "of") or _POINTING.search(said):
        return None
    if first in PASSIVE | {"raised", "reared"} and first != "quit" and (second in PREPOSITIONS or second in ("last", "yesterday", "today", "this")):
        return Full(f"I was {said}", 2)
    known = first in PAST or second in _DETERMINER or second not in PREPOSITIONS  # "moored at …" may be a boat
    if first == "quit" or (is_past(first) and known and (first not in BASES or first == "put")):
        return Full(f"I {said}", 2) if first not in _UNCHANGED or second[:1].isdigit() else None
    return _in_hand(said, tokens, first, second)


def _in_hand(said: str, tokens: list[Word], first: str, second: str) -> Full | None:
    noun = first in NOT_GERUND and not (first == "training" and second in ("for", "to", "as"))
    if first not in GERUND or noun or first in _OF_THE_MOMENT or second in COMPOUNDS:
        return None
    told_of = any(w.low in THIRD or w.low in ("is", "was", "has", "are") for w in tokens[2:8]) and not {"who", "when"} & {w.low for w in tokens}
    ruled = second in FUNCTION | PREPOSITIONS | ADVERBS or second[:1].isdigit() or tokens[1].text[:1].isupper() or GERUND[first] in _WITH_OBJECT
    return Full(f"I am {said}", 2) if ruled and not told_of else None  # "moving to Dublin means that…": what one does is the subject
