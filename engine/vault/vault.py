"""The vault as everybody else sees it: made, unlocked, changed, read, backed up, closed."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import structlog

from engine import clock
from engine.errors import VaultBusy, VaultDamaged, VaultError, VaultFull, WrongKey
from engine.vault import access, backups, consistency, header, keys, opening, status
from engine.vault.backups import Backup
from engine.vault.ballast import Ballast, full
from engine.vault.change import Change, Changes, Step
from engine.vault.database import Database
from engine.vault.hardening import harden
from engine.vault.header import Header
from engine.vault.journal import Journal
from engine.vault.keys import Argon
from engine.vault.layout import Layout
from engine.vault.migrations import STEPS
from engine.vault.seal import Finding, Sealer
from engine.vault.status import VaultStatus

log = structlog.get_logger(__name__)


class Vault:
    """An open vault. Closing it (or leaving its `with` block) locks it."""

    def __init__(self, layout: Layout, header: Header, root: bytes, warnings: Sequence[str] = (), *, steps: Sequence[str] = STEPS) -> None:
        """Opens the database with an unwrapped root key: what `create` and `unlock` end with."""
        harden()
        self.layout, self.home, self.id = layout, layout.home, header.id
        self.header = header
        self._root = root
        self._unlock_warnings = list(warnings)
        self._subscribers: list[Callable[[Changes], None]] = []
        self._subscribing = threading.Lock()
        self.ballast = Ballast(layout.ballast)
        self.ballast.before_unlock()
        self.database = self._open_database(steps)
        self.journal = Journal(self.database, self.subkey("journal"), self.change)
        self.sealer = Sealer(layout.seal, self.subkey("seal"), self.id, self.database, self.journal)
        self._closed = False
        try:
            self._look_over()
        except BaseException:
            self.database.close()
            raise

    @classmethod
    def create(
        cls, home: Path, *, passphrase: str | None = None, keychain: bool = False, key_file: Path | None = None, argon: Argon | None = None
    ) -> tuple[Vault, str | None]:
        """A new vault under `home`, and the recovery key to show once (None when a key file is the only other way in).

        `argon`: calibrated to this machine (0.5-1 s) unless given. Raises VaultExists: an existing vault is never overwritten.
        """
        layout, header, root, recovery = opening.create(home, passphrase=passphrase, keychain=keychain, key_file=key_file, argon=argon)
        return cls(layout, header, root), recovery

    @classmethod
    def unlock(
        cls, home: Path, *, passphrase: str | None = None, recovery_key: str | None = None, key_file: Path | None = None, keychain: bool = False
    ) -> Vault:
        """Opens the vault with the first of these that fits one of its slots.

        Raises WrongKey, VaultMissing, VaultDamaged, VaultTooNew; its files are untouched then.
        """
        layout = Layout(home)
        header, root, warnings = opening.unlock(layout, passphrase=passphrase, recovery_key=recovery_key, key_file=key_file, keychain=keychain)
        return cls(layout, header, root, warnings)

    @contextmanager
    def change(self, operation: str, label: str, *, actor: str = "user", journaled: bool = True, undoable: bool = True) -> Iterator[Change]:
        """One transaction, journaled inside itself; `change.result` holds its `Changes` after the block.

        `operation` is a short machine name, `label` an English one without user text. `undoable=False` journals the step without any
        content (erasing). Inside another change it becomes a part of that, and is taken back alone if it fails. Raises VaultBusy, VaultFull.
        """
        step = Step(operation, label, actor, undoable) if journaled else None
        outermost = not self.database.in_transaction
        if outermost:
            self.ballast.before(operation)
        try:
            with self.database.transaction(self.journal.record, step) as change:
                yield change
        except VaultFull as error:
            self.ballast.release()  # from here on, only what frees space is let through
            raise full() from error
        if outermost:
            self.sealer.soon()
            self._tell(change.result or Changes(change.seq))

    def read(self) -> contextlib.AbstractContextManager[Any]:
        """A context manager around the reading connection."""
        return self.database.read()

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """All rows of a SELECT."""
        return self.database.query(sql, parameters)

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Any | None:
        """The first row of a SELECT, or None."""
        return self.database.one(sql, parameters)

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Calls back after each commit, on the committing thread. Returns the function that ends it."""
        with self._subscribing:
            self._subscribers.append(callback)

        def unsubscribe() -> None:
            with self._subscribing, contextlib.suppress(ValueError):
                self._subscribers.remove(callback)

        return unsubscribe

    def subkey(self, use: str) -> bytes:
        """32 bytes for one use: "database", "snapshot", "seal", "journal", "receipt"."""
        return keys.subkey(self._root, use, self.id)

    def foreign_changes(self) -> bool:
        """Whether another process committed something since the last call."""
        return self.database.foreign_changes()

    @property
    def generation(self) -> int:
        """Rises when something was erased or the vault was locked for all: what a process holds in memory is then to be dropped."""
        row = self.one("SELECT generation FROM counter")
        assert row is not None
        return int(row["generation"])

    def new_generation(self, change: Change) -> None:
        """Tells all processes that hold this vault to drop what they keep in memory."""
        change.execute("UPDATE counter SET generation = generation + 1")

    def truncate_wal(self) -> None:
        """Empties the write-ahead log, so that deleted text leaves the disk. Raises VaultBusy while another process reads."""
        self.database.truncate_wal()

    def backup(self, *, only: bool = False) -> Backup:
        """Makes a verified backup; the newest 7 are kept. `only`: all others are deleted, as erasing needs it."""
        with contextlib.suppress(VaultError):  # another process may have changed the slots: an old passphrase must not come back
            self.header = header.read(self.layout.folder)[0]
        return backups.make(self.layout, self.header, self.subkey("database"), seal=lambda path: self.sealer.write(path=path), only=only)

    def backup_if_due(self, days: float = 1.0) -> Backup | None:
        """A backup, if there were commits since the newest one and that is older than `days`."""
        newest = next(iter(backups.listed(self.home)), None)
        seq = self.one("SELECT seq FROM counter")
        assert seq is not None
        if newest and (newest.seq >= seq[0] or (clock.now() - clock.from_utc(newest.at)).total_seconds() < days * 86400):
            return None
        return self.backup()

    @property
    def warnings(self) -> list[str]:
        """What the user should be told at every start."""
        note = status.missing_note(self)
        return [*self._unlock_warnings, *([note] if note else []), *status.slot_warnings(self.home, self.header)]

    def status(self) -> VaultStatus:
        """Everything that `alcove vault status` says."""
        return status.read(self)

    def change_passphrase(self, passphrase: str, *, argon: Argon | None = None) -> None:
        """Sets or replaces the passphrase: one slot is rewritten, here and in the backups; nothing is re-encrypted."""
        self.header = access.change_passphrase(self, self._root, passphrase, argon)

    def new_recovery_key(self) -> str:
        """A new recovery key to write down; the old one stops working."""
        self.header, text = access.new_recovery_key(self, self._root)
        return text

    def use_keychain(self) -> None:
        """Puts a key for this vault into the system's keychain (again). Raises VaultError where there is none."""
        self.header = access.use_keychain(self, self._root)

    def remove_slot(self, kind: str) -> None:
        """Takes one way in away: "passphrase", "recovery", "keychain" or "key-file". Raises BadInput when it is the last one."""
        self.header = access.remove_slot(self, kind)

    def close(self) -> None:
        """Locks the vault. May be called twice."""
        if self._closed:
            return
        self._closed = True
        try:
            self.sealer.write()
        finally:
            self.database.close()  # the last process to do so also moves the write-ahead log into the database
            self._root = b""

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open_database(self, steps: Sequence[str]) -> Database:
        def before_migration(_: int) -> None:
            backups.make(self.layout, self.header, self.subkey("database"))

        try:
            return Database(self.layout.database, self.subkey("database"), before_migration, create=False, steps=steps)
        except WrongKey as error:  # the header's key is the right one: it opened a slot
            raise VaultDamaged("The database is damaged or belongs to another vault.", "Restore a backup; nothing was changed.") from error

    def _look_over(self) -> None:
        """What is checked at every unlock: the header's copy, the seal, and after an unclean end the search rows."""
        with contextlib.suppress(OSError):
            header.repair(self.layout.folder)
        finding = self.sealer.check()
        if finding.missing:
            self._note_missing(finding)
        elif finding.warning:
            self._unlock_warnings.append(finding.warning)
        if not finding.clean:
            if warning := consistency.at_unlock(self):
                self._unlock_warnings.append(warning)
            self.sealer.write(durable=False)
        self.ballast.ensure()

    def _note_missing(self, finding: Finding) -> None:
        log.warning("commits missing", count=finding.missing)
        self._unlock_warnings.append(f"{finding.warning} The last one still here is of {finding.since}. Backups: alcove vault backup --list")
        value = msgspec.json.encode({"at": clock.to_utc(clock.now()), "count": finding.missing})
        with contextlib.suppress(VaultBusy, VaultFull), self.database.transaction() as change:
            change.execute("INSERT INTO meta VALUES ('missing_commits', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (value,))

    def _tell(self, changes: Changes) -> None:
        with self._subscribing:
            subscribers = list(self._subscribers)
        for callback in subscribers:
            try:
                callback(changes)
            except Exception as error:  # a view that fails must not undo what is stored
                log.error("subscriber failed", seq=changes.seq, error=type(error).__name__)
