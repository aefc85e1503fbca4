"""Where sentences and clauses begin and end, as places in the text; used for what is masked and cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|[。！？]+|\n+")
# A dot after one of these, or after a single letter, ends no sentence.
_SHORT = re.compile(r"(?:^|[\s(\"'.])(?:[^\W\d_]|dr|mr|mrs|ms|prof|st|no|vs|etc|approx|e\.g|i\.e|jr|sr|p\.m|a\.m)\.$", re.IGNORECASE)
#: The number of a list's item ("2. Put a cloth under it.") belongs to what it numbers.
_ITEM = re.compile(r"(?:^|\n)[ \t>*•-]*\d{1,3}\.$")
_CLAUSE = re.compile(
    r"\s*[;]\s+|\s+[–—-]\s+|\s*,?\s+(?:and|but|so)\s+(?=(?:i|i'm|i've|i’m|i’ve|im|ive|my|we|our)\b)|\s*,\s+(?=(?:i|i'm|i've|i’m|i’ve|im|ive|my|we|our)\b)",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text, without the white space around them."""
    start = 0
    for match in _END.finditer(text):
        if match.group()[0] == "." and _SHORT.search(text[max(start, match.start() - 8) : match.start() + 1]):
            continue
        if (
            match.group() == "."
            and text[match.end() : match.end() + 1] in (" ", "\t")
            and _ITEM.search(text[max(0, match.start() - 12) : match.end()])
        ):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def clauses(text: str, span: Span) -> list[Span]:
    """The parts of a sentence that have the user as a subject of their own ("…, and I am allergic to peanuts"); one part if there are none."""
    start, stop = span
    found: list[Span] = []
    for match in _CLAUSE.finditer(text, start, stop):
        if match.start() > start:
            found.append((start, match.start()))
            start = match.end()
    return [*found, (start, stop)]


def _trimmed(text: str, start: int, stop: int) -> Iterator[Span]:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if start < stop:
        yield start, stop
