"""The clause of a message that asks: "need a present for my other half, which ice cream does he like" asks which ice cream that one likes."""

from __future__ import annotations

import re

from engine.answering.lexicon import NOT_PEOPLE
from engine.answering.question import fold, relation

_AUXILIARY = r"(?:is|are|was|were|do|does|did|can|could|will|would|should|shall|have|has|had|'s|’s|'re|’re|'d|’d)"
_BREAK = re.compile(r"\s*(?:[;:!]+|\.(?=\s+[A-Za-z])|,|\s[-–—]+(?=\s)|\?)\s+")
#: Begins to ask: with the verb before whom it is about, or with "which flavour". "Which is lovely" and "who lives in York" go on telling.
_ASKS = re.compile(
    rf"^\W*(?:(?:and|so|but|ok|okay|well|then)\W+)*(?:(?:what|when|where|how|why|who|whom|whose)(?:\s+(?:much|many|long|far|old|often|tall|big))?"
    rf"\s*{_AUXILIARY}\b(?!\s*$)|which\s+(?!{_AUXILIARY}\b|i\b|we\b|he\b|she\b|they\b|it\b|means\b|made\b|makes\b|then\b)[\w-]+|"
    rf"(?:what|how much|how many|how long|whose)\s+(?!i\b|we\b|he\b|she\b|they\b|it\b|you\b|a\b|an\b)[\w-]+(?:\s+[\w-]+){{0,2}}?\s+{_AUXILIARY}\b)",
    re.IGNORECASE,
)
_GOES_ON_TELLING = re.compile(r"^\W*(?:who|which|whose)\s+(?:is|was|are|were|has|had|does|did|will|would|can|could)\b", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:my|our) (?:[a-z]+ )?([a-z][\w-]*)(?:['’]s)?\b|\b([A-Z][\w-]+)\b")
#: Says nothing of what is asked for.
_ASIDE = re.compile(
    r"(?<=\S)\s+"
    r"(?:that you know of|as far as you know|at present|at the moment|as of now|right now|just now|if you remember|do you know|again)\b(?=\W*$|,)",
    re.IGNORECASE,
)
_HALF = re.compile(r"\b(?:my|our) (?:other|better) half\b", re.IGNORECASE)


def asks_within(text: str) -> bool:
    """Whether a clause after the first asks: "locked out again, where did I put the key"."""
    parts = [part for part in _BREAK.split(text.strip()) if part]
    return any(_ASKS.match(part) is not None and _GOES_ON_TELLING.match(part) is None and len(part.split()) > 2 for part in parts[1:])


def asking(text: str) -> str:
    """The clause that asks, with its "he" or "her" named from the rest; the text, its asides left out, where it asks as a
    whole, or does not ask."""
    text = _ASIDE.sub("", text)
    parts = [part for part in _BREAK.split(text.strip()) if part]
    if len(parts) < 2:
        return text
    asks = [n for n, part in enumerate(parts) if _ASKS.match(part) and not (n and _GOES_ON_TELLING.match(part) and not text.rstrip().endswith("?"))]
    if len(asks) != 1 or len(parts[asks[0]].split()) < 3:
        return text
    clause = parts[asks[0]].rstrip(" ?") + "?"
    if re.search(r"\b(?:he|she|they|him|her|them|his|their)\b", clause, re.IGNORECASE):
        whom = _whom(" ".join(parts[: asks[0]]))
        if not whom:
            return text
        clause = re.sub(r"\b(?:his|their|her(?= (?!and\b|or\b)[a-z]+))\b", lambda _: f"{whom}'s", clause, flags=re.IGNORECASE)
        clause = re.sub(r"\b(?:he|she|they|him|them|her)\b", lambda _: whom, clause, flags=re.IGNORECASE)
    return clause


def _whom(before: str) -> str:
    """The last one that the words before speak of: "my mother-in-law", "Anna"."""
    if _HALF.search(before):
        return "my partner"
    found = ""
    for match in _OWNED.finditer(before):
        if match[1] and relation(fold(match[1])):
            found = f"my {fold(match[1])}"
        elif match[2] and match.start() and fold(match[2]) not in NOT_PEOPLE and relation(fold(match[2])) is None:
            found = match[2]
    return found
