"""One leftover clause: its pieces, each told in full or kept as a note, if there is enough to say that it tells of the user's life."""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from engine.learning.gating import gate
from engine.learning.grammar.pronouns import told as told_words
from engine.learning.grammar.sentences import Clause
from engine.learning.grammar.words import Word, join, words
from engine.learning.jottings import jotted
from engine.learning.leftovers import omitted
from engine.learning.leftovers.evidence import ENOUGH, weigh
from engine.learning.leftovers.notes import is_clause, noted
from engine.learning.leftovers.pieces import Piece, labelled
from engine.learning.telling.openers import unwrapped
from engine.learning.telling.story import Statement, Story
from engine.learning.times import finding as times

_UNFIT = re.compile(
    r"[\"<>{}\[\]\\|*_~^=]|https?:|(?:^|\s)'|\w'\s*$|\b(?:you|your|yours|u|ur|yourself|alcove|chatbot|ai)\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r",? if (?:you|u|anyone|we) (?:ever |really |must )?(?:need|want|know|ask|care|like|can|could|would|please)s?\b.*$", re.IGNORECASE
)
#: "it's trains for us": what "it" is nobody can tell, what is said of it is told.
_IT = re.compile(
    r"(?:(?:so|then|now|but|and) )*(?:it is|it's|its|that's|thats) (?=(?:the|an?|all|only|just|mostly|always|no)\s\w+ \w|[a-z]+ [a-z]+ (?:only|now|"
    r"these days)\b)",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:i|me|my|mine|we|us|our|ours)\b", re.IGNORECASE)
_CHILD = re.compile(
    r"(?:(?:and|so|yes|yep) )*(?:it is|it's|its) (?:going to be |gonna be )?(?P<what>(?:another |an? )(?:little |wee |baby )?(?:girl|boy)|twins)",
    re.IGNORECASE,
)
_USUAL = re.compile(r"\b(?:usual|regular|weekly|standing|monthly)\b", re.IGNORECASE)
_MOST = 24
#: What must speak for a clause that leaves out its subject, when the message tells nothing else.
LEAST = ENOUGH
#: Kept as it was put, a clause needs more to speak for it than one put in full, and most when it has no verb.
CLAUSE, NOTE = ENOUGH + 1, ENOUGH + 2


class Left(msgspec.Struct, frozen=True):
    """A piece as a whole clause in the first person; when `note`, told already, word by word; when there are `jots`, these instead."""

    text: str
    start: int
    stop: int
    note: bool = False
    jots: tuple[Statement, ...] = ()


def leftovers(
    part: Clause, story: Story, at: datetime, *, personal: bool, meant: bool, anothers: bool = False, expecting: bool = False
) -> list[Left]:
    """What a clause tells that no rule could shape. `personal`: the message tells of the user elsewhere; `meant`: it says that it is a note;
    `anothers`: somebody else was told of right before, who could be meant where no subject is said; `expecting`: a child is on its way."""
    child = _CHILD.fullmatch(part.text.strip(" ,.!")) if expecting else None
    if child:
        return [Left(f"I am expecting {child['what'].lower()}", part.start, part.stop)]
    text, base, hedged = unwrapped(_ADDRESSED.sub("", part.text).strip(" ,;-"), part.start)
    if hedged or not text.strip() or text.endswith(":"):
        return []
    label, pieces = labelled(text, base)
    if _UNFIT.search(text) or gate.clause(pieces[0].text if len(pieces) > 1 and not label else text):
        return []
    if label:
        out = _listed(label, pieces, part, at, personal=personal, meant=meant)
    else:
        out = [left for piece in pieces for left in _told(piece, part, story, at, personal=personal, meant=meant, anothers=anothers)]
    if out:
        return out
    bare = _IT.match(text) if personal else None
    if bare:
        text, base = text[bare.end() :], base + bare.end()
    tokens = words(text, base)
    points = _weighed(text, tokens, at, form=0, personal=personal, meant=meant)
    told = noted(tokens, story) if points >= (CLAUSE if is_clause(tokens) else NOTE) else ""
    return [Left(told, part.start, part.stop, note=True)] if told else []


def _told(piece: Piece, part: Clause, story: Story, at: datetime, *, personal: bool, meant: bool, anothers: bool) -> list[Left]:
    stop = min(piece.stop, part.stop)
    start = max(part.start, min(piece.start, stop - 1))
    tokens = [w for w in words(piece.text, piece.start) if w.low[-1:].isalnum()]
    if gate.clause(piece.text) or not 1 <= len(tokens) <= _MOST:
        return []
    full, aged = omitted.in_full(piece.text), omitted.age(piece.text)
    told = [Left(aged, start, stop)] if aged else []
    jots = jotted(piece.text, None, start, stop, among=len(piece.text) < len(part.text))
    if anothers and not _MINE.search(piece.text):
        aged, jots, full = "", [], full if full and not full.text.startswith("I ") else None
        told = []
        if full:  # "my son has asthma, inhaler in the blue bag": whose?
            full = msgspec.structs.replace(full, text=re.sub(r"^my ", "the ", full.text))
    form = 3 if jots or aged else full.form if full else 2
    points = _weighed(piece.text, tokens, at, form=form, personal=personal, meant=meant)
    if not (full or aged or jots):
        clause = is_clause(tokens) and points - form >= CLAUSE
        said = noted(words(piece.text, piece.start), story) if clause else ""
        return [Left(said, start, stop, note=True)] if said else []
    if points < ENOUGH:
        return []
    if jots:
        return [*told, Left("", start, stop, jots=tuple(jots))]
    return [*told, Left(full.text, start, stop)] if full else told


def _listed(label: str, pieces: list[Piece], part: Clause, at: datetime, *, personal: bool, meant: bool) -> list[Left]:
    """Each jotting under its label: "The user's usual shop: nothing with palm oil". One that is sure speaks for its neighbours."""
    lead = words(label)
    if len(pieces) < 2 and lead[0].low not in ("my", "our", "the"):
        return []
    form = 3 if _USUAL.search(label) else 1
    weights = [_weighed(f"{label} {p.text}", [*lead, *words(p.text)], at, form=form, personal=personal, meant=meant) for p in pieces]
    if max(weights) < CLAUSE:
        return []
    name = _own(re.sub(r"^(?:my|our|the) ", "", label))
    return [
        Left(f"The user's {name}: {_own(piece.text)}", max(part.start, min(piece.start, part.stop - 1)), min(piece.stop, part.stop), note=True)
        for piece, weight in zip(pieces, weights, strict=True)
        if weight >= ENOUGH - 1 and not gate.clause(piece.text)
    ]


def said_points(text: str, at: datetime) -> int:
    """What speaks for a clause that leaves out its subject."""
    tokens = [w for w in words(text) if w.low[-1:].isalnum()]
    return _weighed(text, tokens, at, form=2, personal=False, meant=False) if tokens else 0


def _weighed(text: str, tokens: list[Word], at: datetime, *, form: int, personal: bool, meant: bool) -> int:
    dated = any(t.valid_from or t.recurrence for t in times.find(text, at))
    return weigh(text, tokens, form=form, personal=personal, dated=dated, meant=meant)


def _own(text: str) -> str:
    return join(told_words(words(text), "their"))
