"""One conversation as Markdown: to read elsewhere, to print, to hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.memory.attachments import is_piece
from engine.memory.records import MASK, Conversation

if TYPE_CHECKING:
    from engine.memory.episodes import Conversations

_NAMES = {"user": "You", "assistant": "Alcove"}


def markdown(conversations: Conversations, conversation: Conversation | str) -> str:
    """Title, day, and the turns on the chosen path with their times. Answers are Markdown already; what the user wrote is quoted as it stands."""
    place = conversations.get(conversation)
    parts, day = [f"# {' '.join(place.title.split()) or 'Untitled'}"], ""
    for message in conversations.path(place):
        at = message.at
        if f"{at:%Y-%m-%d}" != day:
            day = f"{at:%Y-%m-%d}"
            parts.append(f"*{at:%A}, {at.day} {at:%B %Y}*")
        if is_piece(message):  # the turn that names the document stands before it
            parts.append(_quoted(message.visible.replace(MASK, "…").strip()))
            continue
        who = message.speaker or _NAMES.get(message.role, "Other")
        text = message.visible.replace(MASK, "…").strip()
        parts.append(f"**{who}** · {at:%H:%M}\n\n{text if message.role == 'assistant' else _quoted(text)}")
    return "\n\n".join(parts) + "\n"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines()) or ">"
