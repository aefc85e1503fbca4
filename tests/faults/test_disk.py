"""A disk that fails under an operation for a while (failing.py): it is told plainly, nothing is lost, and it goes on when the fault ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import AlcoveError
from engine.vault import consistency
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.faults import watching
from tests.faults.test_crash import ROOT, Record, crash
from tests.faults.writer import turn
from tests.soak import either, kept

following = pytest.mark.skipif(not watching.AVAILABLE, reason="following what a process writes takes Linux")
mounting = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting needs root on Linux")


@following
@pytest.mark.timeout(either(300, 0))
def test_calls_that_fail_in_every_way_are_told_plainly_and_lose_nothing(tmp_path: Path, record_property: Record) -> None:
    done = crash(kept(tmp_path, "failing disk"), "--rounds", either(6, 1_000), module="failing")
    record_property("rounds on a failing disk", done.ended)


@following
@pytest.mark.timeout(either(300, 0))
def test_where_calls_cannot_be_stopped_a_file_may_not_grow(tmp_path: Path, record_property: Record) -> None:
    done = crash(kept(tmp_path, "limited disk"), "--rounds", either(4, 200), module="failing", ALCOVE_UNTRACED="1")
    record_property("rounds with files that may not grow", done.ended)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A vault on a file system of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256m", "none", str(place)], check=False, capture_output=True).returncode:
        pytest.skip("this container may not mount")
    (tmp_path / "words").write_text("words")
    with Vault.create(place / "data", passphrase="words", argon=FLOOR)[0] as vault:
        turn(vault, "before")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=False)


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


def alcove(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command line on that vault."""
    told = os.environ | {"ALCOVE_HOME": str(folder / "data"), "ALCOVE_PASSPHRASE_FILE": str(folder.parent / "words")}
    command = [sys.executable, "-c", "from desktop.cli import main; raise SystemExit(main())", *words]
    return subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)


@mounting
def test_a_disk_that_is_read_only_is_told_and_loses_nothing(folder: Path) -> None:
    remount(folder, "ro")
    told = alcove(folder, "remember", "The user likes tea.")
    assert told.returncode == 1
    assert "read-only" in told.stderr and "Traceback" not in told.stderr, told.stderr
    told = alcove(folder, "memories", "list")
    assert told.returncode == 0
    assert "before" in told.stdout and "read-only" in told.stderr, told.stderr
    remount(folder, "rw")
    with Vault.unlock(folder / "data", passphrase="words") as vault:
        assert vault.warnings == []
        turn(vault, "after")
        assert vault.one("SELECT count(*) FROM memory")[0] == 2  # type: ignore[index]


@mounting
def test_a_disk_that_vanishes_and_comes_back_under_an_open_vault_loses_nothing_acknowledged(folder: Path) -> None:
    vault = Vault.unlock(folder / "data", passphrase="words")
    turn(vault, "acknowledged")
    away = folder.with_name("away")
    away.mkdir()
    subprocess.run(["mount", "--move", str(folder), str(away)], check=True)
    stored, told = 2, list[str]()
    try:
        for work in (lambda: turn(vault, "while it is away"), vault.backup, vault.close):
            try:
                work()
                stored += work not in (vault.backup, vault.close)
            except AlcoveError as error:
                told.append(error.hint)
    finally:
        subprocess.run(["mount", "--move", str(away), str(folder)], check=True)
    assert all(told)
    assert alcove(folder, "vault", "status").returncode == 0
    with Vault.unlock(folder / "data", passphrase="words") as again:
        assert again.one("SELECT count(*) FROM memory")[0] == stored  # type: ignore[index]
        assert consistency.check(again, pages=True) == []
        turn(again, "after")


@mounting
def test_the_command_line_on_a_vault_whose_disk_is_not_there_makes_no_new_one(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    told = alcove(folder, "memories", "list")
    assert "Traceback" not in told.stderr
    assert not (folder / "data" / "vault").exists(), "nothing may be made where the disk was"
