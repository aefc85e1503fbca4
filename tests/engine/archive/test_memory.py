"""An import takes the same memory however much it brings: what it notes for undo are runs of rows, not rows."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

from engine.archive import importing
from engine.archive.export import export
from engine.memory.episodes import Conversations
from engine.memory.ingest import IngestLine
from engine.vault.vault import Vault

MANY = 300
ROWS, PER_ROW = 50_000, 70  # bytes; noting each row by itself takes some 400


def test_noting_new_rows_costs_hardly_more_than_their_numbers(vault: Vault) -> None:
    tracemalloc.start()
    try:
        with vault.change("import", "Imported") as change:
            for row in range(1, ROWS):
                change.made("message", row)
        assert tracemalloc.get_traced_memory()[1] < PER_ROW * ROWS
    finally:
        tracemalloc.stop()
    (step,) = vault.journal.entries()
    assert len(step.touched) == ROWS - 1
    assert [image["row"] for image in vault.journal.images(step.id)] == list(range(1, ROWS))
    assert vault.one("SELECT length(content) FROM journal")[0] < 200  # type: ignore[index]


def test_what_was_noted_as_runs_is_taken_back_and_comes_again(make_vault: Callable[[str], Vault], tmp_path: Path) -> None:
    old, new = make_vault("from"), make_vault("to")
    lines = [IngestLine(f"c{n // 50}", str(n), "user", "2026-01-01T10:00:00", f"Heron number {n} was seen.") for n in range(MANY)]
    Conversations(old).ingest(lines)
    export(old, tmp_path / "herons", passphrase=None)
    Conversations(new)
    with importing.opened(new, tmp_path / "herons", passphrase=lambda: "", own=True) as opened:
        opened.apply("skip")
    assert new.one("SELECT count(*) FROM message")[0] == MANY  # type: ignore[index]
    new.journal.undo()
    assert new.one("SELECT count(*) FROM message")[0] == 0  # type: ignore[index]
    new.journal.redo()
    assert new.one("SELECT count(*) FROM message")[0] == MANY  # type: ignore[index]
    assert new.journal.verify().ok
