from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from engine import clock
from engine.vault import keychain, missing, witness
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, go_back, remember
from tests.engine.vault.test_keychain import SecretService, Store


@pytest.fixture
def store() -> Iterator[Store]:
    before = keyring.get_keyring()
    made = SecretService()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def vault(home: Path, store: Store) -> Iterator[Vault]:
    made, _ = Vault.create(home, passphrase=PASSPHRASE, keychain=True, argon=FLOOR)
    with made:
        yield made


def roll_back(vault: Vault, to: Path) -> None:
    """Puts an older copy of all the vault's files into their place."""
    vault.close()
    shutil.rmtree(vault.layout.folder)
    shutil.copytree(to, vault.layout.folder)


def copy_of(vault: Vault, to: Path) -> Path:
    vault.close()
    shutil.copytree(vault.layout.folder, to)
    return to


def test_a_whole_vault_that_was_rolled_back_is_told_once_with_what_can_be_done(vault: Vault, tmp_path: Path) -> None:
    remember(vault, "old")
    old = copy_of(vault, tmp_path / "old")
    with Vault.unlock(vault.home, keychain=True) as later:
        for number in range(3):
            remember(later, f"newer {number}")
        made = later.backup()
    roll_back(vault, old)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        [warning] = [text for text in again.warnings if "older than it was" in text]
        assert "the last 3 commits are missing" in warning
        assert f"alcove backups restore {made.path.name}" in warning
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert ["commits were found missing" in text for text in again.warnings] == [True]
        assert missing.acknowledge(again)
        assert again.warnings == []
        assert not missing.acknowledge(again)
    go_back(vault.home, made)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.one("SELECT count(*) FROM memory")[0] == 4  # type: ignore[index]


def test_an_older_copy_that_was_written_to_elsewhere_is_told_by_its_history(vault: Vault, tmp_path: Path) -> None:
    remember(vault, "old")
    old = copy_of(vault, tmp_path / "elsewhere" / "vault")
    with Vault.unlock(vault.home, keychain=True) as later:
        remember(later, "newer")
    with Vault.unlock(old.parent, passphrase=PASSPHRASE) as elsewhere:
        assert elsewhere.warnings == [], "in another folder it is another vault's past"
        for number in range(9):
            remember(elsewhere, f"another life {number}")
    roll_back(vault, old)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert any("went another way" in text for text in again.warnings)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        [warning] = again.warnings
        assert "went another way" in warning and "--acknowledge" in warning


def test_going_back_on_purpose_and_crashing_alarm_nobody(vault: Vault, tmp_path: Path) -> None:
    made = vault.backup()
    remember(vault, "newer")
    shutil.copytree(vault.home, tmp_path / "crashed")
    vault.close()
    go_back(vault.home, made)
    for home in (vault.home, tmp_path / "crashed"):
        with Vault.unlock(home, passphrase=PASSPHRASE) as again:
            assert again.warnings == []


def test_the_entry_holds_no_content_and_is_made_now_and_then(vault: Vault, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(vault, "a quillfeather")
    assert not witness.kept(vault.home, vault.header)
    monkeypatch.setattr(witness, "EVERY", 0.0)
    remember(vault, "another quillfeather")
    assert witness.kept(vault.home, vault.header)
    [kept] = [bytes.fromhex(value) for (_, name), value in store.kept.items() if "last" in name]
    assert b"quillfeather" not in kept and len(kept) < 250
    assert not any(str(vault.home) in name for _, name in store.kept)


@pytest.mark.parametrize("how", ["locked", "emptied", "gone", "garbled", "forged"])
def test_a_keychain_that_can_tell_nothing_is_an_ordinary_case(vault: Vault, store: Store, how: str) -> None:
    remember(vault, "fact")
    vault.close()
    if how == "locked":
        store.locked = True
    elif how == "emptied":
        store.kept.clear()
    elif how == "gone":
        keyring.set_keyring(keyring.backends.fail.Keyring())
    else:
        [name] = [name for name in store.kept if "last" in name[1]]
        store.kept[name] = "00ff" if how == "garbled" else "95ce0000ffff" + store.kept[name][4:]
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.warnings == []
        remember(again, "another")


def test_a_keychain_that_would_have_to_ask_is_left_alone(home: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vault that opens with a passphrase alone must not make the desktop ask for another one."""
    monkeypatch.setattr(keychain.Keychain, "unlocked", lambda _: False)
    Vault.create(home, passphrase=PASSPHRASE, argon=FLOOR)[0].close()
    assert store.kept == {}
    monkeypatch.setattr(keychain.Keychain, "unlocked", lambda _: True)
    Vault.unlock(home, passphrase=PASSPHRASE).close()
    assert len(store.kept) == 1


def test_the_last_state_goes_with_the_slot(vault: Vault, store: Store) -> None:
    remember(vault, "fact")
    vault.close()
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        again.remove_slot("keychain")
    assert store.kept == {}


def test_without_a_desktop_session_no_keychain_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.modules", {name: module for name, module in __import__("sys").modules.items() if name != "keyring"})
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    assert not keychain.may_be_there()
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.SecretService.Keyring")
    assert keychain.may_be_there()


def test_the_day_is_told(vault: Vault, tmp_path: Path) -> None:
    old = copy_of(vault, tmp_path / "old")
    with clock.frozen(clock.parse("2026-11-20T12:00:00+00:00")), Vault.unlock(vault.home, keychain=True) as later:
        remember(later, "newer")
    roll_back(vault, old)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert any("on 2026-11-20: the last commit is missing" in text for text in again.warnings)
