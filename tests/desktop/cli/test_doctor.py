"""`alcove doctor`: what it finds, mends and tells; what it never tells."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.cli import opening
from engine.memory.facts import Memories
from engine.vault.holdings import HELD
from tests.desktop.cli.support import Command

CANARY = "quillfeather"


def checks(found: object) -> dict[str, str]:
    return {check["subject"]: check["state"] for check in found["checks"]}  # type: ignore[index]


def fill(vault: Command) -> int:
    """A canary in every column of words; how many columns took it."""
    vault("remember", f"my {CANARY} Anna lives in Berlin")
    vault("remember", "always answer briefly")
    filled = 0
    with opening.vault() as opened:
        with opened.change("fill", "Filled", journaled=False) as change:
            change.execute(
                "INSERT INTO rejected (text, reason, message, at) SELECT ?, 'other', max(row), '2026-11-22T08:00:00Z' FROM message", (CANARY,)
            )
            change.execute("INSERT INTO entity_alias (entity, alias, folded) SELECT max(row), ?, ? FROM entity", (CANARY, CANARY))
            change.execute("INSERT INTO setting (key, value) VALUES ('persona', ?)", (f'"{CANARY}"',))
            change.execute(
                "INSERT INTO draft (conversation, text, updated_at) SELECT max(row), ?, '2026-11-22T08:00:00Z' FROM conversation", (CANARY,)
            )
            change.execute("UPDATE conversation SET title = ?", (CANARY,))
            change.execute("UPDATE message SET speaker = ?, external_id = ? || row", (CANARY, CANARY))
            change.execute("UPDATE memory SET scope = ?, category = ?, time_words = ?, steps = ?", (CANARY, CANARY, CANARY, f'["{CANARY}"]'))
            change.execute("UPDATE embedding SET embedder = ?", (CANARY,))
        Memories(opened)
        for held in HELD:
            if held.readable:
                rows = opened.query(f"SELECT 1 FROM {held.table} WHERE instr(lower(CAST({held.column} AS TEXT)), ?) LIMIT 1", (CANARY,))
                filled += len(rows)
    return filled


def test_a_report_holds_nothing_of_what_is_stored_and_names_no_folder(vault: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fill(vault) > 15
    home = tmp_path / f"{CANARY}-account" / "data"
    shutil.copytree(vault.home, home)
    shutil.copytree(vault.home.with_name("data.keys"), home.with_name("data.keys"))
    monkeypatch.setenv("ALCOVE_HOME", str(home))
    monkeypatch.setenv("HOME", str(tmp_path / f"{CANARY}-account"))
    monkeypatch.setenv("ALCOVE_MODELS", str(tmp_path / f"{CANARY}-account" / "models"))
    (home / "vault" / "vault.seal").write_bytes(b"")  # warnings are told, too
    report = tmp_path / "report.txt"
    done = vault("doctor", "--report", str(report))
    assert f"The report is in {report}".lower() in done.err.lower()
    text = report.read_text()
    assert "seal" in text and "SQLCipher" in text and "key-file" in text and "Argon2id" not in text
    assert CANARY not in text.lower()
    assert str(tmp_path) not in text and "/" + "tmp" not in text
    assert report.stat().st_mode & 0o077 == 0


def test_a_report_is_never_written_over_a_file(vault: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    failed = vault("doctor", "--report", str(tmp_path / "mine.txt"))
    assert failed.code == 1 and "not overwritten" in failed.err
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_cipher_keys_files_seal_and_backups_are_told(vault: Command) -> None:
    vault("remember", "my sister Anna lives in Berlin")
    vault("backups", "make")
    found = vault("doctor")
    for part in ("AES-256", "pages of 4096 bytes", "key-file", "memory.db", "encrypted", "none missing", "1, newest", "found whole"):
        assert part in found.out, part
    assert checks(vault("doctor", "--json").json)["seal outside"] == "note"


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO memory_fts (rowid, text) VALUES (999, 'stray')",
        "INSERT INTO window_fts (rowid, text) VALUES (999, 'stray')",
        "INSERT INTO embedding (embedder, owner_kind, owner, vector) VALUES ('e', 'memory', 999, x'0000')",
    ],
)
def test_what_is_derived_is_built_anew(vault: Command, sql: str) -> None:
    vault("remember", "my sister Anna lives in Berlin")
    with opening.vault() as opened, opened.database.maintenance() as connection:
        connection.execute(sql)
    assert "alcove doctor --repair" in vault("doctor").out
    mended = vault("doctor", "--repair")
    assert mended.code == 0 and "put right" in mended.out
    assert vault("doctor").code == 0
    assert "Anna" in vault("recall", "where does my sister live?").out


def test_residue_is_looked_for_on_request_and_the_text_is_not_repeated(vault: Command) -> None:
    vault("remember", "my sister Anna lives in Berlin")
    clean = vault("doctor", "--residue", stdin="quillfeather\nanother word\n")
    assert clean.code == 0 and "none of 2 texts is left" in clean.out
    there = vault("doctor", "--residue", stdin="lives in Berlin\n\n")
    assert there.code == 1 and "text 1 is still in" in there.out
    for found in (clean, there):
        assert "quillfeather" not in found.out and "Berlin" not in found.out


def test_missing_commits_are_told_until_it_is_acknowledged(vault: Command, tmp_path: Path) -> None:
    database = vault.home / "vault" / "memory.db"
    shutil.copy(database, tmp_path / "old.db")
    vault("remember", "my sister Anna lives in Berlin")
    shutil.copy(tmp_path / "old.db", database)
    assert "missing" in vault("vault", "status").err
    assert "alcove doctor --acknowledge" in vault("vault", "status").err
    assert vault("doctor", "--acknowledge").out == "You will hear no more of it.\n"
    assert vault("vault", "status").err.count("missing") == 0
    assert vault("doctor", "--acknowledge").out == "There was nothing to acknowledge.\n"


@pytest.mark.parametrize("ruin", ["header", "page", "cut", "empty"])
def test_a_ruined_vault_is_explained_and_never_a_crash(vault: Command, ruin: str) -> None:
    for number in range(6):
        vault("remember", f"I have {number + 2} bicycles")
    name = vault("backups", "make", "--json").json["name"]
    folder = vault.home / "vault"
    database = folder / "memory.db"
    if ruin == "header":
        for path in folder.glob("vault.json*"):
            path.write_bytes(b"{}")
    elif ruin == "page":
        content = bytearray(database.read_bytes())
        for at in range(5 * 4096, len(content), 4096):
            content[at + 100] ^= 1
        database.write_bytes(content)
    else:
        database.write_bytes(database.read_bytes()[:20_000] if ruin == "cut" else b"")
    found = vault("doctor")
    assert found.code == 1 and "FAILED" in found.out
    assert "inside Alcove" not in found.out + found.err
    assert name in found.out or "alcove backups" in found.out
