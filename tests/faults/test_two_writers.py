from __future__ import annotations

from pathlib import Path

from engine.vault import consistency, residue
from engine.vault.vault import Vault
from tests.faults.conftest import Start
from tests.faults.writer import turn

COUNT = 40


def test_two_processes_write_to_one_vault_and_lose_nothing(home: Path, key_file: Path, start: Start) -> None:
    children = [start("turns", home, key_file, COUNT) for _ in range(2)]
    with Vault.unlock(home, key_file=key_file) as vault:
        acknowledged = [len(child.stdout.readlines()) for child in children]  # type: ignore[union-attr]
        assert [child.wait() for child in children] == [0, 0]
        assert acknowledged == [COUNT, COUNT]
        assert vault.foreign_changes()
        assert vault.one("SELECT count(*), count(DISTINCT text) FROM memory")[0] == 2 * COUNT  # type: ignore[index]
        assert vault.one("SELECT seq FROM counter")["seq"] == 2 * COUNT  # type: ignore[index]
        assert consistency.check(vault, pages=True) == []
    with Vault.unlock(home, key_file=key_file) as vault:
        assert vault.warnings == []


def test_a_reader_beside_a_writer_sees_whole_turns_only(home: Path, key_file: Path, start: Start) -> None:
    child = start("turns", home, key_file, COUNT)
    with Vault.unlock(home, key_file=key_file) as vault:
        seen = set()
        while child.poll() is None:
            with vault.database.snapshot():
                counts = [vault.one(f"SELECT count(*) FROM {table}")[0] for table in ("message", "memory", "memory_source")]  # type: ignore[index]
            assert len(set(counts)) == 1
            seen.add(counts[0])
        assert vault.one("SELECT count(*) FROM memory")[0] == COUNT  # type: ignore[index]
    assert seen


def test_reading_the_raw_files_does_not_let_another_process_take_the_log_away(home: Path, key_file: Path, start: Start) -> None:
    """Closing any descriptor of a database drops this process's locks: then whoever closes next deletes the log that we go on writing to."""
    with Vault.unlock(home, key_file=key_file) as vault:
        turn(vault, "before the scan")
        assert residue.scan(vault, ["nothing of the kind"]).clean
        assert start("turns", home, key_file, 1).wait() == 0  # opens, writes, closes
        assert vault.layout.database.with_name("memory.db-wal").exists()
        turn(vault, "acknowledged after it")
        child = start("seen", home, key_file, 1)
        assert child.stdout is not None
        assert b"acknowledged after it" in child.stdout.read()
    with Vault.unlock(home, key_file=key_file) as vault:
        assert vault.warnings == []
        assert vault.one("SELECT count(*) FROM memory")[0] == 3  # type: ignore[index]
