"""Recall answers with what it has: without an embedder that answers, without its index files, in bounded time. A note says what is missing."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.recall import jobs, recall, saved
from engine.recall.parameters import PARAMETERS
from engine.recall.recall import Recall
from engine.vault.vault import Vault
from models.catalogue import default
from models.client import EmbedModel

from .conftest import Story, WordEmbedder

BEES = "I keep bees behind the shed."


class Hanging(WordEmbedder):
    """An embedder whose host takes questions and doesn't answer them until it is let go."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.asked = 0

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += 1
        self.free.wait(30)
        return super().embed_queries(texts)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "PARAMETERS", msgspec.structs.replace(PARAMETERS, patience=0.3, loading_patience=0.2))


@pytest.fixture
def hanging(vault: Vault, impatient: None) -> Iterator[Story]:
    embedder = Hanging()
    story = Story(vault, embedder)
    story.say(BEES)
    story.embed()
    yield story
    embedder.free.set()


def test_an_embedder_that_hangs_is_waited_for_once_and_the_words_answer(hanging: Story) -> None:
    for _ in range(3):
        found = hanging.recall.search("where are the bees")
        assert [hit.text for hit in found.hits] == [BEES]
        assert found.notes == ("vectors took too long: searched without",)
    assert hanging.embedder.asked == 1, "questions don't queue up behind one that hangs"


def test_once_the_embedder_answers_again_meaning_is_searched_again(hanging: Story) -> None:
    hanging.recall.search("where are the bees")
    hanging.embedder.free.set()
    hanging.recall._questions._hanging.done.wait(10)
    found = hanging.recall.search("where are my bees")
    assert found.notes == ()
    assert "turn_vector" in found.hits[0].arms


def test_a_model_host_that_is_killed_costs_no_answer(vault: Vault) -> None:
    model = EmbedModel(default("embed"))
    try:
        story = Story(vault, model)
        story.say(BEES)
        story.embed()
        os.kill(model.stats().pid, signal.SIGKILL)
        assert [hit.text for hit in story.recall.search("where are the bees").hits] == [BEES]
        after = story.recall.search("where do bees live")
        assert after.notes == ()
        assert "turn_vector" in after.hits[0].arms
    finally:
        model.close()


def test_while_vectors_are_being_loaded_the_words_answer(story: Story, impatient: None, monkeypatch: pytest.MonkeyPatch) -> None:
    story.say(BEES)
    story.embed()
    free, vectors = threading.Event(), story.recall._vectors
    load = vectors._load
    monkeypatch.setattr(vectors, "_load", lambda: (free.wait(30), load()))
    found = story.recall.search("where are the bees")
    assert [hit.text for hit in found.hits] == [BEES]
    assert found.notes == ("vectors are still being loaded: searched without",)
    free.set()
    assert vectors.ready(10)
    assert "turn_vector" in story.recall.search("where are the bees").arms


def test_locking_while_vectors_are_being_loaded_waits_for_nobody(vault: Vault, words: WordEmbedder) -> None:
    story = Story(vault, words)
    story.say(BEES)
    story.embed()
    story.recall.warm()
    vault.close()
    story.recall._vectors._loading.join(10)
    assert not story.recall._vectors._loading.is_alive()


@pytest.mark.parametrize("arm", ["graph.search", "lexical._by_terms"])
def test_an_arm_that_is_too_slow_is_left_out(story: Story, impatient: None, monkeypatch: pytest.MonkeyPatch, arm: str) -> None:
    story.say(BEES)
    story.embed()
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with monkeypatch.context() as patched:
        patched.setattr(f"engine.recall.{arm}", lambda *_: story.vault.query(endless))
        found = story.recall.search("where are the bees")
    assert any(note.endswith("took too long: searched without") for note in found.notes)
    assert story.recall.search("where are the bees").notes == (), "the connection is as good as before"


@pytest.fixture
def indexed(story: Story, monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.setattr(saved, "LEAST", 20)
    story.say(*(f"Shelf number {n} holds jam." for n in range(30)), BEES)
    story.embed()
    story.recall.maintain()
    assert story.vault.layout.vectors.exists()
    return story


def answers(story: Story) -> None:
    """A new start answers, in full and at once."""
    again = Recall(story.vault, story.embedder)
    found = again.search("where are the bees")
    assert found.hits[0].text == BEES
    assert {"turn_vector", "window_vector"} <= set(found.hits[0].arms)
    assert found.notes == ()


def test_a_whole_index_file_is_used(indexed: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.recall.vectors.Vectors._fetch", lambda *_: pytest.fail("read from the rows"))
    answers(indexed)


def test_a_missing_index_file_costs_nothing_but_time(indexed: Story) -> None:
    indexed.vault.layout.vectors.unlink()
    answers(indexed)


@pytest.mark.parametrize("left", [0, 1, 4096, 0.5, 0.99])
def test_a_cut_index_file_costs_nothing_but_time(indexed: Story, left: float) -> None:
    path = indexed.vault.layout.vectors
    whole = path.read_bytes()
    path.write_bytes(whole[: int(left * len(whole)) if 0 < left < 1 else int(left)])
    answers(indexed)
    indexed.recall.maintain()
    answers(indexed)


def test_an_index_file_of_another_vault_is_not_used(indexed: Story, tmp_path: Path, words: WordEmbedder) -> None:
    other, _ = Vault.create(tmp_path / "other", key_file=tmp_path / "other.key")
    with other:
        stranger = Story(other, words)
        stranger.say(*(f"Drawer number {n} holds spoons." for n in range(30)))
        stranger.embed()
        stranger.recall.maintain()
        indexed.vault.layout.vectors.write_bytes(other.layout.vectors.read_bytes())
    answers(indexed)


def test_a_stale_index_file_is_completed(indexed: Story, words: WordEmbedder) -> None:
    indexed.say("The wasps nest in the attic.")
    gone = indexed.vault.one("SELECT id FROM message WHERE text LIKE 'Shelf number 3 %'")["id"]
    indexed.embed()
    with indexed.vault.change("forget", "Forgot a message") as change:
        change.update("message", indexed.conversations.message(gone).row, status="trashed")
    again = Recall(indexed.vault, words)
    assert "turn_vector" in again.search("where do the wasps nest").hits[0].arms
    assert not any("number 3 " in hit.text for hit in again.search("Shelf number 3 holds jam", top=100).hits)


def test_what_was_erased_is_in_no_index_file_that_is_used(indexed: Story) -> None:
    from engine.memory.forgetting import Forgetting, Text

    Forgetting(indexed.vault).erase([Text("bees")])
    again = Recall(indexed.vault, indexed.embedder)
    assert not any("bees" in hit.text for hit in again.search("where are the bees").hits)
    indexed.embed()
    again.maintain()
    assert saved.load(indexed.vault, "words", 384, "turn") is not None, "a new one was written"


def test_a_vault_in_which_nothing_waits_or_was_asked_is_left_alone_by_maintenance(indexed: Story, words: WordEmbedder) -> None:
    again = Recall(indexed.vault, words)
    assert not again.maintain()
    assert len(again._vectors) == 0, "nothing was loaded for nothing"


def test_everything_at_once_is_still_an_answer(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(vault, None)
    story.say(BEES)
    for arm in ("graph.search", "lexical._by_terms"):
        monkeypatch.setattr(f"engine.recall.{arm}", lambda *_: (_ for _ in ()).throw(RuntimeError))
    found = story.recall.search("where are the bees")
    assert {"full text failed: searched without", "graph failed: searched without", "no embedder: searched by words alone"} <= set(found.notes)
    assert {hit.text for hit in found.hits} <= {BEES}


#: Words of FTS5's own language, SQL, control characters, and any Unicode between them.
HARD = ['"', "'", "AND", "NEAR(", ")", "*", "^", "visible:", "{", "\x00", "--", ";", "%", "_", "\\", "猫", "🐝", "bees"]
ODD = st.lists(st.one_of(st.sampled_from(HARD), st.text(max_size=8)), max_size=30).map(" ".join)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=ODD)
def test_any_question_is_answered_by_every_arm_with_the_same_answer_twice(story: Story, question: str) -> None:
    if not story.vault.one("SELECT 1 FROM message"):
        story.say(BEES)
        story.link("Anna's bees live in Bern.", ("Anna", "lives_in", "Bern"))
        jobs.drain(story.vault, story.embedder)
    found = story.recall.search(question)
    assert found.notes == ()
    assert [hit.id for hit in found.hits] == [hit.id for hit in story.recall.search(question).hits]
    assert story.recall.context(question, budget_tokens=200).tokens <= 200
