from __future__ import annotations

import errno
from pathlib import Path

import pytest

from engine.errors import VaultDamaged, VaultError, VaultFull
from engine.vault import consistency, trouble
from engine.vault.connection import connect, look, refuse_read_only
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, remember


class Failed(Exception):
    """As the database's driver makes them."""

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(text)
        self.sqlite_errorname = name


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "x"), VaultFull),
        (OSError(errno.EDQUOT, "x"), VaultFull),
        (OSError(errno.EROFS, "x"), VaultError),
        (OSError(errno.EIO, "x"), VaultError),
        (Failed("SQLITE_FULL"), VaultFull),
        (Failed("", "database or disk is full"), VaultFull),
        (Failed("SQLITE_IOERR_FSYNC"), VaultError),
        (Failed("SQLITE_READONLY_DBMOVED"), VaultError),
        (Failed("SQLITE_CORRUPT"), VaultDamaged),
    ],
)
def test_a_failing_disk_is_told_with_a_hint(error: Exception, kind: type[VaultError]) -> None:
    with pytest.raises(kind) as found, trouble.told():
        raise error
    assert type(found.value) is kind
    assert found.value.message and found.value.hint
    assert found.value.__cause__ is error


@pytest.mark.parametrize("error", [Failed("SQLITE_CONSTRAINT_UNIQUE"), Failed("SQLITE_CORRUPT_VTAB"), Failed("SQLITE_INTERRUPT"), ValueError("x")])
def test_other_errors_stay_as_they_are(error: Exception) -> None:
    with pytest.raises(type(error)) as found, trouble.told():
        raise error
    assert found.value is error


def test_a_page_that_a_crash_left_half_moved_out_of_the_log_is_no_damage(vault: Vault, tmp_path: Path) -> None:
    """Found by kills in the middle of a checkpoint: the check of the pages looked at the file alone, and told to restore a backup."""
    remember(vault, "The user likes rain.")
    copy = tmp_path / "copy"
    (copy / "vault").mkdir(parents=True)
    for name in ("memory.db", "memory.db-wal", "vault.json", "vault.seal"):
        (copy / "vault" / name).write_bytes((vault.layout.folder / name).read_bytes())
    log = (copy / "vault" / "memory.db-wal").read_bytes()
    page = int.from_bytes(log[32:36], "big")
    with (copy / "vault" / "memory.db").open("r+b") as file:
        file.seek((page - 1) * 4096 + 2048)
        file.write(bytes(2048))
    with Vault.unlock(copy, passphrase=PASSPHRASE) as again:
        assert consistency.check(again, pages=True) == []


def test_a_page_that_a_crash_left_half_written_outside_the_log_is_taken_back(vault: Vault, tmp_path: Path) -> None:
    """The step to WAL, after a restore, writes by way of a rollback journal: looking at the file alone, the vault passed for damaged."""
    remember(vault, "The user likes rain.")
    vault.close()
    database = vault.layout.database
    connection = connect(database, vault_key(vault), create=False, settings=("journal_mode = DELETE", "cache_size = 1", "cache_spill = 1"))
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE counter SET generation = 7")
    connection.execute(
        "CREATE TABLE wide AS WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n LIMIT 3000) SELECT n, randomblob(300) FROM n"
    )
    written = {name: (vault.layout.folder / name).read_bytes() for name in ("memory.db", "memory.db-journal")}
    connection.execute("ROLLBACK")
    connection.close()
    for name, data in written.items():
        (vault.layout.folder / name).write_bytes(data)
    with database.open("r+b") as file:
        file.seek(512)
        file.write(bytes(2048))  # of page 1
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.one("SELECT text FROM memory")["text"] == "The user likes rain."  # type: ignore[index]
        assert consistency.check(again, pages=True) == []


def test_a_connection_that_can_only_read_is_told_at_once(vault: Vault) -> None:
    """Found on failing disks: a call that failed for a moment left SQLite reading only, and the vault refused every change until it was locked."""
    with look(vault.layout.database, vault.subkey("database")) as connection, pytest.raises(VaultError, match="read-only"), trouble.told():
        refuse_read_only(connection)


def test_another_process_that_is_writing_does_not_keep_the_vault_from_opening(vault: Vault) -> None:
    with vault.change("note", "Noted") as change:
        change.execute("UPDATE counter SET generation = 7")
        with Vault.unlock(vault.home, passphrase=PASSPHRASE) as second:
            assert second.generation == 0


def vault_key(vault: Vault) -> bytes:
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as opened:
        return opened.subkey("database")
