"""Backups: each is a folder laid out like the vault, encrypted with the vault's own keys, and opened again before it counts."""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import structlog

from engine import clock
from engine.errors import Cancelled, NotFound, VaultDamaged, VaultError, VaultFull
from engine.vault import header as headers
from engine.vault import retention, trouble
from engine.vault.connection import connect, damage, look
from engine.vault.files import private_folder, size_of, sync_folder, write_atomically
from engine.vault.header import Header
from engine.vault.layout import Layout

log = structlog.get_logger(__name__)
NAME = re.compile(r"(\d{8}T\d{6}Z)-(\d+)(?:-\d+)?")
PART = ".part-"  # a backup in the making, or what a crash left of one
ABANDONED = 86_400  # seconds after which nobody is making it any more
NOTE = "backup.json"
ERASED, ROTATED = "erase_pending", "rotated"
#: Rows of `meta` that ask for one backup in the place of all others. It must not bear them: who goes back to it would lose what was set aside then.
ASKING = (ERASED, ROTATED)
PAGES = 500  # copied between two looks at `cancel`
SPARE = 8 << 20  # bytes that must be free beyond what a backup takes


class Note(msgspec.Struct, frozen=True):
    """What is known of a backup without opening it. `reason`: manual, daily, migration, import, erasing, or replaced (set aside by a restore);
    `checked_at`: when it was last opened and found whole."""

    reason: str = "manual"
    checked_at: str = ""


class Backup(msgspec.Struct, frozen=True):
    """One backup: when it was made, after which commit, its size in bytes, and its note."""

    path: Path
    at: str
    seq: int
    size: int
    reason: str = ""
    checked_at: str = ""


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
            note = _note(path)
            found.append(Backup(path, clock.to_utc(at), int(name[2]), size, note.reason, note.checked_at))
    return sorted(found, key=lambda backup: (backup.at, backup.seq, backup.path.name), reverse=True)


def incomplete(home: Path) -> list[str]:
    """The names of backups whose database is gone: nothing can be restored from them."""
    folder = Layout(home).backups
    there = folder.iterdir() if folder.is_dir() else ()
    return sorted(path.name for path in there if NAME.fullmatch(path.name) and path.is_dir() and not (path / "memory.db").is_file())


def named(home: Path, name: str) -> Backup:
    """The backup of that name. Raises NotFound."""
    found = next((backup for backup in listed(home) if backup.path.name == name), None)
    if found is None:
        raise NotFound(f"There is no backup called {name}.", "List them with: alcove backups list")
    return found


@trouble.told()
def make(
    layout: Layout, header: Header, key: bytes, *, reason: str = "manual", seal: Callable[[Path], None] | None = None, only: bool = False,
    cancel: threading.Event | None = None,
) -> Backup:  # fmt: skip
    """A verified backup of the committed state. Nobody waits for it: others read and write meanwhile.

    `only`: all others go, those before it too if there is no room for both (after an erasing they hold what was erased).
    Raises VaultError when the copy doesn't open or isn't whole (the other backups are kept then), VaultFull, Cancelled.
    """
    private_folder(layout.backups)
    try:
        _need_room(layout)
    except VaultFull:
        if not only:
            raise
        drop(layout)
        _need_room(layout)
    building = layout.backups / f"{PART}{secrets.token_hex(4)}"
    building.mkdir(mode=0o700)
    try:
        seq = _copy(layout.database, building / "memory.db", key, cancel or threading.Event(), ASKING if only else ())
        verify(building, key, seq)
        headers.write(building, header)
        if seal is not None:
            seal(building / "vault.seal")
        now = clock.now().astimezone(UTC)
        write_note(building, Note(reason, clock.to_utc(now)))
        path = free_name(layout.backups, f"{now:%Y%m%dT%H%M%SZ}-{seq}")
        building.rename(path)
        sync_folder(layout.backups)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    if only:
        drop(layout, kept=path)
    _remove_parts(layout.backups, abandoned=not only)
    return next(backup for backup in listed(layout.home) if backup.path == path)


def rotate(home: Path, keep: retention.Keep) -> list[Backup]:
    """Deletes the backups that nothing keeps any more; which they were."""
    gone = retention.going(listed(home), keep, clock.now())
    for backup in gone:
        with contextlib.suppress(FileNotFoundError):  # another process was faster
            _delete(backup.path)
    return gone


def _need_room(layout: Layout) -> None:
    needed = (size_of(layout.database) or 0) + (size_of(layout.database.with_name("memory.db-wal")) or 0)
    if shutil.disk_usage(layout.backups).free < needed + SPARE:
        raise VaultFull("There is no room for a backup.", f"It takes {needed / 1e6:.0f} MB: make room on the disk, then run: alcove backups make")


def drop(layout: Layout, *, kept: Path | None = None) -> None:
    """Deletes all backups but one, what a restore set aside, and what crashes left of either."""
    for backup in listed(layout.home):
        if backup.path != kept:
            _delete(backup.path)
    _remove_parts(layout.backups, abandoned=False)
    remove_replaced(layout.home)


def _delete(path: Path) -> None:
    """Away with its name first: what a crash leaves of it must not pass for a backup."""
    part = path.with_name(f"{PART}{secrets.token_hex(4)}")
    path.rename(part)
    with contextlib.suppress(FileNotFoundError):  # another process takes it for abandoned
        shutil.rmtree(part)


def _remove_parts(folder: Path, *, abandoned: bool) -> None:
    """Deletes unfinished backups: only `abandoned` ones, or all, those being made now too (they may hold what was erased)."""
    for path in folder.glob(f"{PART}*"):
        with contextlib.suppress(FileNotFoundError):  # it was just finished
            if not abandoned or clock.now().timestamp() - path.stat().st_mtime > ABANDONED:
                shutil.rmtree(path)


def _copy(source: Path, target: Path, key: bytes, cancel: threading.Event, without: Sequence[str]) -> int:
    """Copies page by page, from one moment: what others commit meanwhile is not in it, and doesn't make it begin anew."""
    target.touch(mode=0o600)

    def going_on(*_: int) -> None:
        if cancel.is_set():
            raise Cancelled("The backup was broken off.", "The next one is made in its time, or with: alcove backups make")

    reading = connect(source, key, create=False, settings=("query_only = ON", "temp_store = MEMORY"))
    try:
        writing = connect(target, key, settings=("synchronous = FULL", "temp_store = MEMORY"))
        try:
            reading.execute("BEGIN")
            reading.execute("SELECT seq FROM counter").fetchone()
            reading.backup(writing, pages=PAGES, progress=going_on)
            for row in without:
                writing.execute("DELETE FROM meta WHERE key = ?", (row,))
            writing.execute("PRAGMA journal_mode = DELETE")  # one file, complete in itself
            return int(writing.execute("SELECT seq FROM counter").fetchone()[0])
        finally:
            writing.close()
    except Exception as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
            raise VaultFull("The disk is full: the backup was not made.", "Make room, then run: alcove backups make") from error
        raise
    finally:
        reading.close()


def verify(folder: Path, key: bytes, seq: int | None = None) -> None:
    """Opens a backup and checks every page and structure. Raises VaultDamaged, WrongKey."""
    with look(folder / "memory.db", key) as connection:
        whole = not damage(connection) and seq in (None, _seq(connection))
    if not whole:
        raise VaultDamaged(f"The backup {folder.name} is not whole.", "The vault itself was not touched. See the others: alcove backups list")


def check(backup: Backup, key: bytes) -> Backup:
    """`verify`, and the note says when. Raises VaultError."""
    _, warning = headers.read(backup.path)
    verify(backup.path, key, backup.seq)
    if warning:
        headers.repair(backup.path)
    checked = Note(backup.reason, clock.to_utc(clock.now()))
    with contextlib.suppress(OSError):  # on a read-only disk it is whole, too
        write_note(backup.path, checked)
    return msgspec.structs.replace(backup, checked_at=checked.checked_at)


def _seq(connection: Any) -> int:
    return int(connection.execute("SELECT seq FROM counter").fetchone()[0])


def _note(folder: Path) -> Note:
    try:
        return msgspec.json.decode((folder / NOTE).read_bytes(), type=Note)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Note("", "")  # of an earlier Alcove, or damaged: the backup itself is what counts


def write_note(folder: Path, note: Note) -> None:
    """Replaces what is known of a backup."""
    write_atomically(folder / NOTE, msgspec.json.encode(note) + b"\n")


def update_headers(home: Path, header: Header) -> None:
    """After a change of slots: an old passphrase must not go on opening a backup, or a vault that a restore moved aside. Those of another
    vault are left alone."""
    for folder in (*(backup.path for backup in listed(home)), *replaced(home)):
        try:
            if headers.read(folder)[0].id != header.id:
                continue
        except VaultError:
            pass  # a backup without a usable header gets one
        headers.write(folder, header)
        headers.drop_damaged(folder)


def follow_header(home: Path, header: Header) -> None:
    """After a crash in the middle of `update_headers`: backups that share a slot with the vault (so they have its root key) get its others too."""
    for folder in (*(backup.path for backup in listed(home)), *replaced(home)):
        with contextlib.suppress(VaultError, OSError):
            own = headers.read(folder)[0]
            if own.id == header.id and own.slots != header.slots and any(slot in header.slots for slot in own.slots):
                headers.write(folder, header)
                headers.drop_damaged(folder)


def remove_replaced(home: Path) -> None:
    """Deletes vault folders that a restore moved aside, and what a crash left of one."""
    for path in (*replaced(home), *home.glob(".vault-*"), *home.glob("vault.restored")):
        shutil.rmtree(path)


def replaced(home: Path) -> list[Path]:
    """Vaults that were damaged when a backup took their place."""
    return sorted(path for path in home.glob("vault.replaced-*") if path.is_dir())


def free_name(folder: Path, name: str) -> Path:
    """`name` in a folder, with a number behind it if it is taken."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}"
    return path
