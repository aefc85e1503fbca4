"""The encrypted database: one writer, one reader (and a few beside it), and transactions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from engine.errors import VaultBusy, VaultDamaged, VaultError, VaultFull, VaultLocked, WrongKey
from engine.vault import rawfiles, reading, trouble
from engine.vault.beside import Beside, Found
from engine.vault.change import Change, Changes, Step
from engine.vault.connection import connect, is_busy, is_full, probe, refuse_read_only
from engine.vault.migrating import migrate
from engine.vault.migrations import STEPS

__all__ = ["Change", "Changes", "Database", "Row"]

#: Pages that are kept decrypted for reading, as far as they are asked for: with a quarter of this, recall from 100,000 turns takes 1.2 times as long.
READ_CACHE_KB = 128_000

_STEPS = 20_000  # of SQLite's machine between two looks at the clock: about a millisecond

Row = Any  # sqlcipher3.Row: by name or by position


class Database:
    """Holds the two connections. A thread that is inside its transaction reads what it has just written; the others read what is committed.

    Lock order: reading, then writing. Once closed, everything raises VaultLocked.
    """

    def __init__(
        self, path: Path, key: bytes, before_migration: Callable[[int], None] = lambda _: None, *, create: bool = True, steps: Sequence[str] = STEPS
    ) -> None:
        self.path = path
        self._key, self._before_migration, self._steps = key, before_migration, steps
        #: Why nothing can be changed now; None where all is as usual.
        self.read_only: VaultError | None = None
        self._connect(create=create)
        self._seen = self._committing = self._last_commit()
        self._until = threading.local()
        self._reader.set_progress_handler(self._overdue, _STEPS)
        self._beside = Beside(self._another, self._overdue, _STEPS)
        self._write_lock = threading.RLock()
        self._read_lock = threading.RLock()
        self._open: Change | None = None
        self._owner: int | None = None
        self._closed = False
        self._foreign = False

    def _connect(self, *, create: bool = False) -> None:
        """Opens writer and reader; for reading only, where the disk allows no more."""
        try:
            with trouble.told_of_statements():
                self._writer, self._reader = self._for_writing(create=create)
            self.read_only = None
        except VaultError as error:
            told = None if create or isinstance(error, WrongKey | VaultBusy | VaultDamaged) else reading.why(self.path)
            if told is None:
                raise
            self._writer, self._reader = self._for_reading()
            self.read_only = told

    def _last_commit(self) -> int:
        """The number of the last commit; closes everything where its page can't be read."""
        try:
            with trouble.told_of_statements():
                row = self._reader.execute("SELECT seq FROM counter").fetchone()
            if row is None:
                hint = "See what is whole with: alcove doctor. Backups: alcove backups list"
                raise VaultDamaged("A part of the vault's database is damaged.", hint)
        except BaseException:
            self._reader.close()
            self._writer.close()
            rawfiles.closed(self.path)
            raise
        return int(row[0])

    def _for_writing(self, *, create: bool) -> tuple[Any, Any]:
        if not create:
            probe(self.path, self._key, len(self._steps))
        rawfiles.opened(self.path)
        with ExitStack() as opened:
            opened.callback(rawfiles.closed, self.path)
            writer = opened.enter_context(closing(connect(self.path, self._key, create=create)))
            migrate(writer, self._before_migration, self._steps)
            refuse_read_only(writer)
            reader = opened.enter_context(closing(connect(self.path, self._key, create=False)))
            _prepare(reader)
            opened.pop_all()
        return writer, reader

    def _for_reading(self) -> tuple[Any, Any]:
        rawfiles.opened(self.path)
        with ExitStack() as opened:
            opened.callback(rawfiles.closed, self.path)
            writer = opened.enter_context(closing(reading.connect(self.path, self._key)))
            reader = opened.enter_context(closing(reading.connect(self.path, self._key)))
            _prepare(reader)
            opened.pop_all()
        return writer, reader

    def _another(self) -> Any:
        """A connection beside the reader."""
        return connect(self.path, self._key, create=False) if self.read_only is None else reading.connect(self.path, self._key)

    def regain(self) -> None:
        """Where the disk was full and there is room again: opens for writing. If that fails, it stays as it is."""
        with self._read_lock, self._write_lock, self._beside.idle():
            if not isinstance(self.read_only, VaultFull) or self._closed or self._reader.in_transaction:
                return
            self._beside.close()
            self._reader.close()
            self._writer.close()
            rawfiles.closed(self.path)
            try:
                self._connect()
            except VaultError:
                self._writer, self._reader = self._for_reading()
                raise
            self._reader.set_progress_handler(self._overdue, _STEPS)

    def refuse_read_only(self) -> None:
        """Raises what says why nothing can be changed, where that is so."""
        if self.read_only is not None:
            raise type(self.read_only)(self.read_only.message, self.read_only.hint)

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside a write transaction."""
        return self._owner == threading.get_ident()

    @contextmanager
    def transaction(self, finish: Callable[[Change], None] = lambda _: None, step: Step | None = None) -> Iterator[Change]:
        """A write transaction; `finish` runs inside it, just before the commit (the journal). A nested one is a part of the outer."""
        with self._write_lock:
            self._refuse_closed()
            if self._open is not None:
                with self._open.part(step):
                    yield self._open
                return
            self.refuse_read_only()
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
                if (plain := trouble.of_statement(error)) is not None:
                    raise plain from error
                raise
            finally:
                self._committing = self._seen
                self._open = self._owner = None

    def _begin(self) -> None:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
        except Exception as error:
            if is_busy(error):
                raise VaultBusy("Another Alcove process is writing to this vault.", "Wait a moment and try again.") from error
            if (plain := trouble.of_statement(error)) is not None:
                raise plain from error
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
        with trouble.told_of_statements():
            if self.in_transaction:
                yield self._writer
                return
            if (connection := self._beside.mine()) is not None:
                yield connection
                return
            with self._read_lock:
                self._refuse_closed()
                yield self._reader

    def at_once(self, asks: Sequence[Callable[[], Found]]) -> list[Found]:
        """What each of `asks` gives, which only read: on a few threads, each with a connection of its own."""
        if self.in_transaction or self._beside.mine() is not None:
            return [ask() for ask in asks]
        with self._read_lock:  # first, as everywhere
            self._refuse_closed()
            return [ask() for ask in asks] if self._reader.in_transaction else self._beside.run(asks)

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
    def reading_until(self, until: float) -> Iterator[None]:
        """What this thread reads inside the block is interrupted, with the database's own error, when `time.monotonic()` passes `until`."""
        outer, self._until.at = getattr(self._until, "at", None), until
        try:
            yield
        finally:
            self._until.at = outer

    def _overdue(self) -> bool:
        until = getattr(self._until, "at", None)
        return until is not None and time.monotonic() > until

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
        with self._read_lock, self._write_lock, self._beside.idle():
            self._refuse_closed()
            yield self._writer

    def truncate_wal(self) -> None:
        """Moves the write-ahead log into the database and empties it. Raises VaultBusy while another process reads or writes, VaultFull."""
        with self.maintenance() as connection:
            self.refuse_read_only()
            try:
                busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except Exception as error:
                if is_full(error):
                    raise VaultFull(
                        "Deleted text may still be in the write-ahead log: the disk is too full to empty it.",
                        "Make room on the disk, then try again.",
                    ) from error
                if (plain := trouble.of_statement(error)) is not None:
                    raise plain from error
                raise
        if busy:
            raise VaultBusy(
                "Deleted text may still be in the write-ahead log: another Alcove process is reading this vault.",
                "Close the other window or command, then try again.",
            )

    def _refuse_closed(self) -> None:
        """Work that was under way when the vault was locked ends with a plain error."""
        if self._closed:
            raise VaultLocked("The vault is locked.", "Unlock it, and try again.")

    def close(self) -> None:
        """Closes all connections, once."""
        with self._read_lock, self._write_lock:
            if not self._closed:
                self._closed = True
                self._beside.close()
                self._reader.close()
                self._writer.close()
                self._key = b""
                rawfiles.closed(self.path)


def _prepare(reader: Any) -> None:
    for table in ("turn", "memory"):  # the vocabulary of what was said and learnt: a view of the search tables that stores nothing
        reader.execute(f"CREATE VIRTUAL TABLE temp.{table}_words USING fts5vocab ('main', '{table}_fts', 'row')")
    reader.execute("PRAGMA query_only = ON")
    reader.execute(f"PRAGMA cache_size = -{READ_CACHE_KB}")
