"""Memories stand on what was said: one whose last source leaves the chosen path is retracted, and comes back with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from engine.memory import succession
from engine.memory.facts import new_version

if TYPE_CHECKING:
    from engine.vault.change import Change

_SUPPORTED = """EXISTS (SELECT 1 FROM memory_source s JOIN message x ON x.row = s.message JOIN conversation c ON c.row = x.conversation
    WHERE s.memory = m.row AND x.on_path = 1 AND x.status = 'active' AND c.status <> 'trashed')"""


def copied(change: Change, kept: int, gone: int) -> None:
    """What `gone` stands on and speaks of is `kept`'s too. Copied, not moved: what was set aside keeps its own, so that forgetting a message
    reaches it too."""
    for table, columns in (
        ("memory_source", ("message", "start", "stop")),
        ("memory_entity", ("entity", "role")),
        ("edge", ("head", "predicate", "tail")),
    ):
        names = ", ".join(columns)
        new = change.execute(
            f"SELECT {names} FROM {table} WHERE memory = ? EXCEPT SELECT {names} FROM {table} WHERE memory = ? ORDER BY {names}", (gone, kept)
        ).fetchall()
        for row in new:
            change.insert(table, memory=kept, **{name: row[name] for name in columns})


def left(change: Change, messages: Iterable[int]) -> list[int]:
    """Retracts the memories that stood on these message rows alone; what they had superseded holds again, or is closed by the next that
    stands. Returns their rows."""
    rows = _touching(change, messages, f"m.status IN ('active', 'proposed', 'superseded', 'archived') AND NOT {_SUPPORTED}")
    for row in rows:
        new_version(change, row, {"status": "retracted"}, "maintenance")
    succession.reopen(change, rows, "maintenance")
    return rows


def returned(change: Change, messages: Iterable[int]) -> list[int]:
    """Brings back the memories that were retracted when these message rows left the path, as they were: proposals wait for approval again,
    and what they had superseded is closed again. Returns their rows."""
    rows = _touching(change, messages, f"m.status = 'retracted' AND {_SUPPORTED}")
    for row in rows:
        before = str(_changed_from(change, row, "status", "active"))
        change.update("memory", row, status=before)
        if before not in ("active", "superseded"):
            continue
        found = change.execute("SELECT coalesce(valid_from, substr(mentioned_at, 1, 10)) FROM memory WHERE row = ?", (row,)).fetchone()
        for earlier in _closed_by(change, row):
            succession.close(change, earlier, row, found[0], "maintenance")
    return rows


def _closed_by(change: Change, successor: int) -> list[int]:
    """Memories whose last change of successor was away from this one."""
    found = change.execute(
        "SELECT v.memory FROM memory_version v JOIN memory m ON m.row = v.memory WHERE m.status IN ('active', 'superseded') AND m.row <> ?1 "
        "AND v.fields ->> 'superseded_by' = ?1 AND v.version = (SELECT max(o.version) FROM memory_version o WHERE o.memory = v.memory "
        "AND json_type(o.fields, '$.superseded_by') IS NOT NULL)", (successor,),
    )  # fmt: skip
    return [int(row[0]) for row in found.fetchall()]


def _touching(change: Change, messages: Iterable[int], condition: str) -> list[int]:
    found = change.execute(
        f"SELECT m.row FROM memory m WHERE m.row IN (SELECT memory FROM memory_source WHERE message IN (SELECT value FROM json_each(?))) "
        f"AND {condition} ORDER BY m.row",
        (msgspec.json.encode(list(messages)).decode(),),
    )
    return [int(row[0]) for row in found.fetchall()]


def _changed_from(change: Change, memory: int, field: str, otherwise: str | None) -> str | None:
    """The value that a memory had before the last change that names `field` in its history."""
    for (fields,) in change.execute("SELECT fields FROM memory_version WHERE memory = ? ORDER BY version DESC", (memory,)).fetchall():
        changed = msgspec.json.decode(fields)
        if field in changed:
            return str(changed[field]) if changed[field] is not None else None
    return otherwise
