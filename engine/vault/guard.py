"""One process at a time opens the vault or changes its keys. The system drops the lock with the process: a crash leaves nothing in the way."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from engine.errors import VaultBusy

PATIENCE = 15.0  # seconds; opening takes a fraction of one, changing the keys of a large vault more
GLANCE = 0.02
NAME = "vault.lock"  # Windows only: elsewhere the folder itself is locked


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else is inside this block for the vault in `folder`. Raises VaultBusy after waiting. Not to be nested."""
    descriptor = _open(folder)
    try:
        until = time.monotonic() + PATIENCE
        while not _take(descriptor):
            if time.monotonic() > until:
                raise VaultBusy("Another Alcove process is opening this vault, or changing its keys.", "Wait a moment and try again.")
            time.sleep(GLANCE)
        yield
    finally:
        os.close(descriptor)


def _open(folder: Path) -> int:
    if os.name == "posix":
        return os.open(folder, os.O_RDONLY)
    return os.open(folder.parent / NAME, os.O_RDWR | os.O_CREAT, 0o600)


def _take(descriptor: int) -> bool:
    if os.name != "posix":
        return _take_on_windows(descriptor)
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: then there is no second process to keep out that would respect one
        return True
    return True


def _take_on_windows(descriptor: int) -> bool:
    import msvcrt

    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True
