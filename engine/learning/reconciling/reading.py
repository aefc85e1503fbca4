"""A statement with what is read off it, for comparing it with another one."""

from __future__ import annotations

import re
from functools import cached_property

from engine.learning.reconciling.endings import Ending, changes, endings, names
from engine.learning.reconciling.revising import of_one
from engine.learning.reconciling.slots import Slot, filled
from engine.learning.reconciling.statement import Told, content
from engine.memory.words import fold

_PREMISES = frozenset("user shop salon kiosk stall workshop studio office store cafe café restaurant bakery surgery practice clinic".split())


class Reading:
    """A statement with what is read off it, worked out once, when it is asked for."""

    def __init__(self, told: Told) -> None:
        self.told = told

    @cached_property
    def slots(self) -> dict[str, Slot]:
        """The slots that it fills, by name."""
        return {slot.name: slot for slot in filled(self.told)}

    @cached_property
    def ends(self) -> list[tuple[Ending, bool]]:
        """What it says is over; True: in its own words, not only in its message's."""
        own = endings(re.sub(r"^the user(?:'s)? ", "", fold(self.told.text)))
        theirs = endings(self.told.rest) if self.told.subject not in ("user", "") else ()  # "Callum has packed in the curling"
        found = [(one, True) for one in dict.fromkeys((*own, *theirs))]
        return found + [(one, False) for one in endings(self.told.said)]

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that can tell what it speaks of."""
        return names(f"{self.told.text} {self.told.object}")

    @cached_property
    def content(self) -> frozenset[str]:
        """Its telling words in their plain forms."""
        return content(self.told.text)

    @cached_property
    def changes(self) -> bool:
        """Whether its own words say that something is different now."""
        return changes(self.told.text)

    @cached_property
    def cue(self) -> bool:
        """Whether it or its message says so."""
        return self.changes or changes(self.told.said)


def one_subject(newer: Told, older: Told, slot: str = "") -> bool:
    """Of one subject; two of one name with different relations to the user are two."""
    if slot.startswith("tie:"):
        return True
    if slot.startswith("site:") and {newer.subject, older.subject} <= _PREMISES:
        return True  # "the shop is in Limhamn now"
    if slot.startswith("dose:") and (newer.subject not in ("user", older.subject) or older.subject not in ("user", newer.subject)):
        return of_one(newer, older)  # "the nurse says he is on 5 mg", "the consultant upped it to 10"
    told_apart = newer.relation and older.relation and newer.relation != older.relation
    return bool(newer.subject) and newer.subject == older.subject and not told_apart
