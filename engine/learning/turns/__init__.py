"""Turns of phrase that leave out who or what, each told again in full. To add one: a few lines in its file, with an example that is its test."""

from __future__ import annotations

from engine.learning.presumed import Presumed
from engine.learning.turns import pastimes, tastes
from engine.learning.turns.presents import for_whom
from engine.learning.turns.turn import Turn, tellings

TURNS: tuple[Turn, ...] = (*tastes.TURNS, *pastimes.TURNS)


def in_full(text: str) -> list[Presumed]:
    """All that the sentence says in such a way, in whole clauses of the first person."""
    return [*for_whom(text), *tellings(TURNS, text)]
