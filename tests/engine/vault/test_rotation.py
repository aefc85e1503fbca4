from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest

from engine.errors import BadInput, VaultBusy, VaultError, WrongKey
from engine.vault import backups, guard, keyfile, rotation, snapshots
from engine.vault.connection import probe
from engine.vault.keys import FLOOR, subkey
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, go_back, hashes, remember, say
from tests.engine.vault.test_keychain import SecretService
from tests.faults import writepoints

NEW = "a wholly different passphrase"


def ignore(_: str) -> None:
    """The new recovery key is of no interest."""


def kinds(vault: Vault) -> set[str]:
    return {slot.kind for slot in vault.header.slots}


def test_a_new_root_key_encrypts_everything_anew_and_nothing_is_lost(vault: Vault) -> None:
    row, step = remember(vault, "The user likes rain.")
    say(vault, "It rains today.")
    old_key, old_receipt = vault.subkey("database"), vault.subkey("receipt")
    shown: list[str] = []
    assert vault.rotate(NEW, shown.append, argon=FLOOR) == ""
    with pytest.raises(WrongKey):
        probe(vault.layout.database, old_key)
    with Vault.unlock(vault.home, passphrase=NEW) as again:
        assert again.warnings == []
        assert [found["text"] for found in again.query("SELECT text FROM memory UNION ALL SELECT text FROM message")] == [
            "The user likes rain.",
            "It rains today.",
        ]
        assert again.subkey("receipt") == old_receipt
        again.journal.revert(step)
        assert again.one("SELECT 1 FROM memory WHERE row = ?", (row,)) is None
    Vault.unlock(vault.home, recovery_key=shown[0]).close()


def test_the_journal_verifies_across_the_change_of_keys_and_still_shows_tampering(vault: Vault) -> None:
    _, before = remember(vault, "The user likes rain.")
    vault.rotate(NEW, ignore, argon=FLOOR)
    with Vault.unlock(vault.home, passphrase=NEW) as again:
        _, after = remember(again, "The user likes snow.")
        assert again.journal.verify().ok
        assert again.subkey("journal") != subkey(again._root, "journal", again.id)
        with again.database.maintenance() as connection:
            connection.execute("UPDATE journal SET label = 'Something else' WHERE id IN (?, ?)", (before, after))
        assert set(again.journal.verify().wrong) == {before, after}


def test_old_headers_and_old_backups_open_nothing_any_more(vault: Vault, tmp_path: Path) -> None:
    remember(vault, "The user likes rain.")
    for _ in range(3):
        vault.backup()
    old_key = vault.subkey("database")
    aside = vault.home / "vault.replaced-20260101T000000Z"
    shutil.copytree(vault.layout.folder, aside)
    shutil.copy(vault.layout.folder / "vault.json", tmp_path)
    vault.rotate(NEW, ignore, argon=FLOOR)
    [kept] = backups.listed(vault.home)
    assert not aside.exists()
    for file in (path for path in vault.home.rglob("memory.db*")):
        with pytest.raises(VaultError):
            probe(file, old_key)
    thief = tmp_path / "thief"
    shutil.copytree(kept.path, thief / "vault")
    for name in ("vault.json", "vault.json.copy"):
        shutil.copy(tmp_path / "vault.json", thief / "vault" / name)
    with pytest.raises(VaultError):
        Vault.unlock(thief, passphrase=PASSPHRASE)


def test_without_it_an_old_copy_of_the_header_goes_on_opening_with_the_old_passphrase(vault: Vault, tmp_path: Path) -> None:
    """What the command line says when the passphrase is changed alone."""
    shutil.copy(vault.layout.folder / "vault.json", tmp_path)
    vault.change_passphrase(NEW, argon=FLOOR)
    vault.close()
    shutil.copy(tmp_path / "vault.json", vault.layout.folder)
    Vault.unlock(vault.home, passphrase=PASSPHRASE).close()


def test_the_old_passphrase_and_the_old_recovery_key_are_refused(home: Path) -> None:
    vault, recovery = Vault.create(home, passphrase=PASSPHRASE, argon=FLOOR)
    vault.rotate(NEW, ignore, argon=FLOOR)
    for way in ({"passphrase": PASSPHRASE}, {"recovery_key": recovery}):
        with pytest.raises(WrongKey):
            Vault.unlock(home, **way)  # type: ignore[arg-type]


def test_keychain_and_key_file_get_new_secrets(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SecretService()
    monkeypatch.setattr(keyring, "get_keyring", lambda: store)
    vault, _ = Vault.create(home, passphrase=PASSPHRASE, keychain=True, key_file=keyfile.AUTOMATIC, argon=FLOOR)
    file = keyfile.find(home, vault.id)
    assert file is not None
    before = store.kept["Alcove", vault.id], file.read_bytes()
    vault.rotate(NEW, ignore, argon=FLOOR)
    assert store.kept["Alcove", vault.id] != before[0]
    assert ("Alcove", f"{vault.id}.next") not in store.kept
    assert file.read_bytes() != before[1]
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name]
    for way in ({"keychain": True}, {"key_file": file}, {"passphrase": NEW}):
        with Vault.unlock(home, **way) as again:  # type: ignore[arg-type]
            assert kinds(again) == {"passphrase", "recovery", "keychain", "key-file"}


def test_a_keychain_that_can_not_be_reached_loses_its_slot_and_the_passphrase_stays(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SecretService()
    monkeypatch.setattr(keyring, "get_keyring", lambda: store)
    vault, _ = Vault.create(home, keychain=True)
    store.locked = True
    vault.rotate(NEW, ignore, argon=FLOOR)
    with Vault.unlock(home, passphrase=NEW) as again:
        assert kinds(again) == {"passphrase", "recovery"}


def test_the_snapshot_of_the_indexes_goes(vault: Vault) -> None:
    snapshots.save(vault, "vectors", {"data": b"near each other"}, 1)
    vault.rotate(NEW, ignore, argon=FLOOR)
    assert not vault.layout.vectors.exists()
    with Vault.unlock(vault.home, passphrase=NEW) as again:
        assert snapshots.load(again, "vectors") is None


def refuse(_: str) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("passphrase", "show", "error"), [("", ignore, BadInput), (NEW, refuse, KeyboardInterrupt)])
def test_what_is_broken_off_before_anything_happened_changes_nothing(
    vault: Vault, passphrase: str, show: Callable[[str], None], error: type[BaseException]
) -> None:
    before = hashes(vault.home)
    with pytest.raises(error):
        vault.rotate(passphrase, show, argon=FLOOR)
    assert hashes(vault.home) == before


def test_a_disk_without_room_for_two_databases_is_told_before_anything_happens(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    before = hashes(vault.home)
    monkeypatch.setattr(rotation.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 100, 0))
    with pytest.raises(VaultError, match="free space"):
        vault.rotate(NEW, ignore, argon=FLOOR)
    assert hashes(vault.home) == before


def test_a_process_that_does_not_close_keeps_the_old_keys_in_force(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "OTHERS_MS", 50)
    remember(vault, "The user likes rain.")
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as other:
        with pytest.raises(VaultBusy, match="another Alcove window"):
            vault.rotate(NEW, ignore, argon=FLOOR)
        assert other.lock_asked
        remember(other, "The user likes snow.")
    assert not list(vault.home.rglob("*.next"))
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.one("SELECT count(*) FROM memory")[0] == 2


def test_who_unlocked_just_before_the_keys_were_changed_is_kept_out(vault: Vault) -> None:
    """It would write into a database that nobody opens any more."""
    header, root = vault.header, vault._root
    vault.rotate(NEW, ignore, argon=FLOOR)
    before = hashes(vault.home)
    with pytest.raises(WrongKey, match="changed just now"):
        Vault(vault.layout, header, root)
    assert hashes(vault.home) == before


def test_opening_waits_for_who_changes_the_keys_and_then_says_so(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PATIENCE", 0.05)
    with guard.alone(vault.layout.folder), pytest.raises(VaultBusy, match="changing its keys"):
        Vault.unlock(vault.home, passphrase=PASSPHRASE)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_lock_left_by_a_crash_is_no_obstacle(vault: Vault) -> None:
    hold = "import sys, os; from pathlib import Path; from engine.vault import guard\nwith guard.alone(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    assert subprocess.run([sys.executable, "-c", hold, str(vault.layout.folder)], check=False).returncode == -signal.SIGKILL
    Vault.unlock(vault.home, passphrase=PASSPHRASE).close()


def test_backups_that_can_not_be_replaced_are_told_and_replaced_at_the_next_start(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.backup()
    with monkeypatch.context() as broken:

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        broken.setattr(backups, "make", full)
        assert "not replaced yet" in vault.rotate(NEW, ignore, argon=FLOOR)
    with Vault.unlock(vault.home, passphrase=NEW) as again:
        assert again.warnings == []
    [kept] = backups.listed(vault.home)
    backups.verify(kept.path, again_key(vault.home))


def test_going_back_to_the_backup_of_a_rotation_leaves_what_was_set_aside(vault: Vault) -> None:
    vault.rotate(NEW, ignore, argon=FLOOR)
    [backup] = backups.listed(vault.home)
    aside = go_back(vault.home, backup, passphrase=NEW).aside
    Vault.unlock(vault.home, passphrase=NEW).close()
    assert [one.path for one in backups.listed(vault.home)] == [aside, backup.path]


def again_key(home: Path) -> bytes:
    with Vault.unlock(home, passphrase=NEW) as vault:
        return vault.subkey("database")


KILLING = """
import shutil, sys
from pathlib import Path
from engine.errors import WrongKey
from engine.vault import ballast, keyfile
from engine.vault.keys import Argon
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, remember
from tests.faults import writepoints
from tests.engine.vault.test_rotation import NEW, ignore

folder, every = Path(sys.argv[1]), int(sys.argv[2])
ballast.SIZE = 1 << 16
quick = Argon(memory=64, passes=1, lanes=1)
template, work = folder / "template", folder / "work"
vault, _ = Vault.create(template / "data", passphrase=PASSPHRASE, key_file=keyfile.AUTOMATIC, argon=quick)
with vault:
    remember(vault, "The user likes rain.")
    vault.backup()

def child():
    vault = Vault.unlock(work / "data", passphrase=PASSPHRASE)
    vault.rotate(NEW, ignore, argon=quick)
    return 0

def open_again():
    opened = []
    for passphrase in (PASSPHRASE, NEW):
        try:
            with Vault.unlock(work / "data", passphrase=passphrase) as again:
                opened.append(passphrase)
                assert [row["text"] for row in again.query("SELECT text FROM memory")] == ["The user likes rain."]
                assert again.journal.verify().ok
                assert again.warnings == [], again.warnings
                found = keyfile.find(work / "data", again.id)
                assert found is not None
                Vault.unlock(work / "data", key_file=found).close()
        except WrongKey:
            pass
    assert len(opened) == 1, opened
    left = [str(path) for path in work.rglob("*.next*")]
    assert not left, left
    return opened[0]

number, ways = every, []
while True:
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(template, work)
    ending = writepoints.run(child, work, lambda at, point: "kill" if at == number else "go")
    assert ending.code in (None, 0), ending
    ways.append(open_again())
    if ending.code == 0:
        break
    number += every
switched = ways.index(NEW)
assert set(ways[:switched]) == {PASSPHRASE} and set(ways[switched:]) == {NEW}
print(len(ways) - 1, switched)
"""


@pytest.mark.skipif(not writepoints.AVAILABLE, reason=writepoints.REASON)
def test_killed_at_any_write_the_vault_opens_with_the_old_or_the_new_key(tmp_path: Path) -> None:
    """At every seventh write point; `ROTATION_KILLS=1` takes each of them."""
    every = os.environ.get("ROTATION_KILLS", "7")
    found = subprocess.run([sys.executable, "-c", KILLING, str(tmp_path), every], capture_output=True, text=True, check=False, timeout=900)
    assert found.returncode == 0, found.stderr
    killed, old = (int(number) for number in found.stdout.splitlines()[-1].split())
    assert 0 < old < killed
