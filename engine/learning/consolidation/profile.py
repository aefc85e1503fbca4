"""Choosing what stands in the profile: the most important memories that hold, section by section, within a page."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from engine import clock
from engine.learning.consolidation.work import Cancelled, Found, advance, log_head, watermark
from engine.learning.grammar.lexicon import RELATIONS
from engine.learning.reconciling.slots import single
from engine.memory.profile import SECTIONS
from engine.memory.records import Memory
from engine.memory.words import fold

if TYPE_CHECKING:
    from engine.vault.change import Change
    from engine.vault.vault import Vault

#: Characters of a page that a person reads in two minutes.
PAGE = 4_000
#: Lines of each section at most: no talkative subject crowds the others out.
MOST = {"identity": 8, "people": 14, "pets": 4, "home": 5, "work": 6, "health": 10, "preferences": 12, "routines": 6, "skills": 5, "plans": 6,
        "beliefs": 4, "possessions": 5, "instructions": 10, "other": 4}  # fmt: skip
_OF_CATEGORY = {
    "identity": "identity", "contact": "identity", "dates": "identity", "people": "people", "family": "people", "pets": "pets", "place": "home",
    "home": "home", "housing": "home", "work": "work", "study": "work", "health": "health", "preferences": "preferences", "routines": "routines",
    "skills": "skills", "plans": "plans", "travel": "plans", "beliefs": "beliefs", "possessions": "possessions", "money": "possessions",
    "instruction": "instructions",
}  # fmt: skip
#: Of no section: only what is pinned or this important.
_IMPORTANT = 0.7
#: A plan without a date is let go after this many days.
_PLANS_LAST = 60


class Renewal(msgspec.Struct, frozen=True):
    """The whole profile: (section, memory row)."""

    lines: tuple[tuple[str, int], ...]


class Profile:
    """Renewed when memories changed, or a day has gone by."""

    name = "profile"
    operation = "profile"
    label = "Renewed the profile"

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def since(self) -> int:
        return watermark(self._vault, self.name)

    def plan(self, since: int, cancelled: Cancelled) -> Found:
        head, today = log_head(self._vault), clock.now().date()
        day = watermark(self._vault, "profile_day")
        if day == today.toordinal() and not self._vault.one("SELECT 1 FROM change_log WHERE n > ? AND kind = 'memory' LIMIT 1", (since,)):
            return Found(upto=since)
        lines = choose(
            [Memory.from_row(row) for row in self._vault.query("SELECT * FROM memory WHERE status = 'active' AND kind <> 'summary'")], today
        )
        there = {(row["section"], int(row["memory"])) for row in self._vault.query("SELECT section, memory FROM profile")}
        return Found((Renewal(lines),) if set(lines) != there else (), head, noted=True)

    def apply(self, change: Change, action: Renewal) -> bool:
        there = {int(row["memory"]): row for row in change.execute("SELECT * FROM profile").fetchall()}
        wanted = {memory: section for section, memory in action.lines}
        for memory in sorted(there.keys() - wanted.keys()):
            change.delete("profile", there[memory]["row"])
        for memory, section in wanted.items():
            if memory not in there and change.execute("SELECT 1 FROM memory WHERE row = ?", (memory,)).fetchone() is not None:
                change.insert("profile", section=section, place=memory, memory=memory)
            elif memory in there and there[memory]["section"] != section:
                change.update("profile", there[memory]["row"], section=section)
        return True

    def finish(self, change: Change, upto: int) -> None:
        advance(change, self.name, upto)
        advance(change, "profile_day", clock.now().date().toordinal())

    def describe(self, action: Renewal) -> str:
        return f"{len(action.lines)} lines"


def choose(memories: list[Memory], today: date) -> tuple[tuple[str, int], ...]:
    """(section, memory row), by section and age: what is there stays where it is when something new comes."""
    placed = [(section, memory) for memory in memories if (section := section_of(memory, today)) is not None]
    placed.sort(key=lambda pair: (-_weight(pair[1]), pair[1].row))
    counts = dict.fromkeys(SECTIONS, 0)
    length, kept = 0, []
    for section, memory in placed:
        if counts[section] < MOST[section] and length + len(memory.text) <= PAGE:
            counts[section] += 1
            length += len(memory.text)
            kept.append((section, memory.row))
    return tuple(sorted(kept, key=lambda pair: (SECTIONS.index(pair[0]), pair[1])))


def section_of(memory: Memory, today: date) -> str | None:
    """Where a memory belongs; None when it has no place in the profile: past events, how-tos, what no longer holds, trifles."""
    if memory.category == "procedure" or (memory.kind == "procedural" and not memory.enabled):
        return None
    if memory.valid_to is not None and memory.valid_to < today.isoformat()[: len(memory.valid_to)]:
        return None
    section = _OF_CATEGORY.get(memory.category, "other")
    if memory.kind == "procedural":
        section = "instructions"
    elif section not in ("pets", "other") and fold(memory.subject or "user") != "user" and not _own_thing(memory):
        section = "people"
    if memory.kind == "episodic" and memory.recurrence is None and not single(memory.predicate) and not _ahead(memory, today):
        return None
    if section == "plans" and memory.recurrence is None and not _ahead(memory, today):
        return None
    return section if section != "other" or memory.pinned or memory.importance >= _IMPORTANT else None


def _own_thing(memory: Memory) -> bool:
    """Whether it is told of a thing of the user's ("the user's bike"), and of nobody."""
    whose, _, what = fold(memory.subject or "").partition("'s ")
    return whose == "user" and bool(what) and not any(word in RELATIONS for word in what.split())


def _ahead(memory: Memory, today: date) -> bool:
    """Whether it is still to come; without a date, whether it was said lately."""
    if memory.valid_from is not None:
        return memory.valid_from >= today.isoformat()[: len(memory.valid_from)]
    return memory.at.date() >= today - timedelta(days=_PLANS_LAST)


def _weight(memory: Memory) -> float:
    return memory.importance + 0.1 * memory.confidence + 0.02 * math.log2(1 + memory.uses) + (1.0 if memory.pinned else 0.0)
