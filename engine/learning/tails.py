"""What trails after a comma without a verb of its own, told apart: "is a radiographer, on call all Christmas"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from engine.learning.lexicon import FUNCTION
from engine.learning.states import STATES
from engine.learning.story import Statement
from engine.learning.verbs import GERUND, PARTICIPLE, is_past
from engine.learning.words import words

_COMMA = re.compile(r",\s+(?![^()]*\))")
_LED = re.compile(r"(?:still|now|currently|also|not|only|always|usually|mostly|just)\s+", re.IGNORECASE)
_PLACED = frozenset("on in at off from back under behind down up out due with without based born moored near".split())
_TOLD = re.compile(r"\d|\b(?:always|never|every|each|all|until|till|since|again|only|allergic|half|full[- ]time|part[- ]time)\b|(?<!^)\b[A-Z][a-z]")
_LISTED = re.compile(r"^(?:and|or|but|plus|as well|including|incl|eg|e\.g|such as|like|especially|mainly|mostly the|so|if|when|then|than|because|which|who|that)\b", re.IGNORECASE)
_PLACE_AFTER = re.compile(r"\b(?:in|to|from|near|at|of|for) [A-Z][\w' -]*$")
FEWEST_BEFORE = 3  # words of the statement before its tail


def tails(said: Statement) -> Iterator[Statement]:
    """The statement without its tails, then each tail as a statement of its own; nothing when it has none that can stand alone."""
    pieces = _COMMA.split(said.rest)
    if len(pieces) < 2 or len(pieces) > 6 or _LISTED.match(pieces[-1]) or re.search(r"\band\b", pieces[-1]) and len(pieces[-1].split()) < 5:
        return
    kept, told = pieces[0], []
    for piece in pieces[1:]:
        tail = _tail(said, kept, piece)
        if tail is None:
            kept += ", " + piece
        else:
            told.append(tail)
    if told and len(kept.split()) >= FEWEST_BEFORE:
        yield msgspec.structs.replace(said, rest=kept)
        yield from told


def _tail(said: Statement, before: str, piece: str) -> Statement | None:
    lead = _LED.match(piece)
    bare = piece[lead.end() :] if lead else piece
    tokens = words(bare)
    if len(tokens) < 2 or _LISTED.match(piece) or any(w.low in ("the", "i") and n == 0 and len(tokens) < 3 for n, w in enumerate(tokens)):
        return None
    first = tokens[0].low
    state = first in GERUND or first in STATES or (first in PARTICIPLE and first not in FUNCTION and not (is_past(first) and said.past)) or first in _PLACED
    if not state or first in ("being", "having", "including", "according", "depending") or not _TOLD.search(piece):
        return None
    if first in ("in", "at", "near", "from", "with", "on") and (_PLACE_AFTER.search(before) or said.past or re.search(r"\d", before)) and not re.search(r"\d|call|leave", piece):
        return None  # "in Leeds, near the station" is one place
    if said.past and first in ("in", "at", "on", "with", "from", "near", "under", "up", "down", "off", "out"):
        return None  # how it happened
    return msgspec.structs.replace(said, rest=f"is {piece}", past=False, negative=piece.lower().startswith("not "), elided=True)
