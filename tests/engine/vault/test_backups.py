from __future__ import annotations

import os
import shutil
import threading
from collections import namedtuple
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine import clock
from engine.errors import Cancelled, VaultError, VaultFull, WrongKey
from engine.vault import backups, opening, rawfiles
from engine.vault import header as headers
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, remember

NOON = datetime.fromisoformat("2026-11-22T12:00:00+00:00")  # a Sunday
Usage = namedtuple("Usage", "total used free")


def test_the_newest_of_seven_days_and_four_weeks_are_kept(vault: Vault) -> None:
    made = {}
    for day in range(9):
        for hour in (0, 1):
            with clock.frozen(NOON + timedelta(days=day, hours=hour)):
                remember(vault, f"day {day}, hour {hour}")
                made[day, hour] = vault.backup()
    found = backups.listed(vault.home)
    # The three newest; the last of each of seven days; the first day ended an earlier week.
    assert [backup.path for backup in found] == [made[day].path for day in [(8, 1), (8, 0), *((day, 1) for day in range(7, 1, -1)), (0, 1)]]
    assert sorted(path.name for path in vault.layout.backups.iterdir()) == sorted(backup.path.name for backup in found)
    assert found[0].at == "2026-11-30T13:00:00Z"
    assert found[0].size > 100_000


def test_what_a_crash_leaves_of_a_backup_that_was_being_deleted_is_no_backup(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(path: Path) -> None:
        (path / "vault.json").unlink()
        raise KeyboardInterrupt

    vault.backup()
    with monkeypatch.context() as crashing:
        crashing.setattr(shutil, "rmtree", crash)
        with pytest.raises(KeyboardInterrupt):
            backups.drop(vault.layout)
    assert backups.listed(vault.home) == [] and backups.incomplete(vault.home) == []
    backups.drop(vault.layout)
    assert list(vault.layout.backups.iterdir()) == []


def test_how_many_are_kept_is_the_users_to_say(vault: Vault) -> None:
    with vault.change("setting", "Changed a setting", journaled=False) as change:
        change.execute("INSERT INTO setting (key, value) VALUES ('backup_days', '1'), ('backup_weeks', '1')")
    for day in range(6):
        with clock.frozen(NOON + timedelta(days=day)):
            vault.backup()
    assert len(backups.listed(vault.home)) == 3


def test_what_was_made_and_when_it_was_checked_is_known_without_opening_it(vault: Vault) -> None:
    with clock.frozen(NOON):
        made = vault.backup("import")
    assert (made.reason, made.checked_at) == ("import", "2026-11-22T12:00:00Z")
    with clock.frozen(NOON + timedelta(days=1)):
        checked = backups.check(made, vault.subkey("database"))
    assert backups.listed(vault.home) == [checked]
    assert checked.checked_at == "2026-11-23T12:00:00Z"
    (made.path / "backup.json").write_bytes(b"\xff{")
    assert [(backup.path, backup.reason) for backup in backups.listed(vault.home)] == [(made.path, "")]


@pytest.mark.parametrize("how", ["flip", "cut", "gone", "header"])
def test_a_check_finds_what_is_damaged(vault: Vault, how: str) -> None:
    for number in range(50):
        remember(vault, f"fact {number}")
    made = vault.backup()
    path = made.path / "memory.db"
    if how == "flip":
        content = bytearray(path.read_bytes())
        content[50_000] ^= 1
        path.write_bytes(content)
    elif how == "cut":
        os.truncate(path, path.stat().st_size // 4096 // 2 * 4096)
    elif how == "gone":
        path.unlink()
    else:
        for name in (headers.NAME, headers.COPY):
            (made.path / name).write_bytes(b"{}")
    with pytest.raises(VaultError):
        backups.check(made, vault.subkey("database"))


def test_one_damaged_header_of_a_backup_is_put_right_by_its_copy(vault: Vault) -> None:
    made = vault.backup()
    (made.path / headers.NAME).write_bytes(b"{}")
    backups.check(made, vault.subkey("database"))
    assert headers.decode((made.path / headers.NAME).read_bytes()).id == vault.id


def test_others_write_while_a_backup_is_made_and_it_is_of_one_moment(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "PAGES", 5)
    for number in range(100):
        remember(vault, f"fact {number} " * 40)
    written: list[int] = []

    class Writing(threading.Event):
        def is_set(self) -> bool:
            if len(written) < 20:
                written.append(remember(vault, "meanwhile " * 100)[0])
            return False

    made = backups.make(vault.layout, vault.header, vault.subkey("database"), cancel=Writing())
    assert len(written) == 20
    backups.verify(made.path, vault.subkey("database"), made.seq)
    assert made.seq < vault.one("SELECT seq FROM counter")["seq"] - 15  # type: ignore[index]


def test_a_backup_that_is_broken_off_leaves_nothing(vault: Vault) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        backups.make(vault.layout, vault.header, vault.subkey("database"), cancel=cancel)
    assert list(vault.layout.backups.iterdir()) == []


def test_erasing_and_locking_do_not_wait_for_a_backup(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads what is to go, so that the log could not be emptied."""
    copying, ended = threading.Event(), []
    monkeypatch.setattr(backups, "PAGES", 1)
    copy = backups._copy

    def slowly(source: Path, target: Path, key: bytes, cancel: threading.Event, without: Sequence[str]) -> int:
        copying.set()
        assert cancel.wait(30)
        return copy(source, target, key, cancel, without)

    def back_up() -> None:
        with pytest.raises(Cancelled):
            vault.backup()
        ended.append(True)

    monkeypatch.setattr(backups, "_copy", slowly)
    for leave in (vault.truncate_wal, vault.close):
        copying.clear()
        worker = threading.Thread(target=back_up)
        worker.start()
        assert copying.wait(30)
        leave()
        worker.join(30)
    assert ended == [True, True]


def test_without_room_no_backup_is_made_and_the_others_stay(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    made = vault.backup()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1 << 40, 0, 1000))
    with pytest.raises(VaultFull, match="no room for a backup"):
        vault.backup()
    assert [backup.path for backup in backups.listed(vault.home)] == [made.path]
    with pytest.raises(VaultFull):
        vault.backup(only=True)
    assert backups.listed(vault.home) == [], "they hold what was erased"


def test_nothing_of_a_backup_is_ever_readable(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "PAGES", 5)
    for number in range(30):
        remember(vault, f"a quillfeather, number {number} " * 50)
    seen = 0

    class Looking(threading.Event):
        def is_set(self) -> bool:
            nonlocal seen
            for path in (vault.layout.backups).rglob("*"):
                if path.is_file():
                    content = b"".join(rawfiles.blocks(path, 1 << 20))
                    assert b"quillfeather" not in content
                    assert not content.startswith(b"SQLite format 3")
                    seen += 1
            return False

    backups.make(vault.layout, vault.header, vault.subkey("database"), cancel=Looking())
    assert seen > 10


def test_two_backups_in_one_second_do_not_collide(vault: Vault) -> None:
    with clock.frozen(NOON):
        assert vault.backup().path != vault.backup().path
    assert len(backups.listed(vault.home)) == 2


def test_a_daily_backup_is_made_when_there_is_something_new(vault: Vault) -> None:
    remember(vault, "first day")
    assert vault.backup_if_due() is None
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert vault.backup_if_due() is not None
        remember(vault, "new")
        assert vault.backup_if_due() is None
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert vault.backup_if_due() is not None
    with clock.frozen(clock.now() + timedelta(days=5)):
        assert vault.backup_if_due() is None
        remember(vault, "after the clock was wrong")
    with clock.frozen(clock.now() - timedelta(days=300)):
        assert vault.backup_if_due() is not None
    with vault.change("setting", "Changed a setting", journaled=False) as change:
        change.execute("INSERT INTO setting (key, value) VALUES ('backup_every', '\"never\"')")
    with clock.frozen(clock.now() + timedelta(days=900)):
        assert vault.backup_if_due() is None


def test_a_copy_that_is_not_whole_does_not_count(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(vault, "precious")
    good = vault.backup()
    copy = backups._copy

    def damage(source: Path, target: Path, key: bytes, cancel: threading.Event, without: Sequence[str]) -> int:
        seq = copy(source, target, key, cancel, without)
        content = bytearray(target.read_bytes())
        content[50_000] ^= 1
        target.write_bytes(content)
        return seq

    monkeypatch.setattr(backups, "_copy", damage)
    with pytest.raises(VaultError, match="not whole"):
        vault.backup(only=True)
    assert [path.name for path in vault.layout.backups.iterdir()] == [good.path.name]


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
