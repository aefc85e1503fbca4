from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine import clock
from engine.errors import NotFound, VaultBusy, VaultError, VaultExists, WrongKey
from engine.vault import backups, opening
from engine.vault import header as headers
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, hashes, remember

NOON = datetime.fromisoformat("2026-11-22T12:00:00+00:00")


def test_a_backup_restores_the_vault_with_its_keys_and_history(vault: Vault) -> None:
    remember(vault, "before")
    made = vault.backup()
    remember(vault, "after")
    vault.close()
    aside = backups.restore(vault.home, made.path.name)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert [row["text"] for row in again.query("SELECT text FROM memory")] == ["before"]
        assert again.journal.verify().ok
        assert again.warnings == []
    shutil.rmtree(vault.layout.folder)
    aside.rename(vault.layout.folder)  # what was there is whole
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.one("SELECT count(*) FROM memory")[0] == 2  # type: ignore[index]


@pytest.mark.parametrize("ruin", ["everything", "header", "database"])
def test_a_backup_restores_a_ruined_vault(vault: Vault, ruin: str) -> None:
    remember(vault, "precious")
    made = vault.backup()
    vault.close()
    if ruin == "everything":
        shutil.rmtree(vault.layout.folder)
    elif ruin == "header":
        (vault.layout.folder / "vault.json").write_bytes(b"")
        (vault.layout.folder / "vault.json.copy").write_bytes(b"")
    else:
        vault.layout.database.write_bytes(b"\0" * 10_000)
    backups.restore(vault.home, made.path.name)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.one("SELECT text FROM memory")["text"] == "precious"  # type: ignore[index]


def test_seven_backups_are_kept(vault: Vault) -> None:
    made = []
    for day in range(9):
        with clock.frozen(NOON + timedelta(days=day)):
            remember(vault, f"day {day}")
            made.append(vault.backup())
    found = backups.listed(vault.home)
    assert [backup.path for backup in found] == [backup.path for backup in reversed(made[2:])]
    assert sorted(path.name for path in vault.layout.backups.iterdir()) == sorted(backup.path.name for backup in found)
    assert found[0].at == "2026-11-30T12:00:00Z"
    assert found[0].size > 100_000


def test_after_an_erasing_one_fresh_backup_is_left(vault: Vault) -> None:
    remember(vault, "old")
    first = vault.backup()
    vault.close()
    backups.restore(vault.home, first.path.name)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        remember(again, "new")
        made = again.backup(only=True)
        assert [backup.path for backup in backups.listed(again.home)] == [made.path]
        assert list(again.home.glob("vault.replaced-*")) == []


def test_two_backups_in_one_second_do_not_collide(vault: Vault) -> None:
    with clock.frozen(NOON):
        assert vault.backup().path != vault.backup().path
    assert len(backups.listed(vault.home)) == 2


def test_a_daily_backup_is_made_when_there_is_something_new(vault: Vault) -> None:
    with clock.frozen(NOON):
        assert vault.backup_if_due() is not None
        remember(vault, "new")
        assert vault.backup_if_due() is None
    with clock.frozen(NOON + timedelta(days=1)):
        assert vault.backup_if_due() is not None
    with clock.frozen(NOON + timedelta(days=5)):
        assert vault.backup_if_due() is None


def test_a_copy_that_is_not_whole_does_not_count(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(vault, "precious")
    good = vault.backup()
    copy = backups._copy

    def damage(source: Path, target: Path, key: bytes) -> int:
        seq = copy(source, target, key)
        content = bytearray(target.read_bytes())
        content[50_000] ^= 1
        target.write_bytes(content)
        return seq

    monkeypatch.setattr(backups, "_copy", damage)
    with pytest.raises(VaultError, match="not whole"):
        vault.backup(only=True)
    assert [path.name for path in vault.layout.backups.iterdir()] == [good.path.name]


def test_the_backup_of_another_vault_is_not_put_in_this_ones_place(vault: Vault, tmp_path: Path) -> None:
    other, _ = Vault.create(tmp_path / "other", passphrase=PASSPHRASE, argon=FLOOR)
    made = other.backup()
    other.close()
    vault.close()
    shutil.copytree(made.path, vault.layout.backups / made.path.name)
    before = hashes(vault.home)
    with pytest.raises(VaultExists, match="another vault"):
        backups.restore(vault.home, made.path.name)
    assert hashes(vault.home) == before


def test_an_unknown_backup_is_told(vault: Vault) -> None:
    with pytest.raises(NotFound):
        backups.restore(vault.home, "../vault")


def test_a_vault_that_is_open_anywhere_is_not_replaced(vault: Vault) -> None:
    """The other process would go on writing into the folder that was moved aside."""
    made = vault.backup()
    with pytest.raises(VaultBusy, match="open"):
        backups.restore(vault.home, made.path.name)
    code = f"from pathlib import Path; from engine.vault import backups; backups.restore(Path({str(vault.home)!r}), {made.path.name!r})"
    elsewhere = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[3], check=False)
    assert "VaultBusy" in elsewhere.stderr
    assert not list(vault.home.glob("vault.replaced-*"))
    vault.close()
    assert backups.restore(vault.home, made.path.name).is_dir()


def test_an_old_passphrase_does_not_open_what_a_restore_moved_aside(vault: Vault) -> None:
    made = vault.backup()
    vault.close()
    aside = backups.restore(vault.home, made.path.name)
    (aside / "vault.json.damaged").write_bytes((aside / "vault.json").read_bytes())
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        again.change_passphrase("another one", argon=FLOOR)
    with pytest.raises(WrongKey):
        opening.by_slot(headers.read(aside)[0], "passphrase", PASSPHRASE)
    assert not list(vault.home.rglob("*.damaged"))


def test_a_backup_has_the_slots_that_another_process_has_set_meanwhile(vault: Vault) -> None:
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as other:
        other.change_passphrase("another one", argon=FLOOR)
    found = headers.read(vault.backup().path)[0]
    with pytest.raises(WrongKey):
        opening.by_slot(found, "passphrase", PASSPHRASE)
    assert opening.by_slot(found, "passphrase", "another one")


def test_what_a_crash_left_of_a_backup_goes_with_the_others_after_an_erasing(vault: Vault) -> None:
    remember(vault, "precious")
    made = vault.backup()
    for leftover in (vault.layout.backups / ".part-dead", vault.home / ".vault-dead"):
        shutil.copytree(made.path, leftover)
    vault.backup()
    assert (vault.layout.backups / ".part-dead").exists(), "another process may be making it"
    os.utime(vault.layout.backups / ".part-dead", (0, 0))
    vault.backup()
    assert not (vault.layout.backups / ".part-dead").exists()
    shutil.copytree(made.path, vault.layout.backups / ".part-new")
    vault.backup(only=True)
    assert [path.name for path in vault.layout.backups.iterdir()] == [backups.listed(vault.home)[0].path.name]
    assert not list(vault.home.glob(".vault-*"))
