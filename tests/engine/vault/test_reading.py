"""A vault on a read-only disk (a small tmpfs; needs root on Linux): read as it is, and each change says why it can't be made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine import health
from engine.archive.export import export
from engine.errors import VaultFull, VaultReadOnly
from engine.memory.forgetting import Forgetting
from engine.session import Session
from engine.vault import reading
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, remember

pytestmark = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting needs root on Linux")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(folder)], check=False, capture_output=True).returncode:
        pytest.skip("this container may not mount")
    vault, _ = Vault.create(folder / "data", passphrase=PASSPHRASE, argon=FLOOR)
    remember(vault, "The user collects quillfeathers.")
    vault.close()
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def make_read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everything_can_be_read_and_not_a_byte_changes(disk: Path, tmp_path: Path) -> None:
    make_read_only(disk)
    before = files(disk)
    live = Session.open(Vault.unlock(disk / "data", passphrase=PASSPHRASE), with_chat=False, with_embedder=False)
    try:
        assert "read-only" in live.vault.read_only
        assert any("reading only" in warning for warning in live.vault.warnings)
        assert [memory.text for memory in live.memories.list().memories] == ["The user collects quillfeathers."]
        assert live.recall.search("quillfeathers").hits
        assert live.settle() == 0
        assert health.check(live.vault) == []
        assert live.vault.status().counts["memory"] == 1
        export(live.vault, tmp_path / "elsewhere.alcove", passphrase="words for the archive")
    finally:
        live.close()
    assert files(disk) == before


CHANGES: dict[str, Callable[[Vault], object]] = {
    "remember": lambda vault: remember(vault, "one more"),
    "undo": lambda vault: vault.journal.undo(),
    "erase": lambda vault: Forgetting(vault).erase([row["id"] for row in vault.query("SELECT id FROM memory")]),
    "lock": lambda vault: vault.lock_others(),
    "backup": lambda vault: vault.backup(),
    "passphrase": lambda vault: vault.change_passphrase("other words", argon=FLOOR),
    "rotation": lambda vault: vault.rotate("other words", lambda _: pytest.fail("a recovery key that never works was shown"), argon=FLOOR),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_each_change_says_why_it_cannot_be_made(disk: Path, change: Callable[[Vault], object]) -> None:
    make_read_only(disk)
    with Vault.unlock(disk / "data", passphrase=PASSPHRASE) as vault:
        with pytest.raises(VaultReadOnly) as told:
            change(vault)
        assert "read-only" in told.value.message
        assert "ALCOVE_HOME" in told.value.hint
        assert vault.one("SELECT count(*) FROM memory")[0] == 1  # type: ignore[index]


def test_what_a_crash_left_in_the_log_is_read_where_its_index_lies_beside_it(disk: Path) -> None:
    crash(disk)
    make_read_only(disk)
    with Vault.unlock(disk / "data", passphrase=PASSPHRASE) as vault:
        assert vault.one("SELECT count(*) FROM memory")[0] == 2  # type: ignore[index]


def test_what_is_in_a_log_that_cannot_be_read_is_not_passed_over_in_silence(disk: Path) -> None:
    crash(disk)
    (disk / "data" / "vault" / "memory.db-shm").unlink()
    make_read_only(disk)
    with pytest.raises(VaultReadOnly, match="write-ahead log") as told:
        Vault.unlock(disk / "data", passphrase=PASSPHRASE)
    assert "Copy the whole data folder" in told.value.hint


def crash(disk: Path) -> None:
    """Leaves a memory in the write-ahead log, as a killed process does."""
    vault = Vault.unlock(disk / "data", passphrase=PASSPHRASE)
    remember(vault, "The user keeps bees.")
    shutil.copytree(disk / "data", disk / "killed")
    vault.close()
    shutil.rmtree(disk / "data")
    (disk / "killed").rename(disk / "data")


def test_an_ordinary_disk_is_no_reason(tmp_path: Path) -> None:
    (tmp_path / "memory.db").touch()
    assert reading.why(tmp_path / "memory.db") is None


def test_a_disk_without_room_is_told_as_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "memory.db").touch()
    monkeypatch.setattr(reading, "TIGHT", 1 << 60)
    assert isinstance(reading.why(tmp_path / "memory.db"), VaultFull)
