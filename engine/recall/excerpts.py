"""The part of a long message that a question is about: whole sentences around the words that they share."""

from __future__ import annotations

import re

from engine.memory.words import fold
from engine.recall.parameters import PARAMETERS
from engine.recall.query import Query
from engine.recall.relevance import stem

_SENTENCE = re.compile(r"[^.!?\n。！？]+(?:[.!?。！？]+[\"'”’)]*|\n|$)\s*")


def excerpt(text: str, query: Query, *, whole: bool = False) -> tuple[str, int, int]:
    """`(text[start:stop], start, stop)`: all of it when short (or `whole`), else the best run of sentences of about
    `excerpt_characters`; a sentence longer than that is cut at a space."""
    limit = PARAMETERS.excerpt_characters
    start, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    if whole or stop - start <= limit:
        return text[start:stop], start, stop
    sentences = [match.span() for match in _SENTENCE.finditer(text)] or [(start, stop)]
    wanted = {stem(term) for term in query.terms}
    worth = [len(wanted & {stem(word) for word in re.findall(r"\w+", fold(text[a:b]))}) for a, b in sentences]
    best, chosen = -1.0, sentences[0]
    for first in range(len(sentences)):
        total = 0.0
        for last in range(first, len(sentences)):
            total += worth[last]
            if last > first and sentences[last][1] - sentences[first][0] > limit:
                break
            if total > best:
                best, chosen = total, (sentences[first][0], sentences[last][1])
    start, stop = chosen
    if stop - start > limit:
        cut = text.rfind(" ", start, start + limit)
        stop = cut if cut > start else start + limit
    piece = text[start:stop]
    start += len(piece) - len(piece.lstrip())
    stop = start + len(piece.strip())
    return text[start:stop], start, stop
