"""Work on large files that can be watched and stopped: copy, hash, unzip; and one process at a time in the models folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from models.errors import ModelCancelled, ModelDamaged, NoSpace

BLOCK = 1 << 20
#: Left free, for the vault.
SPARE_BYTES = 64 << 20


class Progress(msgspec.Struct, frozen=True):
    """`step` is wait, download, unpack, convert, copy or check; `done` of `total` bytes."""

    step: str
    done: int
    total: int

    @property
    def fraction(self) -> float:
        return min(1.0, self.done / self.total) if self.total else 0.0


Watch = Callable[[Progress], None]


def unwatched(progress: Progress) -> None:
    """For callers who don't want to know."""


def stop_if(cancel: threading.Event | None) -> None:
    """Raises ModelCancelled once `cancel` is set."""
    if cancel is not None and cancel.is_set():
        raise ModelCancelled("Stopped. Nothing was changed.")


def copy(source: BinaryIO, target: Path | None, total: int, step: str, progress: Watch, cancel: threading.Event | None) -> str:
    """Copies a stream to a new file (or nowhere), durably, and returns its sha256. Raises ModelCancelled, NoSpace."""
    digest, done = hashlib.sha256(), 0
    output = target.open("xb") if target is not None else None
    try:
        while block := source.read(BLOCK):
            stop_if(cancel)
            digest.update(block)
            if output is not None:
                output.write(block)
            done += len(block)
            progress(Progress(step, done, total))
        if output is not None:
            output.flush()
            os.fsync(output.fileno())
    except OSError as error:
        import errno

        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoSpace("The disk is full.", "Free some space, and try again.") from error
        raise
    finally:
        if output is not None:
            output.close()
    return digest.hexdigest()


def sha256(path: Path, progress: Watch = unwatched, cancel: threading.Event | None = None) -> str:
    """The hash of a file, in hexadecimal."""
    with path.open("rb") as file:
        return copy(file, None, path.stat().st_size, "check", progress, cancel)


def unzip(archive: Path, member: str, target: Path, progress: Watch, cancel: threading.Event | None) -> str:
    """Unpacks one member to `target`, and returns its sha256. Raises ModelDamaged."""
    try:
        with zipfile.ZipFile(archive) as whole, whole.open(member) as source:
            return copy(source, target, whole.getinfo(member).file_size, "unpack", progress, cancel)  # type: ignore[arg-type]
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise ModelDamaged("The download is damaged.", "Try again.") from error


def check_space(folder: Path, needed: int) -> None:
    """Raises NoSpace unless `needed` bytes (and some to spare) are free."""
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        megabytes = (needed + SPARE_BYTES - free) // 1_000_000 + 1
        raise NoSpace(f"Not enough disk space: {megabytes} MB more are needed.", "Free some space, and try again.")


@contextmanager
def alone_in(folder: Path, cancel: threading.Event | None, progress: Watch = unwatched) -> Iterator[None]:
    """Keeps other processes from installing into `folder` meanwhile. Waits for them; ends with the process, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("ab") as file:
        while not _try_lock(file.fileno()):
            stop_if(cancel)
            progress(Progress("wait", 0, 0))
            time.sleep(0.1)
        yield


if sys.platform == "win32":

    def _try_lock(fd: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(fd: int) -> bool:
        import fcntl

        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
