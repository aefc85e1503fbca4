from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import NotFound, VaultBusy, VaultDamaged, VaultError, VaultExists, WrongKey
from engine.vault import backups, locate, opening, restoring, swapping
from engine.vault import header as headers
from engine.vault.keys import FLOOR
from engine.vault.preview import preview
from engine.vault.restoring import Secrets, open_backup
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, go_back, hashes, remember, say
from tests.faults import writepoints

GIVEN = Secrets(passphrase=PASSPHRASE)


def unchanging(home: Path) -> dict[str, str]:
    """Hashes of all files but SQLite's list of who reads."""
    return {name: found for name, found in hashes(home).items() if not name.endswith("-shm")}


def texts(home: Path, passphrase: str = PASSPHRASE) -> list[str]:
    with Vault.unlock(home, passphrase=passphrase) as vault:
        assert vault.warnings == []
        assert vault.journal.verify().ok
        return [row["text"] for row in vault.query("SELECT text FROM memory ORDER BY row")]


def test_a_backup_restores_the_vault_with_its_keys_and_history_and_that_can_be_taken_back(vault: Vault) -> None:
    remember(vault, "before")
    made = vault.backup()
    remember(vault, "after")
    vault.close()
    first = go_back(vault.home, made)
    assert texts(vault.home) == ["before"]
    kept = backups.listed(vault.home)[0]
    assert (first.aside, first.undoable, kept.reason) == (kept.path, True, "replaced")
    second = go_back(vault.home, kept)
    assert texts(vault.home) == ["before", "after"]
    assert second.aside is not None and len(backups.listed(vault.home)) == 3
    backups.verify(second.aside, vault_key(vault.home))


def vault_key(home: Path) -> bytes:
    with Vault.unlock(home, passphrase=PASSPHRASE) as vault:
        return vault.subkey("database")


def test_what_a_crash_left_in_the_log_is_in_what_is_set_aside(vault: Vault, tmp_path: Path) -> None:
    made = vault.backup()
    remember(vault, "only in the log")
    shutil.copytree(vault.home, tmp_path / "crashed")
    home = tmp_path / "crashed"
    assert (home / "vault" / "memory.db-wal").stat().st_size > 0
    go_back(home, made)
    assert texts(home) == []
    go_back(home, backups.listed(home)[0])
    assert texts(home) == ["only in the log"]


@pytest.mark.parametrize("ruin", ["everything", "header", "database", "zeroed", "page"])
def test_a_backup_restores_a_ruined_vault(vault: Vault, ruin: str) -> None:
    remember(vault, "precious")
    made = vault.backup()
    vault.close()
    if ruin == "everything":
        shutil.rmtree(vault.layout.folder)
    elif ruin == "header":
        (vault.layout.folder / "vault.json").write_bytes(b"")
        (vault.layout.folder / "vault.json.copy").write_bytes(b"")
    elif ruin == "database":
        vault.layout.database.unlink()
    elif ruin == "zeroed":
        vault.layout.database.write_bytes(b"\0" * 10_000)
    else:
        content = bytearray(vault.layout.database.read_bytes())
        content[40_000] ^= 1
        vault.layout.database.write_bytes(content)
    restored = go_back(vault.home, made)
    assert texts(vault.home) == ["precious"]
    assert restored.undoable == (ruin == "header")
    assert (restored.aside is None) == (ruin == "everything")


def test_a_damaged_backup_never_takes_the_vaults_place(vault: Vault) -> None:
    remember(vault, "precious")
    made = vault.backup()
    vault.close()
    content = bytearray((made.path / "memory.db").read_bytes())
    content[50_000] ^= 1
    (made.path / "memory.db").write_bytes(content)
    before = hashes(vault.home)
    with pytest.raises(VaultDamaged, match="not whole"):
        go_back(vault.home, made)
    assert hashes(vault.home) == before


def test_after_a_restore_backups_go_on_and_nothing_alarms(vault: Vault) -> None:
    """The numbers of commits begin again at the backup's: they must not be taken for older ones."""
    made = vault.backup()
    for number in range(5):
        remember(vault, f"fact {number}")
    vault.close()
    go_back(vault.home, made)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        remember(again, "another life")
        assert again.warnings == []
        assert again.backup_if_due(0) is not None
        assert again.backup_if_due(0) is None


def test_a_preview_tells_what_there_is_what_is_lost_and_what_comes_back(vault: Vault) -> None:
    say(vault, "Hello")
    kept, _ = remember(vault, "kept")
    forgotten, _ = remember(vault, "forgotten later")
    gone, _ = remember(vault, "deleted later")
    with vault.change("embed", "Embedded", journaled=False) as change:
        change.execute("INSERT INTO embedding (embedder, owner_kind, owner, vector) VALUES ('minilm', 'memory', ?, x'00')", (kept,))
    made = vault.backup()
    say(vault, "Hello again")
    remember(vault, "newer")
    with vault.change("edit", "Edited") as change:
        change.update("memory", kept, text="kept, better said", version=2)
    with vault.change("forget", "Forgot") as change:
        change.update("memory", forgotten, status="trashed")
    with vault.change("erase", "Erased", undoable=False) as change:
        change.delete("memory", gone)
    before = unchanging(vault.home)
    found = preview(open_backup(vault.home, made.path.name, GIVEN))
    assert unchanging(vault.home) == before
    assert (found.whole, found.present, found.seq, found.opens_with) == (True, "whole", made.seq, "what opens the vault now")
    assert found.holds == {"conversation": 1, "message": 1, "memory": 3, "entity": 0} and found.embedders == {"minilm": 1}
    assert found.newest == "2026-11-22T08:00:00Z"
    assert (found.lost, found.changed) == ({"conversation": 1, "message": 1, "memory": 1}, 2)
    assert (found.back, found.unforgotten, found.erasings) == ({"memory": 1}, 1, 1)


@pytest.mark.parametrize(("ruin", "told"), [("gone", "missing"), ("zeroed", "other"), ("page", "damaged")])
def test_a_preview_of_a_ruined_vault(vault: Vault, ruin: str, told: str) -> None:
    for number in range(30):
        remember(vault, f"fact {number}")
    made = vault.backup()
    vault.close()
    content = bytearray(vault.layout.database.read_bytes())
    if ruin == "gone":
        vault.layout.database.unlink()
    elif ruin == "zeroed":
        vault.layout.database.write_bytes(b"\0" * 10_000)
    else:
        content[4096:] = b"\x55" * (len(content) - 4096)
        vault.layout.database.write_bytes(content)
    found = preview(open_backup(vault.home, made.path.name, GIVEN))
    assert (found.present, found.holds["memory"], found.lost) == (told, 30, {})


def test_a_copy_from_before_the_passphrase_was_changed_opens_with_either_and_keeps_the_present_one(vault: Vault, tmp_path: Path) -> None:
    remember(vault, "before")
    made = vault.backup()
    shutil.copytree(made.path, tmp_path / "copy")
    vault.change_passphrase("another one", argon=FLOOR)
    vault.close()
    shutil.rmtree(made.path)
    shutil.copytree(tmp_path / "copy", made.path)  # a copy from elsewhere: its header is of then
    old = open_backup(vault.home, made.path.name, GIVEN)
    assert not old.present and "passphrase set on" in preview(old).opens_with
    assert open_backup(vault.home, made.path.name, Secrets(passphrase="another one")).present
    with pytest.raises(WrongKey) as told:
        open_backup(vault.home, made.path.name, Secrets(passphrase="neither"))
    assert "the passphrase of then" in told.value.hint
    go_back(vault.home, made, "another one")
    assert texts(vault.home, "another one") == ["before"]
    with pytest.raises(WrongKey):
        Vault.unlock(vault.home, passphrase=PASSPHRASE)


def test_a_backup_whose_key_slots_are_gone_opens_by_those_of_the_vault(vault: Vault) -> None:
    remember(vault, "precious")
    made = vault.backup()
    vault.close()
    for name in (headers.NAME, headers.COPY):
        (made.path / name).unlink()
    go_back(vault.home, made)
    assert texts(vault.home) == ["precious"]
    for folder in (made.path, vault.layout.folder):
        for name in (headers.NAME, headers.COPY):
            (folder / name).unlink(missing_ok=True)
    with pytest.raises(VaultDamaged, match="key slots"):
        open_backup(vault.home, made.path.name, GIVEN)


def test_key_slots_that_are_gone_are_taken_from_a_backup_and_nothing_is_lost(vault: Vault) -> None:
    remember(vault, "before")
    made = vault.backup()
    remember(vault, "after")
    vault.close()
    with pytest.raises(VaultError, match="its own key slots"):
        restoring.restore_keys(open_backup(vault.home, made.path.name, GIVEN))
    for name in (headers.NAME, headers.COPY):
        (vault.layout.folder / name).write_bytes(b"{}")
    opened = open_backup(vault.home, made.path.name, GIVEN)
    assert preview(opened).keys_alone
    restoring.restore_keys(opened)
    assert texts(vault.home) == ["before", "after"]


def test_a_crash_between_the_two_renames_is_finished_by_whoever_looks_next(vault: Vault) -> None:
    remember(vault, "precious")
    made = vault.backup()
    vault.close()
    shutil.copytree(made.path, vault.home / swapping.READY)
    assert texts(vault.home) == ["precious"] and (vault.home / swapping.READY).exists(), "the vault is in its place: nothing is taken"
    shutil.rmtree(vault.layout.folder)
    assert locate.exists(vault.home)
    assert texts(vault.home) == ["precious"] and not (vault.home / swapping.READY).exists()


KILLING = """
import os, shutil, sys
from pathlib import Path
from engine.vault import backups, ballast
from engine.vault.keys import FLOOR
from engine.vault.restoring import Secrets, open_backup, restore
from engine.vault.vault import Vault
from tests.faults import writepoints
folder, every = Path(sys.argv[1]), int(sys.argv[2])
ballast.SIZE = 1 << 12
home, key = folder / "home", folder / "key"
vault, _ = Vault.create(home, passphrase="words", key_file=key, argon=FLOOR)
def remember(text):
    with vault.change("remember", "Remembered") as change:
        at = "2026-11-22T08:00:00Z"
        change.insert("memory", id=text, kind="semantic", text=text, source="typed", recorded_at=at, mentioned_at=at)
remember("old")
made = vault.backup()
remember("new")
vault.close()
shutil.copytree(home, folder / "before")
def child():
    restore(open_backup(home, made.path.name, Secrets(key_file=key)))
    return 0
def look():
    with Vault.unlock(home, key_file=key) as opened:
        assert opened.warnings == [], opened.warnings
        return len(opened.query("SELECT 1 FROM memory"))
number, found = 1, []
while True:
    shutil.rmtree(home)
    shutil.copytree(folder / "before", home)
    ending = writepoints.run(child, home, lambda n, point: "kill" if n == number else "go")
    if ending.code == 0:
        break
    assert ending.code is None, ending.code
    found.append(look())
    number += every
switched = found.index(1) if 1 in found else len(found)
assert set(found[:switched]) == {2} and set(found[switched:]) <= {1}, found
assert look() == 1
print(len(found), switched)
"""


@pytest.mark.skipif(not writepoints.AVAILABLE, reason=writepoints.REASON)
def test_killed_at_any_write_the_vault_opens_as_the_old_or_the_new_one(tmp_path: Path) -> None:
    """At every second write point; `RESTORE_KILLS=1` takes each of them."""
    every = os.environ.get("RESTORE_KILLS", "2")
    command = [sys.executable, "-c", KILLING, str(tmp_path), every]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600, cwd=Path(__file__).parents[3])
    assert found.returncode == 0, found.stderr
    killed, old = (int(number) for number in found.stdout.splitlines()[-1].split())
    assert 0 < old < killed


def test_what_was_erased_after_the_backup_does_not_come_back(vault: Vault) -> None:
    """There is no backup with it any more."""
    from engine.memory.forgetting import Forgetting

    row, _ = remember(vault, "The user collects quillfeathers.")
    memory = vault.one("SELECT id FROM memory WHERE row = ?", (row,))
    assert memory is not None
    remember(vault, "kept")
    made = vault.backup()
    vault.close()
    go_back(vault.home, made)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        report = Forgetting(again).erase([memory["id"]])
        assert report.unfinished == "" and report.residue is not None and report.residue.clean
        [fresh] = backups.listed(again.home)
        assert fresh.reason == "erasing"
    go_back(vault.home, fresh)
    assert texts(vault.home) == ["kept"]


def test_an_unknown_backup_is_told(vault: Vault) -> None:
    with pytest.raises(NotFound):
        open_backup(vault.home, "../vault", GIVEN)


def test_after_an_erasing_one_fresh_backup_is_left(vault: Vault) -> None:
    remember(vault, "old")
    first = vault.backup()
    vault.close()
    go_back(vault.home, first)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        remember(again, "new")
        made = again.backup(only=True)
        assert [backup.path for backup in backups.listed(again.home)] == [made.path]
        assert list(again.home.glob("vault.replaced-*")) == []


def test_the_backup_of_another_vault_is_not_put_in_this_ones_place(vault: Vault, tmp_path: Path) -> None:
    other, _ = Vault.create(tmp_path / "other", passphrase=PASSPHRASE, argon=FLOOR)
    made = other.backup()
    other.close()
    vault.close()
    shutil.copytree(made.path, vault.layout.backups / made.path.name)
    before = hashes(vault.home)
    with pytest.raises(VaultExists, match="another vault"):
        go_back(vault.home, made)
    assert hashes(vault.home) == before


def test_a_vault_that_is_open_anywhere_is_not_replaced(vault: Vault) -> None:
    """The other process would go on writing into the folder that was moved aside."""
    made = vault.backup()
    with pytest.raises(VaultBusy, match="open"):
        go_back(vault.home, made)
    code = f"from pathlib import Path; from tests.engine.vault import conftest; from engine.vault import backups\nhome = Path({str(vault.home)!r})"
    code += "\nconftest.go_back(home, backups.listed(home)[0])"
    elsewhere = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[3], check=False)
    assert "VaultBusy" in elsewhere.stderr
    assert not list(vault.home.glob("vault.replaced-*"))
    vault.close()
    assert go_back(vault.home, made).undoable


def test_an_old_passphrase_does_not_open_what_a_restore_moved_aside(vault: Vault) -> None:
    made = vault.backup()
    vault.close()
    aside = go_back(vault.home, made).aside
    assert aside is not None
    (aside / "vault.json.damaged").write_bytes((aside / "vault.json").read_bytes())
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        again.change_passphrase("another one", argon=FLOOR)
    with pytest.raises(WrongKey):
        opening.by_slot(headers.read(aside)[0], "passphrase", PASSPHRASE)
    assert not list(vault.home.rglob("*.damaged"))
