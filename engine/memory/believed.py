"""What was believed on a day: what had been mentioned by then and nothing had taken the place of, in the words of then.

As in recall, moments are compared with when something was *mentioned*; imported history would be invisible by when it was stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock
from engine.memory.records import Memory

if TYPE_CHECKING:
    from engine.vault.vault import Vault

#: SQL: the status of memory `m` at :until; as it is now where :until is NULL. What was archived or set aside since was in use then.
STATUS = """CASE WHEN :until IS NULL OR m.status IN ('active', 'proposed', 'trashed') THEN m.status
    WHEN m.status = 'superseded' THEN CASE WHEN coalesce((SELECT s.mentioned_at FROM memory s WHERE s.row = m.superseded_by), m.valid_to,
        m.mentioned_at) > :until THEN 'active' ELSE 'superseded' END
    ELSE coalesce((SELECT json_extract(v.fields, '$.status') FROM memory_version v WHERE v.memory = m.row AND v.at > :until
        AND json_extract(v.fields, '$.status') IS NOT NULL ORDER BY v.version LIMIT 1), m.status) END"""
#: SQL: memory `m` had been mentioned by :until, and is not forgotten since.
KNOWN = "(:until IS NULL OR (m.mentioned_at <= :until AND m.status <> 'trashed'))"
#: SQL: memory `m` was in use at :until.
HELD = f"((:until IS NULL AND m.status = 'active') OR (:until IS NOT NULL AND {KNOWN} AND {STATUS} = 'active'))"


def until(day: date | None) -> str | None:
    """The end of a day, here, as it is stored (UTC); None for now."""
    if day is None:
        return None
    return clock.to_utc(datetime.combine(day, time(23, 59, 59)).astimezone())


def then(vault: Vault, rows: Sequence[Any], until: str | None) -> tuple[Memory, ...]:
    """Records of `rows` (memory.* with a column `status_then`) as they read at `until`; as they are where it is None."""
    if until is None:
        return tuple(Memory.from_row(row) for row in rows)
    versions: dict[int, list[dict[str, Any]]] = {}
    found = vault.query(
        "SELECT memory, version, fields FROM memory_version WHERE at > ? AND memory IN (SELECT value FROM json_each(?)) ORDER BY version DESC",
        (until, msgspec.json.encode([row["row"] for row in rows]).decode()),
    )
    for version in found:
        versions.setdefault(version["memory"], []).append({**msgspec.json.decode(version["fields"]), "version": version["version"]})
    return tuple(_then(row, versions.get(row["row"], ())) for row in rows)


def _then(row: Any, later: Sequence[dict[str, Any]]) -> Memory:
    """Takes back, the newest first, what was changed later."""
    memory = Memory.from_row(row)
    values: dict[str, Any] = {}
    for fields in later:
        if "status" in fields and row["status_then"] == memory.status:
            fields = {name: value for name, value in fields.items() if name not in ("valid_to", "superseded_by")}  # closed by then already
        values |= fields
    values["status"] = row["status_then"]
    if row["status_then"] == "active":
        values["superseded_by"] = None
    known = {name: value for name, value in values.items() if name in Memory.__struct_fields__}
    return msgspec.structs.replace(memory, **known)
