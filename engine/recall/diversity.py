"""Diversity among the hits: a turn that says again what stands before it comes later, so that a list gathers all its parts.

Maximal marginal relevance (Carbonell and Goldstein, 1998), with shared words for likeness. Not for facts: they are short and alike in form ("The
user's …"), their doubles are merged when they are learnt, and what a turn says beside its fact is weighed in provenance.py."""

from __future__ import annotations

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
    pool = sorted((key for key in scores if key not in hidden), key=lambda key: (-scores[key], key))[: 2 * top]
    words = {key: _words(rows[key].text) if key.kind == "message" else frozenset() for key in pool}
    repeated = dict.fromkeys(pool, 0.0)
    chosen: list[Key] = []
    while pool and len(chosen) < top:
        best = max(pool, key=lambda key: scores[key] * (1 - PARAMETERS.repeating * repeated[key]))
        pool.remove(best)
        scores[best] *= 1 - PARAMETERS.repeating * repeated[best]
        chosen.append(best)
        for key in pool:
            shared = len(words[key] & words[best])
            if shared:
                repeated[key] = max(repeated[key], shared / len(words[key] | words[best]))
    return chosen


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text[:_READ].casefold())) - STOP_WORDS
