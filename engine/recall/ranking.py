"""Small multiplicative boosts on the fused score: who is asked about, when, how important, whether it still holds."""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import datetime

import msgspec

from engine.memory.words import fold
from engine.recall import times
from engine.recall.candidates import Key
from engine.recall.hits import Row
from engine.recall.parameters import PARAMETERS
from engine.recall.query import Query


class Cues(msgspec.Struct, frozen=True):
    """What the question hints at beyond its words."""

    window: times.Window | None
    echoes: Collection[Key]
    speakers: frozenset[str]  # those of its words that are names of speakers, folded
    names: tuple[str, ...]
    past: bool = False  # what was is asked for, not what is
    when: bool = False  # a date is asked for

    @classmethod
    def of(cls, query: Query, now: datetime, speakers: frozenset[str], echoes: Collection[Key]) -> Cues:
        """The cues of a question asked at `now`."""
        names = tuple(fold(name) for name in query.names)
        return cls(times.window(query.text, now), echoes, speakers, names, times.is_past(query.text), times.asks_when(query.text))


def score(fused: float, row: Row, cues: Cues) -> float:
    """The final score of a candidate."""
    value = fused
    if row.speaker and cues.speakers:
        value *= PARAMETERS.other_speaker if cues.speakers.isdisjoint(fold(row.speaker).split()) else PARAMETERS.speaker_boost
    elif cues.names and row.kind != "message" and any(name in fold(row.text) for name in cues.names):
        value *= PARAMETERS.name_boost
    if cues.window is not None and (cues.window.holds(row.mentioned_at) or cues.window.holds(row.event_date)):
        value *= PARAMETERS.time_boost
    if cues.when and times.says_when(row.text):
        value *= PARAMETERS.when_boost
    if row.kind == "message":
        value *= _telling(row.text)
    else:
        value *= 1 + PARAMETERS.importance_boost * (row.importance - 0.5)
        if row.pinned:
            value *= PARAMETERS.pinned_boost
    if row.status == "archived" or (row.status == "superseded" and not cues.past):
        value *= PARAMETERS.superseded_factor
    if row.key in cues.echoes:
        value *= PARAMETERS.echo_factor
    return value


def _telling(text: str) -> float:
    """A turn of a few words seldom tells anything; one that ends by asking tells less than one that does not."""
    length = (20 + min(len(text), PARAMETERS.longest_turn)) / (20 + PARAMETERS.usual_turn)
    return (1 + PARAMETERS.length_boost * math.log(length)) * (PARAMETERS.asking_factor if text.endswith("?") else 1.0)
