from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from engine.vault import missing
from engine.vault.seal import Seal
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, remember, say


def copy_files(vault: Vault, to: Path) -> None:
    """What a crash at this moment would leave on the disk."""
    shutil.copytree(vault.home, to)


def test_a_vault_that_was_closed_or_crashed_has_nothing_to_say(vault: Vault, tmp_path: Path) -> None:
    for number in range(3):
        remember(vault, f"fact {number}")
    copy_files(vault, tmp_path / "crashed")
    vault.close()
    for home in (vault.home, tmp_path / "crashed"):
        with Vault.unlock(home, passphrase=PASSPHRASE) as again:
            assert again.warnings == []
            assert again.one("SELECT count(*) FROM memory")[0] == 3  # type: ignore[index]


def test_a_lost_log_is_told_with_the_number_of_missing_commits(vault: Vault, tmp_path: Path) -> None:
    for number in range(5):
        remember(vault, f"fact {number}")
    vault.sealer.write()
    copy_files(vault, tmp_path / "crashed")
    (tmp_path / "crashed" / "vault" / "memory.db-wal").unlink()
    with Vault.unlock(tmp_path / "crashed", passphrase=PASSPHRASE) as again:
        assert any("the last 5 commits are missing" in warning for warning in again.warnings)
        assert again.one("SELECT count(*) FROM memory")[0] == 0  # type: ignore[index]
        remember(again, "life goes on")
    with Vault.unlock(tmp_path / "crashed", passphrase=PASSPHRASE) as again:
        [warning] = again.warnings
        assert "5 commits were found missing" in warning


def test_a_flipped_bit_in_the_log_is_told(vault: Vault, tmp_path: Path) -> None:
    vault.truncate_wal()
    for number in range(20):
        say(vault, f"message {number}")
    vault.sealer.write()
    copy_files(vault, tmp_path / "crashed")
    log = tmp_path / "crashed" / "vault" / "memory.db-wal"
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 1
    log.write_bytes(content)
    with Vault.unlock(tmp_path / "crashed", passphrase=PASSPHRASE) as again:
        kept = again.one("SELECT count(*) FROM message")[0]  # type: ignore[index]
        assert kept < 20
        assert any(f"the last {20 - kept} commits are missing" in warning for warning in again.warnings)


def test_a_database_put_back_from_yesterday_is_told(vault: Vault, tmp_path: Path) -> None:
    remember(vault, "yesterday")
    vault.truncate_wal()
    shutil.copy(vault.layout.database, tmp_path / "yesterday.db")
    remember(vault, "today")
    vault.close()
    shutil.copy(tmp_path / "yesterday.db", vault.layout.database)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert any("the last commit is missing" in warning for warning in again.warnings)


def test_another_history_of_the_same_length_is_told(vault: Vault, tmp_path: Path) -> None:
    copy_files(vault, tmp_path / "fork")
    fork = Vault.unlock(tmp_path / "fork", passphrase=PASSPHRASE)
    for number in range(3):
        remember(fork, f"another fact {number}")
    fork.close()
    remember(vault, "fact")
    vault.close()
    shutil.copy(fork.layout.database, vault.layout.database)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert any("doesn't continue what was sealed" in warning for warning in again.warnings)


def test_a_forged_seal_is_told(vault: Vault) -> None:
    remember(vault, "fact")
    vault.close()
    seal = json.loads(vault.layout.seal.read_bytes())
    vault.layout.seal.write_text(json.dumps(seal | {"seq": 0}))
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert any("altered" in warning for warning in again.warnings)


@pytest.mark.parametrize(("content", "told"), [(None, "missing"), (b"", "damaged"), (b"\0\xff", "damaged")])
def test_a_missing_or_damaged_seal_is_made_anew_and_told_until_it_is_acknowledged(vault: Vault, content: bytes | None, told: str) -> None:
    remember(vault, "fact")
    vault.close()
    if content is None:
        vault.layout.seal.unlink()
    else:
        vault.layout.seal.write_bytes(content)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert any(told in warning for warning in again.warnings)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        [warning] = again.warnings
        assert told in warning and "alcove doctor --acknowledge" in warning
        assert missing.acknowledge(again)
        assert again.warnings == []
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.warnings == []


def test_two_findings_are_both_told_and_neither_hides_the_other(vault: Vault) -> None:
    remember(vault, "yesterday")
    vault.truncate_wal()
    before = vault.layout.database.read_bytes()
    remember(vault, "today")
    vault.close()
    vault.layout.database.write_bytes(before)
    Vault.unlock(vault.home, passphrase=PASSPHRASE).close()
    vault.layout.seal.unlink()
    Vault.unlock(vault.home, passphrase=PASSPHRASE).close()
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        [warning] = again.warnings
        assert "one commit was found missing" in warning and "The seal (vault.seal) is missing" in warning


def test_what_was_noted_by_an_older_alcove_is_still_told(vault: Vault) -> None:
    with vault.database.transaction() as change:
        change.execute("INSERT INTO meta VALUES (?, ?)", (missing.ROW, b'{"at":"2026-01-02T03:04:05Z","count":3}'))
    [warning] = vault.warnings
    assert "On 2026-01-02, 3 commits were found missing." in warning


def test_a_second_process_is_no_cause_for_alarm(vault: Vault) -> None:
    other = Vault.unlock(vault.home, passphrase=PASSPHRASE)
    for number in range(3):
        remember(vault, f"mine {number}")
        remember(other, f"theirs {number}")
    other.close()
    remember(vault, "mine, last")
    third = Vault.unlock(vault.home, passphrase=PASSPHRASE)
    assert third.warnings == []
    third.close()


def test_a_commit_sealed_by_another_process_during_the_check_is_no_cause_for_alarm(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Vault.unlock(vault.home, passphrase=PASSPHRASE)
    state = vault.sealer.state

    def slowly() -> Seal:
        found = state()
        remember(other, "theirs, meanwhile")
        other.sealer.write()
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(vault.sealer, "state", slowly)
        finding = vault.sealer.check()
    assert (finding.missing, finding.warning) == (0, "")
    other.close()


@pytest.mark.parametrize("content", [b'\xe3"', b'{"vault":"x","seq":1,"at":"","rows":{},"steps":0,"journal":"","mac":"\xc3\xa9"}'])
def test_whatever_stands_in_the_seal_the_vault_opens(vault: Vault, content: bytes) -> None:
    vault.close()
    vault.layout.seal.write_bytes(content)
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert any("seal" in warning for warning in again.warnings)
