"""The encrypted database: one writer, one reader, transactions and migrations. The only module that imports `sqlcipher3`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from engine.errors import VaultBusy, VaultDamaged, VaultFull, VaultTooNew, WrongKey
from engine.vault.change import Change, Changes, Step
from engine.vault.migrations import FORMAT, STEPS

__all__ = ["BUSY_MS", "Change", "Changes", "Database", "Row", "connect", "is_constraint", "migrate", "probe"]

Row = Any  # sqlcipher3.Row: by name or by position
BUSY_MS = 10_000
SETTINGS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY", "cache_size = -32000",
            "recursive_triggers = ON")


def connect(path: Path | str, key: bytes, *, create: bool = True, settings: Sequence[str] = SETTINGS, busy_ms: int = BUSY_MS) -> Any:
    """An encrypted connection in Alcove's settings. Raises WrongKey when `key` (32 bytes) doesn't open the file."""
    connection = _open(path, key, "rwc" if create else "rw")
    connection.execute(f"PRAGMA busy_timeout = {busy_ms}")
    for pragma in settings:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def probe(path: Path, key: bytes, newest: int = FORMAT) -> int:
    """The format of an existing database, by looking only: not a byte of it changes. Raises VaultDamaged, WrongKey, VaultTooNew.

    A writing connection would move the write-ahead log into the database when it closes, even with the wrong key (measured).
    """
    if not path.exists() or path.stat().st_size == 0:
        raise VaultDamaged(f"{path.name} is missing or empty.", "Restore a backup: alcove vault backup --list names them. Nothing was changed.")
    connection = _open(path, key, "ro")
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()
    if version > newest:
        raise VaultTooNew(f"This vault has format {version}; this Alcove knows {newest}.", "Update Alcove. The vault was not touched.")
    if version == 0:
        raise VaultDamaged(f"{path.name} holds no vault.", "Restore a backup. Nothing was changed.")
    return version


def _open(path: Path | str, key: bytes, mode: str) -> Any:
    import sqlcipher3

    connection = sqlcipher3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher3.DatabaseError as error:
        connection.close()
        if error.sqlite_errorname == "SQLITE_NOTADB":
            raise WrongKey(f"{Path(path).name} does not open with this key.", "It is of another vault, or damaged; it is untouched.") from error
        if error.sqlite_errorname.startswith("SQLITE_BUSY"):
            raise VaultBusy("Another Alcove process is busy with this vault.", "Wait a moment and try again.") from error
        raise VaultDamaged(f"{Path(path).name} can't be read ({error.sqlite_errorname}).", "Restore a backup. Nothing was changed.") from error
    connection.row_factory = sqlcipher3.Row
    return connection


def migrate(connection: Any, before: Callable[[int], None] = lambda _: None, steps: Sequence[str] = STEPS) -> None:
    """Brings the schema to this release's format, one transaction a step; `before(format)` runs first (a backup)."""
    version = _version(connection)
    if version > len(steps):
        raise VaultTooNew(f"This vault has format {version}; this Alcove knows {len(steps)}.", "Update Alcove. The vault was not touched.")
    if 0 < version < len(steps):
        before(version)
    for number in range(version, len(steps)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _version(connection) == number:  # else another process was faster
                for statement in _statements(steps[number]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """A script's statements one by one: `executescript` would commit the transaction that protects them."""
    from sqlcipher3 import dbapi2

    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().split("--")[0].rstrip().endswith(";") and dbapi2.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


class Database:
    """Holds the two connections. A thread that is inside its transaction reads what it has just written; the others read what is committed.

    Lock order: reading, then writing.
    """

    def __init__(self, path: Path, key: bytes, before_migration: Callable[[int], None] = lambda _: None, *, create: bool = True,
                 steps: Sequence[str] = STEPS) -> None:
        self.path = path
        if not create:
            probe(path, key, len(steps))
        self._writer = connect(path, key, create=create)
        try:
            migrate(self._writer, before_migration, steps)
            self._reader = connect(path, key, create=False)
        except BaseException:
            self._writer.close()
            raise
        self._reader.execute("PRAGMA query_only = ON")
        self._write_lock = threading.RLock()
        self._read_lock = threading.RLock()
        self._open: Change | None = None
        self._owner: int | None = None
        self._closed = False
        self._seen = self._committing = int(self._reader.execute("SELECT seq FROM counter").fetchone()[0])
        self._foreign = False

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside a write transaction."""
        return self._owner == threading.get_ident()

    @contextmanager
    def transaction(self, finish: Callable[[Change], None] = lambda _: None, step: Step | None = None) -> Iterator[Change]:
        """A write transaction; `finish` runs inside it, just before the commit (the journal). A nested one is a part of the outer."""
        with self._write_lock:
            if self._open is not None:
                with self._open.part(step):
                    yield self._open
                return
            self._begin()
            try:
                seq = self._count()
                self._open, self._owner = Change(self._writer, seq, step), threading.get_ident()
                yield self._open
                finish(self._open)
                self._committing = seq
                self._writer.execute("COMMIT")
                self._seen = seq
            except BaseException as error:
                if self._writer.in_transaction:
                    with suppress(Exception):  # the first error is the one to tell
                        self._writer.execute("ROLLBACK")
                if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
                    raise VaultFull("The disk is full: this was not stored.", "Make room on the disk.") from error
                raise
            finally:
                self._committing = self._seen
                self._open = self._owner = None

    def _begin(self) -> None:
        import sqlcipher3

        try:
            self._writer.execute("BEGIN IMMEDIATE")
        except sqlcipher3.OperationalError as error:
            if error.sqlite_errorname.startswith("SQLITE_BUSY"):
                raise VaultBusy("Another Alcove process is writing to this vault.", "Wait a moment and try again.") from error
            raise

    def _count(self) -> int:
        before = int(self._writer.execute("SELECT seq FROM counter").fetchone()[0])
        self._foreign = self._foreign or before != self._seen
        self._writer.execute("UPDATE counter SET seq = seq + 1")
        return before + 1

    def foreign_changes(self) -> bool:
        """Whether another process committed something since the last call."""
        with self.read() as connection:
            seq = int(connection.execute("SELECT seq FROM counter").fetchone()[0])
        if not self.in_transaction and seq > max(self._seen, self._committing):
            self._foreign, self._seen = True, seq
        found, self._foreign = self._foreign, False
        return found

    @contextmanager
    def read(self) -> Iterator[Any]:
        """The reading connection, for as long as the block lasts."""
        if self.in_transaction:
            yield self._writer
            return
        with self._read_lock:
            yield self._reader

    def query(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """All rows of a SELECT."""
        with self.read() as connection:
            return list(connection.execute(sql, parameters).fetchall())

    def one(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Any | None:
        """The first row of a SELECT, or None."""
        with self.read() as connection:
            cursor = connection.execute(sql, parameters)
            row = cursor.fetchone()
            cursor.close()  # a statement left half-way would keep the write-ahead log from being emptied
            return row

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything that this thread reads inside the block is of one moment."""
        with self.read() as connection:
            if connection.in_transaction:
                yield
                return
            connection.execute("BEGIN")
            try:
                yield
            finally:
                connection.execute("COMMIT")

    @contextmanager
    def maintenance(self) -> Iterator[Any]:
        """The writing connection outside a transaction (checks, rebuilds), with nobody else of this process at the database."""
        if self.in_transaction:
            raise RuntimeError("maintenance inside a transaction")
        with self._read_lock, self._write_lock:
            yield self._writer

    def truncate_wal(self) -> None:
        """Moves the write-ahead log into the database and empties it. Raises VaultBusy while another process reads or writes."""
        with self.maintenance() as connection:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise VaultBusy(
                "Deleted text may still be in the write-ahead log: another Alcove process is reading this vault.",
                "Close the other window or command, then try again.",
            )

    def close(self) -> None:
        """Closes both connections, once."""
        with self._read_lock, self._write_lock:
            if not self._closed:
                self._closed = True
                self._reader.close()
                self._writer.close()


def is_constraint(error: BaseException) -> bool:
    """Whether a statement failed on a constraint (a unique value taken, a row missing that another needs)."""
    return str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_CONSTRAINT")
