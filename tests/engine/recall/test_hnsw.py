"""The approximate index gives what exact search gives, and its traps are closed."""

from __future__ import annotations

import itertools
import threading

import numpy as np
import pytest

from engine.recall.hnsw import HnswIndex
from models.client import EmbedModel

PEOPLE = ("my sister", "the neighbour", "an old friend", "our teacher", "the doctor", "my uncle")
DEEDS = ("sold a car", "moved to Lisbon", "baked rye bread", "broke an arm", "adopted a dog", "studies chemistry", "plays the cello", "hates onions")
TIMES = ("last week", "in May", "every Sunday", "years ago", "before the wedding")


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    return [f"{person} {deed} {when}" for person, deed, when in itertools.product(PEOPLE, DEEDS, TIMES)]


@pytest.fixture(scope="module")
def vectors(embedder: EmbedModel, sentences: list[str]) -> np.ndarray:
    return embedder.embed_documents(sentences)


def unit(*shape: int) -> np.ndarray:
    rows = np.random.default_rng(7).standard_normal(shape).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def test_it_finds_what_exact_search_finds_on_real_sentences(embedder: EmbedModel, vectors: np.ndarray) -> None:
    approximate = HnswIndex(384)
    approximate.add(list(range(len(vectors))), vectors)
    for question in ("who plays an instrument?", "what happened to the doctor", "which animal joined the family", "who lives abroad now"):
        asked = embedder.embed_query(question)
        scores, found = vectors @ asked, approximate.search(asked, 10)
        assert [label for label, _ in found] == np.argsort(-scores)[:10].tolist()
        assert np.allclose([score for _, score in found], np.sort(scores)[::-1][:10], atol=1e-5)


def test_asking_for_more_than_there_is_gives_what_there_is() -> None:
    index = HnswIndex(8)
    assert index.search(unit(8), 5) == []
    index.add([4, 5], unit(2, 8))
    assert {label for label, _ in index.search(unit(8), 50)} == {4, 5}


def test_it_grows_beyond_its_first_capacity() -> None:
    index = HnswIndex(8, capacity=16)
    index.add(list(range(100)), unit(100, 8))
    assert len(index) == 100
    assert len(index.search(unit(8), 100)) == 100


def test_nan_and_zero_vectors_are_left_out() -> None:
    rows = unit(4, 8)
    rows[1], rows[2, 3] = 0.0, np.nan
    index = HnswIndex(8)
    index.add([1, 2, 3, 4], rows)
    assert index.labels == {1, 4}


def test_what_is_removed_is_neither_found_nor_left_in_the_bytes() -> None:
    rows = unit(30, 8)
    index = HnswIndex(8)
    index.add(list(range(30)), rows)
    index.remove([7, 7, 99])
    assert 7 not in {label for label, _ in index.search(rows[7], 30)}
    assert rows[7].tobytes() not in index.state()["data_level0"]
    assert rows[8].tobytes() in index.state()["data_level0"]


def test_a_fifth_of_dead_entries_asks_for_rebuilding() -> None:
    index = HnswIndex(8)
    index.add(list(range(20)), unit(20, 8))
    index.remove([0, 1, 2, 3])
    assert not index.stale
    index.remove([4])
    assert index.stale


def test_its_state_comes_back_whole() -> None:
    rows = unit(50, 8)
    index = HnswIndex(8)
    index.add(list(range(50)), rows)
    index.remove([3])
    again = HnswIndex.from_state(index.state())
    assert again.labels == index.labels
    assert again.search(rows[9], 20) == index.search(rows[9], 20)
    again.add(list(range(100, 400)), unit(300, 8))
    again.remove([9])
    assert len(again) == 348


def test_readers_and_a_writer_take_turns() -> None:
    index = HnswIndex(8)
    index.add(list(range(50)), unit(50, 8))
    wrong: list[int] = []

    def read() -> None:
        for _ in range(200):
            found = index.search(unit(8), 10)
            if len(found) != 10:
                wrong.append(len(found))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for n in range(20):
        index.add(list(range(100 + 10 * n, 110 + 10 * n)), unit(10, 8))
        index.remove([100 + 10 * n])
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len(index) == 50 + 20 * 9
