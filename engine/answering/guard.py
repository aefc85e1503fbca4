"""The answer guard: what is told about the user must be in front of the model, or be computed by code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.answering.lexicon import STOP
from engine.answering.question import fold, relation, stem, words
from engine.answering.whose import names_in

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MONTH_OR_DAY = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b",
    re.IGNORECASE,
)
_ABOUT_USER = re.compile(r"\b(?:you|your|yours|the user|user's)\b", re.IGNORECASE)
_YOURS = re.compile(r"\byour (?:[a-z]+ )?([a-z][\w-]*)", re.IGNORECASE)


def ungrounded(answer: str, sources: Sequence[str]) -> list[str]:
    """Names, numbers, months and weekdays of the answer's sentences about the user that occur in none of the sources."""
    told = " ".join(sources)
    numbers, told_words = {_plain_number(n) for n in _NUMBER.findall(told)}, set(words(told))
    stems = {stem(word) for word in told_words}
    missing: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", answer):
        if not _ABOUT_USER.search(sentence):
            continue
        missing += [f"your {m[1]}" for m in _YOURS.finditer(sentence) if relation(fold(m[1])) and stem(fold(m[1])) not in stems]
        missing += [n for n in _NUMBER.findall(sentence) if _plain_number(n) not in numbers]
        missing += [n for n in names_in(sentence) if n not in told_words and stem(n) not in stems and n not in STOP]
        missing += [
            m.group(0)
            for m in _MONTH_OR_DAY.finditer(sentence)
            if stem(fold(m.group(0))) not in stems and fold(m.group(0)).rstrip("s") not in told_words
        ]
    return missing


def _plain_number(number: str) -> str:
    return number.replace(",", "").rstrip(".:")
