"""Every released format opens for ever; a step to the next one is backed up before, and a crash in it changes nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from engine.errors import VaultError, VaultTooNew
from engine.vault import backups, consistency, opening
from engine.vault.layout import Layout
from engine.vault.migrations import FORMAT, STEPS
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, go_back, hashes, remember

FIXTURES = Path(__file__).parents[2] / "fixtures" / "vaults"
FIXTURE_PASSPHRASE = "made for a test"
SECOND = "CREATE TABLE colour (row INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;\nINSERT INTO colour (name) SELECT text FROM memory;\n"


def open_with(home: Path, passphrase: str, *more: str) -> Vault:
    """Unlocks as a release would that knows further steps."""
    layout = Layout(home)
    header, root, warnings = opening.unlock(layout, passphrase=passphrase, recovery_key=None, key_file=None, keychain=False)
    return Vault(layout, header, root, warnings, steps=(*STEPS, *more))


@pytest.mark.parametrize("number", range(1, FORMAT + 1))
def test_a_vault_of_each_released_format_opens(number: int, tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / f"format-{number}", tmp_path / "data")
    with Vault.unlock(tmp_path / "data", passphrase=FIXTURE_PASSPHRASE) as vault:
        assert vault.warnings == []
        assert [row["text"] for row in vault.query("SELECT text FROM memory ORDER BY row")] == [
            "The user's sister Anna lives in Berlin.",
            "猫が好きです",
        ]
        assert [row["visible"] for row in vault.query("SELECT visible FROM message ORDER BY row")] == [
            "My sister Anna lives in Berlin.",
            "猫が好きです",
        ]
        assert vault.query("SELECT rowid FROM memory_fts WHERE memory_fts MATCH 'berlin'")
        assert consistency.check(vault, pages=True) == []
        assert vault.status().format == FORMAT
        while vault.journal.undo():
            pass
        assert vault.query("SELECT * FROM memory") == []


@pytest.mark.parametrize("number", range(1, FORMAT + 1))
def test_an_old_vault_ends_with_the_schema_of_a_new_one(number: int, vault: Vault, tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / f"format-{number}", tmp_path / "old")
    schema = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    with Vault.unlock(tmp_path / "old", passphrase=FIXTURE_PASSPHRASE) as old:
        assert [tuple(row) for row in old.query(schema)] == [tuple(row) for row in vault.query(schema)]


def test_the_fixture_opens_with_its_recovery_key(tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "format-1", tmp_path / "data")
    Vault.unlock(tmp_path / "data", recovery_key=(FIXTURES / "format-1.recovery").read_text()).close()


def test_a_step_is_backed_up_before_and_keeps_everything(vault: Vault) -> None:
    remember(vault, "The user likes rain.")
    vault.close()
    with open_with(vault.home, PASSPHRASE, SECOND) as newer:
        assert newer.status().format == FORMAT + 1
        assert [row["name"] for row in newer.query("SELECT name FROM colour")] == ["The user likes rain."]
        assert newer.journal.verify().ok
        [made] = backups.listed(vault.home)
    before = hashes(vault.home)
    with pytest.raises(VaultTooNew, match=f"format {FORMAT + 1}"):
        Vault.unlock(vault.home, passphrase=PASSPHRASE)
    assert hashes(vault.home) == before
    assert made.reason == "migration"
    go_back(vault.home, made)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:  # the older Alcove, with the backup
        assert again.one("SELECT text FROM memory")["text"] == "The user likes rain."  # type: ignore[index]


def test_a_step_that_fails_leaves_the_old_format(vault: Vault) -> None:
    remember(vault, "The user likes rain.")
    vault.close()
    with pytest.raises(Exception, match="no such table"):
        open_with(vault.home, PASSPHRASE, SECOND + "INSERT INTO nowhere VALUES (1);")
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.status().format == FORMAT
        assert again.query("SELECT name FROM sqlite_master WHERE name = 'colour'") == []
        assert again.warnings == []


def test_without_a_backup_there_is_no_step(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise VaultError("The backup is not whole.")

    remember(vault, "The user likes rain.")
    vault.close()
    monkeypatch.setattr(backups, "make", fail)
    with pytest.raises(VaultError, match="not whole"):
        open_with(vault.home, PASSPHRASE, SECOND)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.status().format == FORMAT


def test_a_crash_in_the_middle_of_a_step_leaves_the_old_format(vault: Vault) -> None:
    remember(vault, "The user likes rain.")
    vault.close()
    child = textwrap.dedent("""
        import os, signal, sys
        from pathlib import Path
        from engine.vault import migrating
        from tests.engine.vault import test_migrations as tests

        statements = migrating._statements
        def dying(script):
            for statement in statements(script):
                if "nowhere" in statement:
                    os.kill(os.getpid(), signal.SIGKILL)
                yield statement
        migrating._statements = dying
        tests.open_with(Path(sys.argv[1]), tests.PASSPHRASE, tests.SECOND + "INSERT INTO nowhere VALUES (1);")
    """)
    found = subprocess.run([sys.executable, "-c", child, str(vault.home)], cwd=Path(__file__).parents[3], env=os.environ, check=False)
    assert found.returncode == -signal.SIGKILL
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.status().format == FORMAT
        assert again.query("SELECT name FROM sqlite_master WHERE name = 'colour'") == []
        assert again.one("SELECT text FROM memory")["text"] == "The user likes rain."  # type: ignore[index]
        assert again.warnings == []
        assert len(backups.listed(vault.home)) == 1
    with open_with(vault.home, PASSPHRASE, SECOND) as newer:
        assert newer.status().format == FORMAT + 1


def test_two_processes_meeting_a_new_format_take_the_step_once(vault: Vault) -> None:
    vault.close()
    first, second = open_with(vault.home, PASSPHRASE, SECOND), open_with(vault.home, PASSPHRASE, SECOND)
    assert first.status().format == second.status().format == FORMAT + 1
    first.close()
    second.close()
