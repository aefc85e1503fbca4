from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from engine.errors import VaultFull
from engine.vault import ballast
from engine.vault.ballast import Ballast
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, remember

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Sets how much free space the disk says it has."""
    space = [1 << 40]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1 << 40, 0, space[0]))
    return space


def limit(vault: Vault) -> None:
    """From now on the database can't grow."""
    with vault.database.maintenance() as connection:
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")


def fill(vault: Vault) -> VaultFull:
    """Writes until it is told to stop; the error that says so."""
    while True:
        try:
            remember(vault, "The user likes rain. " * 200)
        except VaultFull as error:
            return error


def test_the_space_is_really_taken(tmp_path: Path) -> None:
    Ballast(tmp_path / "ballast").ensure()
    found = (tmp_path / "ballast").stat()
    assert found.st_size == ballast.SIZE
    assert found.st_blocks * 512 >= ballast.SIZE


def test_on_a_nearly_full_disk_no_space_is_taken(tmp_path: Path, free: list[int]) -> None:
    free[0] = ballast.LOW
    Ballast(tmp_path / "ballast").ensure()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_and_nothing_is_lost(vault: Vault) -> None:
    remember(vault, "from before")
    limit(vault)
    error = fill(vault)
    assert "Everything from before is whole" in error.message
    assert "Forgetting" in error.hint
    assert vault.query("SELECT text FROM memory WHERE text = 'from before'")
    assert vault.journal.verify().ok
    count = vault.one("SELECT count(*) FROM memory")[0]  # type: ignore[index]
    assert len(vault.journal.entries(10_000)) == count


def test_what_only_stores_never_spends_the_ballast_and_deleting_works_on_a_full_disk(vault: Vault) -> None:
    remember(vault, "from before")
    limit(vault)
    fill(vault)
    assert vault.layout.ballast.exists()
    for row in vault.query("SELECT row FROM memory"):
        with vault.change("erase", "Erased", undoable=False) as change:
            change.delete("memory", row["row"])
    vault.truncate_wal()
    assert vault.one("SELECT count(*) FROM memory")[0] == 0  # type: ignore[index]
    remember(vault, "there is room again")


def test_forgetting_on_a_full_disk_uses_the_ballast_at_once(vault: Vault, free: list[int]) -> None:
    row, _ = remember(vault, "from before")
    free[0] = 0
    with vault.change("forget", "Forgot a memory") as change:
        change.update("memory", row, status="trashed")
    assert not vault.layout.ballast.exists()


def test_with_the_ballast_gone_only_what_frees_space_is_let_through(vault: Vault, free: list[int]) -> None:
    remember(vault, "from before")
    free[0] = 0
    vault.ballast.release()
    with pytest.raises(VaultFull):
        remember(vault, "one more")
    assert vault.journal.undo() is not None
    free[0] = 1 << 40
    remember(vault, "one more")


@pytest.mark.parametrize("operation", ["forget", "erase", "lock"])
def test_only_forgetting_erasing_and_locking_spend_it_and_it_is_taken_back_later(vault: Vault, free: list[int], operation: str) -> None:
    remember(vault, "from before")
    vault.close()
    free[0] = 0
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.journal.undo() is not None
        assert again.layout.ballast.exists()
        with again.change(operation, "Something", journaled=False) as change:
            change.execute("DELETE FROM memory")
        assert not again.layout.ballast.exists()
    free[0] = 1 << 40
    Vault.unlock(vault.home, passphrase=PASSPHRASE).close()
    assert vault.layout.ballast.exists()
