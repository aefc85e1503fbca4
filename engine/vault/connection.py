"""Encrypted connections: opening them in Alcove's settings, looking without touching, and telling errors apart.

The only module that imports `sqlcipher3`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from engine.errors import VaultBusy, VaultDamaged, VaultError, VaultFull, VaultTooNew, WrongKey
from engine.vault.migrations import FORMAT

BUSY_MS = 10_000  # how long a statement waits for another process
SETTINGS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -32000",
    "recursive_triggers = ON",
)


def connect(path: Path | str, key: bytes, *, create: bool = True, settings: Sequence[str] = SETTINGS) -> Any:
    """An encrypted connection in Alcove's settings. Raises WrongKey when `key` (32 bytes) doesn't open the file."""
    connection = attach(path, key, "rwc" if create else "rw")
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        for pragma in settings:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def refuse_read_only(connection: Any) -> None:
    """Raises the database's own error when SQLite can only read: where a file can't be opened for writing, even for a moment, it says nothing."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("DELETE FROM counter WHERE 0")  # deletes nothing; "BEGIN IMMEDIATE" would quietly become a reading transaction
    except Exception as error:
        if not is_busy(error):  # another process writes: then so can we
            raise
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def probe(path: Path, key: bytes, newest: int = FORMAT) -> int:
    """The format of an existing database, by looking only. Raises VaultDamaged, WrongKey, VaultTooNew."""
    with look(path, key) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > newest:
        raise VaultTooNew(f"This vault has format {version}; this Alcove knows {newest}.", "Update Alcove. The vault was not touched.")
    if version == 0:
        raise VaultDamaged(f"{path.name} holds no vault.", "Restore a backup. Nothing was changed.")
    return version


@contextmanager
def look(path: Path, key: bytes) -> Iterator[Any]:
    """A connection that only looks: not a byte of a whole file changes. Raises VaultDamaged, WrongKey.

    A writing connection would move the write-ahead log into the database when it closes, even with the wrong key (measured).
    """
    if not path.exists() or path.stat().st_size == 0:
        raise VaultDamaged(f"{path.name} is missing or empty.", "Restore a backup: alcove backups list names them. Nothing was changed.")
    log, journal = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    if journal.exists() and journal.stat().st_size:
        attach(path, key, "rw").close()  # a crash in the middle of the step to or from WAL: SQLite takes back what was half written
    # Without a log nobody is writing, and "immutable" keeps SQLite from making one.
    connection = attach(path, key, "ro" if log.exists() and log.stat().st_size else "ro&immutable=1")
    try:
        connection.execute("PRAGMA temp_store = MEMORY")
        yield connection
    finally:
        connection.close()


def attach(path: Path | str, key: bytes, mode: str) -> Any:
    """An encrypted connection in one of SQLite's modes ("rw", "ro", "ro&immutable=1"), as it comes. Raises WrongKey, VaultError."""
    import sqlcipher3

    connection = None
    try:
        connection = sqlcipher3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher3.DatabaseError as error:
        if connection is not None:
            connection.close()
        raise _refusal(Path(path), error.sqlite_errorname) from error
    connection.row_factory = sqlcipher3.Row
    return connection


def _refusal(path: Path, code: str) -> VaultError:
    """Why a database does not open, and what to do. A folder that may not be written is not a damaged vault."""
    if code == "SQLITE_NOTADB":
        return WrongKey(f"{path.name} does not open with this key.", "It is of another vault, or damaged; it is untouched.")
    if code.startswith("SQLITE_BUSY"):
        return VaultBusy("Another Alcove process is busy with this vault.", "Wait a moment and try again.")
    if code.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        return VaultError(f"{path.name} can't be opened: its folder is read-only, or not yours.", "Check its permissions. Nothing was changed.")
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR")) and shutil.disk_usage(path.parent).free < 1 << 20:
        return VaultFull("The disk is full.", "Free some space, then try again. Nothing was changed.")
    return VaultDamaged(f"{path.name} can't be read ({code}).", "Restore a backup. Nothing was changed.")


def damage(connection: Any) -> list[str]:
    """What is wrong with the pages (their MACs) and the structure of an open database; empty when it is sound."""
    import sqlcipher3

    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        structure = [str(row[0]) for row in connection.execute("PRAGMA quick_check")]
    except sqlcipher3.DatabaseError as error:
        return [str(error)]
    return found + ([] if structure == ["ok"] else structure)


def is_whole(sql: str) -> bool:
    """Whether `sql` ends at the end of a statement (and not inside a trigger's body, a text or a comment)."""
    from sqlcipher3 import dbapi2

    return bool(dbapi2.complete_statement(sql))


def is_busy(error: BaseException) -> bool:
    """Whether a statement failed because another process has the lock."""
    return _name(error).startswith("SQLITE_BUSY")


def is_full(error: BaseException) -> bool:
    """Whether a statement failed because the disk is full."""
    return _name(error) == "SQLITE_FULL"


def is_corrupt(error: BaseException) -> bool:
    """Whether a statement failed on a damaged page or index."""
    return _name(error).startswith("SQLITE_CORRUPT")


def is_constraint(error: BaseException) -> bool:
    """Whether a statement failed on a constraint (a unique value taken, a row missing that another needs)."""
    return _name(error).startswith("SQLITE_CONSTRAINT")


def _name(error: BaseException) -> str:
    """The database's name for an error, or for the one behind an error that is told plainly (trouble.py)."""
    return str(getattr(error, "sqlite_errorname", "") or getattr(error.__cause__, "sqlite_errorname", ""))
