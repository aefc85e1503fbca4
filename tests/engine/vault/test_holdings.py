from __future__ import annotations

from collections import Counter

from engine.vault import holdings, snapshots
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, go_back, remember


def test_every_column_that_could_hold_text_is_declared(vault: Vault) -> None:
    held = {(column.table, column.column) for column in holdings.HELD}
    plain = {(table, column) for table, columns in holdings.PLAIN.items() for column in columns}
    assert held & plain == set()
    numbers = {"INTEGER", "REAL"}
    virtual = {row["name"] for row in vault.query("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")}
    there = {
        (table["name"], column["name"])
        for table in vault.query("SELECT name FROM sqlite_master WHERE type = 'table'")
        if table["name"] not in virtual  # their shadow tables are listed
        for column in vault.query(f"SELECT name, type FROM pragma_table_xinfo('{table['name']}')")
        if column["type"].upper() not in numbers
    }
    assert there - held - plain == set(), "declare these in engine/vault/holdings.py"
    assert held | plain == there, "these are declared and not there"


def test_no_column_is_declared_twice() -> None:
    assert [key for key, count in Counter((column.table, column.column) for column in holdings.HELD).items() if count > 1] == []


def test_every_held_column_says_how_it_is_erased() -> None:
    assert all(column.erased for column in holdings.HELD)
    assert all(file.erased for file in holdings.FILES if file.holds)


def test_every_file_is_declared(vault: Vault) -> None:
    remember(vault, "The user likes rain.")
    snapshots.save(vault, "turns", {"data": b"x"}, 1)
    made = vault.backup()
    vault.close()
    (vault.layout.folder / "vault.json").write_bytes(b"")
    Vault.unlock(vault.home, passphrase=PASSPHRASE).close()
    go_back(vault.home, made)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE):
        there = [str(path.relative_to(vault.home)) for path in vault.home.rglob("*") if path.is_file()]
    assert len(there) > 10
    assert [path for path in there if not holdings.is_declared(path)] == []
