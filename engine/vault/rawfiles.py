"""Reading the bytes of files that SQLite may have open in this process too.

POSIX drops all of a process's locks on a file when the process closes any descriptor of it, however it was opened. After that, another
process that closes the database believes that it was the last one, and deletes the write-ahead log under us: what we commit from then on
is in a file without a name (measured). So a descriptor that is opened here stays open until no database of this process needs its locks.
"""

from __future__ import annotations

import errno
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

#: Where SQLite locks (sqlite3.c, "SHARED_FIRST"), and how many bytes: in WAL mode each connection holds one of them as long as it is open.
LOCKED = (0x40000002, 510)
_lock = threading.Lock()
_open: Counter[Path] = Counter()  # databases that this process has open
_kept: dict[tuple[int, int], tuple[Path, int]] = {}  # (device, inode) -> path and descriptor


def opened(database: Path) -> None:
    """A connection to this database is about to be opened."""
    with _lock:
        _open[database.resolve()] += 1


def closed(database: Path) -> None:
    """It is closed again: with the last one the descriptors of this database and of the files beside it go."""
    database = database.resolve()
    with _lock:
        _open[database] -= 1
        if _open[database] > 0:
            return
        del _open[database]
        for key, (path, descriptor) in list(_kept.items()):
            if path.parent == database.parent:
                del _kept[key]
                os.close(descriptor)


def is_open(database: Path) -> bool:
    """Whether this process has the database open."""
    with _lock:
        return _open[database.resolve()] > 0


def is_open_elsewhere(database: Path) -> bool:
    """Whether another process has it open (POSIX; elsewhere an open file can't be moved anyway). Only while this process has not."""
    try:
        with alone(database):
            return False
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    except OSError as error:
        if error.errno == errno.EROFS:  # there, whoever has it open can only read
            return False
        raise


@contextmanager
def alone(database: Path) -> Iterator[None]:
    """Keeps other processes out of a database for as long as the block lasts (POSIX). Only while this process doesn't have it open.
    Raises BlockingIOError when another one has."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with database.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, LOCKED[1], LOCKED[0])
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN):
                raise BlockingIOError(error.errno, "open elsewhere") from error
            raise
        yield


def blocks(path: Path, size: int, *, start: int = 0, more: int = 0) -> Iterator[bytes]:
    """A file's bytes in blocks of `size` (the last is shorter), each with `more` bytes of the next one behind it."""
    at = start
    with _reading(path) as read:
        while block := read(size + more, at):
            yield block
            at += size


def beginning(path: Path, count: int) -> bytes:
    """The first bytes of a file."""
    with _reading(path) as read:
        return read(count, 0)


@contextmanager
def _reading(path: Path) -> Iterator[Callable[[int, int], bytes]]:
    """A function that gives so many bytes from a place on."""
    path = path.resolve()
    if hasattr(os, "pread") and _lies_beside_an_open_database(path):  # on Windows locks belong to the handle
        with _lock:
            descriptor = _descriptor(path)
        yield lambda count, at: os.pread(descriptor, count, at)
        return
    with path.open("rb") as file:

        def read(count: int, at: int) -> bytes:
            file.seek(at)
            return file.read(count)

        yield read


def _lies_beside_an_open_database(path: Path) -> bool:
    with _lock:
        return any(database.parent == path.parent for database in _open)


def _descriptor(path: Path) -> int:
    found = path.stat()
    key = found.st_dev, found.st_ino
    if key not in _kept:
        _kept[key] = path, os.open(path, os.O_RDONLY)
    return _kept[key][1]
