"""vectors.db: snapshots of the indexes, a second SQLCipher file. Its key depends on a random row of the vault: dropping that row shreds it.

Derived and disposable: a missing, foreign or damaged file counts as "no snapshot".
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from engine.errors import VaultError
from engine.vault.connection import connect, damage

if TYPE_CHECKING:
    from engine.vault.change import Change
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
PIECE = 32 << 20
ROW = "snapshot_key"
SETTINGS = ("journal_mode = DELETE", "synchronous = NORMAL", "temp_store = MEMORY")
SCHEMA = """
CREATE TABLE IF NOT EXISTS snapshot (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS blob (name TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (name, key, n)) STRICT;
"""


def save(vault: Vault, name: str, blobs: Mapping[str, bytes], covers_seq: int) -> None:
    """Replaces the snapshot `name`, which covers the vault up to commit `covers_seq`."""
    key = file_key(vault) or _new_key(vault)
    connection = _open(vault, key)
    try:
        connection.executescript(SCHEMA)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM blob WHERE name = ?", (name,))
        connection.execute("INSERT INTO snapshot VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET seq = excluded.seq", (name, covers_seq))
        for blob, data in blobs.items():
            for n, start in enumerate(range(0, max(len(data), 1), PIECE)):
                connection.execute("INSERT INTO blob VALUES (?, ?, ?, ?)", (name, blob, n, memoryview(data)[start : start + PIECE]))
        connection.execute("COMMIT")
    finally:
        connection.close()


def load(vault: Vault, name: str) -> tuple[dict[str, bytes], int] | None:
    """The blobs and the commit that they cover, or None."""
    key = file_key(vault)
    path = vault.layout.vectors
    if key is None or not path.exists():
        return None
    try:
        connection = connect(path, key, create=False, settings=("query_only = ON",))
    except VaultError:  # shredded since it was written, or damaged
        return None
    try:
        found = connection.execute("SELECT seq FROM snapshot WHERE name = ?", (name,)).fetchone()
        if found is None:
            return None
        parts: dict[str, list[bytes]] = {}
        for row in connection.execute("SELECT key, data FROM blob WHERE name = ? ORDER BY key, n", (name,)):
            parts.setdefault(row["key"], []).append(row["data"])
        return {blob: b"".join(pieces) for blob, pieces in parts.items()}, int(found["seq"])
    except Exception as error:  # a page that fails its HMAC, a missing table
        log.warning("snapshot not usable", error=type(error).__name__)
        return None
    finally:
        connection.close()


def covered(vault: Vault) -> dict[str, int]:
    """Of each snapshot that can be read the commit that it covers."""
    key = file_key(vault)
    if key is None or not vault.layout.vectors.exists():
        return {}
    try:
        connection = connect(vault.layout.vectors, key, create=False, settings=("query_only = ON",))
    except VaultError:
        return {}
    try:
        return {str(row["name"]): int(row["seq"]) for row in connection.execute("SELECT name, seq FROM snapshot")}
    except Exception as error:
        log.warning("snapshot not usable", error=type(error).__name__)
        return {}
    finally:
        connection.close()


def shred(change: Change) -> None:
    """Makes every snapshot unreadable, in the transaction that erases: its key is gone with the commit. The file goes with the next `save`."""
    change.execute("DELETE FROM meta WHERE key = ?", (ROW,))


def tidy(vault: Vault) -> None:
    """At unlock: a file without a key is what a crash left after shredding."""
    if vault.layout.vectors.exists() and file_key(vault) is None:
        discard(vault)


def discard(vault: Vault) -> None:
    """Deletes the file."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            vault.layout.vectors.with_name(vault.layout.vectors.name + suffix).unlink()


def file_key(vault: Vault) -> bytes | None:
    """The key of the file as it is now, or None after shredding."""
    row = vault.one("SELECT value FROM meta WHERE key = ?", (ROW,))
    return hmac.digest(vault.subkey("snapshot"), row["value"], "sha256") if row else None


def _new_key(vault: Vault) -> bytes:
    with vault.change("snapshot", "Made a key for index snapshots", actor="maintenance", journaled=False) as change:
        change.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (ROW, secrets.token_bytes(32)))
    key = file_key(vault)
    assert key is not None
    return key


def _open(vault: Vault, key: bytes) -> Any:
    path: Path = vault.layout.vectors
    for attempt in range(2):
        try:
            if not path.exists():
                os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
            connection = connect(path, key, settings=SETTINGS)
            if not damage(connection):
                return connection
            connection.close()
        except VaultError:
            if attempt:
                raise
        discard(vault)
    raise VaultError("The snapshot file can't be written.", "It is only a cache: search stays exact without it.")
