"""`import` of an archive: looked over first, then one undoable step."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import structlog

from engine.archive import reading, resolving, staging
from engine.archive.applying import Applied, Applying, Mode, steps
from engine.archive.container import Limits, Reader
from engine.archive.reading import Read
from engine.archive.resolving import Found
from engine.errors import BadInput, VaultError
from engine.memory import windows

if TYPE_CHECKING:
    from engine.vault.change import Changes
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
Progress = Callable[[str, int, int], None]
LARGE = 500  # records: a backup is made before


class Orders(msgspec.Struct, frozen=True):
    """A standing instruction that the archive would put in force."""

    id: str
    text: str


class DryRun(msgspec.Struct, frozen=True):
    """What an import would do. `trusted`: it counts as the user's own; else all of it waits for the user's word."""

    read: Read
    found: Found
    trusted: bool
    instructions: tuple[Orders, ...]

    @property
    def nothing_new(self) -> bool:
        """Whether an import that skips what says otherwise would change nothing."""
        return not self.found.new.total()


class ImportReport(msgspec.Struct, frozen=True):
    """What an import did, and the step that takes it back (none when it changed nothing)."""

    dry_run: DryRun
    applied: Applied
    changes: Changes | None


class Archive:
    """An archive that was read and found whole. `dry_run` as often as one likes, then (where there is a vault) `apply`."""

    def __init__(self, vault: Vault | None, staged: staging.Staging, read: Read, trusted: bool) -> None:
        self._vault, self._staged, self._read, self._trusted = vault, staged, read, trusted

    def dry_run(self) -> DryRun:
        """Compares with what is here. Nothing is written."""
        if self._vault is None:
            found = resolving.all_new(self._staged)
        else:
            with self._vault.database.snapshot(), self._vault.read() as connection:
                found = resolving.resolve(self._staged, connection)
        return DryRun(self._read, found, self._trusted, self._instructions())

    def apply(
        self, mode: Mode = "skip", *, without_invalid: bool = False, progress: Progress = lambda step, done, total: None,
        cancel: threading.Event | None = None,
    ) -> ImportReport:  # fmt: skip
        """Imports, all or nothing. `mode` is what becomes of records that say otherwise than what is here: "skip" keeps what is here, "merge"
        lets the memory win that was changed last, "replace" the archive. Raises BadInput for invalid records (unless `without_invalid`)."""
        if self._read.invalid_count and not without_invalid:
            raise BadInput(
                f"{self._read.invalid_count} records of the archive can't be imported. Nothing was changed.",
                "See which with --dry-run; --without-invalid imports the others.",
            )
        if self._vault is None:
            raise RuntimeError("an archive is imported into a vault")
        windows.watch(self._vault.journal)
        total = steps(self._staged)
        if total >= LARGE:
            self._back_up(self._vault)
        with self._vault.change("import", "Imported an archive") as change:
            found = resolving.resolve(self._staged, change.connection)
            dry_run = DryRun(self._read, found, self._trusted, self._instructions())
            work = Applying(
                self._staged, change, mode, quarantined=not self._trusted, progress=lambda done: progress("Importing", done, total), cancel=cancel
            )
            applied = work.run()
        progress("Importing", total, total)
        log.info("imported", records=applied.added.total(), changed=applied.changed.total(), trusted=self._trusted)
        return ImportReport(dry_run, applied, change.result if change.result and change.result.journal_id else None)

    @staticmethod
    def _back_up(vault: Vault) -> None:
        """Undoing takes an import back, too; the backup is for the day when that is no longer wanted alone."""
        try:
            vault.backup("import")
        except VaultError as error:
            log.warning("no backup before the import", error=type(error).__name__)

    def _instructions(self) -> tuple[Orders, ...]:
        """Those that are new here and would be obeyed."""
        if not self._trusted:
            return ()
        rows = (record for _, key, record in self._staged.all("memory") if self._staged.place("memory", key)[1] == resolving.NEW)
        return tuple(
            Orders(record["id"], record["text"]) for record in rows
            if record["kind"] == "procedural" and record["predicate"] == "instruction" and record["status"] == "active" and record["enabled"]
        )  # fmt: skip


@contextmanager
def opened(
    vault: Vault | None, path: Path, *, passphrase: Callable[[], str] | None = None, own: bool | None = None, limits: Limits | None = None,
    progress: Progress = lambda step, done, total: None, cancel: threading.Event | None = None,
) -> Iterator[Archive]:  # fmt: skip
    """Reads and checks an archive. `passphrase` is asked for when it is encrypted. `own`: whether it counts as the user's own word; by default
    an encrypted one does (who made it knew the passphrase), and one that anybody could have written doesn't. Without a
    vault it can only be looked at. Raises BadInput, WrongKey, Cancelled.
    """
    bounds = limits or Limits()
    with path.open("rb") as file, staging.opened(vault.home if vault is not None else None) as staged:
        reader = Reader(file, passphrase, bounds)
        read = reading.read(reader, staged, bounds, lambda lines: progress("Reading", lines, 0), cancel)
        yield Archive(vault, staged, read, read.encrypted if own is None else own)
