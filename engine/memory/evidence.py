"""Memories stand on what was said: one whose last source leaves the chosen path is retracted, and comes back with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from engine.memory.facts import new_version

if TYPE_CHECKING:
    from engine.vault.change import Change

_SUPPORTED = """EXISTS (SELECT 1 FROM memory_source s JOIN message x ON x.row = s.message JOIN conversation c ON c.row = x.conversation
    WHERE s.memory = m.row AND x.on_path = 1 AND x.status = 'active' AND c.status <> 'trashed')"""


def left(change: Change, messages: Iterable[int]) -> list[int]:
    """Retracts the memories that stood on these message rows alone; what they had superseded holds again. Returns their rows."""
    rows = _touching(change, messages, f"m.status IN ('active', 'proposed') AND NOT {_SUPPORTED}")
    for row in rows:
        new_version(change, row, {"status": "retracted"}, "maintenance")
        for earlier in change.execute("SELECT row FROM memory WHERE superseded_by = ? AND status = 'superseded'", (row,)).fetchall():
            # The pointer stays, so that `returned` can close the earlier one again.
            before = _changed_from(change, earlier[0], "superseded_by", None, column="valid_to")
            change.update("memory", earlier[0], status="active", valid_to=before)
    return rows


def returned(change: Change, messages: Iterable[int]) -> list[int]:
    """Brings back the memories that were retracted when these message rows left the path, as they were: proposals wait for approval again.
    Returns their rows."""
    rows = _touching(change, messages, f"m.status = 'retracted' AND {_SUPPORTED}")
    for row in rows:
        before = str(_changed_from(change, row, "status", "active"))
        change.update("memory", row, status=before)
        if before != "active":
            continue
        found = change.execute("SELECT coalesce(valid_from, mentioned_at) FROM memory WHERE row = ?", (row,)).fetchone()
        for earlier in change.execute("SELECT row FROM memory WHERE superseded_by = ? AND status = 'active'", (row,)).fetchall():
            change.update("memory", earlier[0], status="superseded", valid_to=found[0])
    return rows


def _touching(change: Change, messages: Iterable[int], condition: str) -> list[int]:
    found = change.execute(
        f"SELECT m.row FROM memory m WHERE m.row IN (SELECT memory FROM memory_source WHERE message IN (SELECT value FROM json_each(?))) "
        f"AND {condition} ORDER BY m.row",
        (msgspec.json.encode(list(messages)).decode(),),
    )
    return [int(row[0]) for row in found.fetchall()]


def _changed_from(change: Change, memory: int, field: str, otherwise: str | None, *, column: str = "") -> str | None:
    """The value (of `column`, or the field itself) that a memory had before the last change that names `field` in its history."""
    for (fields,) in change.execute("SELECT fields FROM memory_version WHERE memory = ? ORDER BY version DESC", (memory,)).fetchall():
        changed = msgspec.json.decode(fields)
        if field in changed:
            value = changed.get(column or field)
            return str(value) if value is not None else None
    return otherwise
