from __future__ import annotations

import threading
from pathlib import Path

import pytest

from engine.errors import NotFound, VaultBusy, VaultLocked
from engine.vault.change import Changes
from engine.vault.keys import FLOOR
from engine.vault.migrations import FORMAT
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, add_conversation, add_entity, add_memory, add_message, link, remember, say


def fail(vault: Vault, text: str) -> None:
    with vault.change("remember", "Remembered more") as change:
        add_memory(change, text)
        raise RuntimeError


def test_a_change_tells_what_it_changed(vault: Vault) -> None:
    with vault.change("learn", "Learnt something", actor="assistant") as change:
        link(change, add_memory(change, "Anna is the user's sister."), add_entity(change, "Anna"))
    assert change.result is not None
    assert change.result.kinds == {"memory", "entity", "memory_entity"}
    assert change.result.label == "Learnt something"
    [entry] = vault.journal.entries()
    assert (entry.id, entry.actor, entry.operation) == (change.result.journal_id, "assistant", "learn")
    assert entry.touched == (("memory", 1), ("entity", 1), ("memory_entity", 1))


def test_subscribers_hear_of_each_commit_once_and_after_it(vault: Vault) -> None:
    heard: list[Changes] = []

    def listen(changes: Changes) -> None:
        assert not vault.database.in_transaction
        assert vault.one("SELECT seq FROM counter")["seq"] == changes.seq  # type: ignore[index]
        heard.append(changes)

    stop = vault.subscribe(listen)
    with vault.change("remember", "Remembered something") as change:
        add_memory(change, "one")
        with vault.change("remember", "Remembered more") as inner:
            add_memory(inner, "two")
    say(vault, "hello")
    with pytest.raises(RuntimeError):
        fail(vault, "three")
    stop()
    remember(vault, "four")
    assert [changes.kinds for changes in heard] == [{"memory"}, {"conversation", "message"}]
    assert [changes.label for changes in heard] == ["Remembered something", ""]


def test_a_subscriber_that_fails_does_not_undo_what_is_stored(vault: Vault) -> None:
    def stumble(_: Changes) -> None:
        raise RuntimeError("a view")

    vault.subscribe(stumble)
    remember(vault, "The user likes rain.")
    assert vault.one("SELECT count(*) FROM memory")[0] == 1  # type: ignore[index]


def test_a_change_that_fails_leaves_nothing(vault: Vault) -> None:
    with pytest.raises(RuntimeError):
        fail(vault, "half")
    assert vault.one("SELECT count(*) FROM memory")[0] == 0  # type: ignore[index]
    assert vault.journal.entries() == []
    assert vault.one("SELECT seq FROM counter")["seq"] == 0  # type: ignore[index]


def test_a_part_that_fails_is_taken_back_alone(vault: Vault) -> None:
    with vault.change("remember", "Remembered something") as change:
        add_memory(change, "kept")
        with pytest.raises(RuntimeError):
            fail(vault, "dropped")
        add_memory(change, "kept too")
    assert [row["text"] for row in vault.query("SELECT text FROM memory ORDER BY row")] == ["kept", "kept too"]
    assert len(vault.journal.entries()[0].touched) == 2
    vault.journal.undo()
    assert vault.query("SELECT text FROM memory") == []


def test_a_journaled_part_of_an_unjournaled_change_is_journaled(vault: Vault) -> None:
    with vault.change("chat", "Said something", journaled=False) as change:
        add_message(change, add_conversation(change), "a long confession")
        with vault.change("learn", "Learnt something", actor="assistant") as inner:
            add_memory(inner, "The user confessed.")
    [entry] = vault.journal.entries()
    assert (entry.operation, entry.touched) == ("learn", (("memory", 1),))
    assert [image["table"] for image in vault.journal.images(entry.id)] == ["memory"]


def test_inside_a_change_one_reads_what_one_wrote_and_others_do_not(vault: Vault) -> None:
    seen: list[int] = []

    def look() -> None:
        seen.append(vault.one("SELECT count(*) FROM memory")[0])  # type: ignore[index]

    with vault.change("remember", "Remembered something") as change:
        add_memory(change, "fresh")
        look()
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    look()
    assert seen == [1, 0, 1]


def test_changing_a_row_that_is_gone_is_told(vault: Vault) -> None:
    with pytest.raises(NotFound, match="memory no longer exists"), vault.change("edit", "Edited a memory") as change:
        change.update("memory", 77, text="x")


def test_writing_waits_for_another_process_and_then_says_who_is_busy(vault: Vault) -> None:
    other = Vault.unlock(vault.home, passphrase=PASSPHRASE)
    with other.database.maintenance() as connection:
        connection.execute("PRAGMA busy_timeout = 10")
    with vault.change("remember", "Remembered something") as change:
        add_memory(change, "first")
        with pytest.raises(VaultBusy, match="Another Alcove process is writing"):
            remember(other, "second")
    remember(other, "second")
    other.close()
    assert vault.one("SELECT count(*) FROM memory")[0] == 2  # type: ignore[index]


def test_what_another_process_wrote_is_noticed_once(vault: Vault) -> None:
    other = Vault.unlock(vault.home, passphrase=PASSPHRASE)
    assert not vault.foreign_changes()
    remember(vault, "mine")
    assert not vault.foreign_changes()
    remember(other, "theirs")
    assert vault.foreign_changes()
    assert not vault.foreign_changes()
    remember(other, "theirs again")
    remember(vault, "mine, on top of it")
    assert vault.foreign_changes()
    assert other.foreign_changes()
    other.close()


def test_the_generation_reaches_other_processes(vault: Vault) -> None:
    other = Vault.unlock(vault.home, passphrase=PASSPHRASE)
    before = other.generation
    with vault.change("erase", "Erased", undoable=False) as change:
        vault.new_generation(change)
    assert other.generation == before + 1
    other.close()


def test_emptying_the_log_is_refused_while_another_process_reads(vault: Vault) -> None:
    remember(vault, "The user likes rain.")
    other = Vault.unlock(vault.home, passphrase=PASSPHRASE)
    with vault.database.maintenance() as connection:
        connection.execute("PRAGMA busy_timeout = 10")
    with other.read() as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT text FROM memory").fetchone()
        remember(vault, "The user likes snow.")
        with pytest.raises(VaultBusy, match="Deleted text may still be"):
            vault.truncate_wal()
        connection.execute("COMMIT")
    vault.truncate_wal()
    assert vault.layout.database.with_name("memory.db-wal").stat().st_size == 0
    other.close()


def test_emptying_the_log_waits_for_readers_of_this_process(vault: Vault) -> None:
    remember(vault, "The user likes rain.")
    reading, go = threading.Event(), threading.Event()

    def read() -> None:
        with vault.read() as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM memory").fetchone()
            reading.set()
            go.wait(10)
            connection.execute("COMMIT")

    thread = threading.Thread(target=read)
    thread.start()
    reading.wait(10)
    threading.Timer(0.05, go.set).start()
    vault.truncate_wal()
    thread.join()
    assert go.is_set()
    assert vault.layout.database.with_name("memory.db-wal").stat().st_size == 0


def test_readers_and_writers_on_many_threads_do_not_wait_for_each_other_forever(vault: Vault) -> None:
    """A reader that begins to write meets a writer that reads."""
    problems: list[BaseException] = []

    def read_then_write() -> None:
        try:
            for _ in range(20):
                with vault.read() as connection:
                    connection.execute("SELECT count(*) FROM memory").fetchone()
                    remember(vault, "from a reader")
        except BaseException as error:
            problems.append(error)

    def write_then_read() -> None:
        try:
            for _ in range(20):
                with vault.change("remember", "Remembered something") as change:
                    add_memory(change, "from a writer")
                    vault.query("SELECT count(*) FROM memory")
                vault.truncate_wal()
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=work, daemon=True) for work in (read_then_write, write_then_read) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []
    assert not any(thread.is_alive() for thread in threads)
    assert vault.one("SELECT count(*) FROM memory")[0] == 80  # type: ignore[index]


def test_closing_twice_is_allowed_and_forgets_the_key(vault: Vault) -> None:
    vault.close()
    vault.close()
    assert vault._root == b""


def test_the_status_says_what_there_is_and_shows_no_content(vault: Vault) -> None:
    remember(vault, "The user likes quillfeathers.")
    vault.backup()
    status = vault.status()
    assert status.counts["memory"] == 1
    assert [slot.kind for slot in status.slots] == ["passphrase", "recovery"]
    assert status.slots[0].detail == "Argon2id, 64 MiB, 3 passes"
    assert (status.format, status.seq, len(status.backups)) == (FORMAT, 1, 1)
    assert status.cipher.startswith("SQLCipher 4.")
    assert {"memory.db", "vault.json", "vault.seal", "ballast"} <= set(status.sizes)
    assert "quillfeathers" not in repr(status)


def test_a_seal_that_can_not_be_made_does_not_keep_the_vault_open(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, _ = Vault.create(home, passphrase=PASSPHRASE, argon=FLOOR)
    monkeypatch.setattr(vault.sealer, "state", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        vault.close()
    assert vault._root == b""
    with pytest.raises(VaultLocked):
        vault.query("SELECT 1")


def test_what_comes_after_the_vault_was_locked_is_told_plainly(home: Path) -> None:
    vault, _ = Vault.create(home, passphrase=PASSPHRASE, argon=FLOOR)
    vault.close()
    for late in (lambda: vault.query("SELECT 1"), lambda: remember(vault, "too late"), vault.truncate_wal):
        with pytest.raises(VaultLocked, match="locked"):
            late()
