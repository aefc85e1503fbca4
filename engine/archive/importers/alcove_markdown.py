"""The Markdown that `alcove export --format markdown` writes. Its memories come as notes and its conversations as talk: whole comes back only what
an archive holds.

Shape: "# What Alcove remembers"; "## Memories" with "### Category" and `- sentence *(status; kind; said DATE in “title”)*`; "## Conversations" with
`### title, DATE` and `**You** (DATE TIME):` before each message, which stands as a quotation.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime

from engine.archive.importers.records import CATEGORY, Export, Note, Role, Said, Talk, moment, text

PROGRAM = "Alcove's Markdown"
TITLE = "# What Alcove remembers"
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#|])")
_NOTE = re.compile(r"- (.*?)(?: \*\(((?:[^*\\]|\\.)*)\)\*)?")
_NOTED = re.compile(r"(?:said|noted) (\d{4}-\d\d-\d\d)")
_GONE = ("no longer", "taken back", "set aside")
_KINDS = {"event": "episodic", "how-to": "procedural", "instruction": "procedural"}
_TALK = re.compile(r"### (.*), (\d{4}-\d\d-\d\d)")
_TURN = re.compile(r"\*\*(.+?)\*\* \((\d{4}-\d\d-\d\d \d\d:\d\d)\):")
_OWN = re.compile(r"You(?: \((.*)\))?")


def matches(content: str) -> bool:
    """Whether this is such a file."""
    return next((line for line in content.splitlines() if line.strip()), "").strip() == TITLE


def read(content: str, found: Export) -> None:
    """Adds what it holds. The profile repeats memories, and is left out."""
    for section, lines in _sections(content):
        if section == "Memories":
            _notes(lines, found)
        elif section == "Conversations":
            _talks(lines, found)


def _sections(content: str) -> Iterator[tuple[str, list[str]]]:
    name = ""
    lines: list[str] = []
    for line in content.splitlines():
        if line.startswith("## "):
            yield name, lines
            name, lines = line[3:].strip(), []
        else:
            lines.append(line)
    yield name, lines


def _notes(lines: list[str], found: Export) -> None:
    category = "other"
    for line in lines:
        if line.startswith("### "):
            named = _plain(line[4:]).strip().lower()
            category = named if CATEGORY.fullmatch(named) else "other"
        if not (note := _NOTE.fullmatch(line)):
            continue
        about = note[2] or ""
        if about.startswith(_GONE):
            found.leave_out("memories that no longer hold")
            continue
        noted = _NOTED.search(about)
        kind = next((kind for word, kind in _KINDS.items() if word in _plain(about).split("; ")), "semantic")
        found.notes.append(Note(text(_plain(note[1])), moment(noted[1]) if noted else None, kind, category))


def _talks(lines: list[str], found: Export) -> None:
    talk: Talk | None = None
    said: Said | None = None
    for line in lines:
        if begins := _TALK.fullmatch(line):
            talk, said = Talk("", text(_plain(begins[1])), moment(begins[2])), None
            found.talks.append(talk)
        elif talk is not None and (turn := _TURN.fullmatch(line)):
            said = _said(talk, turn[1], moment(turn[2]))
            talk.said.append(said)
        elif said is not None and line.startswith(">"):
            said.text += line[1:].removeprefix(" ") + "\n"
    for talk in found.talks:
        talk.title = "" if talk.title == "Untitled" else talk.title
        for said in talk.said:
            said.text = text(said.text)
        talk.id = hashlib.sha256(f"{talk.at} {talk.said[0].at if talk.said else ''} {talk.title}".encode()).hexdigest()[:24]


def _said(talk: Talk, who: str, at: datetime | None) -> Said:
    name = _plain(who)
    own = _OWN.fullmatch(name)
    role: Role = "user" if own else "assistant" if name == "Assistant" else "other"
    speaker = (own[1] or "") if own else name if role == "other" and name != "Other" else ""
    return Said(str(len(talk.said)), role, "", at, talk.said[-1].id if talk.said else None, speaker=text(speaker))


def _plain(markdown: str) -> str:
    return _ESCAPED.sub(r"\1", markdown)
