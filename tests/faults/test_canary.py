"""A canary sentence that was stored is in no file that was written: not in the vault, its backups, the temporary folder or the logs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import structlog

from engine.errors import AlcoveError
from engine.vault import bytescan, holdings, residue, snapshots
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.faults.writer import AT, turn

CANARY = "Professor Quillfeather keeps seventeen ocelots in Zanzibar."
WORDS = ("quillfeather", "ocelot", "zanzibar")


def readable(folder: Path) -> list[str]:
    """Files in which the canary, or a rare word of it, can be read."""
    needles = [(0, form) for text in (CANARY, *WORDS) for form in [*bytescan.forms(text), *bytescan.disguises(text)]]
    return [str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file() and bytescan.search_file(path, needles)[1]]


@pytest.fixture
def everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds all that is written: data, temporary files, logs."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    log = (tmp_path / "log.txt").open("w")
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(log))
    yield tmp_path
    structlog.reset_defaults()
    log.close()


def live(vault: Vault) -> None:
    """Every way of storing the canary that the vault itself has."""
    turn(vault, CANARY)
    with vault.change("edit", "Edited", journaled=True) as change:
        change.update("memory", 1, text=f"The user says: {CANARY}", subject="Quillfeather")
        change.insert("entity", id="1", name="Professor Quillfeather", folded="professor quillfeather", kind="person", recorded_at=AT)
        change.insert("rejected", message=1, text=CANARY, reason="test", at=AT)
        change.update("conversation", 1, title="Ocelots in Zanzibar")
        change.execute("INSERT INTO draft (conversation, text, updated_at) VALUES (1, ?, ?)", (CANARY, AT))
        change.execute("INSERT INTO window_fts (rowid, text) VALUES (1, ?)", (f"User: {CANARY}",))
        change.execute("INSERT INTO setting (key, value) VALUES ('persona', ?)", (f'"{CANARY}"',))
    vault.journal.undo()
    vault.journal.redo()
    snapshots.save(vault, "turns", {"text": CANARY.encode()}, 1)
    vault.backup()
    for _ in range(200):
        turn(vault, f"{CANARY} Again.")
    vault.query("SELECT text FROM message ORDER BY text || random()")  # a sorter that may spill
    with pytest.raises(AlcoveError), vault.change("edit", CANARY[:5], journaled=False) as change:
        change.update("memory", 99_999, text=CANARY)

    def fail(_: object) -> None:
        raise RuntimeError("a view")

    vault.subscribe(fail)
    turn(vault, CANARY)


def test_the_canary_is_readable_in_no_file(everywhere: Path) -> None:
    vault, _ = Vault.create(everywhere / "data", passphrase="words", argon=FLOOR)
    live(vault)
    assert readable(everywhere) == []  # while it is open, with a log beside it
    vault.truncate_wal()
    assert readable(everywhere) == []
    vault.close()
    assert readable(everywhere) == []
    there = [str(path.relative_to(vault.home)) for path in vault.home.rglob("*") if path.is_file()]
    assert [path for path in there if not holdings.is_declared(path)] == []
    assert (everywhere / "log.txt").stat().st_size > 0  # something was logged
    assert list((everywhere / "tmp").iterdir()) == []


def test_the_search_for_it_would_find_it(everywhere: Path) -> None:
    (everywhere / "data").mkdir()
    (everywhere / "data" / "oops.txt").write_text(f"log: {CANARY.upper()}")
    (everywhere / "tmp" / "sort").write_bytes("…ocelots…".encode("utf-16-le"))
    assert readable(everywhere) == ["data/oops.txt", "tmp/sort"]


def test_erasing_everything_leaves_no_byte_of_it_even_for_who_has_the_key(everywhere: Path) -> None:
    vault, _ = Vault.create(everywhere / "data", passphrase="words", argon=FLOOR)
    live(vault)
    with vault.change("erase", "Erased", undoable=False) as change:
        vault.journal.drop_content(change)
        change.execute("INSERT INTO window_fts (window_fts, rowid, text) VALUES ('delete', 1, ?)", (f"User: {CANARY}",))
        for table in ("conversation", "memory", "entity", "setting"):
            change.execute(f"DELETE FROM {table}")
        snapshots.shred(change)
        vault.new_generation(change)
    snapshots.discard(vault)
    vault.truncate_wal()
    vault.backup(only=True)
    report = residue.scan(vault, [CANARY, f"The user says: {CANARY}", f"{CANARY} Again.", "Ocelots in Zanzibar", "Professor Quillfeather"])
    assert report.hits == ()
    assert report.words >= 5
    assert vault.journal.verify().ok
    vault.close()
