"""Space kept back for the day the disk is full: SQLite needs some even to delete (measured)."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import structlog

from engine.errors import VaultFull

log = structlog.get_logger(__name__)
SIZE = 16 << 20
LOW = 8 << 20  # less free space than this counts as full
ROOM = 4 * SIZE  # the ballast is taken back once so much is free

#: Operations that may use the ballast: what forgets, erases and locks.
SPENDING = frozenset({"forget", "erase", "lock"})
#: Operations that are let through without it: they may just fit.
ALLOWED = SPENDING | {"undo", "redo", "revert"}


class Ballast:
    """The ballast file of one vault."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def ensure(self) -> None:
        """Takes the space, if there is plenty. Failing is no error: it only lasts until the next time."""
        if self.path.exists() or self._free() < ROOM:
            return
        part = self.path.with_name(f".{self.path.name}")
        try:
            with contextlib.suppress(FileNotFoundError):
                part.unlink()
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                if hasattr(os, "posix_fallocate"):
                    os.posix_fallocate(descriptor, 0, SIZE)
                else:
                    os.write(descriptor, b"\0" * SIZE)
            finally:
                os.close(descriptor)
            part.replace(self.path)
        except OSError as error:
            log.warning("no ballast", error=error.errno)
            with contextlib.suppress(OSError):
                part.unlink()

    def release(self) -> bool:
        """Gives the space back; whether there was any."""
        try:
            self.path.unlink()
        except OSError:
            return False
        log.warning("ballast released")
        return True

    def before(self, operation: str, drop_backups: Callable[[], None]) -> None:
        """Called before each change. On a full disk: releases the ballast to what may use it (to erasing, without one, the space of the backups,
        which go anyway), and refuses the rest once it is released. As soon as there is room again, takes it back."""
        free = self._free()
        if free >= ROOM:
            self.ensure()
        if free >= LOW:
            return
        if operation in SPENDING:
            if not self.release() and operation == "erase":
                drop_backups()
        elif operation not in ALLOWED and not self.path.exists():
            raise full()

    @property
    def room(self) -> bool:
        """Whether the disk is not full (any more)."""
        return self._free() >= LOW

    def warning(self) -> str:
        """What to tell of a disk that is nearly full; nothing while there is room."""
        free = self._free()
        if free >= LOW and (self.path.exists() or free >= ROOM):
            return ""
        kept = "is still kept back" if self.path.exists() else "was used up"
        return f"The disk is nearly full ({free / 1e6:.0f} MB free): make room. The space for forgetting and erasing {kept}; nothing is lost."

    def _free(self) -> int:
        try:
            return shutil.disk_usage(self.path.parent).free
        except OSError:
            return ROOM


def full() -> VaultFull:
    """The error that says so."""
    return VaultFull(
        "The disk is full: this was not stored. Everything from before is whole.",
        "Make room on the disk. Forgetting, erasing and reading still work: space was kept back for them.",
    )
