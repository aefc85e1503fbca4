"""Which program an export is from, told by its shape; zip files are read without being unpacked to disk, and within bounds."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.archive.importers import alcove_markdown, chatgpt, claude, gemini, gemini_html, jsonlines, mem0, pam, text
from engine.archive.importers.records import Export
from engine.errors import BadInput

LARGEST = 1_000_000_000  # bytes of one file, and of all that is read from a zip
MOST = 20_000  # entries of a zip
RATIO, RATIO_FROM = 200, 10_000_000
_JSON = (pam, claude, chatgpt, gemini, mem0)
_PAGES = ("gemini", "bard")  # other pages of a zip repeat its JSON, or are other services of Google
_TEXT = (jsonlines, alcove_markdown, gemini_html)
_UNKNOWN = (
    "Known are: an archive of Alcove; exports of ChatGPT, Claude, Gemini (JSON or HTML) and mem0; Portable AI Memory; Markdown, text and JSON lines."
)


def read(path: Path) -> Export:
    """What an export holds. Raises BadInput for what isn't known, is broken, or is made to fill memory."""
    found: Export | None = None
    for name, data in _files(path):
        try:
            content = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadInput(f"{name} is no text in UTF-8.", _UNKNOWN) from None
        found = _document(name, content, found, single=not zipfile.is_zipfile(path))
    if found is None:
        raise BadInput(f"There is nothing in {path.name} that Alcove knows how to read.", _UNKNOWN)
    for talk in found.talks:
        talk.said = [said for said in talk.said if said.text]
    found.notes = [note for note in dict.fromkeys(found.notes) if note.text]
    if not found.notes and not any(talk.said for talk in found.talks):
        raise BadInput(f"{path.name} holds no messages and no memories.", _UNKNOWN)
    return found


def _document(name: str, content: str, found: Export | None, *, single: bool) -> Export | None:
    for reader in _TEXT:
        if reader.matches(content):
            found = found or Export(reader.PROGRAM)
            reader.read(content, found)
            return found
    if content.lstrip()[:1] in ("[", "{") and not name.lower().endswith((".md", ".txt")):
        document = _json(name, content)
        for known in _JSON:
            if known.matches(document):
                found = found or Export(known.PROGRAM)
                known.read(document, found)
                return found
        if single:
            raise _unknown(name, document)
        return found
    if content.lstrip()[:1] == "<" and name.lower().endswith((".html", ".htm")):
        if single:
            raise BadInput(f"{name} is a page of a kind that Alcove doesn't know.", _UNKNOWN)
        return found
    if single or name.lower().endswith((".md", ".txt")):
        found = found or Export(text.PROGRAM)
        text.read(content, found)
    return found


def _json(name: str, content: str) -> Any:
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, character {error.colno}" + (": it ends too early" if error.pos >= len(content.rstrip()) else "")
        raise BadInput(f"{name} is damaged: its JSON can't be read ({where}).", "Copy it again, or ask the other program for a new export.") from None
    except (ValueError, RecursionError):
        raise BadInput(f"{name} is damaged: its JSON is nested too deeply to be read.", "Ask the other program for a new export.") from None


def _unknown(name: str, document: Any) -> BadInput:
    """Why a JSON file is refused, as closely as its shape tells."""
    if chatgpt.other_part(document):
        return BadInput(
            f"{name} is a part of ChatGPT's export that holds no conversations.",
            "Import the conversations.json beside it, or the whole .zip as it came.",
        )
    if not document:
        return BadInput(f"{name} is empty: it holds no conversations and no memories.", "Ask the other program for a new export.")
    keys = sorted(str(key) for key in (document if isinstance(document, dict) else next((one for one in document if isinstance(one, dict)), {})))
    named = f" Its fields are {', '.join(keys[:8])}{', …' if len(keys) > 8 else ''}; no program that Alcove knows writes that." if keys else ""
    return BadInput(f"{name} is JSON of a shape that Alcove doesn't know.{named}", _UNKNOWN)


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if not zipfile.is_zipfile(path):
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path.name} is larger than can be read at once.", "Split it, or take the part that matters out of it.")
        yield path.name, path.read_bytes()
        return
    try:
        with zipfile.ZipFile(path) as packed:
            yield from _entries(packed, path.stat().st_size)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise BadInput(
            f"{path.name} can't be read: {'it is locked' if 'password' in str(error) else 'it is damaged'}.", "Unpack it yourself, or get a new one."
        ) from None


def _entries(packed: zipfile.ZipFile, size: int) -> Iterator[tuple[str, bytes]]:
    """Only what can be an export; names of entries are never used as paths. Sizes are counted, not believed."""
    if len(packed.infolist()) > MOST:
        raise BadInput("The zip file has more entries than any export.", "It was not read.")
    left = LARGEST
    for entry in packed.infolist():
        name = entry.filename.replace("\\", "/").rsplit("/", 1)[-1]
        page = name.lower().endswith(".html") and any(program in entry.filename.casefold() for program in _PAGES)
        if entry.is_dir() or not (page or name.lower().endswith((".json", ".jsonl", ".md", ".txt"))):
            continue
        pieces, total = [], 0
        with packed.open(entry) as stream:
            while piece := stream.read(1 << 20):
                total += len(piece)
                if total > left or (total > RATIO_FROM and total > RATIO * max(1, size)):
                    raise BadInput("The zip file unpacks to more than can be read: it is made to fill memory.", "It was not read.")
                pieces.append(piece)
        left -= total
        yield name, b"".join(pieces)
