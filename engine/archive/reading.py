"""From the lines of an archive to staged records: everything is checked before the vault is touched."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import msgspec

from engine.archive.container import Limits, Reader
from engine.archive.schema import BY_NAME, FORMAT, TYPES, VERSION, complete, wrong
from engine.archive.staging import Staging
from engine.errors import BadInput, Cancelled

TOLD = 50  # invalid records that are told one by one
_PLACE = {type.name: n for n, type in enumerate(TYPES)}
_EVERY = 200  # lines between looks at `cancel` and calls of `progress`


class Invalid(msgspec.Struct, frozen=True):
    """A record that can't be imported: its line in the archive, its type as far as it is known, and why."""

    line: int
    type: str
    reason: str


class Manifest(msgspec.Struct, frozen=True):
    """The first line: who wrote the archive, and when."""

    format: str
    version: int
    app: str = ""
    schema: int = 0
    vault: str = ""
    created: str = ""
    embedder: str | None = None
    holds: str = "everything"


class Read(msgspec.Struct):
    """What was found in an archive. `invalid` names the first ones; `invalid_count` counts all. `dangling`: names of records that aren't there."""

    manifest: Manifest
    encrypted: bool
    counts: dict[str, int]
    journal: int = 0
    invalid: list[Invalid] = []
    invalid_count: int = 0
    dangling: int = 0


def read(
    reader: Reader, staging: Staging, limits: Limits, progress: Callable[[int], None] = lambda lines: None, cancel: threading.Event | None = None
) -> Read:
    """Stages all that is right. Raises BadInput when the archive as a whole can't be trusted: another format, a newer version, lines missing."""
    found = Read(Manifest("", 0), reader.encrypted, {})
    last, ended, furthest = 0, False, 0
    for number, line in enumerate(reader.lines(), 1):
        if number % _EVERY == 0:
            progress(number)
            if cancel is not None and cancel.is_set():
                raise Cancelled("Stopped while reading the archive.", "Nothing was imported.")
        if ended:
            raise BadInput("Something follows the end of the archive.", "It was put together by hand. Nothing was imported.")
        record = _object(line, number, limits)
        if number == 1:
            found.manifest = _manifest(record)
            continue
        name = record.get("type")
        if name == "end":
            _check_end(record, number - 1, reader.digest_before)
            ended = True
            continue
        last = number
        reason = _staged(staging, number, name, record, furthest, found)
        furthest = max(furthest, _PLACE.get(name, 0)) if isinstance(name, str) else furthest
        if reason:
            found.invalid_count += 1
            if found.invalid_count > limits.invalid:
                raise BadInput("Most of the archive is nothing that can be imported.", "It wasn't made by Alcove. Nothing was imported.")
            if len(found.invalid) < TOLD:
                found.invalid.append(Invalid(number, name if isinstance(name, str) and name in BY_NAME else "", reason))
    if not ended:
        raise BadInput(
            "The archive is cut off: its last line is missing." if last else "This is no archive of Alcove, or an empty one.",
            "Use another copy of it.",
        )
    if staging.circle():
        raise BadInput("Memories in the archive replace each other in a circle.", "It was put together by hand. Nothing was imported.")
    found.dangling = staging.drop_dangling()
    found.counts = staging.counts()
    return found


def _staged(staging: Staging, number: int, name: Any, record: dict[str, Any], furthest: int, found: Read) -> str:
    """Stages one record; the reason when it is none that can be."""
    if not isinstance(name, str) or name not in BY_NAME:
        return "records of this type are not known here"
    if _PLACE[name] < furthest:
        return "it stands in the wrong place"
    complete(BY_NAME[name], record)
    if reason := wrong(BY_NAME[name], record):
        return reason
    if name == "journal":  # for readers of the file; a journal stays with its vault
        found.journal += 1
        return ""
    del record["type"]
    return staging.add(number, BY_NAME[name], record)


def _object(line: bytes, number: int, limits: Limits) -> dict[str, Any]:
    deepest = depth = 0
    if line.count(b"[") + line.count(b"{") > limits.nesting:  # else it can't be nested deeply
        quoted = False
        escaped = False
        for byte in line:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = quoted
            elif byte == 0x22:
                quoted = not quoted
            elif not quoted and byte in b"[{":
                depth += 1
                deepest = max(deepest, depth)
            elif not quoted and byte in b"]}":
                depth -= 1
    try:
        if deepest > limits.nesting:
            raise ValueError("nested")
        record = msgspec.json.decode(line)
        if not isinstance(record, dict):
            raise ValueError("no object")
    except (ValueError, RecursionError, msgspec.DecodeError):
        what = "This is no archive of Alcove" if number == 1 else f"Line {number} of the archive is not what it should be"
        raise BadInput(f"{what}.", "It is damaged, or was put together by hand. Nothing was imported.") from None
    return record


def _manifest(record: dict[str, Any]) -> Manifest:
    if record.get("type") != "manifest" or record.get("format") != FORMAT:
        raise BadInput("This is no archive of Alcove.", "Exports of other assistants are told by their shape: ChatGPT, Claude, Gemini, mem0, text.")
    version = record.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise BadInput(f"This archive has version {version}; this Alcove knows {VERSION}.", "Update Alcove. Nothing was imported.")
    try:
        found = msgspec.convert({name: value for name, value in record.items() if name != "type"}, Manifest)
        if not 1 <= found.version <= VERSION or any(len(text) > 200 for text in (found.app, found.vault, found.created, found.holds)):
            raise ValueError("no such version")
    except (ValueError, msgspec.ValidationError):
        raise BadInput("The first line of the archive is not what it should be.", "It is damaged. Nothing was imported.") from None
    return found


def _check_end(record: dict[str, Any], count: int, digest: str) -> None:
    wanted = record.get("count")
    if isinstance(wanted, bool) or wanted != count - 1:
        raise BadInput("The archive doesn't hold as many records as it says.", "It is damaged, or was changed by hand. Nothing was imported.")
    if record.get("sha256") != digest:
        raise BadInput("The archive was changed after it was written: its checksum doesn't fit.", "Use another copy of it. Nothing was imported.")
