"""Masking secrets in a text: their values become ••••, the words that name them stay."""

from __future__ import annotations

import re

from engine.learning.gating import labelled, secrets

MASK = secrets.MASK
#: What stands between the name of a secret and its value: "the password for the router is", "PIN:".
_IS = re.compile(r"(?:\bis\b|\bare\b|\bwas\b|\bit's\b|[:=]|\bto\b|\bas\b|\s-\s)(?:\s*[:=])?\s*(?:now\s+)?", re.IGNORECASE)
_CODE_FIRST = re.compile(r"\d{4,8}\b(?=.*\b(?:code|pin|pass))", re.IGNORECASE)
_FIGURES = re.compile(r"(?<![A-Za-z])[A-Za-z]{0,3}[-\s#]?\d[\w\s-]*$")
_WORDS_AFTER = re.compile(r"(?:\s+[a-z]{2,})+$")
#: A password may be several words: it goes on to the end of its clause.
_WORDY = re.compile(r"pass|pwd|credential|log-?in|phrase|secret", re.IGNORECASE)
_CLAUSE = re.compile(r"\s*(?:[,;.!?]+(?=\s|$)|\n|\s(?:and|but|so|for|please|because|which|when|if|ok|thanks|don't|do)\b)", re.IGNORECASE)
_QUOTED = re.compile(r"([\"'“‘`])(.+?)([\"'”’`])(?!\w)")
_TELLING = 4  # characters: less may be a word like any other, elsewhere
_EDGES = " \t\n.,;!?\"'“”‘’`()"


def masked(text: str) -> str:
    """The text with every secret masked; the same when there is none."""
    places, shown = values(text), text
    for start, stop in reversed(places):
        shown = shown[:start] + MASK + shown[stop:]
    return _without(shown, [text[start:stop] for start, stop in places])


def repeated(text: str, source: str) -> str:
    """`text` with the secrets of `source` masked, wherever it repeats them."""
    return _without(text, [source[start:stop] for start, stop in values(source)])


def values(text: str) -> list[tuple[int, int]]:
    """Places of the values alone, in order, without overlaps."""
    found: list[tuple[int, int]] = []
    exact = labelled.find(text)
    known = {(one.start, one.stop) for one in exact}
    places = [_value(text, *place) for place in secrets.find(text) if place not in known] + [(one.value, one.stop) for one in exact]
    for start, stop in sorted(_trimmed(text, *place) for place in places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        elif start < stop:
            found.append((start, stop))
    return found


def _value(text: str, start: int, stop: int) -> tuple[int, int]:
    """A found place without the words around the value."""
    found = text[start:stop]
    if found.startswith("-----BEGIN"):
        end = text.find("-----END", stop)
        return start, text.find("\n", end) if end >= 0 and "\n" in text[end:] else len(text)
    if MASK in found:
        start += found.rindex(MASK)
        return start, start + len(MASK)
    if code := _CODE_FIRST.match(found):
        return start, start + code.end()
    said = _IS.search(found)
    if said is None or said.end() >= len(found.rstrip()):
        figures = _FIGURES.search(found) if " " in found else None
        start += figures.start() if figures else 0
    else:
        start += said.end()
        if _WORDY.search(found[: said.start()]):
            quoted = _QUOTED.match(text, start)
            clause = _CLAUSE.search(text, start + 1)
            return start, quoted.end() if quoted else clause.start() if clause else len(text)
    stop -= len(after.group()) if (after := _WORDS_AFTER.search(text[start:stop])) and any(c.isdigit() for c in text[start:stop]) else 0
    while stop < len(text) and text[stop - 1].isalnum() and not text[stop].isspace():
        stop += 1
    return start, stop


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    while stop > start and text[stop - 1] in _EDGES:
        stop -= 1
    while start < stop and text[start] in _EDGES:
        start += 1
    return start, stop


def _without(text: str, found: list[str]) -> str:
    for value in sorted({value for value in found if len(value) >= _TELLING}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", MASK, text)
    return text
