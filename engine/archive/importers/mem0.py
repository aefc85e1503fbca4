"""mem0's `get_all`, saved as JSON: {"results": [{"id", "memory", "metadata", "created_at", "updated_at"}], "relations"}, or the list alone."""

from __future__ import annotations

from typing import Any

from engine.archive.importers.records import Export, Note, items, moment, text

PROGRAM = "mem0"


def matches(document: Any) -> bool:
    """Whether this is such an export."""
    return any("memory" in item and ("id" in item or "hash" in item) for item in _results(document)[:1])


def read(document: Any, found: Export) -> None:
    """Adds what it holds."""
    for item in _results(document):
        found.notes.append(Note(text(item.get("memory")), moment(item.get("updated_at") or item.get("created_at"))))
    if isinstance(document, dict):
        found.leave_out("relations", len(items(document.get("relations"))))


def _results(document: Any) -> list[dict[str, Any]]:
    if isinstance(document, dict):
        return items(document.get("results")) or items(document.get("memories"))
    return items(document)
