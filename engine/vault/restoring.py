"""Going back to a backup. What was there until then is kept: as a backup that can be restored too, or aside when it is damaged."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from datetime import UTC
from pathlib import Path

import msgspec
import structlog

from engine import clock
from engine.errors import AlcoveError, VaultBusy, VaultDamaged, VaultError, VaultExists, VaultFull, WrongKey
from engine.vault import backups, guard, keyfile, keys, opening, rawfiles, swapping, trouble, witness
from engine.vault import header as headers
from engine.vault.backups import Backup
from engine.vault.connection import connect, damage, look
from engine.vault.files import private_folder, size_of, sync_file, sync_folder
from engine.vault.header import Header
from engine.vault.layout import Layout

log = structlog.get_logger(__name__)
COPIED = ("memory.db", "vault.seal")
DERIVED = ("vectors.db", "vectors.db-journal", "ballast")  # not worth keeping in what is set aside


class Secrets(msgspec.Struct, frozen=True):
    """What a person or the system gives to open a vault with."""

    passphrase: str | None = None
    recovery_key: str | None = None
    key_file: Path | None = None
    keychain: bool = False


class Opened(msgspec.Struct, frozen=True):
    """A backup and the root key that opens it. `header`: the key slots that the restored vault will have; `present`: whether these are those of
    the vault as it is now."""

    home: Path
    backup: Backup
    header: Header
    root: bytes
    present: bool

    @property
    def key(self) -> bytes:
        """The database's."""
        return keys.subkey(self.root, "database", self.header.id)


class Restored(msgspec.Struct, frozen=True):
    """Where the vault is that was there before: a backup's path (`undoable`: restoring that one takes it back), a folder with what was damaged,
    or None where there was nothing."""

    aside: Path | None
    undoable: bool


@trouble.told()
def open_backup(home: Path, name: str, given: Secrets) -> Opened:
    """By the backup's own key slots, else by those of the present vault. Raises NotFound, WrongKey, VaultExists, VaultDamaged."""
    swapping.settle(home)
    backup = backups.named(home, name)
    own, present = _header(backup.path), _header(Layout(home).folder)
    if own is not None and present is not None and own.id != present.id:
        raise VaultExists("That backup is of another vault than the one here.", "Restore it into another data folder (ALCOVE_HOME).")
    problem: AlcoveError = VaultDamaged(
        "The key slots of this backup (vault.json) are gone, and there are none in the vault either.", "Try another one: alcove backups list"
    )
    for header in filter(None, (own, present)):
        try:
            root = _root(header, given)
            with look(backup.path / "memory.db", keys.subkey(root, "database", header.id)):
                break
        except WrongKey as error:
            problem = _other_passphrase(own, present, error)
        except AlcoveError as error:
            problem = error
    else:
        raise problem
    newest = present is not None and (present.slots == header.slots or _opens(present, given, root))
    return Opened(home, backup, present if newest and present is not None else header, root, newest)


def unattended(home: Path, passphrase: str | None) -> Secrets:
    """What opens without asking: the passphrase of the passphrase file, the keychain, the key file."""
    swapping.settle(home)
    present = _header(Layout(home).folder)
    headers_ = [present] if present else [header for backup in backups.listed(home) if (header := _header(backup.path))]
    path = next((found for header in headers_ if (found := keyfile.find(home, header.id))), None)
    return Secrets(passphrase=passphrase, key_file=path, keychain=any(header.of_kind("keychain") for header in headers_))


def opened_with(home: Path, name: str, header: Header, root: bytes) -> Opened:
    """The same for who has the vault open. Raises NotFound, WrongKey, VaultDamaged."""
    found = Opened(home, backups.named(home, name), header, root, True)
    with look(found.backup.path / "memory.db", found.key):
        return found


@trouble.told()
def restore(opened: Opened) -> Restored:
    """Puts the backup in the vault's place, in one step. Raises VaultBusy while the vault is open anywhere (that process would go on writing
    into the folder that was moved aside), VaultDamaged when the backup is not whole, VaultFull: nothing is changed then."""
    home, layout = opened.home, Layout(opened.home)
    _refuse_open(layout)
    needed = size_of(opened.backup.path / "memory.db") or 0
    if shutil.disk_usage(home).free < needed + backups.SPARE:
        raise VaultFull("There is no room to restore.", f"It takes {needed / 1e6:.0f} MB. Make room on the disk; nothing was changed.")
    building = home / f".vault-{secrets.token_hex(4)}"
    try:
        _build(building, opened)
        with contextlib.ExitStack() as alone:
            if layout.folder.exists():
                alone.enter_context(guard.alone(layout.folder))
            whole = _put_in_order(layout, opened)
            private_folder(layout.backups)
            now = f"{clock.now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
            aside = backups.free_name(*((home, f"vault.replaced-{now}") if whole is None else (layout.backups, f"{now}-{whole}")))
            witness.forget(home, opened.header)  # it knows the later state: that we go back is no cause for alarm
            if layout.database.exists():
                try:
                    alone.enter_context(rawfiles.alone(layout.database))
                except BlockingIOError:
                    _refuse_open(layout, certainly=True)
            swapping.swap(home, building, aside)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    log.info("backup restored", seq=opened.backup.seq, aside=whole is not None)
    if whole is not None:
        backups.write_note(aside, backups.Note("replaced", clock.to_utc(clock.now())))
        for derived in DERIVED:
            (aside / derived).unlink(missing_ok=True)
    return Restored(aside if aside.exists() else None, whole is not None)


def keys_alone(opened: Opened) -> bool:
    """Whether only the key slots of the present vault are gone: the backup's open it, and nothing has to be lost."""
    layout = Layout(opened.home)
    if _header(layout.folder) is not None:
        return False
    try:
        with look(layout.database, opened.key):
            return True
    except VaultError:
        return False


def restore_keys(opened: Opened) -> None:
    """Takes the key slots alone from the backup. Raises VaultBusy, and VaultError when they are not those of the present vault."""
    _refuse_open(Layout(opened.home))
    if not keys_alone(opened):
        raise VaultError("The vault has its own key slots, or these do not open it.", "Nothing was changed. Restore the whole backup instead.")
    headers.write(Layout(opened.home).folder, opened.header)


def _refuse_open(layout: Layout, *, certainly: bool = False) -> None:
    if certainly or rawfiles.is_open(layout.database) or rawfiles.is_open_elsewhere(layout.database):
        raise VaultBusy("The vault is open in another Alcove window or command.", "Close it, then restore again. Nothing was changed.")


def _build(building: Path, opened: Opened) -> None:
    """A whole vault beside the other, written through to the disk, and opened to be sure."""
    building.mkdir(mode=0o700)
    for name in COPIED:
        source = opened.backup.path / name
        if source.exists():
            descriptor = os.open(building / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with source.open("rb") as reading, open(descriptor, "wb") as writing:  # noqa: PTH123 - takes a descriptor
                shutil.copyfileobj(reading, writing, 1 << 20)
            sync_file(building / name)
    try:
        backups.verify(building, opened.key, opened.backup.seq)
    except VaultDamaged as error:
        raise VaultDamaged(
            f"The backup {opened.backup.path.name} is not whole.", "Nothing was changed. Try another one: alcove backups list"
        ) from error
    headers.write(building, opened.header)
    sync_folder(building)


def _put_in_order(layout: Layout, opened: Opened) -> int | None:
    """Makes the present vault one that could be restored: its log moved into the database, a header beside it. Its last commit, or None
    when it is damaged, missing, or of another key."""
    if not layout.database.exists():
        return None
    try:
        connection = connect(layout.database, opened.key, create=False, settings=("temp_store = MEMORY",))
    except VaultError:
        return None
    try:
        if damage(connection):
            return None
        seq = int(connection.execute("SELECT seq FROM counter").fetchone()[0])
    finally:
        connection.close()
    if _header(layout.folder) is None:
        headers.write(layout.folder, opened.header)
    return seq


def _header(folder: Path) -> Header | None:
    try:
        return headers.read(folder)[0]
    except VaultError:
        return None


def _root(header: Header, given: Secrets) -> bytes:
    return opening.root_key(
        header, passphrase=given.passphrase, recovery_key=given.recovery_key, key_file=given.key_file, keychain=given.keychain
    )  # fmt: skip


def _opens(header: Header, given: Secrets, root: bytes) -> bool:
    with contextlib.suppress(AlcoveError):
        return _root(header, given) == root
    return False


def _other_passphrase(own: Header | None, present: Header | None, error: WrongKey) -> WrongKey:
    """The passphrase was changed since, and this backup (a copy from elsewhere) still has the one of then."""
    if own is None or present is None or own.slots == present.slots:
        return error
    made = [slot.created_at[:10] for slot in own.of_kind("passphrase")]
    when = f" (the one set on {made[0]})" if made else ""
    hint = f"It has other keys than the vault now: use the passphrase of then{when}, or the recovery key of then."
    return WrongKey("That does not open this backup.", hint)
