"""What takes whose place: a superseded memory points at its successor, and holds again when that one goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from engine.memory.facts import new_version

if TYPE_CHECKING:
    from engine.vault.change import Change


def close(change: Change, old: int, new: int, until: str, actor: str) -> None:
    """`old` held until `until` (ISO), when `new` took its place; also when another successor was known so far.

    What is called off before it begins ends where it begins: nothing ends before its start.
    """
    found = change.execute("SELECT status, superseded_by, valid_from, valid_to FROM memory WHERE row = ?", (old,)).fetchone()
    until = max(until, found["valid_from"] or "")
    if (found["status"], found["superseded_by"], found["valid_to"]) != ("superseded", new, until):
        new_version(change, old, {"status": "superseded", "superseded_by": new, "valid_to": until}, actor)


def reopen(change: Change, gone: Iterable[int], actor: str) -> list[int]:
    """Memories that the `gone` ones had superseded point at the next successor that stands, or hold again; returns the rows that hold again."""
    held, rows = [], set(gone)
    for row in sorted(rows):
        heir = _heir(change, row, rows)
        for earlier in change.execute("SELECT * FROM memory WHERE superseded_by = ? AND status = 'superseded'", (row,)).fetchall():
            if earlier["row"] in rows:
                continue
            if heir is not None:
                close(change, earlier["row"], heir["row"], heir["valid_from"] or heir["mentioned_at"][:10], actor)
                continue
            state = before(change, earlier["row"], row)
            new_version(change, earlier["row"], {"status": "active", "superseded_by": None, "valid_to": state}, actor)
            held.append(int(earlier["row"]))
    return held


def before(change: Change, memory: int, successor: int) -> str | None:
    """The `valid_to` that a memory had before the first of its successors closed it."""
    for (fields,) in change.execute("SELECT fields FROM memory_version WHERE memory = ? ORDER BY version DESC", (memory,)).fetchall():
        changed = msgspec.json.decode(fields)
        if changed.get("status") == "active" and "superseded_by" in changed:
            value = changed.get("valid_to")
            return str(value) if value is not None else None
    return None


def _heir(change: Change, row: int, gone: set[int]) -> Any:
    """The first of the successors of `row` that stands; None when there is none."""
    seen = {row}
    while True:
        found = change.execute("SELECT superseded_by FROM memory WHERE row = ?", (row,)).fetchone()
        if found is None or found["superseded_by"] is None or found["superseded_by"] in seen:
            return None
        row = int(found["superseded_by"])
        seen.add(row)
        heir = change.execute("SELECT row, status, superseded_by, valid_from, mentioned_at FROM memory WHERE row = ?", (row,)).fetchone()
        if heir is not None and heir["status"] in ("active", "superseded", "archived") and row not in gone:
            return heir
