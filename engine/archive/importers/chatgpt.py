"""ChatGPT's data export: `conversations.json`, where each conversation is a tree of nodes (`mapping`), and its list of memories.

Shape: an array of {"id", "title", "create_time", "current_node", "mapping": {node: {"parent", "children", "message": {"author": {"role"},
"content": {"content_type", "parts"}, "create_time", "metadata"}}}}. Memories: {"memories": [{"id", "content", "updated_at"}]}.
"""

from __future__ import annotations

import hashlib
from typing import Any

from engine.archive.importers.records import Export, Note, Role, Said, Talk, items, moment, part, text

PROGRAM = "ChatGPT"
_OTHERS = (
    {"email", "chatgpt_plus_user"}, {"conversation_id", "rating"}, {"conversation_id", "is_anonymous"}, {"chats", "participants"},
    {"user_id", "tasks"},
)  # fmt: skip
_ROLES: dict[Any, Role] = {"user": "user", "assistant": "assistant"}


def matches(document: Any) -> bool:
    """Whether this is such an export."""
    if isinstance(document, dict) and not isinstance(document.get("mapping"), dict):
        return any("content" in item and "memory" not in item for item in items(document.get("memories"))[:1])
    return any(isinstance(item.get("mapping"), dict) for item in _conversations(document))


def other_part(document: Any) -> bool:
    """Whether this is a file of the same export that holds nothing to import: the account, feedback, what was shared, group chats."""
    keys = {*document} if isinstance(document, dict) else {key for item in items(document)[:5] for key in item}
    return any(known <= keys for known in _OTHERS)


def read(document: Any, found: Export) -> None:
    """Adds what it holds."""
    if isinstance(document, dict) and "mapping" not in document:
        for item in items(document.get("memories")):
            found.notes.append(Note(text(item.get("content")), moment(item.get("updated_at") or item.get("created_timestamp"))))
        return
    for item in _conversations(document):
        if talk := _talk(item, found):
            found.talks.append(talk)


def _conversations(document: Any) -> list[dict[str, Any]]:
    """All of a list; a conversation alone, as other tools save it."""
    return items(document if isinstance(document, list) else [document])


def _talk(item: dict[str, Any], found: Export) -> Talk | None:
    nodes = {id: node for id, node in part(item, "mapping").items() if isinstance(node, dict)}
    id = str(item.get("id") or item.get("conversation_id") or "") or _made_id(item)
    talk = Talk(id, text(item.get("title")), moment(item.get("create_time")))
    chosen = _path(nodes, item.get("current_node"))
    kept: dict[str, str | None] = {}  # node -> the message that what follows it hangs on
    for id in _in_order(nodes):
        above = nodes[id].get("parent")
        parent = kept.get(above) if isinstance(above, str) else None
        said = _said(id, nodes[id], found)
        kept[id] = id if said else parent
        if said:
            said.parent, said.chosen = parent, id in chosen if chosen else True
            talk.said.append(said)
    return talk if talk.said else None


def _made_id(item: dict[str, Any]) -> str:
    """For a conversation that names none: the same each time it is read."""
    told = f"{item.get('title')} {item.get('create_time')} {next(iter(part(item, 'mapping')), '')}"
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:24]


def _said(id: str, node: dict[str, Any], found: Export) -> Said | None:
    message = part(node, "message")
    content = part(message, "content")
    if content.get("content_type") == "user_editable_context":  # custom instructions: what the user once typed, but no turn
        for name in ("user_profile", "user_instructions"):
            if told := text(content.get(name)):
                found.notes.append(Note(told, moment(message.get("create_time"))))
        return None
    role = _ROLES.get(str(part(message, "author").get("role")))
    if (
        role is None
        or part(message, "metadata").get("is_visually_hidden_from_conversation")
        or content.get("content_type") not in ("text", "multimodal_text")
    ):
        return None
    if role == "assistant" and message.get("recipient") not in (None, "all"):  # a call of a tool
        return None
    parts = content.get("parts")
    pieces = [piece for piece in parts if isinstance(piece, str)] if isinstance(parts, list) else []
    found.leave_out("images and files", len(parts) - len(pieces) if isinstance(parts, list) else 0)
    told = text("\n".join(pieces))
    return Said(id, role, told, moment(message.get("create_time"))) if told else None


def _path(nodes: dict[str, dict[str, Any]], end: Any) -> set[str]:
    """From the current node up."""
    path: set[str] = set()
    while isinstance(end, str) and end in nodes and end not in path:
        path.add(end)
        end = nodes[end].get("parent")
    return path


def _in_order(nodes: dict[str, dict[str, Any]]) -> list[str]:
    """Parents before children, in the order of the file; nodes in a circle are left out."""
    children: dict[Any, list[str]] = {}
    for id, node in nodes.items():
        above = node.get("parent")
        children.setdefault(above if isinstance(above, str) and above in nodes else None, []).append(id)
    ordered, waiting = [], list(reversed(children.get(None, [])))
    while waiting:
        id = waiting.pop()
        ordered.append(id)
        waiting.extend(reversed(children.get(id, [])))
    return ordered
