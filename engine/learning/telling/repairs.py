"""Slips of the tongue that a message mends itself: "gets 1 tab metacam... no wait gabapentin", "on the 2nd, sorry, the 3rd"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import NUMBER_WORDS

_MARK = re.compile(
    r"(?:\s*(?:\.{2,}|…|,|;|-|–|—|\())?\s*\b(?:no[, ]+wait|wait[, ]+no|oh wait|no sorry|sorry(?:[, ]+(?:no|i mean(?:t)?|make that|that's))?|"
    r"scratch that|strike that|(?<!\ba )correction|actually no|er no|i mean(?:t)?|"
    r"make that|or rather|nope)\b[,:]?\s+(?P<right>(?:i mean(?:t)?\s+)?)(?=(?P<next>\S+))",
    re.IGNORECASE,
)
_COUNT = "|".join([*NUMBER_WORDS, "half", "a", "an", "quarter"])
_NUMBER = rf"(?:£|\$|€)?(?:\d[\w.,:/%]*|(?:{_COUNT})\b)"
_DAY = (
    r"(?:the )?(?:(?:next |this |last )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?|\d{1,2}(?:st|nd|rd|th)|today|tomorrow|"
    r"yesterday)\b"
)
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
_PRONOUN = re.compile(
    r"(?:i|i'm|im|we|he|she|they|it|its|it's|my|that|you|your|not|no|can|could|please|for|to|but|the\s+one|what|is|are|do)\b", re.IGNORECASE
)
_FARTHEST = 60


def repaired(text: str) -> str:
    """The text with what was taken back blanked out, character for character: what stands in its place follows."""
    for match in list(_MARK.finditer(text)):
        right = text[match.end() : match.end() + _FARTHEST]
        begin = max(0, match.start() - _FARTHEST)
        left = text[begin : match.start()]
        if _PRONOUN.match(right) or not left.strip():
            continue
        wrong = _counterpart(left, right)
        if wrong < 0 or re.search(r"[!?]\s|(?<!\.)\.\s", left[wrong:]):
            continue
        text = text[: begin + wrong] + " " * (match.end() - begin - wrong) + text[match.end() :]
    return text


def _counterpart(left: str, right: str) -> int:
    """Where in `left` the words begin that `right` replaces; -1 when nobody can tell."""
    for kind in (_DAY, _MONTH, _NUMBER):
        if re.match(kind, right, re.IGNORECASE):
            places = [m.start() for m in re.finditer(rf"(?<![\w.]){kind}", left, re.IGNORECASE)]
            if places:
                return places[-1]
            if kind is not _NUMBER:
                return -1
    if re.match(r"[A-Z]", right):
        names = [m.start() for m in re.finditer(r"(?<![\w'])[A-Z][\w'-]*(?: [A-Z][\w'-]*)*", left)]
        return names[-1] if names and names[-1] else -1
    word = re.search(r"[\w'-]+\W*$", left)
    return (
        word.start()
        if word
        and re.fullmatch(r"[\w'-]+(?:[,.].*)?", right.split()[0] if right.split() else "")
        and word.group().strip(" ,.").lower() not in ("it", "that", "this", "no", "yes")
        else -1
    )
