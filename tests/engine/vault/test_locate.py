from __future__ import annotations

import os
import stat
from pathlib import Path

import keyring
import platformdirs
import pytest

from engine.errors import BadInput, VaultLocked, WrongKey
from engine.vault import keyfile, locate
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, hashes
from tests.engine.vault.test_keychain import SecretService


@pytest.fixture
def passphrase_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE + "\n")
    monkeypatch.setenv("ALCOVE_PASSPHRASE_FILE", str(path))
    return path


def test_the_data_folder_is_alcove_home_or_the_systems(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALCOVE_HOME", str(tmp_path))
    assert locate.home() == tmp_path
    monkeypatch.delenv("ALCOVE_HOME")
    assert locate.home() == platformdirs.user_data_path("alcove")


def test_with_nobody_to_ask_a_key_file_is_made_outside_the_vault_and_opens_it_again(home: Path) -> None:
    vault, recovery = locate.open_or_create(home)
    with vault:
        assert recovery is None
        assert [slot.kind for slot in vault.header.slots] == ["key-file"]
        path = keyfile.find(home, vault.id)
        assert path is not None
        assert not path.is_relative_to(home)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert len(vault.warnings) == 1
    again, recovery = locate.open_or_create(home)
    with again:
        assert (again.id, recovery) == (vault.id, None)
        assert len(again.warnings) == 1


def test_setting_a_passphrase_and_a_recovery_key_mends_the_single_slot(home: Path) -> None:
    vault, _ = locate.open_or_create(home)
    with vault:
        vault.change_passphrase(PASSPHRASE, argon=FLOOR)
        assert vault.warnings == []
        vault.remove_slot("key-file")
        assert keyfile.find(home, vault.id) is None
        vault.new_recovery_key()
        assert vault.warnings == []
    with pytest.raises(VaultLocked):
        locate.open_unattended(home)


def test_a_vault_in_the_usual_place_has_its_key_file_in_the_configuration_folder() -> None:
    home = platformdirs.user_data_path("alcove")
    assert keyfile.default_path(home, "some-id") == platformdirs.user_config_path("alcove") / "keys" / "some-id.key"


def test_where_the_parent_can_not_be_written_the_configuration_folder_serves(home: Path) -> None:
    home.mkdir(parents=True)
    home.with_name(home.name + ".keys").write_text("a file in the way")
    vault, _ = locate.open_or_create(home)
    vault.close()
    assert keyfile.find(home, vault.id) == platformdirs.user_config_path("alcove") / "keys" / f"{vault.id}.key"
    locate.open_unattended(home).close()


def test_the_passphrase_file_makes_and_opens_a_vault(home: Path, passphrase_file: Path) -> None:
    vault, recovery = locate.open_or_create(home, argon=FLOOR)
    with vault:
        assert [slot.kind for slot in vault.header.slots] == ["passphrase", "recovery"]
        assert vault.warnings == []
    assert recovery is not None
    locate.open_unattended(home).close()
    Vault.unlock(home, passphrase=PASSPHRASE).close()


def test_a_wrong_passphrase_file_is_told_and_makes_nothing(home: Path, passphrase_file: Path) -> None:
    locate.open_or_create(home, argon=FLOOR)[0].close()
    passphrase_file.write_text("something else")
    before = hashes(home)
    with pytest.raises(WrongKey):
        locate.open_or_create(home)
    assert hashes(home) == before


def test_a_passphrase_file_that_is_not_there_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALCOVE_PASSPHRASE_FILE", "/nowhere/at/all")
    with pytest.raises(BadInput, match="can't be read"):
        locate.open_or_create(home)
    assert hashes(home) == {}


def test_a_keychain_is_preferred_to_a_key_file(home: Path) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(SecretService())
    try:
        vault, recovery = locate.open_or_create(home)
        vault.close()
        assert recovery is not None
        assert [slot.kind for slot in vault.header.slots] == ["keychain", "recovery"]
        locate.open_unattended(home).close()
    finally:
        keyring.set_keyring(before)
    with pytest.raises(VaultLocked, match="no keychain here now"):
        locate.open_unattended(home)


def test_a_keychain_that_is_locked_gives_way_to_a_key_file(home: Path) -> None:
    before = keyring.get_keyring()
    store = SecretService()
    store.locked = True
    keyring.set_keyring(store)
    try:
        vault, recovery = locate.open_or_create(home)
        vault.close()
    finally:
        keyring.set_keyring(before)
    assert recovery is None
    assert [slot.kind for slot in vault.header.slots] == ["key-file"]


def test_a_vault_that_needs_a_person_says_so(vault: Vault) -> None:
    vault.close()
    with pytest.raises(VaultLocked, match="The vault is locked") as told:
        locate.open_unattended(vault.home)
    assert "ALCOVE_PASSPHRASE_FILE" in told.value.hint


def test_a_lost_key_file_is_told_with_its_place_and_not_made_anew(home: Path) -> None:
    vault, _ = locate.open_or_create(home)
    vault.close()
    path = keyfile.find(home, vault.id)
    assert path is not None
    path.unlink()
    before = hashes(home)
    with pytest.raises(VaultLocked, match=str(path)):
        locate.open_or_create(home)
    assert hashes(home) == before
    assert not path.exists()


@pytest.mark.skipif(os.name != "posix", reason="POSIX rights")
def test_a_key_file_that_others_can_read_is_told(home: Path) -> None:
    vault, _ = locate.open_or_create(home)
    with vault:
        path = keyfile.find(home, vault.id)
        assert path is not None
        path.chmod(0o644)
        assert any(f"chmod 600 {path}" in warning for warning in vault.warnings)


def test_two_processes_on_their_first_run_end_with_one_vault(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second finishes while the first is still building."""
    from engine.vault import opening

    build = opening._new_database

    def build_slowly(*given: object) -> None:
        monkeypatch.setattr(opening, "_new_database", build)
        locate.open_or_create(home)[0].close()
        build(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "_new_database", build_slowly)
    vault, _ = locate.open_or_create(home)
    with vault:
        assert [path.stem for path in home.with_name(home.name + ".keys").iterdir()] == [vault.id]
