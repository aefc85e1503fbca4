from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from engine.errors import VaultError, VaultFull, WrongKey
from engine.vault import keychain
from engine.vault.keys import FLOOR
from engine.vault.status import slot_warnings
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, hashes


class Store(KeyringBackend):
    """A backend that keeps secrets in RAM."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise keyring.errors.KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


SecretService = type("Keyring", (Store,), {"__module__": "keyring.backends.SecretService", "priority": 5})
KWallet = type("DBusKeyring", (Store,), {"__module__": "keyring.backends.kwallet", "priority": 4})
PlainText = type("PlaintextKeyring", (Store,), {"__module__": "keyrings.alt.file", "priority": 9})


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def store() -> Store:
    made = SecretService()
    keyring.set_keyring(made)
    return made  # type: ignore[no-any-return]


def test_the_keychain_opens_the_vault(home: Path, store: Store) -> None:
    vault, recovery = Vault.create(home, keychain=True)
    vault.close()
    assert recovery is not None
    with Vault.unlock(home, keychain=True) as again:
        assert [(slot.kind, slot.detail) for slot in again.status().slots] == [("keychain", "Secret Service"), ("recovery", "printed")]
        assert again.warnings == []


def test_what_is_in_the_keychain_is_not_the_root_key(home: Path, store: Store) -> None:
    vault, _ = Vault.create(home, keychain=True)
    [secret] = store.kept.values()
    assert bytes.fromhex(secret) != vault._root
    vault.close()


def test_a_changed_desktop_is_told_and_the_recovery_key_still_opens(home: Path, store: Store) -> None:
    vault, recovery = Vault.create(home, keychain=True)
    vault.close()
    keyring.set_keyring(KWallet())
    before = hashes(home)
    with pytest.raises(WrongKey, match="put into the Secret Service; this desktop now offers the KWallet") as told:
        Vault.unlock(home, keychain=True)
    assert "recovery key" in told.value.hint
    assert hashes(home) == before
    with Vault.unlock(home, recovery_key=recovery) as again:
        assert slot_warnings(home, again.header, ask_keychain=True) == [
            "The keychain changed: the key is in the Secret Service, this desktop offers the KWallet."
        ]
        again.use_keychain()
    with Vault.unlock(home, keychain=True) as again:
        assert slot_warnings(home, again.header, ask_keychain=True) == []


def test_no_keychain_is_an_ordinary_case(home: Path) -> None:
    """The tests' own backend is `keyring.backends.fail`."""
    assert keychain.find() is None
    with pytest.raises(VaultError, match="no keychain"):
        Vault.create(home, keychain=True)
    assert hashes(home) == {}
    vault, _ = Vault.create(home, keychain=True, passphrase=PASSPHRASE, argon=FLOOR)
    with vault:
        assert [slot.kind for slot in vault.header.slots] == ["passphrase", "recovery"]


def test_the_keychain_of_a_vault_that_went_away_is_told(home: Path, store: Store) -> None:
    vault, recovery = Vault.create(home, keychain=True)
    vault.close()
    keyring.set_keyring(fail.Keyring())
    with pytest.raises(WrongKey, match="no keychain here now"):
        Vault.unlock(home, keychain=True)
    with Vault.unlock(home, recovery_key=recovery) as again:
        [warning] = slot_warnings(home, again.header, ask_keychain=True)
    assert "is not here now" in warning


def test_a_locked_keychain_is_told(home: Path, store: Store) -> None:
    Vault.create(home, keychain=True)[0].close()
    store.locked = True
    with pytest.raises(WrongKey, match="did not give"):
        Vault.unlock(home, keychain=True)


def test_a_keychain_that_keeps_nothing_makes_no_vault(home: Path, store: Store) -> None:
    store.locked = True
    with pytest.raises(VaultError, match="did not keep"):
        Vault.create(home, keychain=True)
    assert hashes(home) == {}


@pytest.mark.parametrize("backend", [PlainText, null.Keyring])
def test_backends_that_do_not_protect_are_not_used(backend: type[KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    assert keychain.find() is None


def test_removing_the_slot_takes_the_secret_out_of_the_keychain(home: Path, store: Store) -> None:
    vault, _ = Vault.create(home, keychain=True, passphrase=PASSPHRASE, argon=FLOOR)
    with vault:
        assert store.kept
        vault.remove_slot("keychain")
    assert not store.kept


def test_a_keychain_slot_that_can_not_be_stored_leaves_the_old_one_working(home: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, _ = Vault.create(home, keychain=True)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with vault, monkeypatch.context() as broken:
        broken.setattr("engine.vault.access.headers.write", full)
        with pytest.raises(VaultFull):
            vault.use_keychain()
    Vault.unlock(home, keychain=True).close()


def test_an_emptied_keychain_is_told_and_what_else_opens_the_vault(home: Path, store: Store) -> None:
    """So it is, too, when the vault's folder was moved to another computer: the keychain there has never held its key."""
    vault, recovery = Vault.create(home, keychain=True, passphrase=PASSPHRASE, argon=FLOOR)
    vault.close()
    store.kept.clear()
    before = hashes(home)
    with pytest.raises(WrongKey, match=r"holds no key for this vault: it was emptied, or .* comes from another computer") as told:
        Vault.unlock(home, keychain=True)
    assert told.value.hint.startswith("Use the passphrase or the recovery key.")
    assert hashes(home) == before
    with Vault.unlock(home, recovery_key=recovery) as again:
        again.use_keychain()
    Vault.unlock(home, keychain=True).close()


@pytest.mark.parametrize("altered", ["00" * 32, "not hexadecimal"])
def test_an_altered_entry_of_the_keychain_is_told(home: Path, store: Store, altered: str) -> None:
    vault, _ = Vault.create(home, keychain=True)
    vault.close()
    store.kept["Alcove", vault.id] = altered
    before = hashes(home)
    with pytest.raises(WrongKey, match="does not open it: it was altered") as told:
        Vault.unlock(home, keychain=True)
    assert "the recovery key" in told.value.hint
    assert hashes(home) == before


def test_no_failing_keychain_keeps_the_passphrase_from_opening_the_vault(home: Path, store: Store) -> None:
    vault, _ = Vault.create(home, keychain=True, passphrase=PASSPHRASE, argon=FLOOR)
    vault.close()
    store.locked = True
    Vault.unlock(home, keychain=True, passphrase=PASSPHRASE).close()
    keyring.set_keyring(fail.Keyring())
    Vault.unlock(home, keychain=True, passphrase=PASSPHRASE).close()
