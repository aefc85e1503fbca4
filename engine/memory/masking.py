"""Hiding and cutting pieces of a text, and finding again what was hidden. Pure functions on text and places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.memory.records import MASK
from engine.memory.sentences import Span


def merge(text: str, spans: Iterable[Span]) -> list[Span]:
    """Sorted and disjoint; spans with nothing but white space or punctuation between them become one."""
    merged: list[Span] = []
    for start, stop in sorted((max(0, start), min(len(text), stop)) for start, stop in spans):
        if start >= stop:
            continue
        if merged and (start <= merged[-1][1] or not _telling(text[merged[-1][1] : start])):
            merged[-1] = merged[-1][0], max(stop, merged[-1][1])
        else:
            merged.append((start, stop))
    return merged


def mask(text: str, spans: Iterable[Span]) -> str:
    """The text with each (merged) span replaced by MASK."""
    pieces, at = [], 0
    for start, stop in merge(text, spans):
        pieces += [text[at:start], MASK]
        at = stop
    return "".join([*pieces, text[at:]])


def masked(text: str, shown: str | None) -> list[Span]:
    """The spans of `text` that `shown` hides. What lies outside of them is exactly what `shown` lets see."""
    if shown is None:
        return []
    first, *pieces = shown.split(MASK)
    if not pieces:
        return [] if shown == text else [(0, len(text))]
    spans, at = [], len(first)
    for piece in pieces[:-1]:
        found = text.find(piece, at)
        spans.append((at, found))
        at = found + len(piece)
    spans.append((at, len(text) - len(pieces[-1])))
    fits = text.startswith(first) and text.endswith(pieces[-1]) and all(0 <= start <= stop for start, stop in spans)
    return spans if fits else [(0, len(text))]


def widened(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans to cut: each takes the white space along that would be left double, or at an end."""
    wide = []
    for start, stop in merge(text, spans):
        while stop < len(text) and text[stop].isspace() and (start == 0 or text[start - 1].isspace()):
            stop += 1
        while stop == len(text) and start > 0 and text[start - 1].isspace():
            start -= 1
        wide.append((start, stop))
    return wide


def cut(text: str, spans: Sequence[Span]) -> str:
    """The text without these (sorted, disjoint) spans."""
    pieces, at = [], 0
    for start, stop in spans:
        pieces.append(text[at:start])
        at = stop
    return "".join([*pieces, text[at:]])


def shifted(span: Span, cuts: Sequence[Span]) -> Span | None:
    """Where a span lies after the cuts; None when nothing of it is left."""
    start, stop = (place - sum(min(place, end) - begin for begin, end in cuts if begin < place) for place in span)
    return (start, stop) if start < stop else None


def gone(text: str, span: Span, hidden: Sequence[Span]) -> bool:
    """Whether nothing telling of a span is left outside of the hidden spans."""
    start, stop = span
    left, at = [], start
    for begin, end in merge(text, hidden):
        if end <= start or begin >= stop:
            continue
        left.append(text[at : max(at, begin)])
        at = max(at, end)
    left.append(text[at:stop] if at < stop else "")
    return not _telling("".join(left))


def empty(text: str) -> bool:
    """Whether a text says nothing (any more): white space, punctuation, masks."""
    return not _telling(text.replace(MASK, ""))


def _telling(text: str) -> bool:
    return any(c.isalnum() for c in text)
