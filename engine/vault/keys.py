"""Keys: a random root key, one sub-key per use, and the wrapping of the root key under a slot's own key.

The only module that imports `cryptography` and `argon2`.
"""

from __future__ import annotations

import secrets
import time
import unicodedata
from typing import Any

import msgspec

from engine.errors import WrongKey

KEY_BYTES = 32
NONCE_BYTES = 12
GIB = 1 << 20  # in KiB


class Argon(msgspec.Struct, frozen=True):
    """Argon2id parameters (RFC 9106): memory in KiB, passes, lanes."""

    memory: int = 64 << 10
    passes: int = 3
    lanes: int = 4


#: The least that is ever used; 0.14 s on a 2020s core. Tests use it as it is.
FLOOR = Argon()


def new_root() -> bytes:
    """A root key. Never stored unwrapped."""
    return secrets.token_bytes(KEY_BYTES)


def subkey(root: bytes, use: str, vault_id: str) -> bytes:
    """32 bytes for one use ("database", "snapshot", "seal", "journal", ...), HKDF-SHA256 (RFC 5869)."""
    return hkdf(root, salt=vault_id.encode(), info=f"alcove/{use}/1".encode())


def hkdf(secret: bytes, *, salt: bytes, info: bytes) -> bytes:
    """32 bytes out of a secret that is random already."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(secret)


def stretch(passphrase: str, salt: bytes, argon: Argon) -> bytes:
    """32 bytes out of a passphrase, slowly. The same characters typed on another keyboard (NFC) give the same key."""
    from argon2.low_level import Type, hash_secret_raw

    text = unicodedata.normalize("NFC", passphrase).encode()
    return hash_secret_raw(text, salt, argon.passes, argon.memory, argon.lanes, KEY_BYTES, Type.ID)


def calibrate(low: float = 0.5, high: float = 1.0, most_memory: int = GIB) -> Argon:
    """The costliest parameters that take `low` to `high` seconds here, never below the floor.

    Memory is scaled first (it is what graphics cards lack), within a quarter of this machine's; passes make up the rest.
    """
    most_memory = max(FLOOR.memory, min(most_memory, _memory_kib() // 4))
    taken = _time(FLOOR)
    aim = (low + high) / 2
    memory = min(most_memory, int(FLOOR.memory * aim / taken)) // 16384 * 16384
    argon = msgspec.structs.replace(FLOOR, memory=max(FLOOR.memory, memory))
    if argon.memory == FLOOR.memory:
        return argon if taken >= low else msgspec.structs.replace(argon, passes=max(FLOOR.passes, int(FLOOR.passes * aim / taken)))
    taken = _time(argon)
    if taken < low:
        return msgspec.structs.replace(argon, passes=max(FLOOR.passes, min(16, int(argon.passes * aim / taken))))
    if taken > high:
        return msgspec.structs.replace(argon, memory=max(FLOOR.memory, int(argon.memory * aim / taken) // 16384 * 16384))
    return argon


def _time(argon: Argon) -> float:
    start = time.perf_counter()
    stretch("calibration", b"\0" * 16, argon)
    return time.perf_counter() - start


def _memory_kib() -> int:
    import os

    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return 4 * GIB


def wrap(kek: bytes, root: bytes, context: bytes) -> bytes:
    """The root key under AES-256-GCM: nonce, then ciphertext and tag. `context` is authenticated with it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(kek).encrypt(nonce, root, context)


def unwrap(kek: bytes, wrapped: bytes, context: bytes) -> bytes:
    """The root key back. Raises WrongKey: another key, or an altered slot."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(kek).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as error:
        raise WrongKey("That does not open this vault.", "Check it and try again. The vault's files are untouched.") from error


def cbc_decrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    """AES-256-CBC without padding: how SQLCipher encrypts a page (engine/vault/pages.py)."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    decryptor: Any = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    plain: bytes = decryptor.update(data)
    return plain
