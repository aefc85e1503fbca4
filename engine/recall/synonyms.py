"""Other words for what a question asks about, from the table of everyday life, and how much each may count."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from engine.memory.words import stem
from engine.recall.everyday import KINDS, SAME

#: A word for the same thing counts in full, a kind of what is asked for nearly; what something is a kind of, little: "violin" is asked for by name.
_ALIKE, _KIND, _BROADER = 1.0, 0.7, 0.2
_LONGEST = 4  # words of a phrase of the table


def related(words: Sequence[str], names: Sequence[str] = ()) -> dict[str, dict[str, float]]:
    """For each word or phrase of a question (folded words, in order) that the table knows: its other words, each with its share.
    `names` (folded) are no words: Rose is no flower. A phrase stands before its words ("get to work" is not about work)."""
    found: dict[str, dict[str, float]] = {}
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            gram = "_".join(words[at : at + length])
            others = {} if gram in names else _others("_".join(stem(word) for word in words[at : at + length]))
            if others:
                found[gram] = others
                at += length - 1
                break
        at += 1
    return found


@lru_cache(maxsize=2_000)
def _others(key: str) -> dict[str, float]:
    """The other words of a word or phrase, given by its stems."""
    found: dict[str, float] = {}
    for entry in _index().get(key[:2], ()):
        if _stems(entry) == key:
            for other, share in _table()[entry].items():
                if _stems(other) != key:
                    found[other] = max(share, found.get(other, 0.0))
    return found


@lru_cache(maxsize=4_000)
def _stems(entry: str) -> str:
    return "_".join(stem(word.replace("'", "")) for word in entry.split("_"))


@lru_cache(maxsize=1)
def _index() -> dict[str, list[str]]:
    """The entries by how they begin: stemming all of them would cost 50 ms at the first question."""
    found = defaultdict(list)
    for entry in _table():
        found[entry[:2]].append(entry)
    return found


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = defaultdict(dict)

    def note(word: str, other: str, share: float) -> None:
        if word != other:
            table[word][other] = max(share, table[word].get(other, 0.0))

    for line in SAME.strip().splitlines():
        group = line.split(" = ")
        for word in group:
            for other in group:
                note(word, other, _ALIKE)
    for line in re.sub(r"\n +", " ", KINDS.strip()).splitlines():
        heads, members = (side.split() for side in line.split(" > "))
        for head in heads:
            for other in heads:
                note(head, other, _KIND)
            for member in members:
                note(head, member, _KIND)
                note(member, head, _BROADER)
    return table
