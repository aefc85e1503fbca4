"""Opening a vault for reading only: on a read-only disk, and on a full one, where SQLite has no room for the files that it needs to write.

"Immutable" connections need neither lock nor log, so they are taken only where there is no log to read: then nobody is writing.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from engine.errors import VaultError, VaultFull, VaultReadOnly, VaultTooNew
from engine.vault.connection import attach
from engine.vault.migrations import FORMAT

TIGHT = 1 << 20  # bytes; with less, SQLite may not even open a database for writing
SETTINGS = ("foreign_keys = ON", "temp_store = MEMORY", "cache_size = -32000")
READ_ONLY = "The vault is open for reading only: its disk or folder is read-only, or not yours."
FULL = "The disk is full: the vault is open for reading only."


def why(database: Path) -> VaultError | None:
    """Why a database can't be written where it lies; None when that can't be the reason that it did not open."""
    folder = database.parent
    try:
        if _on_read_only_disk(folder) or not os.access(folder, os.W_OK | os.X_OK) or not os.access(database, os.W_OK):
            hint = "To change anything, copy the data folder to a disk that you may write, and name it in ALCOVE_HOME. Nothing was changed."
            return VaultReadOnly(READ_ONLY, hint)
        if shutil.disk_usage(folder).free < TIGHT:
            return VaultFull(FULL, "Make room on the disk. Reading, erasing, and exporting to another disk work meanwhile. Nothing was changed.")
    except OSError:
        return None
    return None


def connect(database: Path, key: bytes) -> Any:
    """A connection that only reads. Raises WrongKey, VaultDamaged, VaultError where the last changes can't be read without writing."""
    log, index = (database.with_name(database.name + ending) for ending in ("-wal", "-shm"))
    waiting = log.exists() and log.stat().st_size > 0
    if waiting and not index.exists():
        raise VaultReadOnly(
            "The vault's last changes are in its write-ahead log, which can't be read where nothing can be written.",
            "Copy the whole data folder to a disk with room that you may write, and name it in ALCOVE_HOME. Nothing was changed.",
        )
    connection = attach(database, key, "ro" if waiting else "ro&immutable=1")
    try:
        for pragma in SETTINGS:
            connection.execute(f"PRAGMA {pragma}")
        _refuse_older(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_older(connection: Any) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > FORMAT:
        raise VaultTooNew(f"This vault has format {version}; this Alcove knows {FORMAT}.", "Update Alcove. The vault was not touched.")
    if version < FORMAT:
        raise VaultReadOnly(
            f"This vault has format {version} and must be brought to format {FORMAT} first, which can't be done where it lies.",
            "Copy the data folder to a disk with room that you may write, and name it in ALCOVE_HOME. Nothing was changed.",
        )


def _on_read_only_disk(folder: Path) -> bool:
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
