"""The flat index finds what comparing every number finds, and holds nothing of what was taken out."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.recall import flat
from engine.recall.flat import FlatIndex
from models.client import EmbedModel

from .test_hnsw import DEEDS, PEOPLE, TIMES, unit


@pytest.fixture(scope="module")
def vectors(embedder: EmbedModel) -> np.ndarray:
    return embedder.embed_documents([f"{person} {deed} {when}" for person, deed, when in itertools.product(PEOPLE, DEEDS, TIMES)])


def filled(rows: np.ndarray) -> FlatIndex:
    index = FlatIndex(rows.shape[1])
    index.add(list(range(len(rows))), [1000 + n for n in range(len(rows))], rows)
    return index


@pytest.mark.parametrize("least", [0, flat.LEAST], ids=["by sign first", "all compared"])
def test_it_finds_what_comparing_all_finds_on_real_sentences(
    embedder: EmbedModel, vectors: np.ndarray, monkeypatch: pytest.MonkeyPatch, least: int
) -> None:
    monkeypatch.setattr(flat, "LEAST", least)
    index = filled(vectors)
    for question in ("who plays an instrument?", "what happened to the doctor", "which animal joined the family", "who lives abroad now"):
        asked = embedder.embed_query(question)
        scores = vectors @ asked
        found = index.search(asked, 10)
        assert len(found) == 10
        assert found == sorted(found, key=lambda pair: -pair[1])
        assert max(abs(score - scores[label]) for label, score in found) < 2e-3
        assert found[-1][1] > np.sort(scores)[-10] - 4e-3, "none is missing but near-ties"


def test_asking_for_more_than_there_is_gives_what_there_is() -> None:
    assert FlatIndex(8).search(unit(8), 5) == []
    assert {label for label, _ in filled(unit(2, 8)).search(unit(8), 50)} == {0, 1}


def test_unusable_vectors_and_known_labels_are_left_out() -> None:
    rows = unit(4, 8)
    rows[1], rows[2, 3] = 0.0, np.nan
    index = filled(rows)
    index.add([0], [7], unit(1, 8))
    assert index.labels == {0, 3}
    assert index.owners([0, 1, 3]) == {0: 1000, 3: 1003}


def test_what_is_removed_leaves_no_number_behind() -> None:
    rows = unit(3, 384)
    index, one = filled(rows), filled(rows[1:2])
    code = one.state()["codes"]
    assert code in index.state()["codes"]
    index.remove([1, 1, 99])
    assert code not in b"".join([index._codes.tobytes(), *index.state().values()])


def test_its_state_comes_back_whole_and_goes_on() -> None:
    rows = unit(300, 384)
    index = filled(rows)
    index.remove([5])
    again = FlatIndex.from_state(384, index.state())
    assert again.search(rows[9], 20) == index.search(rows[9], 20)
    again.add([5], [1005], rows[5:6])
    again.remove([299])
    assert again.search(rows[5], 1)[0][0] == 5
    assert again.labels == set(range(299))


@pytest.mark.parametrize("damage", [{"format": b"other"}, {"labels": b"\0" * 8}, {"codes": b"\0" * 384}])
def test_a_state_that_does_not_fit_is_refused(damage: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match=r"snapshot|reshape"):
        FlatIndex.from_state(384, filled(unit(3, 384)).state() | damage)


@settings(deadline=None)
@given(steps=st.lists(st.tuples(st.booleans(), st.integers(0, 40)), max_size=60))
def test_whatever_comes_and_goes_each_label_keeps_its_vector_and_owner(steps: list[tuple[bool, int]]) -> None:
    rows, index, there = unit(41, 70), FlatIndex(70), set[int]()
    for add, label in steps:
        if add:
            index.add([label], [label + 500], rows[label : label + 1])
            there.add(label)
        else:
            index.remove([label])
            there.discard(label)
        assert index.labels == there
        assert len(index) == len(there)
    for label in there:
        assert index.search(rows[label], 1)[0][0] == label
        assert index.owners([label]) == {label: label + 500}
