"""Whether anything that was found bears on the question at all: closeness in meaning, and the share of its telling words that are met.

Calibrated on questions asked of the conversation that holds their answer and of another one; see `THRESHOLD`."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from engine.memory.words import fold
from engine.recall.candidates import Key, Ranked
from engine.recall.echoes import small_talk
from engine.recall.hits import Row
from engine.recall.query import Query

#: Rows of each arm that are looked at: what is relevant is found near the top of at least one.
_LOOKED_AT = 10
#: Windows tell no more than turns here, and hold the words of questions asked nearby.
_MEANING = ("turn_vector", "memory_vector")
#: A logistic model: bias, best cosine, best share of the question's information that one text meets, and how far the best of that
#: many unrelated texts is to be expected from the mean. (Cross-asked conversations with their speakers' names taken out of the
#: questions: AUC 0.90; leaving one conversation out costs each less than 0.01.)
_BOTH = (1.5, 16.7, 3.5, -3.0)
_WORDS_ALONE = (-1.6, 5.1)
#: Who speaks in this very store is named: strangers are seldom asked about.
_NAMED = 2.5
#: Below this a context stays empty. Losing an answer is worse than reading a line in vain: of questions that have an answer it
#: lets in 0.99 (without names 0.87), of those asked of another conversation 0.08 (0.24); of LoCoMo's category 5, whose
#: evidence is relevant by construction, all.
THRESHOLD = 0.25
#: The expected best of more texts grows ever more slowly; beyond this it was not measured.
_LARGEST = 10_000


def estimate(
    query: Query, arms: Sequence[Ranked], rows: Mapping[Key, Row], echoes: Collection[Key], counts: Mapping[str, int], size: int,
    named: bool = False,
) -> float:  # fmt: skip
    """From 0 (nothing bears on the question) to 1, for a store of `size` texts; echoes don't count: they repeat a question's words.
    `named`: it names somebody who speaks here."""
    if small_talk(query.text):
        return 0.0
    cosine: float | None = None
    seen: set[Key] = set()
    for arm in arms:
        pairs = [(key, value) for key, value in zip(arm.keys, arm.scores, strict=True) if key not in echoes]
        if arm.arm in _MEANING and pairs:
            cosine = max(cosine or 0.0, pairs[0][1])
        seen.update(key for key, _ in pairs[:_LOOKED_AT])
    overlap = max((_overlap(query, rows[key], counts) for key in seen), default=0.0)
    return combine(cosine, overlap, size, named=named) if seen else 0.0


def combine(cosine: float | None, overlap: float, size: int, *, named: bool = False) -> float:
    """The calibrated estimate from the measures; `cosine` is None when there are no vectors."""
    if cosine is None:
        value = _WORDS_ALONE[0] + _WORDS_ALONE[1] * overlap
    else:
        bias, near, met, chance = _BOTH
        value = bias + near * cosine + met * overlap + chance * math.sqrt(2 * math.log(max(3, min(size, _LARGEST))))
    return 1 / (1 + math.exp(-(value + _NAMED * named)))


def _overlap(query: Query, row: Row, counts: Mapping[str, int]) -> float:
    """The share of the question's information (rarer terms weigh more) that a text, or its speaker, meets."""
    words = fold(f"{row.speaker} {row.text}").replace("'s", "").split()
    stems = {stem(word.strip(".,;:!?()[]\"'…")) for word in words}
    weights = {term: 1 / (1 + math.log1p(counts.get(term, 0))) for term in query.terms}
    met = sum(weight for term, weight in weights.items() if stem(term) in stems)
    met += sum(1.0 for run in query.unspaced if run in row.text)
    total = sum(weights.values()) + len(query.unspaced)
    return met / total if total else 0.0


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A rough stem, a hundred times faster than porter's: enough to see that "allergies" and "allergic" are about one thing."""
    for ending in ("ations", "ation", "ingly", "iest", "ings", "ies", "ing", "ied", "ic", "ed", "es", "ly", "y", "s", "e"):
        if len(word) - len(ending) >= 3 and word.endswith(ending):
            word = word[: -len(ending)]
            break
    return word
