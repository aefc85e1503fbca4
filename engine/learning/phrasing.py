"""Turns of phrase put plainly, so that a clause has its usual shape: "an old mate of mine, Dougie" -> "my old mate Dougie"."""

from __future__ import annotations

import re

from engine.learning.lexicon import RELATION_PATTERN
from engine.learning.people import NAME

_DAYS = r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|evening|afternoon|night|weekend"
_PLAIN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\b(?:an?|the|this|one) (?P<q>(?:[\w-]+ ){{0,2}}?)(?P<who>{RELATION_PATTERN})s? of (?:mine|ours)(?:,| called| named)? (?P<name>{NAME})", re.IGNORECASE), r"my \g<q>\g<who> \g<name>"),
    (re.compile(rf"\bof an? (?P<day>{_DAYS})\b", re.IGNORECASE), r"on \g<day>s"),
    (re.compile(r"\bturns out (?=(?:he|she|they|i|we|my)\b)", re.IGNORECASE), ""),
    (re.compile(r",? (?:\d+|a couple|a few) of$", re.IGNORECASE), ""),
    (re.compile(r"\s*\b(?:do not|don'?t) @ me\b.*$", re.IGNORECASE), ""),
    (re.compile(r"^(?P<lead>\W*)(?:no|yes|yeah|nah|nope|yep),?\s+(?=(?:i|we|my|he|she|they|our)\b(?!'?d\b))", re.IGNORECASE), r"\g<lead>"),
)  # fmt: skip


def plain(text: str) -> str:
    """The clause in plainer words."""
    for pattern, instead in _PLAIN:
        text = pattern.sub(instead, text)
    return text
