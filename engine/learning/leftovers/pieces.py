"""A clause nobody could tell, cut into the jottings it is made of: "spare key with Anjali, stopcock under the stairs", "usual shop: …"."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.lexicon import PREPOSITIONS
from engine.learning.grammar.phrases import is_verb
from engine.learning.grammar.words import words

#: What the jottings after a colon are about: a noun phrase, no verb.
_LABEL = re.compile(r"^(?P<label>[A-Za-z][\w'&/ -]{2,45}?)\s*(?::|\s[-–—])\s+(?=\S)")
_CUT = re.compile(
    r"\s*(?:\sso(?=\s+[a-z])|\s(?:but|and)(?=\s+(?:[a-z]+ed|took|got|have|still|no|now|am|been|on|off)\s)|,(?!\d)\s*(?:and\s+|plus\s+|&\s+|"
    r"then\s+)?|;\s*|\s\+\s|"
    r"\s[-–—]\s|\s[–—]|\s\|\s|\s/\s)\s*"
)
MOST = 8


class Piece(msgspec.Struct, frozen=True):
    """One jotting; places are those of the message."""

    text: str
    start: int
    stop: int


def labelled(text: str, start: int) -> tuple[str, list[Piece]]:
    """The label before a colon ("" when there is none), and the pieces of what follows."""
    match = _LABEL.match(text)
    label = match["label"].strip() if match else ""
    if match and any(is_verb(w.low) for w in words(label)[:-1]):
        label = ""
    if label.split()[:1] and label.split()[0].lower() in PREPOSITIONS:
        label = ""
    begin = match.end() if match and (label or match["label"].split()[0].lower() in PREPOSITIONS) else 0
    return label, _cut(text, begin, start)


def _cut(text: str, begin: int, base: int) -> list[Piece]:
    out: list[Piece] = []
    place = begin
    for match in [*_CUT.finditer(text, begin), None]:
        stop = match.start() if match else len(text)
        if match and (text.count("(", 0, stop) > text.count(")", 0, stop) or stop <= place):
            continue
        said = text[place:stop].strip(" .:")
        if said:
            at = text.index(said, place)
            out.append(Piece(said, base + at, base + at + len(said)))
        place = match.end() if match else stop
    return _joined(out, text, base)[:MOST]


#: Not a jotting of its own: a number, a manner, more of what stands before it.
_MORE = re.compile(
    r"(?:[\d.,:/x ]+|(?:[a-z]+ )?(?:only|mostly|mainly|usually|max|tops|ish|so far|approx|both|each|always|again)|"
    r"(?:not|but|or|and|with|without|for|of|from|to|by|because|since|until|till|like|as|before|after) .*|(?-i:[A-Z])[\w'-]+(?: "
    r"(?-i:[A-Z])[\w'-]+){0,2}"
    r"|\w+ (?:mostly|mainly|only)|(?:on )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*(?: (?:and|&|at|in|with|mornings?|evenings?|nights?)\b.*)?)$",
    re.IGNORECASE,
)


def _joined(pieces: list[Piece], text: str, base: int) -> list[Piece]:
    """Puts back what only goes on with the piece before it."""
    out: list[Piece] = []
    for piece in pieces:
        if out and _MORE.match(piece.text):
            out[-1] = Piece(text[out[-1].start - base : piece.stop - base], out[-1].start, piece.stop)
        else:
            out.append(piece)
    return out
