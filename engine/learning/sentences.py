"""Sentences and clauses, with their places in the message."""

from __future__ import annotations

import re

import msgspec

_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|rd|ave|no|vs|etc|e\.g|i\.e|approx|dept|jr|sr|inc|ltd|tel|ext|nr|min|max|co|mt|sgt|capt|rev|hon|"
    r"[A-Za-z])|\b[ap]\.m)\.$",
    re.IGNORECASE,
)
_NUMERO = re.compile(r"\bno$", re.IGNORECASE)
_EMOJI = "[\u2600-\u27bf\U0001f000-\U0001faff\u2b50\u200d\ufe0f\u20e3]"
_END = re.compile(rf"(?:[.!?]+[\"')]*(?=\s|$|{_EMOJI}))|\n+|;|{_EMOJI}+|(?<=\s)[:;=][-']?[)(DPp](?=\s|$)")
_BULLET = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s+")


class Sentence(msgspec.Struct, frozen=True):
    """A piece of the message; `end` is the punctuation that closed it."""

    text: str
    start: int
    stop: int
    end: str = ""


class Clause(msgspec.Struct, frozen=True):
    """A piece of a sentence that could stand alone, or carries on from the one before it (`joiner`: "and", "because", ",", …)."""

    text: str
    start: int
    stop: int
    joiner: str = ""


def sentences(text: str) -> list[Sentence]:
    """Splits at full stops, line ends, semicolons and emoji; not at abbreviations, decimals and times."""
    out: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        if (
            match.group().startswith(".")
            and _ABBREVIATION.search(text[max(start, match.start() - 8) : match.start() + 1])
            and text[match.end() : match.end() + 1] != "\n"
        ):
            following = text[match.end() :].lstrip()[:1]
            if _NUMERO.search(text[: match.start()]) and not following.isdigit():
                following = ""
            if following and not (following.isupper() and text[match.start() - 2 : match.start()].lower() == ".m"):
                continue
        _add(out, text, start, match.start(), match.group().strip())
        start = match.end()
    _add(out, text, start, len(text), "")
    return out


def _add(out: list[Sentence], text: str, start: int, stop: int, end: str) -> None:
    bullet = _BULLET.match(text, start, stop)
    if bullet:
        start = bullet.end()
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if stop > start:
        out.append(Sentence(text[start:stop], start, stop, end))
