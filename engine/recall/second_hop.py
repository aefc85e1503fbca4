"""The second hop: names, titles and rare words of what was found first lead to what else speaks of them.

One step of personalised PageRank over the graph of turns and their words, hubs damped, from the question's words and the best texts of the first
pass (as in HippoRAG 2, Gutiérrez et al., 2025). The full-text tables are that graph: nothing is stored, nothing can be out of step."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from engine.memory.words import fold, surfaces
from engine.recall import postings
from engine.recall.candidates import Key, Moment, Ranked
from engine.recall.hits import Row
from engine.recall.parameters import PARAMETERS

if TYPE_CHECKING:
    from engine.recall.query import Query
    from engine.vault.vault import Vault

#: Texts of the first pass that lead on, and characters of each that are read.
_FROM = 6
_READ = 400
#: Words looked up, those of the best texts first, and texts weighed.
_WORDS = 48
_WEIGHED = 150
#: In how many texts a word may be, and in which share of all: a hub leads everywhere.
_CAP, _SHARE = 80, 0.2
#: The question's own share of the walk.
_QUESTION = 0.5
_SPEAKER = 1.5


def search(vault: Vault, query: Query, moment: Moment, rows: Mapping[Key, Row], scores: Mapping[Key, float], texts: int) -> list[Ranked]:
    """What is reached from the best of `scores`; `texts`: about how many there are."""
    best = sorted((key for key in scores if key in rows and not rows[key].echo), key=lambda key: (-scores[key], key))[:_FROM]
    if not best:
        return []
    asked = frozenset(word.removesuffix("'s") for word in query.words)
    own = surfaces(query.text)
    sources = [(scores[key], surfaces(rows[key].text[:_READ])) for key in best]
    words = dict(own)
    for _, found in sources:
        words.update(found)
    words = dict(list(words.items())[:_WORDS])
    arm = _arm(vault, own, sources, words, asked, moment, max(texts, 2))
    return [arm] if arm.keys else []


def _arm(
    vault: Vault, own: Mapping[str, str], sources: Sequence[tuple[float, Mapping[str, str]]], words: Mapping[str, str],
    asked: frozenset[str], moment: Moment, texts: int,
) -> Ranked:  # fmt: skip
    """A walk of one step: from the question and the texts to their words, from each word to the texts that hold it."""
    cap = min(_CAP, max(2, int(texts * _SHARE)))
    found = postings.latest(vault, "message", dict.fromkeys(words.values()), cap + 1)
    holding = {stem: found[word] for stem, word in words.items() if word in found and len(found[word]) <= cap}
    weights: dict[str, float] = defaultdict(float)
    for stem in own:
        if stem in holding:
            weights[stem] += _QUESTION / len(holding[stem])
    total = sum(weights.values()) or 1.0
    weights = defaultdict(float, {stem: _QUESTION * value / total for stem, value in weights.items()})
    everything = sum(score for score, _ in sources) or 1.0
    for score, said in sources:
        rarity = {stem: math.log(1 + texts / len(holding[stem])) for stem in said if stem in holding}
        whole = sum(rarity.values())
        for stem, value in rarity.items():
            weights[stem] += (1 - _QUESTION) * score / everything * value / whole
    reached: dict[int, float] = defaultdict(float)
    for stem, weight in weights.items():
        for row in holding[stem]:
            reached[row] += weight / len(holding[stem])
    likely = heapq.nsmallest(_WEIGHED, reached, key=lambda row: (-reached[row], row))
    shown = postings.shown(vault, "message", likely, moment)
    for row, text in shown.items():
        if not asked.isdisjoint(fold(text.speaker).split()):
            reached[row] *= _SPEAKER
    ranked = sorted(shown, key=lambda row: (-reached[row], row))[: PARAMETERS.arm_cap]
    return Ranked("hop", tuple(Key("message", row) for row in ranked), tuple(reached[row] for row in ranked))
