from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from engine.errors import BadInput, VaultDamaged, VaultError, VaultExists, VaultMissing, VaultTooNew, WrongKey
from engine.vault import keyfile
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, hashes, remember


def test_each_way_in_opens_the_same_vault(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "usb" / "alcove.key"
    vault, recovery = Vault.create(home, passphrase=PASSPHRASE, key_file=file, argon=FLOOR)
    with vault:
        remember(vault, "The user likes rain.")
    assert recovery is not None
    for way in ({"passphrase": PASSPHRASE}, {"recovery_key": recovery.lower()}, {"key_file": file}, {"key_file": file, "passphrase": "wrong"}):
        with Vault.unlock(home, **way) as again:  # type: ignore[arg-type]
            assert again.id == vault.id
            assert [row["text"] for row in again.query("SELECT text FROM memory")] == ["The user likes rain."]


@pytest.mark.parametrize(
    "way",
    [
        {"passphrase": "wrong"},
        {"recovery_key": "00000-00001-00002-00003-00004-00005-00006-00007"},
        {"keychain": True},
        {"key_file": Path("/nowhere/x.key")},
        {},
        {"recovery_key": "too short"},
    ],
)
def test_a_wrong_key_is_told_and_leaves_every_file_as_it_is(home: Path, way: dict[str, object]) -> None:
    vault, _ = Vault.create(home, passphrase=PASSPHRASE, argon=FLOOR)
    remember(vault, "The user likes rain.")
    vault.close()
    before = hashes(home)
    with pytest.raises((WrongKey, BadInput)) as told:
        Vault.unlock(home, **way)  # type: ignore[arg-type]
    assert told.value.hint
    assert hashes(home) == before


def test_a_wrong_key_leaves_an_unfinished_log_as_it_is(vault: Vault, tmp_path: Path) -> None:
    """A connection with the wrong key would move the log into the database on closing, if it were let near it."""
    import shutil

    remember(vault, "The user likes rain.")
    copy = tmp_path / "copy"
    shutil.copytree(vault.home, copy)
    assert (copy / "vault" / "memory.db-wal").stat().st_size > 0
    before = hashes(copy)
    with pytest.raises(WrongKey):
        Vault.unlock(copy, passphrase="wrong")
    assert hashes(copy) == before


def test_a_vault_is_never_made_over_another(vault: Vault) -> None:
    vault.close()
    before = hashes(vault.home)
    with pytest.raises(VaultExists):
        Vault.create(vault.home, passphrase="new", argon=FLOOR)
    assert hashes(vault.home) == before


@pytest.mark.parametrize("left", ["memory.db", "vault.seal", "something-else"])
def test_a_vault_is_not_made_over_the_remains_of_one(home: Path, left: str) -> None:
    (home / "vault").mkdir(parents=True)
    (home / "vault" / left).write_bytes(b"precious")
    with pytest.raises(VaultExists):
        Vault.create(home, passphrase=PASSPHRASE, argon=FLOOR)
    assert (home / "vault" / left).read_bytes() == b"precious"
    assert [path.name for path in home.iterdir()] == ["vault"]


def test_no_vault_is_told_as_such_and_nothing_is_made(home: Path) -> None:
    with pytest.raises(VaultMissing):
        Vault.unlock(home, passphrase=PASSPHRASE)
    assert not home.exists()


@pytest.mark.parametrize("size", [0, None, 100])
def test_a_lost_or_cut_database_is_not_made_anew(vault: Vault, size: int | None) -> None:
    remember(vault, "The user likes rain.")
    vault.close()
    if size is None:
        vault.layout.database.unlink()
    else:
        os.truncate(vault.layout.database, size)
    before = hashes(vault.home)
    with pytest.raises(VaultDamaged):
        Vault.unlock(vault.home, passphrase=PASSPHRASE)
    assert hashes(vault.home) == before


def test_the_database_of_another_vault_is_refused(vault: Vault, tmp_path: Path) -> None:
    other, _ = Vault.create(tmp_path / "other", passphrase=PASSPHRASE, argon=FLOOR)
    other.close()
    vault.close()
    vault.layout.database.write_bytes(other.layout.database.read_bytes())
    before = hashes(vault.home)
    with pytest.raises(VaultDamaged, match="another vault"):
        Vault.unlock(vault.home, passphrase=PASSPHRASE)
    assert hashes(vault.home) == before


def test_a_database_of_a_newer_alcove_is_refused_untouched(vault: Vault) -> None:
    with vault.database.maintenance() as connection:
        connection.execute("PRAGMA user_version = 99")
    vault.close()
    before = hashes(vault.home)
    with pytest.raises(VaultTooNew, match="format 99"):
        Vault.unlock(vault.home, passphrase=PASSPHRASE)
    assert hashes(vault.home) == before


def test_a_vault_without_any_way_in_can_not_be_made(home: Path) -> None:
    with pytest.raises(BadInput):
        Vault.create(home)
    with pytest.raises(BadInput):
        Vault.create(home, passphrase="")
    assert not (home / "vault").exists()


def test_a_key_file_can_not_lie_inside_the_vault(home: Path) -> None:
    with pytest.raises(VaultError, match="inside the vault"):
        Vault.create(home, key_file=home / "vault" / "my.key")
    assert hashes(home) == {}


def test_a_key_file_never_replaces_a_file(home: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(VaultError, match="already a file"):
        Vault.create(home, key_file=tmp_path / "thesis.txt")
    assert (tmp_path / "thesis.txt").read_text() == "years of work"
    assert hashes(home) == {}


def test_a_key_file_alone_gives_no_recovery_key_and_says_what_that_means(home: Path) -> None:
    vault, recovery = Vault.create(home, key_file=keyfile.AUTOMATIC)
    with vault:
        assert recovery is None
        [warning] = vault.warnings
    assert "one key slot only" in warning
    assert "not against programs or people using this account" in warning
    assert "alcove vault change-passphrase" in warning


@pytest.mark.skipif(os.name != "posix", reason="POSIX rights")
def test_nobody_else_may_read_any_file(vault: Vault) -> None:
    remember(vault, "The user likes rain.")
    vault.backup()
    for path in vault.home.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_an_open_vault_leaves_no_core_file_behind(vault: Vault) -> None:
    import resource

    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def test_a_file_that_may_not_be_opened_is_not_called_damaged(tmp_path: Path) -> None:
    from engine.errors import VaultDamaged, VaultError
    from engine.vault import connection

    with pytest.raises(VaultError) as refused:
        connection.attach(tmp_path / "nowhere" / "memory.db", b"k" * 32, "ro")
    assert not isinstance(refused.value, VaultDamaged)
    assert "permissions" in refused.value.hint


def test_a_vault_moved_to_another_computer_opens_there_with_what_the_person_knows(home: Path, tmp_path: Path) -> None:
    vault, recovery = Vault.create(home, passphrase=PASSPHRASE, key_file=keyfile.AUTOMATIC, argon=FLOOR)
    with vault:
        remember(vault, "The user likes rain.")
    there = tmp_path / "another computer"
    shutil.copytree(home, there)
    assert keyfile.find(there, vault.id) is None  # it stayed behind
    for way in ({"passphrase": PASSPHRASE}, {"recovery_key": recovery}):
        with Vault.unlock(there, **way) as again:  # type: ignore[arg-type]
            assert again.one("SELECT text FROM memory")["text"] == "The user likes rain."  # type: ignore[index]


@pytest.mark.parametrize("content", ["", "zz", "\xff\xfe"])
def test_a_damaged_key_file_is_told_and_left_as_it_is(home: Path, content: str) -> None:
    vault, _ = Vault.create(home, key_file=keyfile.AUTOMATIC)
    vault.close()
    path = keyfile.find(home, vault.id)
    assert path is not None
    path.write_bytes(content.encode("latin-1"))
    before = hashes(home)
    with pytest.raises(VaultError):
        Vault.unlock(home, key_file=path)
    assert hashes(home) == before
    assert path.read_bytes() == content.encode("latin-1")
