"""Portable AI Memory 1.0 (https://portable-ai-memory.org/spec/v1.0), ours and others': {"schema": "portable-ai-memory", "memories": [{"content",
"type", "status", "temporal": {"created_at", "updated_at"}}]}. Memories that no longer hold stay behind."""

from __future__ import annotations

from typing import Any

from engine.archive.importers.records import Export, Note, items, moment, part, text

PROGRAM = "Portable AI Memory"
_SCHEMA = "portable-ai-memory"


def matches(document: Any) -> bool:
    """Whether this is such a file."""
    return isinstance(document, dict) and document.get("schema") == _SCHEMA


def read(document: Any, found: Export) -> None:
    """Adds what it holds."""
    for item in items(document.get("memories")):
        if item.get("status") not in (None, "active"):
            found.leave_out("memories that no longer hold")
            continue
        times = part(item, "temporal")
        found.notes.append(Note(text(item.get("content")), moment(times.get("updated_at") or times.get("created_at"))))
    found.leave_out("relations", len(items(document.get("relations"))))
