"""Claude's data export: `conversations.json`, `memories.json`, `projects.json`.

Shapes: [{"uuid", "name", "created_at", "chat_messages": [{"uuid", "sender": "human|assistant", "text", "content": [{"type", "text"}], "created_at",
"attachments", "files"}]}]; [{"conversations_memory", "project_memories": {uuid: text}}]; [{"uuid", "name", "description", "docs"}].
"""

from __future__ import annotations

from typing import Any

from engine.archive.importers.records import Export, Note, Role, Said, Talk, items, moment, part, text
from engine.archive.importers.text import notes_of

PROGRAM = "Claude"
_ROLES: dict[Any, Role] = {"human": "user", "user": "user", "assistant": "assistant"}


def matches(document: Any) -> bool:
    """Whether this is such an export."""
    first = items(document)[:1] or ([document] if isinstance(document, dict) else [])
    return any(
        "chat_messages" in item or "conversations_memory" in item or "project_memories" in item or ("docs" in item and "uuid" in item)
        for item in first
    )


def read(document: Any, found: Export) -> None:
    """Adds what it holds. A project's documents stay behind: they are no talk and no memory."""
    for item in items(document) or ([document] if isinstance(document, dict) else []):
        if "chat_messages" in item:
            found.talks.append(_talk(item, found))
        for memory in (item.get("conversations_memory"), *part(item, "project_memories").values()):
            found.notes.extend(notes_of(text(memory)))
        if "docs" in item:
            found.leave_out("documents of projects", len(items(item["docs"])))
            if told := text(item.get("description")):
                found.notes.append(Note(f"{text(item.get('name'))}: {told}", moment(item.get("created_at"))))


def _talk(item: dict[str, Any], found: Export) -> Talk:
    talk = Talk(str(item.get("uuid") or ""), text(item.get("name")), moment(item.get("created_at")))
    before: str | None = None
    known: set[str] = set()
    for message in items(item["chat_messages"]):
        id, told, role = str(message.get("uuid") or len(known)), _text(message), _ROLES.get(str(message.get("sender")))
        found.leave_out("attachments", len(items(message.get("attachments"))) + len(items(message.get("files"))))
        if not told or role is None or id in known:
            continue
        above = message.get("parent_message_uuid")
        talk.said.append(Said(id, role, told, moment(message.get("created_at")), above if isinstance(above, str) and above in known else before))
        known.add(id)
        before = id
    path, parents = set(), {said.id: said.parent for said in talk.said}
    while before is not None and before not in path:
        path.add(before)
        before = parents[before]
    for said in talk.said:
        said.chosen = said.id in path
    return talk


def _text(message: dict[str, Any]) -> str:
    pieces = [text(piece.get("text")) for piece in items(message.get("content")) if piece.get("type") == "text"]
    return "\n".join(filter(None, pieces)) or text(message.get("text"))
