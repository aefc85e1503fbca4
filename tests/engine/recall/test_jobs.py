"""Embedding jobs: durable, taken once, and never stored for a text that has changed meanwhile."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from engine.recall import jobs

from .conftest import Story, WordEmbedder


def test_a_message_waits_for_two_vectors_and_a_memory_for_one(story: Story) -> None:
    story.say("I keep bees.")
    story.note("The user keeps bees.")
    assert jobs.waiting(story.vault) == 3
    steps: list[tuple[int, int]] = []
    assert jobs.drain(story.vault, story.embedder, lambda done, total: steps.append((done, total))) == 3
    assert steps[-1] == (3, 3)
    assert jobs.waiting(story.vault) == 0
    kinds = [row[0] for row in story.vault.query("SELECT owner_kind FROM embedding ORDER BY owner_kind")]
    assert kinds == ["memory", "turn", "window"]


def test_vectors_are_stored_as_half_floats_of_unit_length(story: Story) -> None:
    story.say("I keep bees.")
    story.embed()
    stored = np.frombuffer(story.vault.one("SELECT vector FROM embedding")["vector"], dtype="<f2").astype(np.float32)
    assert stored.shape == (384,)
    assert np.linalg.norm(stored) == pytest.approx(1.0, abs=1e-3)


def test_a_second_drain_that_comes_too_late_changes_nothing(story: Story, words: WordEmbedder) -> None:
    story.say("I keep bees.")

    class Slow(WordEmbedder):
        def embed_documents(self, texts, cancel=None):  # type: ignore[no-untyped-def]
            jobs.drain(story.vault, words)  # another process is faster
            return super().embed_documents(texts)

    jobs.drain(story.vault, Slow())
    assert story.vault.one("SELECT count(*) FROM embedding")[0] == 2
    assert jobs.waiting(story.vault) == 0


def test_a_text_that_changed_while_it_was_embedded_keeps_its_job(story: Story) -> None:
    message = story.say("I keep bees.")

    class Meanwhile(WordEmbedder):
        def embed_documents(self, texts, cancel=None):  # type: ignore[no-untyped-def]
            story.conversations.finish(message, "I keep wasps.")
            return super().embed_documents(texts)

    jobs.drain(story.vault, Meanwhile())
    assert jobs.waiting(story.vault) == 2
    assert story.vault.one("SELECT count(*) FROM embedding")[0] == 0
    story.embed()
    assert story.ask("wasps") == ["I keep wasps."]


def test_cancelling_keeps_what_is_stored(story: Story) -> None:
    story.say(*(f"Line {n} about bees." for n in range(jobs.BATCH)))
    cancel = threading.Event()
    done = jobs.drain(story.vault, story.embedder, lambda *_: cancel.set(), cancel)
    assert done == jobs.BATCH
    assert jobs.waiting(story.vault) == jobs.BATCH


def test_a_failing_embedder_loses_no_job(story: Story) -> None:
    story.say("I keep bees.")

    class Broken(WordEmbedder):
        def embed_documents(self, texts, cancel=None):  # type: ignore[no-untyped-def]
            raise RuntimeError("the model host died")

    with pytest.raises(RuntimeError):
        jobs.drain(story.vault, Broken())
    assert jobs.waiting(story.vault) == 2


def test_unusable_vectors_are_dropped_with_their_job(story: Story) -> None:
    story.say("I keep bees.")

    class Blank(WordEmbedder):
        def embed_documents(self, texts, cancel=None):  # type: ignore[no-untyped-def]
            return np.full((len(texts), 384), np.nan, dtype=np.float32)

    jobs.drain(story.vault, Blank())
    assert jobs.waiting(story.vault) == 0
    assert story.vault.one("SELECT count(*) FROM embedding")[0] == 0


def test_a_new_embedder_makes_its_own_vectors_and_the_old_ones_retire(story: Story, words: WordEmbedder) -> None:
    story.say("I keep bees.")
    story.note("The user keeps bees.")
    story.embed()

    class Newer(WordEmbedder):
        id = "newer"

    assert jobs.adopt(story.vault, words) == 0
    assert jobs.adopt(story.vault, Newer()) == 3
    jobs.retire(story.vault, Newer())
    assert story.vault.one("SELECT count(*) FROM embedding WHERE embedder = 'words'")[0] == 3, "they serve until the new ones are there"
    jobs.drain(story.vault, Newer())
    jobs.retire(story.vault, Newer())
    assert {row[0] for row in story.vault.query("SELECT embedder FROM embedding")} == {"newer"}


def test_a_turn_is_embedded_without_its_speaker_and_a_window_with_all_of_them(story: Story) -> None:
    first = story.say("I took up pottery.", role="other", speaker="Melanie")
    story.say("How lovely!", role="other", speaker="Caroline")
    with story.vault.read() as connection:
        assert jobs.text_of(connection, jobs.Job("turn", first.row)) == "I took up pottery."
        assert jobs.text_of(connection, jobs.Job("window", first.row)) == "Melanie: I took up pottery.\nCaroline: How lovely!"
