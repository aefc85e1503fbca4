from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import health
from engine.errors import Cancelled
from engine.learning.learner import Learner
from engine.memory.facts import Memories
from engine.recall.kuzu_graph import KuzuGraph
from engine.recall.vectors import Vectors
from engine.vault import snapshots
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault

ONES = "003C" * 64  # 64 times 1.0, as stored
TOLD = ("My sister Anna lives in Berlin.", "Anna is married to Tom.", "Tom works at the harbour.", "I have a dog called Rex.")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """With messages, memories, a graph, and vectors of which a snapshot lies on the disk."""
    from engine.memory.episodes import Conversations

    made, _ = Vault.create(tmp_path / "data", passphrase="words", argon=FLOOR)
    with made:
        conversations, learner = Conversations(made), Learner(made, Memories(made))
        conversation = conversations.create()
        for text in TOLD:
            learner.learn_message(conversations.say(conversation, text))
        with made.change("embed", "Embedded", journaled=False) as change:
            for kind, table in (("memory", "memory"), ("turn", "message"), ("window", "message")):
                change.execute(f"INSERT INTO embedding (embedder, owner_kind, owner, vector) SELECT 'words', '{kind}', row, x'{ONES}' FROM {table}")
            change.execute("DELETE FROM embed_job")
        snapshots.save(made, "vectors-turn", {"embedder": b"words"}, 1)
        yield made


def parts(vault: Vault) -> set[str]:
    return {problem.part for problem in health.check(vault)}


def test_everything_agrees_and_each_step_is_told(vault: Vault) -> None:
    steps: list[tuple[str, int, int]] = []
    assert health.check(vault, progress=lambda *step: steps.append(step)) == []
    assert [done for _, done, _ in steps] == [0, 1, 2, 3] and {total for _, _, total in steps} == {3}
    assert health.check(vault, thorough=False) == []


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ("INSERT INTO memory_fts (rowid, text) VALUES (999, 'stray')", "search"),
        ("INSERT INTO window_fts (rowid, text) VALUES (1, 'an older text')", "windows"),
        ("DELETE FROM window_fts_docsize WHERE id = 1", "windows"),
        ("INSERT INTO embedding (embedder, owner_kind, owner, vector) VALUES ('words', 'memory', 999, x'003C')", "vectors"),
    ],
)
def test_what_disagrees_is_built_anew(vault: Vault, sql: str, part: str) -> None:
    with vault.database.maintenance() as connection:
        connection.execute(sql)
    problems = health.check(vault)
    assert part in {problem.part for problem in problems}
    told: list[str] = []
    assert health.repair(vault, problems, progress=lambda step, *_: told.append(step)) == []
    assert told[-1] == "Checking again" and len(told) > 1
    assert vault.query("SELECT rowid FROM window_fts WHERE window_fts MATCH 'berlin'")
    assert vault.query("SELECT rowid FROM memory_fts WHERE memory_fts MATCH 'berlin'")


def test_a_damaged_snapshot_is_dropped(vault: Vault) -> None:
    path = vault.layout.vectors
    content = bytearray(path.read_bytes())
    content[5000] ^= 1
    path.write_bytes(content)
    problems = health.check(vault)
    assert [problem.part for problem in problems] == ["index"] and problems[0].repairable
    assert health.repair(vault, problems) == []
    assert not path.exists()


def test_an_index_that_holds_other_vectors_than_the_rows_is_built_anew(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Vectors, "__len__", lambda _: 3)
    problems = health.check(vault)
    assert [problem.part for problem in problems] == ["index"]
    monkeypatch.undo()
    assert health.repair(vault, problems) == []


def test_vectors_of_two_lengths_are_told(vault: Vault) -> None:
    with vault.change("damage", "Damaged", journaled=False) as change:
        change.execute("UPDATE embedding SET vector = zeroblob(12) WHERE row = 1")
    assert parts(vault) == {"index"}


def test_a_graph_that_differs_from_the_rows_is_told(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    assert vault.query("SELECT 1 FROM edge")
    monkeypatch.setattr(KuzuGraph, "edges", lambda *_, **__: [])
    assert parts(vault) == {"graph"}


def test_a_check_and_a_repair_can_be_stopped(vault: Vault) -> None:
    cancel = threading.Event()
    with vault.database.maintenance() as connection:
        connection.execute("INSERT INTO window_fts (rowid, text) VALUES (1, 'an older text')")
    problems = health.check(vault)
    before = vault.query("SELECT id FROM window_fts_docsize ORDER BY id")

    def stop(step: str, *_: int) -> None:
        if "windows" in step:
            cancel.set()

    with pytest.raises(Cancelled):
        health.repair(vault, problems, progress=stop, cancel=cancel)
    assert vault.query("SELECT id FROM window_fts_docsize ORDER BY id") == before
    with pytest.raises(Cancelled):
        health.check(vault, cancel=cancel)
