"""`export`: the vault, or a part of it, as one file that opens for ever (docs/archive-format.md)."""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec
import structlog

from engine import clock
from engine.archive import rows
from engine.archive.container import Writer
from engine.archive.schema import FORMAT, TYPES, VERSION
from engine.archive.selection import Selection, choose
from engine.errors import BadInput, Cancelled
from engine.vault import trouble
from engine.vault.files import sync_folder
from engine.vault.migrations import FORMAT as SCHEMA

if TYPE_CHECKING:
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
Progress = Callable[[int, int], None]


class ExportReport(msgspec.Struct, frozen=True):
    """What was written: how many records of each type, and the size of the file in bytes."""

    path: Path
    counts: dict[str, int]
    size: int
    encrypted: bool


def export(
    vault: Vault, path: Path, *, passphrase: str | None, selection: Selection | None = None, progress: Progress = lambda done, total: None,
    cancel: threading.Event | None = None, replace: bool = False,
) -> ExportReport:  # fmt: skip
    """Writes an archive; `passphrase` None leaves it readable by anybody. Memory stays the same however much there is.

    The file appears under its name when it is whole. Raises BadInput when it exists (unless `replace`), or when nothing is chosen; Cancelled.
    """
    if passphrase is not None and not passphrase:
        raise BadInput("The passphrase of an archive can't be empty.", "To write one that anybody can read, ask for it: --plain")
    chosen = choose(vault, selection or Selection())
    with vault.database.snapshot(), writing(path, replace=replace) as file:
        writer = Writer(file, passphrase)
        writer.line(_manifest(vault, selection or Selection()))
        total, counts = sum(rows.count(vault, type) for type in TYPES), {}
        for type in TYPES:
            counts[type.name] = 0
            for record in rows.records(vault, type, chosen):
                if cancel is not None and cancel.is_set():
                    raise Cancelled("The export was stopped; no file was left.", "Nothing in the vault was changed.")
                writer.line(record)
                counts[type.name] += 1
                progress(writer.records - 1, total)
        writer.line({"type": "end", "count": writer.records - 1, "counts": counts, "sha256": writer.digest})
        writer.close()
    progress(total, total)
    log.info("exported", records=sum(counts.values()), bytes=path.stat().st_size, encrypted=passphrase is not None)
    return ExportReport(path, {name: count for name, count in counts.items() if count}, path.stat().st_size, passphrase is not None)


@contextmanager
def writing(path: Path, *, replace: bool) -> Iterator[BinaryIO]:
    """A file for this account alone that appears under its name at the end of the block, or not at all."""
    if path.is_dir() or (path.exists() and not replace):
        raise BadInput(f"There is already something at {path}.", "Give another name, or say --replace.")
    if not path.parent.is_dir():
        raise BadInput(f"There is no folder {path.parent}.", "Make it first, or give another name.")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    with trouble.told():
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
            with open(descriptor, "wb") as file:  # noqa: PTH123 - takes a descriptor
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)


def _manifest(vault: Vault, selection: Selection) -> dict[str, object]:
    from importlib.metadata import version

    made_by = vault.one("SELECT embedder FROM embedding ORDER BY row DESC LIMIT 1")
    return {
        "type": "manifest", "format": FORMAT, "version": VERSION, "app": f"alcove {version('alcove')}", "schema": SCHEMA, "vault": vault.id,
        "created": clock.to_utc(clock.now()), "embedder": made_by["embedder"] if made_by else None, "holds": selection.words,
    }  # fmt: skip
