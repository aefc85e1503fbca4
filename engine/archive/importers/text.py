"""Plain text and Markdown: a list of notes, or a transcript ("User: … Assistant: …")."""

from __future__ import annotations

import hashlib
import re

from engine.archive.importers.records import Export, Note, Role, Said, Talk

PROGRAM = "a text file"
_TURN = re.compile(r"^(?:\*\*|#+ )?(User|You|Me|Human|Assistant|AI|ChatGPT|Claude|Gemini)\s*:(?:\*\*)?\s*(.*)$", re.IGNORECASE)
_OWN = frozenset(("user", "you", "me", "human"))
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_DECORATION = re.compile(r"^\s*(?:#{1,6}\s.*|[-=*_]{3,}\s*|```.*|\|.*\||>\s*|\*\*[^*]+\*\*:?\s*)$")
_LONGEST = 4_000


def read(content: str, found: Export) -> None:
    """Adds what it holds."""
    if len(_TURN.findall(content)) >= 2 or sum(bool(_TURN.match(line)) for line in content.splitlines()) >= 2:
        found.talks.append(_transcript(content))
    else:
        found.notes.extend(notes_of(content))


def notes_of(content: str) -> list[Note]:
    """Each bullet, or each line where there are none, is a note; headings and rules are not."""
    notes: list[str] = []
    for line in content.splitlines():
        if not line.strip() or _DECORATION.match(line):
            notes.append("")
        elif notes and notes[-1] and line.startswith("  ") and not _BULLET.match(line):
            notes[-1] += f" {line.strip()}"  # a bullet that goes on
        else:
            notes.append(_BULLET.sub("", line).replace("**", "").strip())
    return [Note(note[:_LONGEST]) for note in notes if any(c.isalnum() for c in note)]


def _transcript(content: str) -> Talk:
    talk = Talk(hashlib.sha256(content.encode()).hexdigest()[:24])
    for line in content.splitlines():
        turn = _TURN.match(line)
        if turn:
            role: Role = "user" if turn[1].lower() in _OWN else "assistant"
            talk.said.append(Said(str(len(talk.said)), role, turn[2], parent=talk.said[-1].id if talk.said else None))
        elif talk.said:
            talk.said[-1].text += f"\n{line}"
    for said in talk.said:
        said.text = said.text.strip()
    return talk
