"""A disk that is really full (a small tmpfs; needs root on Linux)."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import VaultFull
from engine.vault import ballast, consistency
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.faults.writer import turn

pytestmark = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting needs root on Linux")


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(folder)], check=False, capture_output=True).returncode:
        pytest.skip("this container may not mount")
    monkeypatch.setattr(ballast, "SIZE", 1 << 20)
    monkeypatch.setattr(ballast, "ROOM", 2 << 20)
    monkeypatch.setattr(ballast, "LOW", 256 << 10)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(vault: Vault, text: str = "The user likes rain, and says so at length. " * 20) -> int:
    """Writes until it is told that the disk is full; how many turns were stored."""
    count = 0
    while True:
        try:
            turn(vault, text)
        except VaultFull:
            return count
        count += 1


def test_nothing_is_lost_reading_and_deleting_work_and_then_writing_again(disk: Path) -> None:
    vault, _ = Vault.create(disk / "data", passphrase="words", argon=FLOOR)
    count = fill(vault)
    assert count > 10
    assert vault.one("SELECT count(*) FROM memory")[0] == count  # type: ignore[index]
    assert consistency.check(vault) == []
    vault.close()
    with Vault.unlock(disk / "data", passphrase="words") as again:
        assert again.one("SELECT count(*) FROM memory")[0] == count  # type: ignore[index]
        for row in range(1, count + 1):
            with again.change("erase", "Erased", undoable=False) as change:
                again.journal.drop_content(change, [("memory", row)])
                change.delete("memory", row)
                change.delete("message", row)
            if row % 5 == 0:
                again.truncate_wal()
        again.truncate_wal()
        assert again.one("SELECT count(*) FROM memory")[0] == 0  # type: ignore[index]
        assert consistency.check(again, pages=True) == []
        turn(again, "there is room again")


def test_a_disk_that_others_filled_is_no_different(disk: Path) -> None:
    vault, _ = Vault.create(disk / "data", passphrase="words", argon=FLOOR)
    for number in range(20):
        turn(vault, f"fact {number}")
    vault.truncate_wal()
    with (disk / "film.mkv").open("wb", buffering=0) as film, contextlib.suppress(OSError):
        while True:
            film.write(b"\0" * 4096)
    assert fill(vault, "one more") < 200
    with vault.change("forget", "Forgot a memory") as change:
        change.update("memory", 1, status="trashed")
    assert vault.one("SELECT count(*) FROM memory WHERE status = 'active'")[0] >= 19  # type: ignore[index]
    (disk / "film.mkv").unlink()
    turn(vault, "there is room again")
    vault.close()
    with Vault.unlock(disk / "data", passphrase="words") as again:
        assert again.warnings == []
        assert again.layout.ballast.exists()
