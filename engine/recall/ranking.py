"""Small multiplicative boosts on the fused score: who is asked about, when, how important, whether it still holds."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from engine.memory.words import fold
from engine.recall.candidates import Key
from engine.recall.hits import Row
from engine.recall.parameters import PARAMETERS
from engine.recall.query import Query
from engine.recall.times import Window


class Cues(msgspec.Struct, frozen=True):
    """What the question hints at beyond its words."""

    window: Window | None
    echoes: Collection[Key]
    words: frozenset[str]  # all its words: people do not always write names with a capital
    names: tuple[str, ...]
    past: bool = False  # what was is asked for, not what is

    @classmethod
    def of(cls, query: Query, window: Window | None, echoes: Collection[Key], past: bool = False) -> Cues:
        """The cues of a question."""
        words = frozenset(word.removesuffix("'s") for word in query.words)
        return cls(window, echoes, words, tuple(fold(name) for name in query.names), past)


def score(fused: float, row: Row, cues: Cues) -> float:
    """The final score of a candidate."""
    value = fused
    if row.speaker and not cues.words.isdisjoint(fold(row.speaker).split()):
        value *= PARAMETERS.speaker_boost
    elif cues.names and row.kind != "message" and any(name in fold(row.text) for name in cues.names):
        value *= PARAMETERS.name_boost
    if cues.window is not None and (cues.window.holds(row.mentioned_at) or cues.window.holds(row.event_date)):
        value *= PARAMETERS.time_boost
    if row.kind != "message":
        value *= 1 + PARAMETERS.importance_boost * (row.importance - 0.5)
        if row.pinned:
            value *= PARAMETERS.pinned_boost
    if row.status == "archived" or (row.status == "superseded" and not cues.past):
        value *= PARAMETERS.superseded_factor
    if row.key in cues.echoes:
        value *= PARAMETERS.echo_factor
    return value
