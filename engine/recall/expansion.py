"""The expansion arm: texts that answer in other words than the question's, by the table of everyday life ("instrument": oud, cello)."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from typing import TYPE_CHECKING

from engine.memory.words import fold
from engine.recall import postings
from engine.recall.candidates import Key, Moment, Ranked
from engine.recall.parameters import PARAMETERS
from engine.recall.synonyms import related

if TYPE_CHECKING:
    from engine.recall.query import Query
    from engine.vault.vault import Vault

ARMS = {"message": "expansion", "memory": "expansion_memory"}
#: The newest texts with a word that are looked at: a word that far more texts hold tells nothing. And words looked up, texts weighed.
_CAP = 100
_WORDS = 80
_WEIGHED = 150
#: Said by the one whom the question names.
_SPEAKER = 1.5


def search(vault: Vault, query: Query, moment: Moment, texts: int) -> list[Ranked]:
    """Turns and memories with words related to the question's own; the rarer the word the better. `texts`: about how many there are."""
    names = frozenset(fold(name) for name in query.names)
    wanted = related([word.removesuffix("'s") for word in query.words], tuple(names))
    wanted = {word: others for word, others in wanted.items() if word in query.terms or "_" in word}
    if not wanted:
        return []
    asked = frozenset(word.removesuffix("'s") for word in query.words)
    arms = [_arm(vault, kind, wanted, asked, moment, max(texts, 2)) for kind in ARMS]
    return [arm for arm in arms if arm.keys]


def _arm(vault: Vault, kind: str, wanted: dict[str, dict[str, float]], asked: frozenset[str], moment: Moment, texts: int) -> Ranked:
    shares = {other: value for others in wanted.values() for other, value in others.items()}
    holding = postings.latest(vault, kind, sorted(shares, key=lambda other: (-shares[other], other))[:_WORDS], _CAP)
    scores: dict[int, float] = defaultdict(float)
    for others in wanted.values():
        best: dict[int, float] = {}  # of the words for one thing a text needs but one
        for other, share in others.items():
            rows = holding.get(other, ())
            worth = share * math.log(1 + texts / len(rows)) if rows else 0.0
            for row in rows:
                best[row] = max(worth, best.get(row, 0.0))
        for row, worth in best.items():
            scores[row] += worth
    likely = heapq.nsmallest(_WEIGHED, scores, key=lambda row: (-scores[row], row))
    shown = postings.shown(vault, kind, likely, moment)
    for row, text in shown.items():
        if not asked.isdisjoint(fold(text.speaker).split()):
            scores[row] *= _SPEAKER
    ranked = sorted(shown, key=lambda row: (-scores[row], row))[: PARAMETERS.arm_cap]
    return Ranked(ARMS[kind], tuple(Key(kind, row) for row in ranked), tuple(scores[row] for row in ranked))
