"""What is said in general, or to cheer somebody on: remarks and resolves, which tell nothing of anybody's life."""

from __future__ import annotations

import re

from engine.learning.grammar.verbs import AUXILIARY, BASES, GERUND, THIRD
from engine.learning.grammar.words import words
from engine.learning.telling.story import Statement

_PRONOUN = frozenset("i we he she they it you that which who".split())
#: After one of these a clause of its own begins inside of what is done: "heading to Leeds where my sister is".
_SUBORDINATE = frozenset("who which that what how when where while because as if since until till so whether but cause than before after".split())
#: What is thought or said has a sentence of its own behind it: "thinking my knee is worse".
_THOUGHT = frozenset("thinking hoping wondering feeling guessing knowing saying wishing reckoning hearing seeing".split())
_FELT = frozenset(
    "let lets make makes made keep keeps kept help helps helped give gives gave bring brings brought fill fills filled mean means "
    "meant take takes took remind reminds reminded teach teaches taught".split()
)
_VERY = r"(?:(?:so|very|really|truly|always|just|all|super|such|pretty|quite|absolutely|definitely|totally|also|still|often|sure|certainly) )*"
#: Said of what nobody has for themselves alone: "kindness is key", "change is possible".
_WORTH = (
    rf"(?:is|are|was|can be|will be) {_VERY}(?:key|crucial|vital|essential|priceless|everything|possible|invaluable|precious|powerful|rewarding|"
    rf"inspiring|empowering|contagious|worth it|important(?! to the user)|what (?:counts|matters|keeps)\b.*|an? (?:\w+ ){{0,2}}?(?:reminder|blessing|"
    rf"mood-booster|way to|journey|must|game changer|learning curve|part of life)\b.*)"
)
_REMARK = re.compile(rf"^{_VERY}(?:{_WORTH}(?:$|[ ,.-])|(?:can|could) {_VERY}(?:make|change|brighten|lighten|transform|go|turn|be)\b|matters?$)")
#: "It was a great feeling": of what happened, never of the thing that was spoken of.
_EVALUATED = re.compile(
    rf"^(?:is|was|has been|will be|feels|felt) {_VERY}(?:(?:an? |the )?(?:[\w-]+ ){{0,3}}?(?:reminder|feeling|moment|experience|journey|blast|joy|"
    rf"challenge|process|ride|struggle|fun|honour|honor|privilege|relief|pleasure|shame|accomplishment|adventure|eye-opener|blur|"
    rf"nightmare|dream come true)|awesome|amazing|chaotic|incredible|worth it|inspiring|rewarding|creative and fun|super creative)\b"
)
#: What one means to keep up, without saying what it is.
_RESOLVE = re.compile(
    rf"^{_VERY}(?:(?:will|is going to|wants? to|is gonna) (?:always |never |just )*(?:keep (?:going|pushing|trying|fighting|chasing|pursuing|moving|"
    rf"believing|working hard|at it|on\b)|(?:reach|follow|chase) their (?:dreams?|goals?)|savou?r\b|make it$|get there$|do (?:their|the) best)|"
    rf"(?:will|is|is going) (?:not|never) (?:going )?(?:to )?(?:quit|give up(?! (?:smoking|alcohol|sugar|meat|coffee|drinking|caffeine|on (?!their "
    rf"dreams)))|let (?:anything|anyone|that|it|this))|"
    rf"is (?:determined|ready|excited|motivated|committed) to (?:make (?:it|a|this|things)|keep|succeed|find the right|give|get there|do (?:it|this|"
    rf"their))|"
    rf"(?:is|stays|keeps|has been) (?:staying |feeling |being |trying to (?:stay|be) )*(?:positive|hopeful|optimistic|strong|focused|resilient|"
    rf"alright|motivated)\b|(?:is|feels?) (?:\w+ )?(?:lucky|blessed|thankful|grateful|proud|fortunate)(?: to (?:have|be)\b.*| to know (?:them|the "
    rf"assistant)\b.*)?$|"
    rf"can(?:not)? (?:only |even |just )*(?:imagine|make (?:a|such a|an?) (?:[\w-]+ )*(?:difference|impact|change)|beat what)|"
    rf"(?:agree|blesse|blessed|appreciate|congratulate)[sd]?\b|is going for (?:it|their dreams))"
)
#: To a friend: "if you ever need a hand, let me know".
_OFFER = re.compile(
    r"\W*(?:and |but |so )?(?:if|whenever|when) (?:you|u)(?: ever|'d|'re)? (?!notice\b|see\b|think\b|find\b|spot\b).*\b(?:let (?:me|us) know|"
    r"(?:i'd|i would|we'd) (?:love|be happy|be glad))\b",
    re.IGNORECASE,
)
#: "I do.", "yup, I did - …": only yes.
_ONLY_YES = re.compile(r"^(?:also )?(?:does|did|has|is|was|can|will|would)(?: not)?(?:$|\s*[-–—,])")


def verb_of_doing(text: str) -> int:
    """Where the verb is of a sentence whose subject is something that one does ("finding those moments *is* key"); 0 in any other sentence."""
    tokens = words(text)
    if len(tokens) < 3 or tokens[0].low not in GERUND or tokens[0].low in _THOUGHT - {"knowing", "seeing", "feeling", "hearing"}:
        return 0
    for place in range(1, min(len(tokens), 24)):
        low, before = tokens[place].low, tokens[place - 1].low
        if low in _SUBORDINATE or (low in ("i", "we", "my", "our") and before in (",", "and", "but", "so", "-", "–", "—", ";")):
            return 0
        finite = low in AUXILIARY or low in THIRD or low in _FELT
        noun = before in ("my", "our", "the", "a", "an", "to", "and", "of", "in", "on", "at", "with", "for", "some", "no", "his", "her", "their")
        if finite and not noun and before not in _PRONOUN and (low not in BASES or low in _FELT) and low not in ("have", "do"):
            return tokens[place].start
    return 0


def reason(said: Statement) -> str:
    """Why a statement is only a remark, or a resolve; "" when it may tell something."""
    if _ONLY_YES.match(said.rest):
        return "too little said"
    if said.about_user:
        return "resolve" if _RESOLVE.match(said.rest) else ""
    return "general remark" if _REMARK.match(said.rest) else ""


def is_offer(text: str) -> bool:
    """Whether a sentence offers help, which sounds like an order for a case."""
    return _OFFER.match(text) is not None


def is_evaluation(rest: str) -> bool:
    """Whether what is said of "it" is how something went, not what a thing is like."""
    return _EVALUATED.match(rest) is not None
