"""The vaults of the growth benchmark hold what was made up, whether or not their building was cut."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from engine.recall.recall import Recall
from engine.vault.vault import Vault
from tests.bench import growing, synthetic
from tests.engine.memory.support import assert_search_rows_agree
from tests.engine.recall.conftest import WordEmbedder

_ROWS = (
    "SELECT external_id, role, text, mentioned_at FROM message ORDER BY external_id",
    "SELECT text, subject, predicate, object, mentioned_at FROM memory ORDER BY text, mentioned_at",
    "SELECT owner_kind, count(*) FROM embedding GROUP BY owner_kind",
    "SELECT folded, kind FROM entity ORDER BY folded",
)


@pytest.fixture
def mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> growing.MixedEmbedder:
    monkeypatch.setattr(growing, "BASE_TEXTS", 60)
    return growing.MixedEmbedder(WordEmbedder(), tmp_path)


def built(folder: Path, mixed: growing.MixedEmbedder, *sizes: int) -> list[list[tuple[object, ...]]]:
    vault, _ = Vault.create(folder / "home", key_file=folder / "key")
    with vault:
        for size in sizes:
            assert growing.grow(vault, mixed, size)
        assert_search_rows_agree(vault)
        assert Recall(vault, mixed).search(synthetic.questions(1, 2)[0]).waiting == 0
        return [[tuple(row) for row in vault.query(sql)] for sql in _ROWS]


def test_a_build_that_was_cut_goes_on_to_the_same_vault(tmp_path: Path, mixed: growing.MixedEmbedder) -> None:
    for name in ("cut", "whole"):
        (tmp_path / name).mkdir()
    whole = built(tmp_path / "whole", mixed, 90)
    assert built(tmp_path / "cut", mixed, 7, 50, 90) == whole
    assert len(whole[0]) == 90
    assert dict(whole[2]) == {"turn": 90, "window": 90, "memory": len(whole[1])}


def test_a_life_is_the_same_at_every_run_and_has_the_statistics_of_one() -> None:
    made = list(itertools.islice(synthetic.conversations(), 60))
    assert made[7] == synthetic.conversation(7)
    turns = [turn for conversation in made for turn in conversation.turns]
    assert all(synthetic.TURNS[0] <= len(conversation.turns) <= synthetic.TURNS[1] for conversation in made)
    assert 0.25 < sum(turn.fact is not None for turn in turns) / len(turns) < 0.35
    assert all(turn.fact is None or turn.fact.subject in turn.text for turn in turns)


def test_made_up_vectors_are_unit_vectors_and_near_those_of_texts_that_share_their_words(mixed: growing.MixedEmbedder) -> None:
    texts = [turn.text for turn in synthetic.conversation(40).turns]
    vectors = mixed.embed_documents(texts)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert np.array_equal(vectors, mixed.embed_documents(texts))
    assert np.median((vectors @ mixed._base.T).max(axis=1)) > 0.6
