"""A document in pieces of about a thousand characters, which is what one vector can stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator

SIZE = 1_000  # characters, more or less
LEAST = 300  # a piece ends earlier than SIZE only at a better place, and not before this
#: Where a piece may end, best first: after a blank line, before a heading, at a line's end, at a sentence's, between words.
_PLACES = tuple(re.compile(p) for p in (r"\n[ \t]*\n+", r"\n(?=#{1,6} )", r"\n", r"[.!?…][\"'”’)]*\s+", r"\s+"))


def cut(text: str) -> Iterator[str]:
    """The pieces; put together again they are the text."""
    start = 0
    while len(text) - start > SIZE + LEAST:
        stop = start + _end(text[start : start + SIZE])
        yield text[start:stop]
        start = stop
    if text[start:]:
        yield text[start:]


def _end(piece: str) -> int:
    for place in _PLACES:
        ends = [match.end() for match in place.finditer(piece) if match.end() >= LEAST]
        if ends:
            return ends[-1]
    return len(piece)
