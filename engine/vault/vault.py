"""The vault as everybody else sees it: made, unlocked, changed, read, backed up, closed."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog

from engine import clock
from engine.errors import VaultDamaged, VaultError, VaultFull, WrongKey
from engine.vault import (
    access,
    backups,
    consistency,
    files,
    guard,
    header,
    keys,
    missing,
    opening,
    restoring,
    retention,
    rotation,
    snapshots,
    status,
    witness,
)
from engine.vault.backups import Backup
from engine.vault.ballast import SPENDING, Ballast, full
from engine.vault.change import Change, Changes, Step
from engine.vault.database import Database
from engine.vault.hardening import harden
from engine.vault.header import Header
from engine.vault.journal import Journal
from engine.vault.keys import Argon
from engine.vault.layout import Layout
from engine.vault.migrations import STEPS
from engine.vault.restoring import Opened
from engine.vault.seal import Sealer
from engine.vault.status import VaultStatus
from engine.vault.witness import Witness

log = structlog.get_logger(__name__)
LOCKED = "locked"  # row of `meta`: the generation with which all processes were told to lock


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
        self._carried: dict[str, bytes] = {}
        self._noticed = False  # at this unlock: it is among its warnings
        self._closed = False
        with guard.alone(layout.folder):
            rotation.refuse_replaced(layout, header)
            rotation.settle(layout, header, root)
            self.database = self._open_database(steps)
        try:
            self._carried = rotation.carried_keys(self.database)
            self._entered = self.generation
            self.journal = Journal(self.database, self.subkey("journal"), self.change)
            self.sealer = Sealer(layout.seal, self.subkey("seal"), self.id, self.database, self.journal)
            self.witness = Witness(layout.home, header, self.subkey("seal"), self.sealer)
            self._copying, self._break_off = threading.Lock(), threading.Event()
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
            self._make_room(operation)
        try:
            with self.database.transaction(self.journal.record, step) as change:
                yield change
        except VaultFull as error:
            if operation in SPENDING:
                self.ballast.release()  # the next try has its room
            raise full() from error
        if outermost:
            self.sealer.soon()
            self.witness.soon()
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
        return self._carried.get(use) or keys.subkey(self._root, use, self.id)

    def foreign_changes(self) -> bool:
        """Whether another process committed something since the last call."""
        if self.database.read_only is not None and self.ballast.room:
            self.database.regain()
        return self.database.foreign_changes()

    @property
    def read_only(self) -> str:
        """Why nothing can be changed now: a read-only disk or folder, a disk that is full. Empty where all is as usual."""
        return self.database.read_only.message if self.database.read_only is not None else ""

    @property
    def generation(self) -> int:
        """Rises when something was erased or the vault was locked for all: what a process holds in memory is then to be dropped."""
        row = self.one("SELECT generation FROM counter")
        assert row is not None
        return int(row["generation"])

    def new_generation(self, change: Change) -> None:
        """Tells all processes that hold this vault to drop what they keep in memory."""
        change.execute("UPDATE counter SET generation = generation + 1")

    def lock_others(self) -> None:
        """Tells all other processes that hold this vault to lock: they find out within seconds, when they look at `lock_asked`."""
        with self.change("lock", "Locked", actor="maintenance", journaled=False) as change:
            self.new_generation(change)
            change.execute(
                "INSERT INTO meta SELECT ?, CAST(generation AS BLOB) FROM counter WHERE 1 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (LOCKED,),
            )
        self._entered = self.generation

    @property
    def lock_asked(self) -> bool:
        """Whether another process told all to lock since this one opened the vault."""
        row = self.one("SELECT value FROM meta WHERE key = ?", (LOCKED,))
        return row is not None and int(row["value"]) > self._entered

    def truncate_wal(self) -> None:
        """Empties the write-ahead log, so that deleted text leaves the disk; a backup that is being made is broken off, since it reads what
        goes. On a full disk this takes the ballast. Raises VaultBusy while another process reads, VaultFull."""
        with self._without_backup():
            try:
                self.database.truncate_wal()
            except VaultFull:
                if not self.ballast.release():
                    raise
                self.database.truncate_wal()

    def backup(self, reason: str = "manual", *, only: bool = False) -> Backup:
        """Makes a verified backup; older ones are rotated. `only`: all others are deleted, as erasing needs it. Raises VaultFull, VaultError;
        Cancelled when something is erased meanwhile, or the vault is locked."""
        self.database.refuse_read_only()
        with contextlib.suppress(VaultError):  # another process may have changed the slots: an old passphrase must not come back
            self.header = header.read(self.layout.folder)[0]
        with self._without_backup() if only else self._copying:
            made = backups.make(
                self.layout, self.header, self.subkey("database"), reason=reason, only=only, cancel=self._break_off,
                seal=lambda path: self.sealer.write(path=path),
            )  # fmt: skip
        with self.read() as connection:
            keep = retention.settings(connection)
        backups.rotate(self.home, keep)
        return made

    def opened_backup(self, name: str) -> Opened:
        """A backup, to look into or to go back to once this vault is closed. Raises NotFound, WrongKey, VaultDamaged."""
        return restoring.opened_with(self.home, name, self.header, self._root)

    def drop_backups(self) -> None:
        """Deletes all backups: they hold what was erased, and there is no room to make a fresh one first."""
        with self._without_backup():
            backups.drop(self.layout)

    def backup_if_due(self, days: float | None = None) -> Backup | None:
        """A backup, if there were commits since the newest one and that (or a vault without any) is older than `days`: as the user set it,
        unless given."""
        if days is None:
            with self.read() as connection:
                days = retention.every(connection)
        newest = next((one for one in backups.listed(self.home) if one.reason != "replaced"), None)
        seq = self.one("SELECT seq FROM counter")
        assert seq is not None
        if days is None:
            return None
        since = newest.at if newest is not None else self.header.created_at
        age = (clock.now() - clock.from_utc(since)).total_seconds() / 86_400  # negative where the clock was wrong
        if (newest is not None and newest.seq == seq[0]) or 0 <= age < days:
            return None
        return self.backup("daily")

    @contextlib.contextmanager
    def _without_backup(self) -> Iterator[None]:
        self._break_off.set()
        with self._copying:
            self._break_off.clear()
            yield

    @property
    def warnings(self) -> list[str]:
        """What the user should be told at every start."""
        note = "" if self._noticed else missing.reminder(self.database)
        full = self.ballast.warning() if self.database.read_only is None else ""
        return [*self._unlock_warnings, *filter(None, (note, full)), *status.slot_warnings(self.home, self.header)]

    def status(self) -> VaultStatus:
        """Everything that `alcove vault status` says."""
        return status.read(self)

    def change_passphrase(self, passphrase: str, *, argon: Argon | None = None) -> None:
        """Sets or replaces the passphrase: one slot is rewritten, here and in the backups; nothing is re-encrypted."""
        self.header = access.change_passphrase(self, self._root, passphrase, argon)

    def rotate(self, passphrase: str, show: Callable[[str], None], *, argon: Argon | None = None) -> str:
        """A new root key: everything is encrypted anew, old copies of the header and old backups open nothing of what comes after.

        `show` gets the new recovery key before anything is changed; if it raises, nothing is. The vault is closed afterwards, and other
        processes are locked; a warning is returned when old backups could not be replaced yet. Raises BadInput, VaultBusy, VaultFull.
        """
        self.database.refuse_read_only()  # before a recovery key is shown that never comes into force
        self.header, root = rotation.rotate(self, self._root, passphrase, argon, show)
        with Vault(self.layout, self.header, root) as fresh:
            return fresh._unfinished

    def new_recovery_key(self) -> str:
        """A new recovery key to write down; the old one stops working."""
        self.header, text = access.new_recovery_key(self, self._root)
        return text

    def use_keychain(self) -> None:
        """Puts a key for this vault into the system's keychain (again). Raises VaultError where there is none."""
        self.header = access.use_keychain(self, self._root)

    def remove_slot(self, kind: str) -> None:
        """Takes one way in away: "passphrase", "recovery", "keychain" or "key-file". Raises BadInput when it is the last one."""
        before = self.header
        self.header = access.remove_slot(self, kind)
        if kind == "keychain":
            witness.forget(self.home, before)

    def close(self) -> None:
        """Locks the vault. May be called twice."""
        if self._closed:
            return
        self._closed = True
        self._break_off.set()
        try:
            with self._copying:
                if not self.read_only:
                    self.sealer.write()
                    self.witness.header = self.header
                    self.witness.write()
        finally:
            self.database.close()  # the last process to do so also moves the write-ahead log into the database
            self._root = b""

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open_database(self, steps: Sequence[str]) -> Database:
        def before_migration(_: int) -> None:
            backups.make(self.layout, self.header, self.subkey("database"), reason="migration")

        try:
            return Database(self.layout.database, self.subkey("database"), before_migration, create=False, steps=steps)
        except WrongKey as error:  # the header's key is the right one: it opened a slot
            raise VaultDamaged("The database is damaged or belongs to another vault.", "Restore a backup; nothing was changed.") from error

    def _make_room(self, operation: str) -> None:
        self.ballast.before(operation, self.drop_backups)
        if self.database.read_only is not None and (operation in SPENDING or self.ballast.room):
            self.database.regain()

    def _look_over(self) -> None:
        """What is checked at every unlock: the header's copy, the seal, and after an unclean end the search rows. Where nothing can be written,
        the seal alone."""
        self._unfinished = ""
        if (why := self.database.read_only) is not None:
            self._unlock_warnings.append(f"{why.message} {why.hint}")
            if warning := self.sealer.check().warning:
                self._unlock_warnings.append(warning)
            return
        with contextlib.suppress(OSError):
            header.repair(self.layout.folder)
            for folder in (self.layout.folder, *(backup.path for backup in backups.listed(self.home))):
                files.sweep(folder)
            if not rotation.unfinished(self.database):  # else they are still under the old key
                backups.follow_header(self.home, self.header)
        finding = self.sealer.check()
        if not finding.missing and not finding.warning:
            replaced = self.witness.check()
            finding = finding if replaced.clean else replaced
        if finding.warning:
            self._noticed = True
            self._unlock_warnings.append(missing.told(self.home, finding, self.sealer.state().seq))
            missing.note(self.database, finding)
        if not finding.clean:
            if warning := consistency.at_unlock(self):
                self._unlock_warnings.append(warning)
            self.sealer.write(durable=False)
        snapshots.tidy(self)
        self.ballast.ensure()
        self._unfinished = rotation.finish(self)
        if self._unfinished:
            self._unlock_warnings.append(self._unfinished)

    def _tell(self, changes: Changes) -> None:
        with self._subscribing:
            subscribers = list(self._subscribers)
        for callback in subscribers:
            try:
                callback(changes)
            except Exception as error:  # a view that fails must not undo what is stored
                log.error("subscriber failed", seq=changes.seq, error=type(error).__name__)
