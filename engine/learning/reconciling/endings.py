"""Sentences that end what was true: sold, left, broke up, died, cancelled, gave up. Read from the words as they were said."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.lexicon import FUNCTION
from engine.memory.words import fold

_CUT = re.compile(
    r"(?: (?:to|for|and|in|on|at|with|last|yesterday|today|this|because|cos|so|off|from|after|since|until|till|in the end|as|but|which|when|"
    r"over|into|"
    r"over|by|outside|near)\b|[,;(]).*$"
)
_I = (
    r"(?:(?:i|we|i'?ve|we'?ve|i'?m|just|also|finally|have|has|had to|had|and|so|well|then|ok|oh|btw|anyway|the user|is|been|am|are|"
    r"yesterday|today)\s+)*"
)
_MY = r"(?:(?:my|our|the|their|his|her|that|this|old|an?|me|of|off|poor|user's)\s+)*"
#: After "quit" without an object: "quit coffee" is no end of a job.
_ALONE = (
    r"$| (?:in|on|at|last|yesterday|today|this|because|cos|so|after|since|before|when|as|without|and|but|to|for|a (?:week"
    r"|month|year)|an? (?:few|couple)|"
    r"\w+ (?:days?|weeks?|months?|years?) ago|around|about|work)\b"
)
#: "Grandad passed last year"; not "passed her test".
_IN_PEACE = (
    r"(?=$| (?:last|yesterday|today|this (?:morning|week|month|year)|after|from|peacefully|suddenly|around|on (?:\d|\w+day)|"
    r"in (?:\d|[a-z]+ \d{4}|her|his|their|hospital)|at (?:\d|the age)|\w+ (?:days?|weeks?|months?|years?) ago)\b)"
)
#: "The cleaner left"; not "left the keys at home".
_ALONE_OR_US = (
    r"(?! (?:the (?!company|firm|job|house|flat|country)|his|her|a|an|my|our|their|its|it|him|them|at|for|early|late|some|to"
    r"|behind|home)\b)"
)
#: (what ends, pattern). The group `x` names it.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("thing", rf"^{_I}(?:sold|traded in|traded|part[- ]?ex(?:ed|changed)?|gave away|given away|gave(?! (?:my|our|the"
              rf"|their) [\w' -]{{1,30}}? an? )|got rid of|scrapped|binned|chucked|"
              rf"donated|returned|"
              rf"ditched|wrote off|crashed|totalled|lost|swapped|replaced|upgraded from|switched from|lent|bin) {_MY}(?P<x>[^.;!?]+)"),
    ("thing", rf"^(?:and |so |well |but |then )*{_MY}(?P<x>[\w][\w' -]{{0,28}}?) (?:went to|has gone to|went for|was sold|got sold|(?:was|"
              rf"got) (?:stolen|nicked|"
              rf"robbed|pinched|swiped)|(?:is|has|'s|are) (?:(?:gone|done|away|finished|over)"
              rf"(?! (?:for(?! (?:good|ever))|until|till|on|at|this|with|in|to|from|today|tonight|tomorrow|now|early|by)\b)|no more"
              rf"|history|had it)|died|has died|gave up|has given "
              rf"up|broke down for good|carked it|conked out|gave up the ghost|packed (?:it )?in|bit the dust|was scrapped|got scrapped|"
              rf"was written off|is (?:dead|kaput|toast|knackered)|ate (?:my|the))\b"),
    ("thing", r"\b(?:stole|stolen|nicked|robbed|pinched|swiped) (?:my|our|the|the user's) (?P<x>[^.;!?,]+)"),
    ("thing", rf"^{_I}(?:(?:gave|handed|passed) (?:back|on)|sent back|took back|(?:have |has )?returned) {_MY}(?P<x>[^.;!?]+)"),
    ("thing", rf"^(?:never mind|no more|goodbye|bye|so long|enough of|done with|that'?s it for|sod|forget about) {_MY}(?P<x>[^.;!?,]+)"),
    ("thing", r"^(?:(?P<x>it)(?:'s| is| was| got| has been) |been |got |all |so |now |then |so i |so we )*(?:scrapped|written off|sold"
        r"|binned|totalled|"
              r"ditched|wrecked|nicked|stolen)(?: now| in the end| last week| today| yesterday)?\W*$"),
    ("place", rf"^{_I}(?:left|quit|quitting|leaving|resigned from|moved out of|moved out from|moved from|retired from|no longer works? (?:at|for)|"
              rf"no longer lives? in|stopped (?:working|living) (?:at|for|in)|dropped out of|pulled out of|out of|home from|back from|signed off "
              rf"from|finished at|handed in my notice at|cancelled|"
              rf"packed in|(?:have |has )?moved [\w ]{{1,25}}? (?:out of|from)) {_MY}"
              rf"(?P<x>[^.;!?]*)"),
    ("place", rf"^{_I}(?:packed|jacked|chucked) {_MY}(?P<x>[\w' -]{{2,25}}?) in\b"),
    ("place", rf"^{_I}(?:my )?last (?:day|shift|week) (?:at|on|with) {_MY}(?P<x>[^.;!?]*?) (?:was|is)\b"),
    ("place", r"(?<!\bthe )(?<!\bmy )(?<!\bher )(?<!\bhis )(?<!\bour )(?<!\ba )(?<!\bon )(?<!\bto )(?<!\bfar )(?<!\btheir )(?<!\bturn )"
              r"\b(?:left|quit|resigned from|moved out of) (?:the )?(?P<x>[^.;!?,]+)"),
    ("debt", rf"^{_I}paid (?:back )?{_MY}(?P<x>[\w' -]{{2,25}}?)(?: back)?\b(?=$| (?:in full|at last|yesterday|today|everything))"),
    ("debt", rf"^(?:and |so |well |but |then )*{_MY}(?P<x>[\w][\w' -]{{1,24}}?) (?:has |have |finally |just |already )*(?:paid|gave|given) "
             r"(?:me|us|the user)(?: (?:it(?: all)?|everything|(?:(?:the|my|his|her|their|all the|that) )(?:[£$€]?\d[\d.,]*[\w£$€ ]{0,8}|money|cash"
             r"|debt|loan)))?(?: back)?(?=\W*$| (?:in full|at last|yesterday|today|now|finally|for the))"),
    ("debt",
    rf"^(?:and |so |well |but |then )*{_MY}(?P<x>[\w][\w' -]{{1,24}}?) (?:has |have |finally |just |already |all )*(?:settled|squared|paid) up\b"),
    ("job", rf"^(?:{_I}|[\w' ]{{2,20}} )(?:quit(?= (?:my|the|his|her|their) (?:day )?(?:job|work)\b|{_ALONE})|retired|resigned"
              rf"|put (?:in )?(?:my |his |her |their )?papers|was made redundant|"
            rf"got (?:fired|sacked|laid off|made redundant)|"
            rf"handed (?:in )?(?:my|his|her|their) notice(?: in)?|lost (?:my|his|her|their) job)\b(?P<x>)"),
    ("partner", r"\b(?:broke up|split up|split|breaking up|divorced|separated|finished)(?: (?:with|from)) (?:my |our )?(?P<x>[^.;!?,]*)"),
    ("partner", r"^and (?P<x>[\w' -]{2,24}?) (?:have |has )?(?:broke|broken|split|divorced|separated|called it off)\b"),
    ("partner", r"\b(?:we|we've|the user) (?:have |has |'ve )?(?:broke up|broken up|split up|split|divorced|separated)\b(?P<x>)"),
    ("partner", rf"^(?:and |so |well |but )*{_MY}(?P<x>[\w][\w -]{{1,24}}?)(?:'s| has| and i have| and me have)? (?:left me|dumped me|"
                rf"cleared out|walked out on me|walked out|moved out|"
                rf"ended it|left (?:the user|us)|and i (?:broke|split) up|and i (?:are )?(?:divorced|separated))\b"),
    ("member", rf"^(?:and |so |well |but )*{_MY}(?P<x>[\w][\w -]{{1,24}}?)(?:['’]?s| has| is)? (?:moved out|(?:left|quit){_ALONE_OR_US}"
              rf"|has left|is gone|"
               r"moved away|retired|moved on|stepped down|been sacked|been fired|been replaced)\b"),
    ("event", r"^(?:and |so |well |but |the |my |our )*(?P<x>[\w][\w' -]{1,40}?)(?: (?:is|was|got|has been|been|has))* (?:cancelled|"
              r"canceled|called off|scrapped|off(?=$| now| then)|not happening|fell through|fallen through)\b"),
    ("event", rf"^{_I}(?:cancelled|canceled|called off) {_MY}(?P<x>[^.;!?,]+)"),
    ("life", rf"^{_I}(?:lost|said goodbye to|put down) {_MY}(?P<x>[^.;!?]+)"),
    ("life", rf"^(?:and |so |well |but )*{_MY}(?P<x>[\w][\w' -]{{1,24}}?) (?:died|has died|(?:has )?passed(?: away|{_IN_PEACE})|was put (?:down|"
             rf"to sleep)|had to be put (?:down|to sleep))\b"),
    ("event", r"^(?:has |having |there is )?no (?P<x>[\w][\w' -]{1,30}?) after all\b"),
    ("habit", r"\b(?:stopped|dropped|ditched|gave up|given up|quit|packed in|no longer|don'?t|do not|does not|doesn'?t) (?P<x>[^.;!?,]+?)(?: any "
              r"?more|"
              r" any longer|$|[.;!?,])"),
)  # fmt: skip
_COMPILED = tuple((what, re.compile(pattern, re.IGNORECASE)) for what, pattern in _PATTERNS)
_PIECES = re.compile(
    r"[.!?;\n]+|,\s+(?:and |but |so )?|\s+(?:and|but|so|cos|because)\s+(?=(?:i|we|my|our|the|it|that|that's|she|he|they|sold|got|"
    r"bought)\b)",
    re.IGNORECASE,
)
_IT = re.compile(r"(?:it|them|that)\b", re.IGNORECASE)
#: "The Hymer has failed its test. We sold it": what a sentence is about.
_TOPIC = re.compile(
    r"(?:and |so |but |well |my |our |the |that |old )*(?P<x>[^\W\d_][\w'-]*(?: [\w-]+)?) (?:has|is|was|failed|broke|got|went|gave|won'?t|keeps|"
    r"kept|died)\b"
)
_SHORT_IS = re.compile(r"(?<=\w)['’]s (?=(?:gone|done|away|finished|over|history|no more|had it|dead|kaput|knackered|off)\b)")
_GENERIC = frozenset(
    "it that this them one ones him her me us old new thing things stuff job work place life house home day week way hand heart mind time "
    "all bit lot "
    "and the for with off out some any much well "
    # how, and when, never what
    "in on at to of from by about around near over up down again ago since until till before after during then early late last next first "
    "yesterday today tomorrow tonight now soon still also just only already really finally recently "
    "second minute hour month year weekend seconds minutes hours days weeks months years weekends morning afternoon evening night mornings "
    "two three four five six seven eight nine ten couple few half "
    "january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun mondays tuesdays wednesdays thursdays fridays "
    "saturdays sundays get gets got go goes went gone make makes made take takes took come comes came user".split()
)
_WORK = re.compile(r"\bjob\b")
#: "Anna and I broke up".
_WE_PARTED = re.compile(r"\b(?:(?:me|i|the user) and (?P<who>[^\W\d_][\w'-]*)|(?P<whom>[^\W\d_][\w'-]*) and (?:i|me|the user)) (?:have "
                        r"|has )?(?:just |finally )?"
                        r"(?:broke|broken|split) up\b")  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
_CHANGE = re.compile(
    r"\b(?:moved|moving|shifted|gone|new|now|no longer|any ?more|any longer|instead|switched|swapped|changed|became|left|quit|started|has become|"
    r"is back|back (?:on|to|in|at)|"
    r"stopped|dropped|ditched|in the end|replaced|upgraded|again|from now on|these days|sold|traded|gave up|scrapped|promoted|broke up|split|"
    r"latest|so far|"
    r"turned|went back"
    r"|ended up|made it|(?:been|was|got) (?:just )?(?:made|appointed|promoted)|in future|going forward|carked|died|stolen"
    r"|lost|put (?:up|down) to|this time|actually)\b",
    re.IGNORECASE,
)
_MOVE = re.compile(
    r"\b(?:moved|moving|postponed|re-?scheduled?|pushed|put (?:off|back)|brought forward|deferred|delayed|changed|cancel|cancels|cancelled|"
    r"canceled|shifted|bumped|"
    r"new date|swapped|instead)\b",
    re.IGNORECASE,
)


class Ending(msgspec.Struct, frozen=True):
    """`what` ends ("thing", "place", "job", "partner", "member", "event", "life", "habit"); `names`: words that name it, maybe none."""

    what: str
    names: frozenset[str]


def endings(said: str) -> tuple[Ending, ...]:
    """What a text, in the user's words or told of the user, says is over. Reads at most 2,000 characters."""
    found: dict[Ending, None] = {}
    topics: list[frozenset[str]] = []  # of the last two pieces
    text = _WE_PARTED.sub(lambda parted: f"i broke up with {parted['who'] or parted['whom']}", fold(said[:2000]))
    for piece in _PIECES.split(text):
        piece = _SHORT_IS.sub(" is ", piece.strip())
        if not piece or len(piece) > 300 or piece.endswith("?"):
            continue
        for what, pattern in _COMPILED:
            match = pattern.search(piece)
            if match:
                named = frozenset().union(*topics) if match["x"] is None or _IT.match(match["x"]) else names(_CUT.sub("", match["x"] or ""))
                if what == "place" and not named:
                    if not _WORK.search(match["x"] or ""):
                        continue  # "left early"
                    what = "job"
                found[Ending(what, named)] = None
        about = _TOPIC.match(piece)
        topics = [names(about["x"]), *topics[:1]] if about else topics
    return tuple(found)


def names(text: str) -> frozenset[str]:
    """The words that can tell which one is meant."""
    return frozenset(
        word
        for word in (w.removesuffix("'s") for w in re.findall(r"[^\W_][\w'-]*", fold(text)))
        if len(word) > 1 and word not in _GENERIC and word not in FUNCTION and not _YEAR.fullmatch(word)
    )


def changes(text: str) -> bool:
    """Whether a text says that something is different now."""
    return _CHANGE.search(text) is not None


def moves(text: str) -> bool:
    """Whether a text says that a date is another one now."""
    return _MOVE.search(text) is not None
