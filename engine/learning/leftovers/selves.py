"""What the speaker is, said without "I am": "polish girl here", "godmother to little Wren", "not a fan of coriander", "back in Swindon"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import FUNCTION, PREPOSITIONS, RELATIONS
from engine.learning.grammar.phrases import is_verb
from engine.learning.grammar.states import STATES
from engine.learning.grammar.verbs import AUXILIARY, NOUNISH, THIRD
from engine.learning.grammar.words import Word
from engine.learning.jottings.jot import article
from engine.learning.leftovers.full import Full
from engine.learning.leftovers.moments import TIMED
from engine.learning.telling.described import ATTRIBUTIVE, closes_state

#: Said in one word, they are said of oneself.
ALONE = frozenset(
    "divorced married widowed separated engaged retired unemployed redundant vegan vegetarian pescatarian coeliac celiac diabetic dyslexic autistic "
    "asthmatic epileptic pregnant teetotal deaf disabled bilingual trans nonbinary left-handed housebound".split()
)
_TONGUES = (
    r"english|welsh|irish|scottish|british|french|german|spanish|italian|portuguese|dutch|polish|czech|slovak|swedish|danish|norwegian|finnish|"
    r"turkish|"
    r"greek|russian|ukrainian|romanian|hungarian|bulgarian|croatian|serbian|arab|iranian|iraqi|israeli|indian|pakistani|bangladeshi|nepali|thai|"
    r"vietnamese|chinese|japanese|korean|filipino|malaysian|indonesian|nigerian|ghanaian|kenyan|ugandan|zimbabwean|egyptian|moroccan|algerian|"
    r"american|"
    r"canadian|mexican|brazilian|colombian|argentinian|chilean|peruvian|jamaican|trinidadian|australian|catholic|muslim|jewish|hindu|sikh|buddhist"
)
_KIN = r"mum|mom|mam|dad|mother|father|husband|wife|partner|boyfriend|girlfriend|nan|gran|grandad|grandma|grandpa|parents|in-laws|son|daughter"
_FROM = re.compile(rf"(?P<what>{_TONGUES}) (?P<who>{_KIN})", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:an? )?(?P<who>(?:[a-z-]+ ){0,3}?(?:guy|girl|lad|lass|woman|man|bloke|lady|person|mum|mom|dad|parent|student|nurse|teacher|driver|speaker|"
    r"native|pensioner|beginner|newbie|learner|teenager|teen|widow|widower|vegan|veggie|vegetarian|coeliac|diabetic|insomniac|expat|immigrant|"
    r"refugee|foreigner|farmer|dev|developer|engineer|coder|carer|owner|user|fan|sufferer)) here\b[ ,]*(?P<more>.*)$",
    re.IGNORECASE,
)
_HERE = re.compile(r"(?P<what>(?:[a-z-]+ ){1,2}?)here\b(?P<more>\s*\([^()]+\))?$", re.IGNORECASE)
_LIKING = re.compile(
    r"(?:not |no |never been |not really |never |still not )?(?:an? )?(?:big |huge |massive |great |much of an? |lifelong |mad |real |total )*"
    r"(?:fan|lover|sucker|martyr|believer|stickler|slave|creature|keen on|into|fussed (?:on|about)|bothered about|big on|allowed|"
    r"mad (?:on|about|for)|obsessed with|partial to|fond of|hopeless at|useless at|rubbish at|terrible at|decent at|good at|bad at|good with|"
    r"bad with|scared of|afraid of) (?:of |to |for |in )?(?!(?:it|that|this|them|those|these)\b)\w",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"[a-z]*(?:[a-z]er|[a-z]or|ist|ian|man|woman|assistant|accountant|attendant|consultant|mother|father|parent|nurse|cook|chef|clerk|guard|aide|"
    r"rep|student|"
    r"vet|medic|trustee)$"
)
_NO_ROLE = frozenset(
    "number letter paper water summer winter dinner never ever after over under other either order offer cover matter corner center counter weather "
    "power tower shower flower computer printer laser freezer cooker boiler meter router trainer trailer together former better later rather bigger "
    "smaller older younger layer chapter poster folder filter burger butter pepper ginger sugar timer charger adapter door floor color colour motor "
    "monitor indoor outdoor error mirror major minor".split()
)
_ROLE_OF = frozenset("to of at in for with by since".split())
_SET_PHRASE = re.compile(
    r"(?:in|on|at|up|out|over) (?:the|a|an) (?:style|case|end|meantime|mood|middle|name|form|way|other hand|scale|rush|hurry|"
    r"whole|moment|loop|pub quiz)\b",
    re.IGNORECASE,
)
_PLACED = frozenset("on off in under between up out into at over".split())


def called_here(text: str) -> Full | None:
    """ "new dad here, no sleep": "I am a new dad, no sleep"; "colour blind here"."""
    match = _PERSON.match(text)
    if match:
        who = match["who"]
        who = who[:1].upper() + who[1:] if re.match(rf"(?:{_TONGUES})\b", who) else who
        return Full(f"I am {article(who)} {who}" + (f", {match['more']}" if match["more"] else ""), 4)
    here = _HERE.match(text)
    if here and (here["what"].split()[0].lower() in STATES or here["what"].lower().startswith(("colour blind", "color blind"))):
        return Full(f"I am {here['what'].strip()} {here['more'] or ''}".strip(), 4)
    return None


def kin_from(said: str) -> Full | None:
    """ "spanish mum": "my mum is Spanish"."""
    match = _FROM.fullmatch(said)
    if match is None:
        return None
    who = match["who"].lower()
    return Full(f"my {who} {'are' if who.endswith('s') else 'is'} {match['what'].capitalize()}", 3)


def being(said: str, tokens: list[Word]) -> Full | None:
    """A state, a liking, a place or a role that nobody else is said to have."""
    first, second = tokens[0].low, tokens[1].low
    if first == "ex" and len(tokens) == 2 and (_ROLE.match(second) or second in ALONE):
        return Full(f"I am an ex {second}", 4)
    if _LIKING.match(said):
        return Full(f"I am {said}", 4)
    no_longer = first == "no" and second == "longer" and len(tokens) > 3 and tokens[2].low in PREPOSITIONS | STATES | {"a", "an", "the", "my"}
    before_noun = first in ATTRIBUTIVE and second.isalpha() and not closes_state(second)
    if no_longer or (first in STATES and second != "here" and not before_noun):
        return Full(f"I am {said}", 3)
    if first in ("back", "halfway", "nearly", "almost") or (first in _PLACED and second not in FUNCTION - {"the", "a", "an", "my", "our"}):
        whole = (
            any(w.low in AUXILIARY or (w.low in THIRD and w.low not in NOUNISH) for w in tokens[1:])
            or len(tokens) < 3
            or TIMED.match(said)
            or _SET_PHRASE.match(said)
        )
        return None if whole else Full(f"I am {said}", 1)
    return _role(said, tokens)


def _role(said: str, tokens: list[Word]) -> Full | None:
    lead = 1 if tokens[0].low in ("a", "an") else 0
    for n in range(lead, min(lead + 3, len(tokens) - 1)):
        low = tokens[n].low
        if not low.isalpha() or low in FUNCTION or is_verb(low):
            return None
        if _ROLE.match(low) and low not in _NO_ROLE and tokens[n + 1].low in (("to",) if low in RELATIONS else _ROLE_OF):
            return Full(f"I am {said}" if lead else f"I am {article(said)} {said}", 2)
    return None
