"""Writing small files so that a crash leaves the old one or the new one, whole; private to this account."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from pathlib import Path

from engine import clock

TEMPORARY = re.compile(r"\..+\.[0-9a-f]{8}")
ABANDONED = 60  # seconds after which nobody is writing a temporary file any more


def write_atomically(path: Path, content: bytes, *, durable: bool = True, mode: int = 0o600) -> None:
    """Replaces `path`: a temporary file beside it, fsync, rename, fsync of the folder."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        write_new(temporary, content, durable=durable, mode=mode)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Deletes what a crash left of `write_atomically`: a header that was never put in place may hold a key slot that is gone since."""
    for path in folder.glob(".*"):
        with contextlib.suppress(OSError):  # another process has just finished or swept it
            if TEMPORARY.fullmatch(path.name) and clock.now().timestamp() - path.stat().st_mtime > ABANDONED:
                path.unlink()


def write_new(path: Path, content: bytes, *, durable: bool = True, mode: int = 0o600) -> None:
    """Writes a file that must not exist yet. Raises FileExistsError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), mode)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - takes a descriptor
        file.write(content)
        file.flush()
        if durable:
            os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Makes renames in `folder` last through a power cut (POSIX; Windows needs no such call)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Makes what was written to a file last through a power cut."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def size_of(path: Path) -> int | None:
    """Bytes of a file; None when it has gone meanwhile (or is no file)."""
    try:
        return path.stat().st_size if path.is_file() else None
    except FileNotFoundError:
        return None


def private_folder(folder: Path) -> None:
    """Makes a folder that only this account may enter; leaves an existing one as it is."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
