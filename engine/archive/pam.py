"""Memories as Portable AI Memory 1.0 (https://portable-ai-memory.org/spec/v1.0): one JSON document that other assistants read. Not encrypted.

The exchange format knows no branches, versions, entities or receipts: what has to come back whole goes into an archive.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock
from engine.archive.export import writing
from engine.archive.selection import Chosen, Selection, choose
from engine.ids import new_id
from engine.memory.records import LIVE_MESSAGE

if TYPE_CHECKING:
    from engine.vault.vault import Vault

_TYPES = {
    "preferences": "preference",
    "instruction": "instruction",
    "procedure": "skill",
    "identity": "identity",
    "people": "relationship",
    "goals": "goal",
}
_METHODS = {"typed": "explicit_user_input", "confirmed": "explicit_user_input", "import": "api_export"}  # it has no word for our rules
_STATUSES = {"active": "active", "superseded": "superseded", "archived": "archived"}


def export(vault: Vault, path: Path, *, selection: Selection | None = None, replace: bool = False) -> int:
    """Writes what holds, held, or was set aside; no proposals, nothing forgotten. Returns how many memories. Raises BadInput as `export.writing`."""
    from importlib.metadata import version

    chosen = choose(vault, selection or Selection())
    count = 0
    head = {
        "schema": "portable-ai-memory", "schema_version": "1.0", "spec_uri": "https://portable-ai-memory.org/spec/v1.0", "export_id": new_id(),
        "exported_by": f"alcove/{version('alcove')}", "export_date": clock.to_utc(clock.now()), "owner": {"id": vault.id},
    }  # fmt: skip
    with vault.database.snapshot(), writing(path, replace=replace) as file:
        file.write(msgspec.json.encode(head)[:-1] + b',"memories":[')
        for memory in _memories(vault, chosen):
            file.write((b",\n" if count else b"\n") + msgspec.json.encode(memory))
            count += 1
        file.write(b'\n],"relations":[],"conversations_index":[]}\n')
    return count


def _memories(vault: Vault, chosen: Chosen) -> Iterator[dict[str, Any]]:
    last = 0
    while page := vault.query(
        "SELECT m.*, (SELECT id FROM memory WHERE row = m.superseded_by) AS successor, (SELECT max(at) FROM memory_version WHERE memory = m.row) AS "
        "changed_at FROM memory m WHERE m.status IN ('active', 'superseded', 'archived') AND m.row > ? ORDER BY m.row LIMIT 500", (last,),
    ):  # fmt: skip
        for row in page:
            last = row["row"]
            if chosen.has("memory", last):
                yield _memory(vault, row, chosen)


def _memory(vault: Vault, row: Any, chosen: Chosen) -> dict[str, Any]:
    source = vault.one(
        "SELECT m.id, c.id AS place FROM memory_source s JOIN message m ON m.row = s.message JOIN conversation c ON c.row = m.conversation "
        f"WHERE s.memory = ? AND {LIVE_MESSAGE} ORDER BY s.row LIMIT 1", (row["row"],),
    )  # fmt: skip
    type = _TYPES.get(row["category"], "fact") if row["kind"] != "summary" else "context"
    text = row["text"] if not row["steps"] else "\n".join([row["text"], *msgspec.json.decode(row["steps"])])
    return {
        "id": row["id"], "type": type, "status": _STATUSES[row["status"]], "content": text, "content_hash": _hash(text),
        "tags": [*_tags(row["category"]), row["kind"]],
        "confidence": {"current": row["confidence"]},
        "temporal": {
            "created_at": row["mentioned_at"], "updated_at": row["changed_at"], "valid_from": _whole(row["valid_from"]),
            "valid_until": _whole(row["valid_to"]), "superseded_by": row["successor"] if chosen.has("memory", row["superseded_by"]) else None,
        },
        "provenance": {
            "platform": "alcove", "conversation_ref": source["place"] if source else None, "message_ref": source["id"] if source else None,
            "extraction_method": _METHODS.get(row["source"]), "extracted_at": row["recorded_at"],
        },
    }  # fmt: skip


def _hash(text: str) -> str:
    """Spec §9.4: trimmed, in small letters, NFC, white space collapsed."""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text.strip().lower()))
    return f"sha256:{hashlib.sha256(plain.encode()).hexdigest()}"


def _tags(category: str) -> list[str]:
    tag = re.sub(r"[^a-z0-9_-]+", "-", category.lower()).strip("-_")
    return [tag] if tag else []


def _whole(when: str | None) -> str | None:
    """A date of any precision as the moment at which it begins."""
    if when is None:
        return None
    day = f"{when}-01-01"[:10] if len(when) == 4 else f"{when}-01" if len(when) == 7 else when
    try:
        return clock.to_utc(clock.parse(day))
    except (ValueError, OverflowError):
        return None
