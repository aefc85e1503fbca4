"""`kill -9` at any moment: no acknowledged write is lost, none is torn, and what is derived agrees with what is stored."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from engine.vault import backups, consistency, snapshots
from engine.vault.header import read
from engine.vault.layout import Layout
from engine.vault.vault import Vault
from tests.faults.conftest import Start, acknowledged

KILLS = 6


def look_over(home: Path, key_file: Path) -> Vault:
    """Unlocks after a kill: everything fits together, and nothing is reported missing."""
    vault = Vault.unlock(home, key_file=key_file)
    assert vault.warnings == []
    assert consistency.check(vault, pages=True) == []
    counts = [vault.one(f"SELECT count(*) FROM {table}")[0] for table in ("conversation", "message")]  # type: ignore[index]
    assert counts[0] == counts[1]
    return vault


def test_no_acknowledged_turn_is_lost(home: Path, key_file: Path, start: Start) -> None:
    expected = 0
    for kill in range(KILLS):
        done = acknowledged(start("turns", home, key_file), random.Random(kill).randint(1, 60))
        vault = look_over(home, key_file)
        found = vault.one("SELECT count(*) FROM memory_source")[0]  # type: ignore[index]
        assert expected + done <= found <= expected + done + 1  # one may have been stored and not yet acknowledged
        assert vault.one("SELECT count(*) FROM memory")[0] == found  # type: ignore[index]
        assert len(vault.journal.entries(10_000)) == found
        expected = found
        vault.close()
    assert expected >= KILLS


@pytest.mark.parametrize("what", ["undoing", "erasing", "indexing"])
def test_undoing_erasing_and_indexing_survive_too(what: str, home: Path, key_file: Path, start: Start) -> None:
    for kill in range(KILLS // 2):
        done = acknowledged(start(what, home, key_file), random.Random(kill).randint(1, 12))
        vault = look_over(home, key_file)
        count = vault.one("SELECT count(*) FROM memory")[0]  # type: ignore[index]
        assert (count <= 2) if what == "erasing" else (count >= done)
        found = snapshots.load(vault, "turns")
        if what == "indexing":
            assert found is not None
            assert len(set(found[0]["data"])) == 1  # of one save, not of two
            assert len(found[0]["data"]) == 100_000
        vault.close()


def test_the_header_is_whole_at_every_moment(home: Path, key_file: Path, start: Start) -> None:
    for kill in range(KILLS):
        done = acknowledged(start("slots", home, key_file), random.Random(kill).randint(1, 40))
        assert done
        header, warning = read(Layout(home).folder)
        assert warning == ""
        assert sorted(slot.kind for slot in header.slots) == ["key-file", "passphrase", "recovery"]
        look_over(home, key_file).close()


def test_a_backup_counts_only_when_it_is_whole(home: Path, key_file: Path, start: Start) -> None:
    for kill in range(KILLS // 2):
        acknowledged(start("backups", home, key_file), random.Random(kill).randint(1, 4))
        vault = look_over(home, key_file)
        found = backups.listed(home)
        assert found
        for backup in found:
            backups.verify(backup.path, vault.subkey("database"), backup.seq)
        vault.close()


def test_a_vault_is_made_whole_or_not_at_all(tmp_path: Path, start: Start) -> None:
    homes = tmp_path / "homes"
    made = 0
    for kill in range(3):
        done = acknowledged(start("creating", homes / str(kill), tmp_path / "keys" / str(kill)), random.Random(kill).randint(1, 3))
        for number in range(done + 1):
            home = homes / str(kill) / str(number)
            if Layout(home).folder.exists():
                Vault.unlock(home, passphrase="words").close()
                made += 1
            else:
                assert number == done
    assert made >= 3
