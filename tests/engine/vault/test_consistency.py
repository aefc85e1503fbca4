from __future__ import annotations

import os

import pytest

from engine.vault import consistency
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, remember, say


def parts(vault: Vault) -> set[str]:
    return {problem.part for problem in consistency.check(vault)}


def damage(vault: Vault, sql: str) -> None:
    with vault.change("damage", "Damaged", journaled=False) as change:
        change.execute(sql)


@pytest.fixture
def filled(vault: Vault) -> Vault:
    for text in ("Anna lives in Berlin.", "猫が好きです", "It rains."):
        say(vault, text)
        remember(vault, text)
    with vault.change("embed", "Embedded", journaled=False) as change:
        for owner in (1, 2, 3):
            change.execute("INSERT INTO embedding (embedder, owner_kind, owner, vector) VALUES ('e', 'memory', ?, x'00')", (owner,))
    return vault


def test_a_whole_vault_has_no_problems(filled: Vault) -> None:
    assert consistency.check(filled, pages=True) == []


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ("INSERT INTO memory_fts (memory_fts, rowid, text) SELECT 'delete', row, text FROM memory WHERE row = 1", "search"),
        ("INSERT INTO memory_trigram (rowid, text) VALUES (99, 'stray')", "search"),
        ("INSERT INTO turn_fts (turn_fts, rowid, visible) SELECT 'delete', row, text FROM message WHERE row = 3", "search"),
        ("INSERT INTO turn_trigram (turn_trigram, rowid, visible) SELECT 'delete', row, text FROM message WHERE row = 2", "search"),
        ("INSERT INTO turn_trigram (rowid, visible) SELECT row, text FROM message WHERE row = 1", "search"),
        ("INSERT INTO embedding (embedder, owner_kind, owner, vector) VALUES ('e', 'turn', 99, x'00')", "vectors"),
        ("INSERT INTO embed_job VALUES ('memory', 99)", "vectors"),
    ],
)
def test_what_is_derived_is_checked_and_put_right(filled: Vault, sql: str, part: str) -> None:
    damage(filled, sql)
    problems = consistency.check(filled)
    assert {problem.part for problem in problems} == {part}
    assert consistency.repair(filled, problems) == []
    assert consistency.check(filled) == []
    assert filled.query("SELECT rowid FROM turn_trigram WHERE turn_trigram MATCH '好きで'")
    assert filled.query("SELECT rowid FROM memory_fts WHERE memory_fts MATCH 'berlin'")
    assert not filled.query("SELECT rowid FROM turn_trigram WHERE turn_trigram MATCH 'berlin'")


def test_windows_of_turns_that_are_gone_are_told(filled: Vault) -> None:
    damage(filled, "INSERT INTO window_fts (rowid, text) VALUES (99, 'stray')")
    assert parts(filled) == {"windows"}


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO window_fts (rowid, text) VALUES (3, 'User: It rains. It pours.')",
        "INSERT INTO window_fts (window_fts, rowid, text) VALUES ('delete', 1, 'User: Anna lives in Berlin.')",
        "INSERT INTO window_fts (rowid, text) VALUES (1, 'an older text')",
    ],
)
def test_windows_are_compared_word_by_word(filled: Vault, sql: str) -> None:
    def text(connection: object, row: int) -> str | None:
        return {1: "User: Anna lives in Berlin.", 2: "User: 猫が好きです"}.get(row)

    for row in (1, 2):
        with filled.change("index", "Indexed", journaled=False) as change:
            change.execute("INSERT INTO window_fts (rowid, text) VALUES (?, ?)", (row, text(None, row)))
    assert consistency.check(filled, window_text=text) == []
    damage(filled, sql)
    assert {problem.part for problem in consistency.check(filled, window_text=text)} == {"windows"}


def test_references_to_rows_that_are_gone_are_told(filled: Vault) -> None:
    with filled.database.maintenance() as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("INSERT INTO memory_entity (memory, entity, role) VALUES (1, 99, 'mention')")
        connection.execute("PRAGMA foreign_keys = ON")
    assert parts(filled) == {"references"}


def test_an_altered_journal_is_told(filled: Vault) -> None:
    damage(filled, "UPDATE journal SET label = 'Nothing' WHERE row = 1")
    assert parts(filled) == {"journal"}


def test_a_damaged_page_is_told(filled: Vault) -> None:
    filled.truncate_wal()
    page = filled.one("SELECT rootpage FROM sqlite_master WHERE name = 'memory'")[0]  # type: ignore[index]
    descriptor = os.open(filled.layout.database, os.O_RDWR)
    try:
        os.pwrite(descriptor, b"\0\0", page * 4096 - 2000)
    finally:
        os.close(descriptor)
    filled.close()
    with Vault.unlock(filled.home, passphrase=PASSPHRASE) as again:
        assert "pages" in {problem.part for problem in consistency.check(again, pages=True)}


def test_after_a_crash_search_rows_are_looked_at_and_rebuilt(filled: Vault, tmp_path: object) -> None:
    import shutil

    damage(filled, "INSERT INTO memory_fts (memory_fts, rowid, text) SELECT 'delete', row, text FROM memory WHERE row = 1")
    copy = filled.home.with_name("crashed")
    shutil.copytree(filled.home, copy)
    (copy / "vault" / "vault.seal").unlink()
    with Vault.unlock(copy, passphrase=PASSPHRASE) as again:
        assert again.query("SELECT rowid FROM memory_fts WHERE memory_fts MATCH 'berlin'")
        assert consistency.check(again) == []
