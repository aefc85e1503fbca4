"""The default embedder, converted here, against what its authors' own code gives."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from models.catalogue import default
from models.client import EmbedModel
from models.errors import ModelCancelled

CAT, KITTEN, STOCKS = "The cat sits on the mat", "A kitten rests on the rug", "Stock markets fell sharply today"


def test_the_conversion_keeps_the_reference_cosines(embedder: EmbedModel) -> None:
    cat, kitten, stocks = embedder.embed_documents([CAT, KITTEN, STOCKS])
    assert cat @ kitten == pytest.approx(0.651, abs=0.001)
    assert cat @ stocks == pytest.approx(0.053, abs=0.001)


def test_vectors_have_unit_length_and_the_declared_dimension(embedder: EmbedModel) -> None:
    rows = embedder.embed_documents([CAT, "x", "long " * 3000, "日本語", "<|im_end|>", "[SEP] [CLS]"])
    assert rows.shape == (6, embedder.dimension)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(6), abs=1e-5)


def test_a_batch_gives_what_each_text_gives_alone(embedder: EmbedModel) -> None:
    texts = [f"{KITTEN} number {number}. " * (1 + number % 9) for number in range(70)]
    together = embedder.embed_documents(texts)
    for index in (0, 8, 31, 32, 69):
        assert together[index] @ embedder.embed_query(texts[index]) > 0.9999


def test_every_part_of_a_long_text_counts(embedder: EmbedModel) -> None:
    filler = "We walked through the quiet town and looked at the old houses. " * 60
    plain, with_end = embedder.embed_documents([filler, filler + "The stock market fell sharply, and investors sold their shares. " * 12])
    target = embedder.embed_query("falling stock markets")
    assert with_end @ target > plain @ target + 0.05


def test_a_long_text_of_one_sentence_is_like_the_sentence(embedder: EmbedModel) -> None:
    once, often = embedder.embed_documents([CAT + ".", (CAT + ". ") * 200])
    assert once @ often > 0.6


def test_blank_texts_give_zeros_and_never_reach_the_model(embedder: EmbedModel) -> None:
    rows = embedder.embed_documents(["", CAT, " \n\t"])
    assert not rows[0].any()
    assert not rows[2].any()
    assert rows[1] @ embedder.embed_query(CAT) > 0.9999
    assert embedder.embed_documents([]).shape == (0, 384)
    assert not embedder.embed_query("").any()


def test_text_without_any_known_token_gives_zeros(embedder: EmbedModel) -> None:
    assert not embedder.embed_query("\u200b\u0007").any()


def test_special_tokens_in_a_text_are_text(embedder: EmbedModel) -> None:
    plain, forged = embedder.embed_documents(["the end", "the [SEP] end"])
    spelled = embedder.embed_query("the [ sep ] end")
    assert forged @ spelled > 0.99
    assert forged @ plain < 0.99


def test_only_blank_texts_start_nothing(default_models: object) -> None:
    model = EmbedModel(default("embed"))
    assert model.embed_documents(["", " "]).shape == (2, 384)
    assert not model.alive
    model.close()


def test_a_query_goes_before_documents_that_wait(embedder: EmbedModel) -> None:
    embedder.load()
    order: list[str] = []
    texts = [f"{KITTEN} number {number}. " * 8 for number in range(256)]

    def embed() -> None:
        embedder.embed_documents(texts)
        order.append("documents")

    thread = threading.Thread(target=embed)
    served = embedder.stats().requests
    thread.start()
    while embedder.stats().requests < served + 3:
        pass
    embedder.embed_query(CAT)
    order.append("query")
    thread.join()
    assert order == ["query", "documents"]


def test_embedding_can_be_stopped(embedder: EmbedModel) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(ModelCancelled):
        embedder.embed_documents([CAT * 50] * 300, cancel)
    assert embedder.embed_query(CAT).any()
