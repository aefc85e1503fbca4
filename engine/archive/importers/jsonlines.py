"""Our own JSON lines, as `alcove ingest` takes them: {"conversation", "id", "role", "speaker", "time", "text"}. Here they are quarantined."""

from __future__ import annotations

import json

from engine.archive.importers.records import Export, Said, Talk, text

PROGRAM = "JSON lines of chats"


def matches(content: str) -> bool:
    """Whether the first line is one of them."""
    first = next((line for line in content.splitlines() if line.strip()), "")
    try:
        found = json.loads(first.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and {"conversation", "id", "role", "time", "text"} <= found.keys()


def read(content: str, found: Export) -> None:
    """Adds what it holds. Raises BadInput naming the first bad line."""
    from engine.memory.ingest import moment, parse

    talks: dict[str, Talk] = {}
    for line in parse(content.splitlines()):
        talk = talks.setdefault(line.conversation, Talk(line.conversation, at=moment(line)))
        talk.said.append(Said(line.id, line.role, text(line.text), moment(line), talk.said[-1].id if talk.said else None, speaker=text(line.speaker)))
    found.talks.extend(talks.values())
