"""What `alcove vault status` and `alcove doctor` say of an open vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engine.vault import backups, keyfile
from engine.vault import keychain as keychains
from engine.vault.backups import Backup
from engine.vault.files import size_of
from engine.vault.header import Header

if TYPE_CHECKING:
    from engine.vault.vault import Vault

COUNTED = ("conversation", "message", "memory", "entity", "journal", "embedding", "embed_job")


class SlotStatus(msgspec.Struct, frozen=True):
    """One way in: its kind, when it was made, and where its secret is."""

    kind: str
    created_at: str
    detail: str


class VaultStatus(msgspec.Struct, frozen=True):
    """Everything that is to be said without showing any content. Sizes in bytes."""

    home: Path
    id: str
    created_at: str
    format: int
    cipher: str
    seq: int
    generation: int
    counts: dict[str, int]
    sizes: dict[str, int]
    slots: tuple[SlotStatus, ...]
    backups: tuple[Backup, ...]
    warnings: tuple[str, ...]


def read(vault: Vault) -> VaultStatus:
    """The state of an open vault."""
    with vault.read() as connection:
        counter = connection.execute("SELECT seq, generation FROM counter").fetchone()
        counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}
        cipher = f"SQLCipher {connection.execute('PRAGMA cipher_version').fetchone()[0]}, AES-256, 256-bit random key"
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    files = sorted(path for path in vault.layout.folder.iterdir() if not path.name.startswith("."))  # those are just being written
    sizes = {path.name: size for path in files if (size := size_of(path)) is not None}
    return VaultStatus(
        vault.home,
        vault.id,
        vault.header.created_at,
        version,
        cipher,
        counter["seq"],
        counter["generation"],
        counts,
        sizes,
        tuple(SlotStatus(slot.kind, slot.created_at, _detail(vault, slot.kind, slot.backend)) for slot in vault.header.slots),
        tuple(backups.listed(vault.home)),
        tuple(vault.warnings),
    )


def slot_warnings(home: Path, header: Header, *, ask_keychain: bool = False) -> list[str]:
    """What is weak about the ways into this vault, and which command mends it."""
    found = []
    kinds = {slot.kind for slot in header.slots}
    if kinds == {"key-file"}:
        found.append(
            "This vault has one key slot only, a key file. It protects lost copies of the vault, but not against programs or people using this "
            "account. Mend it with: alcove vault change-passphrase"
        )
    elif len(header.slots) < 2:
        found.append("This vault has one key slot only: if that fails, its memories are lost. Mend it with: alcove vault recovery-key")
    if "key-file" in kinds and (path := keyfile.find(home, header.id)) and keyfile.open_to_others(path):
        found.append(f"Other accounts can read the key file. Mend it with: chmod 600 {path}")
    if ask_keychain and (slots := header.of_kind("keychain")):
        system = keychains.find()
        if system is None:
            found.append(f"The keychain with this vault's key ({slots[0].backend}) is not here now. Keep the passphrase or recovery key at hand.")
        elif system.name != slots[0].backend:
            found.append(f"The keychain changed: the key is in the {slots[0].backend}, this desktop offers the {system.name}.")
    return found


def _detail(vault: Vault, kind: str, backend: str) -> str:
    if kind == "keychain":
        return backend
    if kind == "key-file":
        path = keyfile.find(vault.home, vault.id)
        return str(path) if path else "not at its usual place"
    if kind == "passphrase":
        argon = vault.header.of_kind("passphrase")[0].argon
        return f"Argon2id, {argon.memory >> 10} MiB, {argon.passes} passes" if argon else ""
    return "printed"
