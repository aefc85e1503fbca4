"""Vectors in RAM follow the database: what is new is found, what is gone is gone, and a snapshot can only save time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from engine.recall import jobs, saved, vectors
from engine.recall.candidates import Key, Moment
from engine.recall.parameters import PARAMETERS
from engine.recall.recall import Recall
from engine.recall.vectors import Vectors
from engine.vault import snapshots
from engine.vault.vault import Vault

from .conftest import Story, WordEmbedder

LINES = [f"{thing} number {n} is in the {place}" for n in range(8) for thing in ("chair", "lamp", "vase", "clock") for place in ("cellar", "attic")]


@pytest.fixture(autouse=True)
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph index takes over at 20 vectors instead of 1,500,000."""
    monkeypatch.setattr(vectors, "PARAMETERS", msgspec.structs.replace(PARAMETERS, flat_below=20))
    monkeypatch.setattr(saved, "LEAST", 20)


@pytest.fixture
def filled(story: Story) -> Story:
    story.say(*LINES)
    story.embed()
    return story


def near(index: Vectors, words: WordEmbedder, text: str, kind: str = "turn") -> list[Key]:
    arms = {arm.arm: arm for arm in index.search(words.embed_query(text), Moment())}
    return list(arms[f"{kind}_vector"].keys) if f"{kind}_vector" in arms else []


def fresh(story: Story) -> Vectors:
    return Vectors(story.vault, "words", 384)


def test_the_graph_index_answers_like_exact_search(filled: Story, words: WordEmbedder) -> None:
    exact, approximate = fresh(filled), fresh(filled)
    assert approximate.build()
    assert approximate.approximate
    assert not exact.approximate
    for text in (LINES[3], LINES[40]):
        assert near(approximate, words, "User: " + text)[0] == near(exact, words, "User: " + text)[0]
    assert not approximate.build(), "there is nothing more to build"


def test_what_comes_after_building_is_searched_exactly_beside_it(filled: Story, words: WordEmbedder) -> None:
    index = fresh(filled)
    index.build()
    message = filled.say("A walrus sings in the bathtub.")
    filled.embed()
    assert near(index, words, "User: A walrus sings in the bathtub.")[0] == Key("message", message.row)


def test_what_was_erased_is_gone_from_a_built_index(filled: Story, words: WordEmbedder) -> None:
    index = fresh(filled)
    index.build()
    first = near(index, words, "User: " + LINES[5])[0]
    with filled.vault.change("test", "Test", journaled=False) as change:
        change.execute("DELETE FROM embedding WHERE owner = ?", (first.row,))
    assert first not in near(index, words, "User: " + LINES[5])


def test_a_stale_index_cannot_bring_back_what_is_gone(filled: Story, words: WordEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    index = fresh(filled)
    index.build()
    first = near(index, words, "User: " + LINES[5])[0]
    monkeypatch.setattr(index, "catch_up", lambda: None)
    with filled.vault.change("test", "Test", journaled=False) as change:
        change.execute("DELETE FROM embedding WHERE owner = ?", (first.row,))
    assert first not in near(index, words, "User: " + LINES[5])


def test_a_snapshot_is_loaded_at_the_next_start(filled: Story, words: WordEmbedder) -> None:
    index = fresh(filled)
    index.build()
    again = fresh(filled)
    assert near(again, words, "User: " + LINES[7]) == near(index, words, "User: " + LINES[7])
    assert again.approximate


def test_a_snapshot_older_than_the_database_is_completed_and_cleaned(filled: Story, words: WordEmbedder) -> None:
    fresh(filled).build()
    message = filled.say("A walrus sings in the bathtub.")
    filled.embed()
    gone = filled.vault.one("SELECT row FROM message WHERE text = ?", (LINES[5],))
    with filled.vault.change("test", "Test", journaled=False) as change:
        change.execute("DELETE FROM embedding WHERE owner = ?", (gone["row"],))
    again = fresh(filled)
    assert near(again, words, "User: A walrus sings in the bathtub.")[0] == Key("message", message.row)
    assert Key("message", gone["row"]) not in near(again, words, "User: " + LINES[5])
    assert again.approximate


def test_a_damaged_snapshot_costs_nothing_but_time(filled: Story, words: WordEmbedder) -> None:
    fresh(filled).build()
    path = filled.vault.layout.vectors
    whole = bytearray(path.read_bytes())
    for place in range(4096, len(whole), 1021):
        whole[place] ^= 0x40
    path.write_bytes(whole)
    again = fresh(filled)
    assert near(again, words, "User: " + LINES[7])
    assert not again.approximate


def test_a_snapshot_from_the_future_is_not_used(filled: Story, words: WordEmbedder) -> None:
    index = fresh(filled)
    index.build()
    blobs, seq = snapshots.load(filled.vault, "vectors-turn") or ({}, 0)
    snapshots.save(filled.vault, "vectors-turn", blobs, seq + 1_000)
    snapshots.save(filled.vault, "vectors-window", {"embedder": b"words"}, seq)
    again = fresh(filled)
    assert near(again, words, "User: " + LINES[7])
    assert not again.approximate


def test_a_snapshot_of_another_embedder_is_not_used(filled: Story, words: WordEmbedder) -> None:
    fresh(filled).build()
    for kind in vectors.KINDS:
        found = snapshots.load(filled.vault, f"vectors-{kind}")
        if found:
            snapshots.save(filled.vault, f"vectors-{kind}", found[0] | {"embedder": b"other"}, found[1])
    again = fresh(filled)
    assert near(again, words, "User: " + LINES[7])
    assert not again.approximate


def test_shredding_its_key_makes_a_snapshot_unreadable(filled: Story, words: WordEmbedder) -> None:
    fresh(filled).build()
    with filled.vault.change("erase", "Erased", journaled=False) as change:
        snapshots.shred(change)
    again = fresh(filled)
    assert near(again, words, "User: " + LINES[7])
    assert not again.approximate


def test_many_deletions_lead_to_rebuilding(filled: Story, words: WordEmbedder) -> None:
    index = fresh(filled)
    index.build()
    with filled.vault.change("test", "Test", journaled=False) as change:
        change.execute("DELETE FROM embedding WHERE owner <= 20")
    assert index.build()
    assert len(index) == 2 * (len(LINES) - 20)
    assert near(index, words, "User: " + LINES[40])[0] == Key("message", 41)


@pytest.fixture
def other_process(filled: Story, home: Path, tmp_path: Path) -> Iterator[Vault]:
    opened = Vault.unlock(home, key_file=tmp_path / "vault.key")
    yield opened
    opened.close()


def test_what_another_process_stores_and_removes_is_seen_by_the_next_search(filled: Story, other_process: Vault, words: WordEmbedder) -> None:
    index = fresh(filled)
    assert near(index, words, "User: A walrus sings in the bathtub.")
    message = Story(other_process, words).say("A walrus sings in the bathtub.")
    jobs.drain(other_process, words)
    assert near(index, words, "User: A walrus sings in the bathtub.")[0] == Key("message", message.row)
    with other_process.change("test", "Test", journaled=False) as change:
        change.execute("DELETE FROM embedding WHERE owner = ?", (message.row,))
    assert Key("message", message.row) not in near(index, words, "User: A walrus sings in the bathtub.")


def test_a_cut_change_log_is_noticed(filled: Story, words: WordEmbedder) -> None:
    index = fresh(filled)
    near(index, words, "warm")
    message = filled.say("A walrus sings in the bathtub.")
    filled.embed()
    with filled.vault.change("test", "Test", journaled=False) as change:
        change.execute("DELETE FROM change_log")
    assert near(index, words, "User: A walrus sings in the bathtub.")[0] == Key("message", message.row)


def test_a_vector_of_the_wrong_length_is_passed_over(filled: Story, words: WordEmbedder) -> None:
    with filled.vault.change("test", "Test", journaled=False) as change:
        change.execute("UPDATE embedding SET vector = x'0102' WHERE owner = 3")
    index = fresh(filled)
    assert near(index, words, "User: " + LINES[5])
    assert len(index) == 2 * len(LINES) - 2


def test_what_has_grown_beside_the_graph_index_is_taken_in(filled: Story, words: WordEmbedder) -> None:
    index = fresh(filled)
    index.build()
    filled.say(*(f"bird number {n} sits on the roof" for n in range(30)))
    filled.embed()
    assert index.build()
    assert not any(len(flat) > 20 for flat in index._flat.values())
    assert near(index, words, "User: bird number 7 sits on the roof")


def test_the_words_of_questions_are_kept_only_until_something_is_erased(filled: Story, words: WordEmbedder) -> None:
    recall = Recall(filled.vault, words)
    recall.search("where is the chair")
    assert list(recall._questions._kept) == ["where is the chair"]
    with filled.vault.change("erase", "Erased", undoable=False) as change:
        filled.vault.new_generation(change)
    recall.search("where is the lamp")
    assert list(recall._questions._kept) == ["where is the lamp"]
