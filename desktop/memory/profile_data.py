"""Reads the profile: as it stands, or as it would have stood on a day; one that idle times have not written yet, as it would stand now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine import clock
from engine.memory import believed, browsing, profile
from engine.memory.browsing import Filter
from engine.memory.profile import Line

if TYPE_CHECKING:
    from engine.vault.vault import Vault

#: Memories among which the lines of a day are chosen: the most important, far more than fit on a page.
_AMONG = 1_500


def read(vault: Vault, day: date | None) -> list[Line]:
    """All lines, section by section."""
    if day is None and (written := profile.read(vault)):
        return written
    day = day or clock.now().date()
    from engine.learning.consolidation.profile import choose

    known = browsing.page(vault, Filter(kinds=("semantic", "episodic", "procedural"), until=believed.until(day)), "importance", _AMONG)
    by_row = {memory.row: memory for memory in known.memories}
    lines = []
    for section, row in choose(list(by_row.values()), day):
        memory = by_row[row]
        lines.append(Line(section, row, memory.id, memory.version, memory.text, memory.importance, memory.pinned))
    return lines
