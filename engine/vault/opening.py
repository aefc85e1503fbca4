"""Making and unlocking vaults: from what a person or the system gives to the root key."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from engine import clock
from engine.errors import AlcoveError, BadInput, VaultDamaged, VaultError, VaultExists, WrongKey
from engine.ids import new_id
from engine.vault import header as headers
from engine.vault import keychain as keychains
from engine.vault import keyfile, keys, recovery, swapping
from engine.vault.database import Database
from engine.vault.files import private_folder, sync_folder
from engine.vault.header import Header
from engine.vault.journal import Journal
from engine.vault.keys import Argon
from engine.vault.layout import Layout
from engine.vault.seal import Sealer
from engine.vault.slots import Kind, Slot, new_slot


def create(
    home: Path, *, passphrase: str | None, keychain: bool, key_file: Path | None, argon: Argon | None
) -> tuple[Layout, Header, bytes, str | None]:
    """Builds a whole vault aside and moves it into place in one step: a crash leaves none, or a complete one."""
    layout = Layout(home)
    refuse_existing(layout)
    vault_id, root = new_id(), keys.new_root()
    slots: list[Slot] = []
    text: str | None = None
    system = keychains.find() if keychain else None
    if passphrase is not None:
        slots.append(passphrase_slot(passphrase, root, vault_id, argon))
    if keychain and system is None and passphrase is None and key_file is None:
        raise VaultError("There is no keychain here that can be used.", "Choose a passphrase instead.")
    if passphrase is None and not keychain and key_file is None:
        raise BadInput("A vault needs a passphrase, a keychain or a key file.", "Give one of them.")
    private_folder(home)
    building = home / f".vault-{secrets.token_hex(4)}"
    building.mkdir(mode=0o700)
    made_file: Path | None = None
    try:
        if system is not None:
            slots.append(keychain_slot(system, root, vault_id))
        if key_file is not None:
            secret = keyfile.new_secret()
            if key_file == keyfile.AUTOMATIC:
                made_file = keyfile.write_somewhere(home, vault_id, layout.folder, secret)
            else:
                keyfile.write(key_file, layout.folder, secret)
                made_file = key_file
            slots.append(new_slot("key-file", secret, root, vault_id))
        if [slot.kind for slot in slots] != ["key-file"]:
            key = recovery.new()
            slots.append(new_slot("recovery", key, root, vault_id))
            text = recovery.to_text(key)
        header = Header(vault_id, clock.to_utc(clock.now()), tuple(slots))
        _new_database(building, root, vault_id)
        headers.write(building, header)
        if layout.folder.is_dir():
            layout.folder.rmdir()  # an empty one; refuses if a faster process filled it
        building.rename(layout.folder)
        sync_folder(home)
    except BaseException as error:
        shutil.rmtree(building, ignore_errors=True)
        if system is not None:
            system.remove(vault_id)
        if made_file is not None:
            made_file.unlink(missing_ok=True)
        if isinstance(error, OSError) and layout.folder.is_dir():
            raise VaultExists("Another Alcove process made a vault here just now.", "Unlock that one.") from error
        raise
    return layout, header, root, text


def _new_database(folder: Path, root: bytes, vault_id: str) -> None:
    os.close(os.open(folder / "memory.db", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # its -wal and -shm take over these rights
    database = Database(folder / "memory.db", keys.subkey(root, "database", vault_id))
    journal = Journal(database, keys.subkey(root, "journal", vault_id), database.transaction)
    Sealer(folder / "vault.seal", keys.subkey(root, "seal", vault_id), vault_id, database, journal).write()
    database.close()


def refuse_existing(layout: Layout) -> None:
    """Raises VaultExists when anything lies where the vault would go."""
    swapping.settle(layout.home)
    if layout.folder.exists() and (not layout.folder.is_dir() or any(layout.folder.iterdir())):
        raise VaultExists(f"There is already a vault in {layout.home}.", "It is never overwritten: unlock it, or move it away first.")


def passphrase_slot(passphrase: str, root: bytes, vault_id: str, argon: Argon | None) -> Slot:
    """Raises BadInput on an empty passphrase."""
    if not passphrase:
        raise BadInput("The passphrase is empty.", "Choose a few words that you will remember.")
    return new_slot("passphrase", passphrase, root, vault_id, argon=argon or keys.calibrate())


def keychain_slot(system: keychains.Keychain, root: bytes, vault_id: str) -> Slot:
    """Puts a fresh secret into the keychain. Raises VaultError when it won't keep it."""
    secret = keyfile.new_secret()
    if not system.put(vault_id, secret):
        raise VaultError(f"The {system.name} did not keep the vault's key.", "Unlock the keychain and try again, or choose a passphrase.")
    return new_slot("keychain", secret, root, vault_id, backend=system.name)


def unlock(
    layout: Layout, *, passphrase: str | None, recovery_key: str | None, key_file: Path | None, keychain: bool
) -> tuple[Header, bytes, list[str]]:
    """The header, the root key and warnings. Changes no file. Raises the last way's error when none opens the vault."""
    swapping.settle(layout.home)
    header, warning = headers.read(layout.folder)
    root = root_key(header, passphrase=passphrase, recovery_key=recovery_key, key_file=key_file, keychain=keychain)
    return header, root, [warning] if warning else []


def root_key(header: Header, *, passphrase: str | None, recovery_key: str | None, key_file: Path | None, keychain: bool) -> bytes:
    """The root key by the first way that opens one of the slots. Raises the last way's error."""
    problem: AlcoveError = WrongKey("Nothing was given to unlock the vault with.", "Give the passphrase or the recovery key.")
    ways: list[Callable[[], bytes]] = []
    if keychain:
        ways.append(lambda: by_keychain(header))
    if key_file is not None:
        ways.append(lambda: by_key_file(header, key_file))
    if recovery_key is not None:
        ways.append(lambda: by_slot(header, "recovery", recovery.from_text(recovery_key)))
    if passphrase is not None:
        ways.append(lambda: by_slot(header, "passphrase", passphrase))
    for way in ways:
        try:
            return way()
        except AlcoveError as error:
            problem = error
    raise problem


def by_keychain(header: Header) -> bytes:
    """The root key by way of the keychain. Raises WrongKey, saying what changed."""
    slots, system = header.of_kind("keychain"), keychains.find()
    if not slots:
        raise WrongKey("This vault has no key in a keychain.", "Use the passphrase or the recovery key.")
    backend, others = slots[0].backend, other_ways(header, "keychain")
    if system is None:
        raise WrongKey(f"The vault's key is in the {backend}; there is no keychain here now.", f"Use {others}.")
    try:
        held = [secret for name in (header.id, keychains.pending(header.id)) if (secret := system.ask(name)) is not None]
    except keychains.Refused as error:
        raise WrongKey(f"The {system.name} did not give the vault's key.", f"Unlock the keychain, or use {others}.") from error
    again = "Then put the key into this keychain: alcove vault use-keychain"
    if not held and system.name != backend:
        raise WrongKey(f"The vault's key was put into the {backend}; this desktop now offers the {system.name}.", f"Use {others}. {again}")
    if not held:
        told = f"The {system.name} holds no key for this vault: it was emptied, or the vault comes from another computer or account."
        raise WrongKey(told, f"Use {others}. {again}")
    for secret in held:
        with contextlib.suppress(WrongKey):
            return by_slot(header, "keychain", secret)
    raise WrongKey(f"What the {system.name} holds for this vault does not open it: it was altered, or is of an older copy.", f"Use {others}. {again}")


def by_key_file(header: Header, path: Path) -> bytes:
    """The root key by way of a key file, or of the one that waits beside it where a change of keys was cut off. Raises WrongKey, VaultDamaged."""
    waiting = path.with_name(path.name + ".next")
    if waiting.exists():
        with contextlib.suppress(WrongKey, VaultDamaged):
            return by_slot(header, "key-file", keyfile.read(waiting))
    return by_slot(header, "key-file", keyfile.read(path))


def other_ways(header: Header, kind: Kind) -> str:
    """What else opens the vault, in words."""
    names = {"passphrase": "the passphrase", "recovery": "the recovery key", "keychain": "the keychain", "key-file": "the key file"}
    found = [name for other, name in names.items() if other != kind and header.of_kind(other)]  # type: ignore[arg-type]
    return " or ".join(found) or "a backup of it"


def by_slot(header: Header, kind: Kind, secret: bytes | str) -> bytes:
    """The root key by way of the first slot of a kind that the secret opens. Raises WrongKey."""
    slots = header.of_kind(kind)
    problem = WrongKey(f"This vault has no {kind} slot.", "Use another way to unlock it.")
    for slot in slots:
        try:
            return slot.open(secret, header.id)
        except WrongKey as error:
            problem = error
    raise problem
