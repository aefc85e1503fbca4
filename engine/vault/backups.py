"""Backups: each is a folder laid out like the vault, encrypted with the vault's own keys, and opened again before it counts."""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from engine import clock
from engine.errors import NotFound, VaultBusy, VaultDamaged, VaultError, VaultExists, VaultMissing
from engine.vault import header as headers
from engine.vault import rawfiles
from engine.vault.connection import connect, damage
from engine.vault.files import private_folder, size_of, sync_folder
from engine.vault.header import Header
from engine.vault.layout import Layout

KEPT = 7
NAME = re.compile(r"(\d{8}T\d{6}Z)-(\d+)(?:-\d+)?")
PART = ".part-"  # a backup in the making, or what a crash left of one
ABANDONED = 86_400  # seconds after which nobody is making it any more


class Backup(msgspec.Struct, frozen=True):
    """One backup: when it was made, after which commit, and its size in bytes."""

    path: Path
    at: str
    seq: int
    size: int


def listed(home: Path) -> list[Backup]:
    """The backups under a data folder, the newest first."""
    folder = Layout(home).backups
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        if (name := NAME.fullmatch(path.name)) and (path / "memory.db").is_file():
            at = datetime.strptime(name[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            try:
                size = sum(size_of(file) or 0 for file in path.iterdir())
            except FileNotFoundError:  # another process has just deleted it
                continue
            found.append(Backup(path, clock.to_utc(at), int(name[2]), size))
    return sorted(found, key=lambda backup: (backup.seq, backup.path.name), reverse=True)


def make(layout: Layout, header: Header, key: bytes, *, seal: Callable[[Path], None] | None = None, only: bool = False) -> Backup:
    """A verified backup of the committed state; the oldest beyond 7 go (`only`: all others go, after an erasing).

    Raises VaultError when the copy doesn't open or isn't whole; the other backups are kept then.
    """
    private_folder(layout.backups)
    building = layout.backups / f"{PART}{secrets.token_hex(4)}"
    building.mkdir(mode=0o700)
    try:
        seq = _copy(layout.database, building / "memory.db", key)
        verify(building, key, seq)
        headers.write(building, header)
        if seal is not None:
            seal(building / "vault.seal")
        path = _free_name(layout.backups, f"{clock.now().astimezone(UTC):%Y%m%dT%H%M%SZ}-{seq}")
        building.rename(path)
        sync_folder(layout.backups)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    made = next(backup for backup in listed(layout.home) if backup.path == path)
    for backup in listed(layout.home)[0 if only else KEPT :]:
        if backup.path != path:
            shutil.rmtree(backup.path)
    _remove_parts(layout.backups, abandoned=not only)
    if only:
        remove_replaced(layout.home)
    return made


def _remove_parts(folder: Path, *, abandoned: bool) -> None:
    """Deletes unfinished backups: only `abandoned` ones, or all, those being made now too (they may hold what was erased)."""
    for path in folder.glob(f"{PART}*"):
        with contextlib.suppress(FileNotFoundError):  # it was just finished
            if not abandoned or clock.now().timestamp() - path.stat().st_mtime > ABANDONED:
                shutil.rmtree(path)


def _copy(source: Path, target: Path, key: bytes) -> int:
    target.touch(mode=0o600)
    reading = connect(source, key, create=False, settings=("query_only = ON",))
    writing = connect(target, key, settings=("synchronous = FULL",))
    try:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = DELETE")  # one file, complete in itself
        return int(writing.execute("SELECT seq FROM counter").fetchone()[0])
    finally:
        writing.close()
        reading.close()


def verify(folder: Path, key: bytes, seq: int | None = None) -> None:
    """Opens a backup and checks every page and structure. Raises VaultError."""
    connection = connect(folder / "memory.db", key, create=False, settings=("query_only = ON",))
    try:
        whole = not damage(connection) and seq in (None, int(connection.execute("SELECT seq FROM counter").fetchone()[0]))
    finally:
        connection.close()
    if not whole:
        raise VaultError(f"The backup {folder.name} is not whole.", "The vault itself was not touched. Run: alcove doctor")


def update_headers(home: Path, header: Header) -> None:
    """After a change of slots: an old passphrase must not go on opening a backup, or a vault that a restore moved aside. Those of another
    vault are left alone."""
    for folder in (*(backup.path for backup in listed(home)), *_replaced(home)):
        try:
            if headers.read(folder)[0].id != header.id:
                continue
        except VaultError:
            pass  # a backup without a usable header gets one
        headers.write(folder, header)
        headers.drop_damaged(folder)


def restore(home: Path, name: str) -> Path:
    """Puts a backup in the vault's place. The vault that was there is moved aside, not deleted: its new path.

    Raises VaultBusy while the vault is open in another process: that would go on writing into the folder that was moved aside.
    """
    layout = Layout(home)
    backup = next((found for found in listed(home) if found.path.name == name), None)
    if backup is None:
        raise NotFound(f"There is no backup called {name}.", "List them with: alcove vault backup --list")
    header, _ = headers.read(backup.path)
    with contextlib.suppress(VaultMissing, VaultDamaged):  # what a backup is for
        if headers.read(layout.folder)[0].id != header.id:
            raise VaultExists("That backup is of another vault than the one here.", "Restore it into another data folder (ALCOVE_HOME).")
    if rawfiles.is_open(layout.database) or rawfiles.is_open_elsewhere(layout.database):
        raise VaultBusy("The vault is open in another Alcove window or command.", "Close it, then restore again. Nothing was changed.")
    building = home / f".vault-{secrets.token_hex(4)}"
    shutil.copytree(backup.path, building)
    aside = _free_name(home, f"vault.replaced-{clock.now().astimezone(UTC):%Y%m%dT%H%M%SZ}")
    if layout.folder.exists():
        layout.folder.rename(aside)
    building.rename(layout.folder)
    sync_folder(home)
    return aside


def remove_replaced(home: Path) -> None:
    """Deletes vault folders that a restore moved aside, and what a crash left of one."""
    for path in (*_replaced(home), *home.glob(".vault-*")):
        shutil.rmtree(path)


def _replaced(home: Path) -> list[Path]:
    return sorted(path for path in home.glob("vault.replaced-*") if path.is_dir())


def _free_name(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}"
    return path
