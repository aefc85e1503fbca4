"""A new root key: the database encrypted anew, every way in wrapped anew, the old backups replaced.

The moment that counts is the renaming of vault.json. Before it the old key opens the old database; after it the new key opens the staged one,
which the next unlock puts into its place. What follows (keychain, key file, backups) is noted in the new database until it is done.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from engine.errors import AlcoveError, VaultBusy, VaultError, VaultFull, VaultTooNew, WrongKey
from engine.vault import backups, guard, keyfile, keys, opening, recovery, snapshots
from engine.vault import header as headers
from engine.vault import keychain as keychains
from engine.vault.connection import connect, damage, is_busy, probe
from engine.vault.database import Database
from engine.vault.files import sync_folder
from engine.vault.header import Header
from engine.vault.journal import Journal
from engine.vault.keys import Argon
from engine.vault.layout import Layout
from engine.vault.seal import Sealer
from engine.vault.slots import Slot, new_slot

if TYPE_CHECKING:
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
NEXT = ".next"
#: Row of `meta`: the keys were changed, and what follows is not all done.
UNFINISHED = backups.ROTATED
#: Sub-keys that stay what they are for as long as the vault lives, as rows of the encrypted database: MACs made with them go on verifying.
CARRIED = ("journal", "receipt")
OTHERS_MS = 15_000  # for which other processes are waited for, after they were told to lock


def rotate(vault: Vault, root: bytes, passphrase: str, argon: Argon | None, show: Callable[[str], None]) -> tuple[Header, bytes]:
    """Changes the root key: the new header and key. `show` gets the new recovery key before anything is changed; if it raises, nothing is.

    The vault is closed afterwards, whether this succeeds or not. Raises BadInput, VaultBusy, VaultFull; the old keys open the vault then.
    """
    layout, carried = vault.layout, {use: vault.subkey(use) for use in CARRIED}
    _refuse_full(layout)
    fresh, printed = keys.new_root(), recovery.new()
    slots = [opening.passphrase_slot(passphrase, fresh, vault.id, argon), new_slot("recovery", printed, fresh, vault.id)]
    show(recovery.to_text(printed))
    vault.lock_others()
    vault.close()
    with guard.alone(layout.folder):
        before, _ = headers.read(layout.folder)
        settle(layout, before, root)
        try:
            _stage(layout, root, fresh, vault.id, carried)
            slots += _stage_secrets(layout, before, fresh)
            after = msgspec.structs.replace(before, slots=tuple(slots))
        except BaseException:
            discard(layout, vault.id)
            raise
        headers.write(layout.folder, after)  # from here on the new key is the vault's
        _put_in_place(layout)
    log.info("keys rotated", slots=len(slots))
    return after, fresh


def settle(layout: Layout, header: Header, root: bytes) -> None:
    """After a crash: puts a staged database into its place if `root` is its key, or removes it if `root` still opens the old one."""
    staged, seal = _next(layout.database), _next(layout.seal)
    if not staged.exists():
        if seal.exists():  # the database is in its place already
            seal.replace(layout.seal)
        return
    key = keys.subkey(root, "database", header.id)
    if _opens(layout.database, key):
        discard(layout, header.id)
    elif _opens(staged, key):
        _put_in_place(layout)


def refuse_replaced(layout: Layout, header: Header) -> None:
    """Raises WrongKey when the keys were changed between unwrapping the root key and now: every slot is another one then."""
    try:
        current, _ = headers.read(layout.folder)
    except VaultError:
        return
    if not {slot.id for slot in current.slots} & {slot.id for slot in header.slots}:
        raise WrongKey("The vault's keys were changed just now.", "Unlock it again, with the new passphrase.")


def finish(vault: Vault) -> str:
    """What follows a change of keys, all of it repeatable: a warning when something is left for the next time."""
    if not unfinished(vault.database):
        return ""
    with guard.alone(vault.layout.folder):
        try:
            _promote_secrets(vault.layout, vault.header)
            headers.drop_damaged(vault.layout.folder)
            snapshots.discard(vault)
            vault.backup(only=True)
            with vault.database.transaction() as change:
                change.execute("DELETE FROM meta WHERE key = ?", (UNFINISHED,))
        except (AlcoveError, OSError) as error:
            log.warning("rotation not finished", error=type(error).__name__)
            return (
                "The vault's keys were changed, but the old backups, which open with the old keys, are not replaced yet. The next start tries again."
            )
    return ""


def unfinished(database: Database) -> bool:
    """Whether the keys were changed and something is left to do."""
    return database.one("SELECT 1 FROM meta WHERE key = ?", (UNFINISHED,)) is not None


def carried_keys(database: Database) -> dict[str, bytes]:
    """The sub-keys that an earlier root key gave, and that stay in use."""
    rows = database.query("SELECT key, value FROM meta WHERE key LIKE 'key/%'")
    return {row["key"].removeprefix("key/"): bytes(row["value"]) for row in rows}


def discard(layout: Layout, vault_id: str) -> None:
    """Removes what was staged, the database last: while it is there, the rest is known to be staged too."""
    if system := keychains.find():
        system.remove(keychains.pending(vault_id))
    if path := keyfile.find(layout.home, vault_id):
        _next(path).unlink(missing_ok=True)
    for path in (_next(layout.seal), *layout.folder.glob(f".{_next(layout.seal).name}.*")):
        path.unlink(missing_ok=True)
    for suffix in ("-wal", "-shm", "-journal", ""):
        _beside(_next(layout.database), suffix).unlink(missing_ok=True)


def _stage(layout: Layout, root: bytes, fresh: bytes, vault_id: str, carried: dict[str, bytes]) -> None:
    """The database under the new key, checked, and its seal, beside the old ones. Nobody else can write meanwhile, or afterwards."""
    staged, key = _next(layout.database), keys.subkey(fresh, "database", vault_id)
    os.close(os.open(staged, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    source = _alone_with(layout.database, keys.subkey(root, "database", vault_id))
    try:
        target = connect(staged, key, settings=("journal_mode = DELETE", "synchronous = FULL", "secure_delete = ON"))
        try:
            source.backup(target)
            target.execute("BEGIN IMMEDIATE")
            for name, value in {**{f"key/{use}": value for use, value in carried.items()}, UNFINISHED: b"1"}.items():
                target.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (name, value))
            target.execute("DELETE FROM meta WHERE key = ?", (snapshots.ROW,))
            target.execute("COMMIT")
            if damage(target):
                raise VaultError("The newly encrypted database is not whole.", "The old keys still open the vault. Run: alcove doctor")
        finally:
            target.close()
    finally:
        source.close()
    database = Database(staged, key, create=False)
    try:
        journal = Journal(database, carried["journal"], database.transaction)
        Sealer(_next(layout.seal), keys.subkey(fresh, "seal", vault_id), vault_id, database, journal).write()
    finally:
        database.close()
    if not _next(layout.seal).exists():
        raise VaultFull("The disk is full: the vault's keys were not changed.", "Make room on the disk. The old keys still open the vault.")
    sync_folder(layout.folder)


def _alone_with(path: Path, key: bytes) -> Any:
    """A connection that no other can stand beside, its write-ahead log emptied. Raises VaultBusy when others don't leave."""
    connection = connect(path, key, create=False)
    try:
        connection.execute(f"PRAGMA busy_timeout = {OTHERS_MS}")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except BaseException as error:
        connection.close()
        if is_busy(error):
            raise VaultBusy(
                "The vault is open in another Alcove window or command, which did not close when it was told to lock.",
                "Close it, then try again. Nothing was changed.",
            ) from error
        raise
    return connection


def _put_in_place(layout: Layout) -> None:
    """The staged database and its seal become the vault's. The old write-ahead log is empty: it would be read as part of the new database."""
    for suffix in ("-wal", "-shm"):
        _beside(layout.database, suffix).unlink(missing_ok=True)
        _beside(_next(layout.database), suffix).unlink(missing_ok=True)
    _next(layout.database).replace(layout.database)
    with contextlib.suppress(FileNotFoundError):
        _next(layout.seal).replace(layout.seal)
    sync_folder(layout.folder)


def _stage_secrets(layout: Layout, before: Header, fresh: bytes) -> list[Slot]:
    """New slots for the keychain and the key file, each with a new secret that waits beside the one in use. One that can't be reached is left out."""
    made = []
    if before.of_kind("keychain") and (system := keychains.find()):
        secret = keyfile.new_secret()
        if system.put(keychains.pending(before.id), secret):
            made.append(new_slot("keychain", secret, fresh, before.id, backend=system.name))
    if before.of_kind("key-file") and (path := keyfile.find(layout.home, before.id)):
        secret = keyfile.new_secret()
        _next(path).unlink(missing_ok=True)
        keyfile.write(_next(path), layout.folder, secret)
        made.append(new_slot("key-file", secret, fresh, before.id))
    return made


def _promote_secrets(layout: Layout, header: Header) -> None:
    """The waiting secrets take the place of those that open nothing any more."""
    if system := keychains.find():
        waiting = system.get(keychains.pending(header.id))
        if waiting is not None and system.put(header.id, waiting):
            system.remove(keychains.pending(header.id))
        elif not header.of_kind("keychain"):
            system.remove(header.id)
    if (path := keyfile.find(layout.home, header.id)) and _next(path).exists():
        _next(path).replace(path)
        sync_folder(path.parent)


def _refuse_full(layout: Layout) -> None:
    size = layout.database.stat().st_size
    if shutil.disk_usage(layout.folder).free < 2 * size + (8 << 20):
        raise VaultFull(
            f"Changing the key needs about {2 * size // 1_000_000 + 8} MB of free space for a moment.",
            "Make room on the disk, then try again. Nothing was changed.",
        )


def _opens(path: Path, key: bytes) -> bool:
    try:
        probe(path, key)
    except VaultTooNew:
        return True
    except VaultError:
        return False
    return True


def _next(path: Path) -> Path:
    return _beside(path, NEXT)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
