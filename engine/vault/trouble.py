"""What a failing disk means to a person: the system's errors and the database's, as errors with a hint."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import VaultDamaged, VaultError, VaultFull

FULL = "The disk is full: this was not done."
FULL_HINT = "Make room on the disk, then try again. What was stored before is whole."
FAILED_HINT = "Check that the disk is there, not full and in order (a removable or network disk may be gone), then try again. Nothing was changed."
READ_ONLY = "This can't be written: the disk or folder is read-only, or not yours."
READ_ONLY_HINT = "Check its permissions, then try again. Nothing was changed."

#: The driver's backup function gives its errors no name.
UNNAMED = {"database or disk is full": "SQLITE_FULL", "disk I/O error": "SQLITE_IOERR"}


def of_statement(error: BaseException) -> VaultError | None:
    """What a failed statement says of the disk; None when it says nothing of it (a constraint, an interruption)."""
    code = str(getattr(error, "sqlite_errorname", "")) or UNNAMED.get(str(error), "")
    if code == "SQLITE_FULL":
        return VaultFull(FULL, FULL_HINT)
    if code.startswith("SQLITE_IOERR"):
        return VaultError("The disk failed while the vault's database was in use.", FAILED_HINT)
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return VaultError("The vault's database can't be written: its disk or folder is read-only, or gone.", FAILED_HINT)
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) and not code.endswith("VTAB"):
        return VaultDamaged("A part of the vault's database is damaged.", "See what is whole with: alcove doctor. Backups: alcove backups list")
    return None


def of_call(error: OSError) -> VaultError:
    """What a failed call of the system says."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return VaultFull(FULL, FULL_HINT)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return VaultError(READ_ONLY, READ_ONLY_HINT)
    return VaultError(f"The disk failed ({os.strerror(error.errno) if error.errno else type(error).__name__}).", FAILED_HINT)


@contextmanager
def told() -> Iterator[None]:
    """Inside the block (or the function that this decorates) a failing disk is told as a VaultError."""
    try:
        with told_of_statements():
            yield
    except OSError as error:
        raise of_call(error) from error


@contextmanager
def told_of_statements() -> Iterator[None]:
    """The same for the database's errors alone."""
    try:
        yield
    except Exception as error:
        if (plain := of_statement(error)) is not None:
            raise plain from error
        raise
