"""Key slots: each wraps the same root key under a key of its own, and any one opens the vault."""

from __future__ import annotations

import secrets
from typing import Literal

import msgspec

from engine import clock
from engine.errors import VaultDamaged
from engine.ids import new_id
from engine.vault import keys
from engine.vault.keys import Argon

Kind = Literal["passphrase", "recovery", "keychain", "key-file"]
VERSION = 1
#: Parameters beyond these come from damage or malice, not from us: deriving with them would hang the machine.
MOST = Argon(memory=8 << 20, passes=64, lanes=64)


class Slot(msgspec.Struct, frozen=True):
    """One way in. `wrapped` is the root key under AES-256-GCM; everything else here is authenticated with it."""

    id: str
    kind: Kind
    created_at: str
    salt: bytes
    wrapped: bytes
    argon: Argon | None = None  # passphrase slots
    backend: str = ""  # keychain slots: whose keychain holds the secret
    version: int = VERSION

    def open(self, secret: bytes | str, vault_id: str) -> bytes:
        """The root key. Raises WrongKey."""
        return keys.unwrap(_kek(self, secret), self.wrapped, _context(self, vault_id))


def new_slot(kind: Kind, secret: bytes | str, root: bytes, vault_id: str, *, argon: Argon | None = None, backend: str = "") -> Slot:
    """Wraps `root` under a passphrase (text), or under random bytes: a recovery key, a keychain's or a key file's secret."""
    slot = Slot(id=new_id(), kind=kind, created_at=clock.to_utc(clock.now()), salt=secrets.token_bytes(16), wrapped=b"", argon=argon, backend=backend)
    wrapped = keys.wrap(_kek(slot, secret), root, _context(slot, vault_id))
    return msgspec.structs.replace(slot, wrapped=wrapped)


def _kek(slot: Slot, secret: bytes | str) -> bytes:
    if isinstance(secret, bytes):
        return keys.hkdf(secret, salt=slot.salt, info=f"alcove/slot/{slot.kind}".encode())
    argon = slot.argon or keys.FLOOR
    if argon.memory > MOST.memory or argon.passes > MOST.passes or argon.lanes > MOST.lanes or argon.memory < 8 * argon.lanes or argon.passes < 1:
        raise VaultDamaged("A key slot asks for impossible Argon2 parameters.", "vault.json is damaged: restore it from a backup.")
    return keys.stretch(secret, slot.salt, argon)


def _context(slot: Slot, vault_id: str) -> bytes:
    """What can't be altered without the slot refusing to open: no weaker parameters, no slot from another vault."""
    return msgspec.json.encode(["alcove key slot", slot.version, vault_id, slot.kind, slot.id, slot.salt, slot.argon, slot.backend])
