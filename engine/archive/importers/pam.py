"""Portable AI Memory 1.0 (https://portable-ai-memory.org/spec/v1.0), ours and others': {"schema": "portable-ai-memory", "memories": [{"content",
"type", "status", "temporal": {"created_at", "updated_at"}}]}. Memories that no longer hold stay behind."""

from __future__ import annotations

from typing import Any

from engine.archive.accepting import KINDS
from engine.archive.importers.records import CATEGORY, Export, Note, items, moment, part, text

PROGRAM = "Portable AI Memory"
_SCHEMA = "portable-ai-memory"
_TYPES = {
    "preference": ("semantic", "preferences"), "instruction": ("procedural", "instruction"), "skill": ("procedural", "procedure"),
    "identity": ("semantic", "identity"), "relationship": ("semantic", "people"), "goal": ("semantic", "goals"),
}  # fmt: skip


def matches(document: Any) -> bool:
    """Whether this is such a file."""
    return isinstance(document, dict) and document.get("schema") == _SCHEMA


def read(document: Any, found: Export) -> None:
    """Adds what it holds."""
    own = str(document.get("exported_by")).startswith("alcove/")
    for item in items(document.get("memories")):
        if item.get("status") not in (None, "active"):
            found.leave_out("memories that no longer hold")
            continue
        times = part(item, "temporal")
        kind, category = _kind(item, own)
        found.notes.append(Note(text(item.get("content")), moment(times.get("updated_at") or times.get("created_at")), kind, category))
    found.leave_out("relations", len(items(document.get("relations"))))


def _kind(item: dict[str, Any], own: bool) -> tuple[str, str]:
    """Kind and category: as Alcove noted them among the tags, else as the type says."""
    listed = item.get("tags")
    tags = [tag for tag in listed if isinstance(tag, str)] if own and isinstance(listed, list) else []
    kind, category = _TYPES.get(str(item.get("type")), ("semantic", "other"))
    return next((tag for tag in tags if tag in KINDS), kind), next((tag for tag in tags if tag not in KINDS and CATEGORY.fullmatch(tag)), category)
