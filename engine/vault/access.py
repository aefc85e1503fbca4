"""Changing the ways into an open vault. Each is a new header, here and in the backups; the root key and the data stay as they are."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec

from engine.errors import BadInput, VaultError
from engine.vault import backups, keyfile, opening, recovery, trouble
from engine.vault import header as headers
from engine.vault import keychain as keychains
from engine.vault.header import Header
from engine.vault.keys import Argon
from engine.vault.slots import Slot, new_slot

if TYPE_CHECKING:
    from engine.vault.vault import Vault


def change_passphrase(vault: Vault, root: bytes, passphrase: str, argon: Argon | None) -> Header:
    """The header with the new passphrase slot."""
    return _store(vault, add=opening.passphrase_slot(passphrase, root, vault.id, argon), drop="passphrase")


def new_recovery_key(vault: Vault, root: bytes) -> tuple[Header, str]:
    """The header with a new recovery slot, and its printed key."""
    key = recovery.new()
    return _store(vault, add=new_slot("recovery", key, root, vault.id), drop="recovery"), recovery.to_text(key)


def use_keychain(vault: Vault, root: bytes) -> Header:
    """The header with a slot for the keychain that is here now."""
    system = keychains.find()
    if system is None:
        raise VaultError("There is no keychain here that can be used.", "Use a passphrase instead.")
    before = system.get(vault.id)
    try:
        return _store(vault, add=opening.keychain_slot(system, root, vault.id), drop="keychain")
    except BaseException:  # the slot that is still in the header needs its own secret
        if before is None:
            system.remove(vault.id)
        else:
            system.put(vault.id, before)
        raise


def remove_slot(vault: Vault, kind: str) -> Header:
    """The header without the slots of a kind; their secret in the keychain or the usual key file goes too."""
    if kind not in {slot.kind for slot in vault.header.slots}:
        raise BadInput(f"This vault has no {kind} slot.", "See: alcove vault status")
    header = _store(vault, add=None, drop=kind)
    if kind == "keychain" and (system := keychains.find()):
        system.remove(vault.id)
    if kind == "key-file" and (path := keyfile.find(vault.home, vault.id)):
        path.unlink()
    return header


@trouble.told()
def _store(vault: Vault, *, add: Slot | None, drop: str) -> Header:
    """Reads the header again and replaces it, while no other process can: two changes at once must not lose one."""
    with vault.database.transaction():
        current, _ = headers.read(vault.layout.folder)
        slots = (*(slot for slot in current.slots if slot.kind != drop), *((add,) if add is not None else ()))
        if not slots:
            raise BadInput("This is the only way into the vault: it can't be removed.", "Set a passphrase first: alcove vault change-passphrase")
        header = msgspec.structs.replace(current, slots=slots)
        headers.write(vault.layout.folder, header)
    with contextlib.suppress(OSError):  # the change is made; the next start goes on with the backups
        headers.drop_damaged(vault.layout.folder)
        backups.update_headers(vault.home, header)
    return header
