"""On a disk that is really full one can still forget, erase, export to another disk and lock (a small tmpfs; needs root on Linux)."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.archive.export import export
from engine.errors import VaultFull
from engine.memory.forgetting import Forgetting
from engine.vault import backups, ballast
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, remember

pytestmark = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting needs root on Linux")
#: With room for a ballast, and without: then the backups, which erasing replaces anyway, give their space.
SIZES = {"with ballast": "24m", "without": "18m"}


@pytest.fixture(params=SIZES)
def full(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    """A vault with a backup on a disk without a free block."""
    monkeypatch.setattr(ballast, "SIZE", 4 << 20)
    monkeypatch.setattr(ballast, "ROOM", 12 << 20)
    monkeypatch.setattr(ballast, "LOW", 1 << 20)
    monkeypatch.setattr(backups, "SPARE", 1 << 20)
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZES[request.param]}", "none", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this container may not mount")
    held = (disk / "film").open("wb", buffering=0)
    if request.param == "without":
        held.write(b"\0" * (8 << 20))  # too little is free for a ballast from the beginning
    vault, _ = Vault.create(disk / "data", passphrase=PASSPHRASE, argon=FLOOR)
    for number in range(40):
        remember(vault, f"The user collects quillfeathers, lot {number}. " * 20)
    vault.backup()
    vault.truncate_wal()
    assert vault.layout.ballast.exists() == (request.param == "with ballast")
    held.close()
    fill(disk)
    yield vault
    vault.close()
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> None:
    """Takes the last free block."""
    with (disk / "film").open("ab", buffering=0) as film:
        for size in (1 << 16, 1 << 12):
            with contextlib.suppress(OSError):
                while True:
                    film.write(b"\0" * size)
    assert shutil.disk_usage(disk).free == 0


def ids(vault: Vault) -> list[str]:
    return [row["id"] for row in vault.query("SELECT id FROM memory WHERE status = 'active' ORDER BY row")]


def test_forgetting_erasing_exporting_and_locking_work_and_nothing_is_lost(full: Vault, tmp_path: Path) -> None:
    vault = full
    forgetting, all_of_them = Forgetting(vault), ids(vault)
    with contextlib.suppress(VaultFull):
        for _ in range(1000):
            remember(vault, "one more " * 400)
    report = forgetting.erase(all_of_them[1:3])
    assert report.unfinished == "" and report.residue is not None and report.residue.clean
    forgetting.forget(all_of_them[:1])
    assert not set(all_of_them[:3]) & set(ids(vault)) and set(all_of_them[3:]) <= set(ids(vault))
    export(vault, tmp_path / "elsewhere.alcove", passphrase="words for the archive")
    assert (tmp_path / "elsewhere.alcove").stat().st_size > 1000
    assert any("nearly full" in warning for warning in vault.warnings)
    vault.close()
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert set(all_of_them[3:]) <= set(ids(again))
        (vault.home.parent / "film").unlink()
        remember(again, "there is room again")
        assert again.layout.ballast.exists()
        assert again.warnings == []


def test_a_full_disk_is_opened_for_reading_and_erasing_alone_takes_the_kept_space(full: Vault, tmp_path: Path) -> None:
    full.close()
    fill(full.home.parent)
    had_ballast = full.layout.ballast.exists()
    with Vault.unlock(full.home, passphrase=PASSPHRASE) as again:
        assert "full" in again.read_only
        all_of_them = ids(again)
        assert len(all_of_them) == 40
        assert again.status().counts["memory"] == 40
        export(again, tmp_path / "elsewhere.alcove", passphrase="words for the archive")
        with pytest.raises(VaultFull) as told:
            remember(again, "one more")
        assert told.value.hint
        assert again.layout.ballast.exists() == had_ballast
        report = Forgetting(again).erase(all_of_them[1:3])
        assert report.unfinished == "" and report.residue is not None and report.residue.clean
        assert again.read_only == ""
        assert len(ids(again)) == 38
    with Vault.unlock(full.home, passphrase=PASSPHRASE) as again:
        assert len(ids(again)) == 38


def test_a_vault_that_was_opened_for_reading_can_be_changed_as_soon_as_there_is_room(full: Vault) -> None:
    full.close()
    fill(full.home.parent)
    with Vault.unlock(full.home, passphrase=PASSPHRASE) as again:
        assert again.read_only
        (again.home.parent / "film").unlink()
        remember(again, "there is room again")
        assert again.read_only == ""
        assert len(ids(again)) == 41
