"""Diversity among the hits: a turn that says again what stands before it comes later, so that a list gathers all its parts.

Maximal marginal relevance (Carbonell and Goldstein, 1998), with shared words for likeness. Not for facts: they are short and alike in form ("The
user's …"), their doubles are merged when they are learnt, and what a turn says beside its fact is weighed in provenance.py."""

from __future__ import annotations

import heapq
import re
from collections.abc import Collection, Mapping

from engine.recall.candidates import Key
from engine.recall.hits import Row
from engine.recall.parameters import PARAMETERS
from engine.recall.query import STOP_WORDS

_WORD = re.compile(r"\w{3,}")
_READ = 600  # characters of a text that are compared


def diverse(scores: dict[Key, float], rows: Mapping[Key, Row], hidden: Collection[Key], top: int) -> list[Key]:
    """The best `top` keys of `scores`, which is lowered by what each repeats."""
    pool = heapq.nsmallest(2 * top, (key for key in scores if key not in hidden), key=lambda key: (-scores[key], key))
    words = {key: _words(rows[key].text) for key in pool if key.kind == "message"}
    worth = {key: scores[key] for key in pool}
    repeated = dict.fromkeys(words, 0.0)
    chosen: list[Key] = []
    while pool and len(chosen) < top:
        best = max(pool, key=worth.__getitem__)
        pool.remove(best)
        scores[best] = worth[best]
        chosen.append(best)
        said = words.pop(best, frozenset())
        for key, others in words.items() if said else ():
            shared = len(others & said)
            alike = shared / (len(others) + len(said) - shared) if shared else 0.0
            if alike > repeated[key]:
                repeated[key] = alike
                worth[key] = scores[key] * (1 - PARAMETERS.repeating * alike)
    return chosen


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text[:_READ].casefold())) - STOP_WORDS
