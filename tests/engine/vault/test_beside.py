"""Several questions at once: each on a connection of its own, all of what is committed."""

from __future__ import annotations

import threading

import pytest

from engine.errors import VaultLocked
from engine.vault.vault import Vault
from tests.engine.vault.conftest import remember


def count(vault: Vault) -> int:
    return int(vault.query("SELECT count(*) FROM memory")[0][0])


def test_answers_come_in_the_order_of_the_questions_and_are_really_asked_at_once(vault: Vault) -> None:
    together = threading.Barrier(3)

    def ask(number: int) -> tuple[int, int, str]:
        together.wait(30)  # broken unless all three are asked at the same time
        return number, count(vault), threading.current_thread().name

    remember(vault, "a fact")
    found = vault.database.at_once([lambda n=n: ask(n) for n in range(3)])
    assert [(number, rows) for number, rows, _ in found] == [(0, 1), (1, 1), (2, 1)]
    assert len({name for _, _, name in found}) == 3
    assert vault.database.at_once([lambda n=n: n for n in range(8)]) == list(range(8))
    assert vault.database.at_once([]) == []


def test_what_was_just_committed_is_seen_by_all_and_what_is_not_yet_by_its_own_thread(vault: Vault) -> None:
    for number in range(1, 4):
        remember(vault, f"fact {number}")
        assert vault.database.at_once([lambda: count(vault)] * 3) == [number] * 3
    with vault.change("remember", "Remembered something") as change:
        change.execute("DELETE FROM memory")
        assert vault.database.at_once([lambda: count(vault)] * 3) == [0, 0, 0]


def test_an_error_is_raised_when_all_have_ended_and_the_next_questions_are_answered(vault: Vault) -> None:
    ended = []

    def slow() -> int:
        ended.append(count(vault))
        return 0

    for asks in ([lambda: 1 // 0, slow, slow], [slow, lambda: 1 // 0, slow]):
        ended.clear()
        with pytest.raises(ZeroDivisionError):
            vault.database.at_once(asks)
        assert len(ended) == 2
    assert vault.database.at_once([lambda: 1, lambda: 2]) == [1, 2]


def test_they_only_read(vault: Vault) -> None:
    def write() -> None:
        with vault.read() as connection:
            connection.execute("DELETE FROM memory")

    remember(vault, "a fact")
    with pytest.raises(Exception, match=r"read-?only"):
        vault.database.at_once([lambda: None, write])
    assert count(vault) == 1


def test_locking_ends_the_threads_and_the_log_can_be_emptied_meanwhile(vault: Vault) -> None:
    vault.database.at_once([lambda: count(vault)] * 3)
    vault.truncate_wal()
    assert any(thread.name.startswith("alcove-beside") for thread in threading.enumerate())
    vault.close()
    assert not any(thread.name.startswith("alcove-beside") for thread in threading.enumerate())
    with pytest.raises(VaultLocked):
        vault.database.at_once([lambda: 1])
