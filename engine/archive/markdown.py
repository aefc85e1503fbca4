"""Memories and conversations as one Markdown file, to read or to print. `importers/alcove_markdown.py` reads it; what was in a vault comes back whole
only from an archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine import clock
from engine.archive.export import writing
from engine.archive.importers.alcove_markdown import TITLE
from engine.archive.selection import Chosen, Selection, choose
from engine.memory.records import LIVE_MESSAGE

if TYPE_CHECKING:
    from engine.vault.vault import Vault

_STATUS = {"superseded": "no longer", "proposed": "waits for approval", "archived": "set aside", "retracted": "taken back"}
_KINDS = {"episodic": "event", "procedural": "how-to"}
_NAMES = {"user": "You", "assistant": "Assistant", "other": "Other"}
_PLAIN_SPEAKERS = ("", "user", "assistant")


def export(vault: Vault, path: Path, *, selection: Selection | None = None, replace: bool = False) -> int:
    """Writes it, readable by anybody; what is forgotten is left out. Returns how many memories are in it. Raises BadInput as `export.writing`."""
    chosen = choose(vault, selection or Selection())
    count = 0
    with vault.database.snapshot(), writing(path, replace=replace) as file:
        for text, memory in _parts(vault, chosen):
            file.write(text.encode() + b"\n")
            count += memory
    return count


def _parts(vault: Vault, chosen: Chosen) -> Iterator[tuple[str, bool]]:
    """Pieces of the file, and whether each tells a memory."""
    yield f"{TITLE}\n\nWritten on {clock.now():%Y-%m-%d %H:%M}. Not encrypted.\n", False
    yield from _profile(vault, chosen)
    yield from _memories(vault, chosen)
    yield from _conversations(vault, chosen)


def _profile(vault: Vault, chosen: Chosen) -> Iterator[tuple[str, bool]]:
    rows = vault.query(
        "SELECT p.section, m.row, m.text FROM profile p JOIN memory m ON m.row = p.memory WHERE m.status = 'active' ORDER BY p.section, p.place"
    )
    section = ""
    for row in rows:
        if not chosen.has("memory", row["row"]):
            continue
        if not section:
            yield "## Profile", False
        if row["section"] != section:
            section = row["section"]
            yield f"\n### {_line(section.capitalize())}\n", False
        yield f"- {_line(row['text'])}", False


def _memories(vault: Vault, chosen: Chosen) -> Iterator[tuple[str, bool]]:
    category, last = "", ("", 0)
    while True:
        page = vault.query(
            "SELECT * FROM memory WHERE status <> 'trashed' AND kind <> 'summary' AND (category, row) > (?, ?) ORDER BY category, row LIMIT 500", last
        )
        for row in page:
            last = row["category"], row["row"]
            if not chosen.has("memory", row["row"]):
                continue
            if not category:
                yield "\n## Memories", False
            if row["category"] != category:
                category = row["category"]
                yield f"\n### {_line(category.capitalize())}\n", False
            yield f"- {_line(row['text'])}{_told(vault, row)}", True
        if len(page) < 500:
            return


def _told(vault: Vault, row: Any) -> str:
    """Of which kind, when, until when, and where it was said."""
    parts = [_STATUS[row["status"]]] if row["status"] in _STATUS else []
    if row["kind"] in _KINDS:
        parts.append("instruction" if row["category"] == "instruction" else _KINDS[row["kind"]])
    if row["valid_from"] or row["valid_to"]:
        parts.append(" to ".join(filter(None, [f"from {row['valid_from']}" if row["valid_from"] else "", row["valid_to"]])))
    where = vault.one(
        "SELECT c.title, m.mentioned_at, m.utc_offset FROM memory_source s JOIN message m ON m.row = s.message JOIN conversation c ON "
        f"c.row = m.conversation WHERE s.memory = ? AND {LIVE_MESSAGE} ORDER BY s.row LIMIT 1", (row["row"],),
    )  # fmt: skip
    at = clock.from_utc(where["mentioned_at"], where["utc_offset"]) if where else clock.from_utc(row["mentioned_at"], row["utc_offset"])
    parts.append(f"said {at:%Y-%m-%d} in “{_line(where['title'])}”" if where and where["title"] else f"noted {at:%Y-%m-%d}")
    return f" *({_line('; '.join(parts))})*"


def _conversations(vault: Vault, chosen: Chosen) -> Iterator[tuple[str, bool]]:
    first = True
    for place in vault.query("SELECT row, title, created_at FROM conversation WHERE status <> 'trashed' ORDER BY created_at, row"):
        if not chosen.has("conversation", place["row"]):
            continue
        if first:
            yield "\n## Conversations", False
        first = False
        yield f"\n### {_line(place['title']) or 'Untitled'}, {place['created_at'][:10]}\n", False
        last = -1
        while page := vault.query(
            "SELECT m.* FROM message m JOIN conversation c ON c.row = m.conversation WHERE m.conversation = ? AND m.depth > ? "
            f"AND {LIVE_MESSAGE} ORDER BY m.depth LIMIT 200", (place["row"], last),
        ):  # fmt: skip
            for row in page:
                last = row["depth"]
                if chosen.has("message", row["row"]):
                    at = clock.from_utc(row["mentioned_at"], row["utc_offset"])
                    yield f"**{_who(row)}** ({at:%Y-%m-%d %H:%M}):\n\n{_quoted(row['visible'])}\n", False


def _who(row: Any) -> str:
    """Whose words they are, so that an import can tell; then by what name."""
    name, speaker = _NAMES[row["role"]], row["speaker"]
    if speaker.lower() in _PLAIN_SPEAKERS:
        return name
    if row["role"] == "other":
        return name if speaker in _NAMES.values() or speaker.startswith("You (") else _line(speaker)
    return f"{name} ({_line(speaker)})" if row["role"] == "user" else name


def _line(text: str) -> str:
    """One line that is no markup of its own."""
    flat = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in flat)


def _quoted(text: str) -> str:
    """What was said may hold Markdown: as a quotation it can't end its own part."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines()) or ">"
