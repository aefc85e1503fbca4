from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import BadInput, VaultDamaged, VaultError, VaultTooNew
from engine.vault import backups
from engine.vault import header as headers
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, go_back, hashes


def test_a_damaged_header_gives_way_to_its_copy_and_is_kept_aside(vault: Vault) -> None:
    vault.close()
    good = (vault.layout.folder / "vault.json").read_bytes()
    (vault.layout.folder / "vault.json").write_bytes(good[:200])
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert any("its copy was used" in warning for warning in again.warnings)
    assert (vault.layout.folder / "vault.json").read_bytes() == good
    assert (vault.layout.folder / "vault.json.damaged").read_bytes() == good[:200]
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.warnings == []


@pytest.mark.parametrize("name", ["vault.json", "vault.json.copy"])
def test_a_missing_header_or_copy_is_written_again_by_unlocking(vault: Vault, name: str) -> None:
    vault.close()
    (vault.layout.folder / name).unlink()
    Vault.unlock(vault.home, passphrase=PASSPHRASE).close()
    assert (vault.layout.folder / "vault.json").read_bytes() == (vault.layout.folder / "vault.json.copy").read_bytes()


def test_with_both_damaged_the_files_are_left_as_they_are(vault: Vault) -> None:
    vault.close()
    for name in ("vault.json", "vault.json.copy"):
        (vault.layout.folder / name).write_bytes(b"{" + b"\0" * 100)
    before = hashes(vault.home)
    with pytest.raises(VaultDamaged, match="damaged"):
        Vault.unlock(vault.home, passphrase=PASSPHRASE)
    assert hashes(vault.home) == before


def test_with_both_lost_the_database_is_left_as_it_is(vault: Vault) -> None:
    vault.close()
    for name in ("vault.json", "vault.json.copy"):
        (vault.layout.folder / name).unlink()
    before = hashes(vault.home)
    with pytest.raises(VaultDamaged, match="missing"):
        Vault.unlock(vault.home, passphrase=PASSPHRASE)
    assert hashes(vault.home) == before


def test_a_header_of_a_newer_alcove_is_refused_untouched(vault: Vault) -> None:
    vault.close()
    for name in ("vault.json", "vault.json.copy"):
        (vault.layout.folder / name).write_text(json.dumps({"format": 7, "lock": {"shape": "unknown"}}))
    before = hashes(vault.home)
    with pytest.raises(VaultTooNew, match="format 7"):
        Vault.unlock(vault.home, passphrase=PASSPHRASE)
    assert hashes(vault.home) == before


def test_a_newer_header_is_not_taken_for_a_damaged_one_whose_copy_is_older(vault: Vault) -> None:
    vault.close()
    path = vault.layout.folder / "vault.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"format": 7}))
    before = hashes(vault.home)
    with pytest.raises(VaultTooNew, match="format 7"):
        Vault.unlock(vault.home, passphrase=PASSPHRASE)
    assert hashes(vault.home) == before


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_flipped_bit_is_noticed(vault: Vault, data: st.DataObject) -> None:
    content = bytearray((vault.layout.folder / "vault.json").read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = headers.decode(bytes(content))
    except VaultError:
        return
    assert (found.id, found.slots) == (vault.header.id, vault.header.slots)  # white space, or the name of a field that has its default


def test_changing_the_passphrase_rewrites_one_slot_and_not_the_database(vault: Vault) -> None:
    database, others = vault.layout.database, [slot for slot in vault.header.slots if slot.kind != "passphrase"]
    vault.truncate_wal()
    before = database.read_bytes()[4096:]  # page 1 holds SQLite's own change counter
    vault.change_passphrase("new words", argon=FLOOR)
    assert [slot for slot in vault.header.slots if slot.kind != "passphrase"] == others
    vault.close()
    changed = sum(one != other for one, other in zip(_pages(before), _pages(database.read_bytes()[4096:]), strict=True))
    assert changed <= 2  # the commit counter
    Vault.unlock(vault.home, passphrase="new words").close()
    with pytest.raises(VaultError):
        Vault.unlock(vault.home, passphrase=PASSPHRASE)


def test_an_old_passphrase_opens_neither_the_copy_nor_the_backups(vault: Vault) -> None:
    backup = vault.backup()
    vault.change_passphrase("new words", argon=FLOOR)
    vault.close()
    for path in (
        vault.layout.folder / "vault.json",
        vault.layout.folder / "vault.json.copy",
        backup.path / "vault.json",
        backup.path / "vault.json.copy",
    ):
        [slot] = headers.decode(path.read_bytes()).of_kind("passphrase")
        assert slot.open("new words", vault.id)
        with pytest.raises(VaultError):
            slot.open(PASSPHRASE, vault.id)


def test_after_a_crash_between_the_header_and_the_backups_an_old_passphrase_opens_neither(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by kills: the backups kept the old passphrase, and a restore brought it back."""
    backup = vault.backup()

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(backups, "update_headers", crash)
        with pytest.raises(KeyboardInterrupt):
            vault.change_passphrase("new words", argon=FLOOR)
    vault.close()
    assert headers.read(backup.path)[0].of_kind("passphrase")[0].open(PASSPHRASE, vault.id), "the crash did leave it behind"
    Vault.unlock(vault.home, passphrase="new words").close()
    for name in ("vault.json", "vault.json.copy"):
        assert headers.decode((backup.path / name).read_bytes()).of_kind("passphrase")[0].open("new words", vault.id)
    go_back(vault.home, backup, passphrase="new words")
    Vault.unlock(vault.home, passphrase="new words").close()
    with pytest.raises(VaultError):
        Vault.unlock(vault.home, passphrase=PASSPHRASE)


def test_a_copy_that_cannot_be_written_does_not_undo_a_change_of_passphrase(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found on failing disks: the new header was in place and the program said that the passphrase was the old one."""
    write = headers.write_atomically

    def failing(path: Path, content: bytes) -> None:
        if path.name == headers.COPY:
            raise OSError(errno.ENOSPC, "full")
        write(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(headers, "write_atomically", failing)
        vault.change_passphrase("new words", argon=FLOOR)
    vault.close()
    copy = vault.layout.folder / headers.COPY
    assert headers.decode(copy.read_bytes()).of_kind("passphrase")[0].open(PASSPHRASE, vault.id), "the copy is behind"
    Vault.unlock(vault.home, passphrase="new words").close()
    assert copy.read_bytes() == (vault.layout.folder / headers.NAME).read_bytes(), "the next start mends it"


def test_a_new_recovery_key_replaces_the_old_one(home: Path) -> None:
    vault, old = Vault.create(home, passphrase=PASSPHRASE, argon=FLOOR)
    new = vault.new_recovery_key()
    vault.close()
    Vault.unlock(home, recovery_key=new).close()
    assert old is not None
    with pytest.raises(VaultError):
        Vault.unlock(home, recovery_key=old)


def test_the_last_way_in_can_not_be_removed(vault: Vault) -> None:
    vault.remove_slot("recovery")
    assert any("one key slot only" in warning for warning in vault.warnings)
    with pytest.raises(BadInput, match="only way"):
        vault.remove_slot("passphrase")
    vault.close()
    Vault.unlock(vault.home, passphrase=PASSPHRASE).close()


def test_two_processes_changing_slots_lose_neither_change(vault: Vault) -> None:
    other = Vault.unlock(vault.home, passphrase=PASSPHRASE)
    key = vault.new_recovery_key()
    other.change_passphrase("new words", argon=FLOOR)  # `other` still holds the header from before
    other.close()
    vault.close()
    Vault.unlock(vault.home, recovery_key=key).close()
    Vault.unlock(vault.home, passphrase="new words").close()


def _pages(content: bytes) -> list[bytes]:
    return [content[at : at + 4096] for at in range(0, len(content), 4096)]
