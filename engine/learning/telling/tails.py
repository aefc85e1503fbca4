"""What trails after a comma without a verb of its own, told apart: "is a radiographer, on call all Christmas"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from engine.learning.grammar.lexicon import CLOCK_WORDS, FUNCTION, RELATION_PATTERN
from engine.learning.grammar.phrases import is_verb
from engine.learning.grammar.states import STATES
from engine.learning.grammar.verbs import GERUND, NOUNISH, PARTICIPLE, THIRD, is_past
from engine.learning.grammar.words import words
from engine.learning.jottings.jot import article
from engine.learning.telling.amounts import amount
from engine.learning.telling.anchored import COUNTS_FROM
from engine.learning.telling.people import NAME, Person
from engine.learning.telling.story import Statement

_COMMA = re.compile(r",\s+(?![^()]*\))")
_LED = re.compile(r"(?:still|now|currently|also|not|only|always|usually|mostly|just)\s+", re.IGNORECASE)
_PLACED = frozenset("on in at off from back under behind down up out due with without based born moored near".split())
_TOLD = re.compile(r"\d|\b(?:always|never|every|each|all|until|till|since|again|only|allergic|half|full[- ]time|part[- ]time)\b|(?<!^)\b[A-Z][a-z]")
_LISTED = re.compile(
    (r"^(?:and|or|but|plus|as well|including|incl|eg|e\.g|such as|like|especially|mainly|mostly the|so|if|when|then|than|because|which|who|that)\b"),
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:so|because|which|who)\b", re.IGNORECASE)
_TO_LISTENER = re.compile(r"so (?:if|when|please|can|could|what|how|do not|don'?t)\b", re.IGNORECASE)
_PLACE_AFTER = re.compile(r"\b(?:in|to|from|near|at|of|for) [A-Z][\w' -]*$")
#: "has a new shop now, in Limhamn", "bought a caravan, near Rhyl": the place is the thing's.
_OF_THE_THING = re.compile(
    r"^(?:also |now |still |just |only |recently |both )*(?:has|have|owns?|got|gets|bought|buys|rents?|runs?|manages?|keeps?|found|met|knows?|"
    r"wants?|needs?|sees|sold|built|shares?|is (?:buying|renting|selling|building|getting|opening|running|looking at|seeing))\b"
)
#: "has a half-brother, Emeka" of whom the tail goes on: the one named last.
_SOMEBODY = re.compile(
    rf"^(?:also |now |still |only )*has (?:got )?(?:an?|one) (?P<kin>(?i:{RELATION_PATTERN})),? (?:called |named )?(?P<name>{NAME})$"
)
_WHEN = re.compile(
    rf"(?:in|on|at|from|since|until|till|by|around|about|towards) (?:(?:the|this|next|last|early|mid|late|about|around|end of|of|a|every|at|in|"
    rf"on|from|\d[\d:.]*(?:st|nd|rd|th|am|pm)?|{'|'.join(sorted(re.escape(word) for word in CLOCK_WORDS))}|and|to|-|–|spring|summer|autumn|"
    rf"winter|easter|christmas)s?\b[ ,]*)+(?:,? (?:i think|hopefully|probably|maybe))?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?P<who>(?:the )?(?:whole|entire) (?:clan|family|gang|team|office|village|street|lot|crew|class|family)|everyone|everybody|all the "
    r"(?:family|cousins|in-laws|relatives|neighbours|kids|grandkids)|both (?:families|sets of parents)|"
    r"(?:the user's )?(?:in-laws|parents|mum|dad|mam|mom|sister|brother|cousins?|family|kids|grandkids|grandparents|mates|friends|neighbours)|"
    r"half the (?:family|village|street|office)|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty) (?:people|guests|of us|kids|"
    r"cousins|relatives)) "
    r"(?P<does>(?:all |also )?(?:coming|descending|flying|driving|staying|travelling|traveling|meeting|visiting|joining|gathering|going|invited|"
    r"piling|bringing|helping|paying|sleeping|arriving|heading|landing)\b.*)$",
    re.IGNORECASE,
)
#: "teaches year 2, 31 kids, no TA".
_HAS_TOO = re.compile(
    r"(?:no (?!problem|worries|idea|doubt|more|longer|need|way|joke|lie|wonder|matter|thanks|less|later|later|pets? allowed|questions|rush)|"
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten) (?!years?\b|yrs?\b|months?\b|weeks?\b|days?\b|hours?\b|hrs?\b|mins?\b|minutes?\b|"
    r"times\b|"
    r"km\b|miles?\b|mg\b|mcg\b|ml\b|kg\b|units?\b|nights?\b|pm\b|am\b|quid\b|pounds?\b|euros?\b|dollars?\b|per\b|percent\b|a\b|to\b|of\b|in\b|on\b|"
    r"and\b|or\b|people\b|sessions?\b|shifts?\b|tablets?\b|pills?\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|more\b)(?=[\w-]*s\b|kids|"
    r"children|staff|sheep|cattle))(?:[a-zA-Z][\w-]*)(?: [a-z][\w-]*)?",
)
_KNOWS = re.compile(r"knows? (?:nobody|no ?one|no-one|not a soul|hardly any(?:one|body)|few people|very few people)\b", re.IGNORECASE)
FEWEST_BEFORE = 3  # words of the statement before its tail


def tails(said: Statement) -> Iterator[Statement]:
    """The statement without its tails, then each tail as a statement of its own; nothing when it has none that can stand alone."""
    pieces = _COMMA.split(said.rest)
    if (
        len(pieces) < 2
        or len(pieces) > 6
        or (_LISTED.match(pieces[-1]) and not _GOES_ON.match(pieces[-1]))
        or (re.search(r"\band\b", pieces[-1]) and len(pieces[-1].split()) < 5)
    ):
        return
    kept, told = pieces[0], []
    for piece in pieces[1:]:
        tail = _tail(said, kept, piece)
        if tail is None:
            kept += "" if _TO_LISTENER.match(piece) else ", " + piece
        else:
            told.append(tail)
    if told and (len(kept.split()) >= FEWEST_BEFORE or re.match(r"is [A-Z]", kept)):
        yield msgspec.structs.replace(said, rest=kept)
        yield from told
    elif not told and kept != ", ".join(pieces):
        yield msgspec.structs.replace(said, rest=kept)


def _company(piece: str, said: Statement) -> Statement | None:
    """ "whole clan descending on Ballina", "everyone coming to ours": others, and what they are up to."""
    match = _OTHERS.match(piece)
    if not match or words(piece)[-1].low in FUNCTION - {"there", "here"}:
        return None
    who = match["who"]
    who = re.sub(r"^(?=whole|entire|in-laws|family|kids|parents)", "the ", who, flags=re.IGNORECASE)
    does = re.sub(r"\bthe user's$", "the user's place", match["does"])
    several = re.match(
        (r"(?:all|both|half|the (?:kids|parents|in-laws)|in-laws|\d|two|three|four|five|six|seven|eight|nine|ten)\b|.*(?<!s)s$"), who, re.IGNORECASE
    )
    return Statement(who[:1].upper() + who[1:], f"{'are' if several else 'is'} {does}", said.start, said.stop, thing=True)


def _tail(said: Statement, before: str, piece: str) -> Statement | None:
    others = _company(piece, said) or amount(said, before, piece)
    if others is not None:
        return others
    if piece.lower() == "only child":
        return msgspec.structs.replace(said, rest="is an only child", negative=False, elided=True)
    if said.about_user and not said.past and _HAS_TOO.fullmatch(piece) and said.subject == "The user":
        return msgspec.structs.replace(said, rest=f"has {piece}", negative=piece.startswith("no "), elided=True)
    if _KNOWS.match(piece) and said.about_user:
        return msgspec.structs.replace(said, rest=f"knows {piece.split(' ', 1)[1]}", past=False, elided=True)
    if COUNTS_FROM.search(piece) and not any(is_verb(w.low) for w in words(piece)) and len(piece.split()) < 12:
        return Statement("The user", f"has {article(piece)} {piece}", said.start, said.stop, about_user=True)
    lead = _LED.match(piece)
    bare = piece[lead.end() :] if lead else piece
    tokens = words(bare)
    if len(tokens) < 2 or _LISTED.match(piece) or any(w.low in ("the", "i") and n == 0 and len(tokens) < 3 for n, w in enumerate(tokens)):
        return None
    first = tokens[0].low
    if said.rest.startswith("used to ") and (is_past(first) or first == "quit"):
        return msgspec.structs.replace(said, rest=piece, past=True, elided=True)
    if said.thing and first in GERUND:
        return None  # "bins are Mondays, recycling every other one"
    if first == "got" and tokens[1].low.isdigit():
        return None  # "collects fountain pens, got 41 now": of what, only the first part says
    if first == "diagnosed" and len(tokens) > 1:
        has = re.match(r"has (?:got )?(?P<ill>(?!been\b)[\w' -]{3,40})$", before)
        ill = f"with {has['ill']} " if has else ""
        return msgspec.structs.replace(said, rest=f"was diagnosed {ill}{bare.split(' ', 1)[1]}", past=True, elided=True)
    state = (
        first in GERUND
        or first in STATES
        or (first in PARTICIPLE and first not in FUNCTION and not (is_past(first) and said.past))
        or first in _PLACED
    )
    if first in _PLACED and _WHEN.fullmatch(piece):
        return None  # "is going to Scotland, in August": when it is
    somebody = _SOMEBODY.match(before) if said.about_user else None
    if somebody and (first in _PLACED | STATES or (first in THIRD and (first not in NOUNISH or first in ("works", "plays", "runs", "drives")))):
        kin = somebody["kin"].lower()
        person = Person(f"the user's {kin} {somebody['name']}", somebody["name"], kin, start=said.start, stop=said.stop)
        rest = piece if first in THIRD else f"is {piece}"
        return msgspec.structs.replace(
            said,
            subject=f"T{person.told[1:]}",
            rest=rest,
            about_user=False,
            past=False,
            negative=first in ("without", "not"),
            person=person,
            elided=True,
        )
    if not state or first in ("being", "having", "including", "according", "depending") or not _TOLD.search(piece):
        return None
    if (
        first in ("in", "at", "near", "from", "with", "on")
        and (_PLACE_AFTER.search(before) or said.past or _OF_THE_THING.search(before) or re.search(r"\d", before))
        and not re.search(r"\d|call|leave", piece)
    ):
        return None  # "in Leeds, near the station" is one place
    if said.past and first in ("in", "at", "on", "with", "from", "near", "under", "up", "down", "off", "out"):
        return None  # how it happened
    return msgspec.structs.replace(said, rest=f"is {piece}", past=False, negative=piece.lower().startswith("not "), elided=True)
