"""Turns of phrase that leave out who or what, each told again in full. To add one: a few lines in its file, with an example that is its test."""

from __future__ import annotations

from engine.learning.telling.presumed import Presumed
from engine.learning.turns import beside, changes, going, household, labels, moved_days, occasions, pastimes, shared_words, tastes
from engine.learning.turns.changes import changed
from engine.learning.turns.children import alike, children, each
from engine.learning.turns.introducing import introduced
from engine.learning.turns.labels import announced, unlabelled
from engine.learning.turns.mistaken import not_the_other
from engine.learning.turns.moved_days import now_on
from engine.learning.turns.possessors import other_possessors
from engine.learning.turns.presents import for_whom
from engine.learning.turns.turn import Turn, tellings

__all__ = ["TURNS", "Turn", "announced", "in_full", "is_pastime", "unlabelled"]

TURNS: tuple[Turn, ...] = (
    *labels.TURNS,
    *tastes.TURNS,
    *pastimes.TURNS,
    *household.TURNS,
    *occasions.TURNS,
    *beside.TURNS,
    *moved_days.TURNS,
    *changes.TURNS,
    *going.TURNS,
    *shared_words.TURNS,
)


def in_full(text: str) -> list[Presumed]:
    """All that the sentence says in such a way, in whole clauses of the first person."""
    found = [*introduced(text), *not_the_other(text), *for_whom(text), *now_on(text), *changed(text), *tellings(TURNS, text)]
    for one in (*children(text), *each(text), *alike(text), *other_possessors(text)):
        if not any(one.start < other.stop and other.start < one.stop for other in found):
            found.append(one)
    return found


def is_pastime(text: str) -> bool:
    """Whether a sentence tells what somebody plays or goes to on which days, or two birthdays: no entry of a diary."""
    return bool(tellings((*pastimes.TURNS, *shared_words.TURNS), text)) or bool(other_possessors(text))
