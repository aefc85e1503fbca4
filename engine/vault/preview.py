"""What a backup holds, and what restoring it would take away and bring back: looked at, with nothing changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from engine.errors import VaultError, WrongKey
from engine.vault.connection import damage, look
from engine.vault.layout import Layout
from engine.vault.restoring import Opened, keys_alone

HELD = ("conversation", "message", "memory", "entity")


class Preview(msgspec.Struct, frozen=True):
    """`holds`: rows by table. `newest`: when its last message was stored. `present`: whole, damaged, missing, or other (another key).
    Of the present vault, `lost` is newer and would be missing, `changed` memories would be as they were, `back` had been removed since, and
    `unforgotten` memories had been forgotten since. `erasings`: steps since that erased something, which would come back. `keys_alone`: only
    the present vault's key slots are gone; those of the backup open it, with nothing lost (`restoring.restore_keys`)."""

    name: str
    at: str
    reason: str
    size: int
    checked_at: str
    format: int
    seq: int
    whole: bool
    holds: dict[str, int]
    embedders: dict[str, int]
    newest: str
    opens_with: str
    present: str
    lost: dict[str, int] = {}
    changed: int = 0
    back: dict[str, int] = {}
    unforgotten: int = 0
    erasings: int = 0
    keys_alone: bool = False


def preview(opened: Opened) -> Preview:
    """Checks every page of the backup, counts, and compares. Raises VaultError when the backup can't be read at all."""
    backup = opened.backup
    path = backup.path / "memory.db"
    found = Preview(
        backup.path.name, backup.at, backup.reason, backup.size, backup.checked_at, 0, backup.seq, False, {}, {}, "", _opens_with(opened), "missing"
    )  # fmt: skip
    with look(path, opened.key) as connection:
        if damage(connection):
            return _compared(found, opened, path)
        tables = _tables(connection)
        holds = {table: _count(connection, f"SELECT count(*) FROM {table}") for table in HELD if table in tables}
        embedders = dict(connection.execute("SELECT embedder, count(*) FROM embedding GROUP BY 1").fetchall()) if "embedding" in tables else {}
        newest = connection.execute("SELECT max(recorded_at) FROM message").fetchone()[0] or ""
        version = _count(connection, "PRAGMA user_version")
    read = msgspec.structs.replace(found, format=version, whole=True, holds=holds, embedders=embedders, newest=newest)
    return _compared(read, opened, path)


def _compared(found: Preview, opened: Opened, path: Path) -> Preview:
    present = Layout(opened.home).database
    if not present.exists():
        return found
    try:
        with look(present, opened.key) as connection:
            if not found.whole:
                return msgspec.structs.replace(found, present="whole")
            connection.execute(f"ATTACH DATABASE 'file:{quote(str(path))}?mode=ro&immutable=1' AS b KEY \"x'{opened.key.hex()}'\"")
            return msgspec.structs.replace(found, present="whole", keys_alone=keys_alone(opened), **_difference(connection))
    except WrongKey:
        return msgspec.structs.replace(found, present="other")
    except VaultError:
        return msgspec.structs.replace(found, present="damaged")
    except Exception as error:
        if not hasattr(error, "sqlite_errorname"):
            raise
        return msgspec.structs.replace(found, present="damaged")


def _difference(connection: Any) -> dict[str, Any]:
    shared = [table for table in HELD if table in _tables(connection) and table in _tables(connection, "b")]
    only = "SELECT count(*) FROM {here}.{table} WHERE id NOT IN (SELECT id FROM {there}.{table})"
    lost = {table: _count(connection, only.format(table=table, here="main", there="b")) for table in shared}
    back = {table: _count(connection, only.format(table=table, here="b", there="main")) for table in shared}
    pair = "SELECT count(*) FROM main.memory m JOIN b.memory o ON o.id = m.id WHERE"
    return {
        "lost": {table: count for table, count in lost.items() if count},
        "back": {table: count for table, count in back.items() if count},
        "changed": _count(connection, f"{pair} m.version <> o.version OR m.text <> o.text OR m.status <> o.status"),
        "unforgotten": _count(connection, f"{pair} m.status = 'trashed' AND o.status <> 'trashed'"),
        "erasings": _count(connection, "SELECT count(*) FROM main.journal WHERE operation = 'erase' AND id NOT IN (SELECT id FROM b.journal)"),
    }


def _tables(connection: Any, schema: str = "main") -> set[str]:
    return {str(row[0]) for row in connection.execute(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'")}


def _count(connection: Any, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])


def _opens_with(opened: Opened) -> str:
    if opened.present:
        return "what opens the vault now"
    ways = {
        "passphrase": "the passphrase set",
        "recovery": "the recovery key made",
        "keychain": "the keychain's key of",
        "key-file": "the key file made",
    }
    told = [f"{ways[slot.kind]} on {slot.created_at[:10]}".replace("of on", "of") for slot in opened.header.slots]
    return " or ".join(told)
