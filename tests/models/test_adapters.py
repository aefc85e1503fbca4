"""Adapters: found for their base alone, never used when anything is wrong with the file, and apart from the bare model."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import msgspec
import numpy as np
import pytest

from models import adapters
from models.adapters import ANSWERING, LISTED, Adapter, state
from models.catalogue import default
from models.client import ChatModel, Generation, Message
from models.errors import ModelCancelled, ModelDamaged
from tests.models.tiny_gguf import BLOCKS, WIDTH

GREEDY = Generation(max_tokens=12, temperature=0.0)
HELLO = (Message("user", "Hello there"),)


def write_tiny_adapter(path: Path) -> Path:
    """Random matrices beside the queries and values of the tiny model."""
    random, writer = np.random.default_rng(1), gguf.GGUFWriter(str(path), "llama")
    any_writer: Any = writer
    any_writer.add_type("adapter")
    any_writer.add_string("adapter.type", "lora")
    any_writer.add_float32("adapter.lora.alpha", 8.0)
    for block in range(BLOCKS):
        for name in ("attn_q", "attn_v"):
            any_writer.add_tensor(f"blk.{block}.{name}.weight.lora_a", random.standard_normal((4, WIDTH)).astype(np.float32))
            any_writer.add_tensor(f"blk.{block}.{name}.weight.lora_b", random.standard_normal((WIDTH, 4)).astype(np.float32))
    any_writer.write_header_to_file()
    any_writer.write_kv_data_to_file()
    any_writer.write_tensors_to_file()
    any_writer.close()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A list with one adapter of the default model."""
    place = tmp_path / "adapters"
    place.mkdir()
    made = write_tiny_adapter(place / "answering.gguf")
    one = Adapter(ANSWERING, made.name, hashlib.sha256(made.read_bytes()).hexdigest(), default("chat").sha256)
    (place / LISTED).write_bytes(msgspec.json.encode([one]))
    return place


def test_an_adapter_is_found_by_its_base_and_its_job(folder: Path) -> None:
    assert state(default("chat"), ANSWERING, folder).path == folder / "answering.gguf"
    assert state(default("chat"), "extracting", folder) == adapters.State()
    assert state(msgspec.structs.replace(default("chat"), sha256="0" * 64), ANSWERING, folder) == adapters.State()


def test_without_a_list_there_is_none_and_nothing_is_wrong(tmp_path: Path) -> None:
    assert state(default("chat"), ANSWERING, tmp_path) == adapters.State()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda file: file.unlink(), "missing"),
        (lambda file: file.write_bytes(file.read_bytes()[:-100]), "damaged"),
        (lambda file: (file.parent / LISTED).write_text("{"), "can't be read"),
    ],
)
def test_what_is_wrong_is_told_and_the_adapter_is_not_used(folder: Path, harm: Callable[[Path], object], told: str) -> None:
    harm(folder / "answering.gguf")
    found = state(default("chat"), ANSWERING, folder)
    assert found.path is None
    assert told in found.problem and "Install Alcove again" in found.problem


def test_one_that_a_package_brings_beside_the_models_is_found_there(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALCOVE_MODELS", str(tmp_path / "models"))
    (tmp_path / "models").mkdir()
    beside = (folder / "answering.gguf").rename(tmp_path / "models/answering.gguf")
    assert state(default("chat"), ANSWERING, folder) == adapters.State(beside)


def test_a_job_is_answered_with_the_adapter_and_all_else_without(tiny: ChatModel, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = tiny.chat(HELLO, GREEDY).text
    monkeypatch.setattr(adapters, "state", lambda entry, job: adapters.State(folder / "answering.gguf" if job == ANSWERING else None))
    adapted = tiny.chat(HELLO, GREEDY, job=ANSWERING).text
    assert adapted != bare
    assert tiny.chat(HELLO, GREEDY).text == bare
    assert tiny.chat(HELLO, GREEDY, job=ANSWERING).text == adapted
    assert set(tiny.stats().contexts) == {"answer", "answer with answering"}


def test_the_odds_of_two_words_are_read_off_for_each_text_after_a_common_beginning(
    tiny: ChatModel, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stem, texts = "Question: where is the key?\n", ["Memory: in the shed\nAnswers it:", "Memory: it rains\nAnswers it:", ""]
    together = tiny.odds(stem, texts, ("a", "b"), job="")
    apart = [tiny.odds(stem, [text], ("a", "b"), job="")[0] for text in reversed(texts)][::-1]
    assert together == pytest.approx(apart, abs=1e-3) and len(set(together)) == 3
    assert tiny.odds(stem, texts, ("b", "a"), job="") == pytest.approx([-one for one in together], abs=1e-3)
    monkeypatch.setattr(adapters, "state", lambda entry, job: adapters.State(folder / "answering.gguf" if job == ANSWERING else None))
    assert tiny.odds(stem, texts, ("a", "b"), job=ANSWERING) != pytest.approx(together, abs=1e-3)
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(ModelCancelled):
        tiny.odds(stem, texts * 50, ("a", "b"), job="", cancel=stopped)


def test_without_a_usable_adapter_the_bare_model_answers(tiny: ChatModel) -> None:
    assert not tiny.trained_for(ANSWERING)
    assert tiny.chat(HELLO, GREEDY, job=ANSWERING).text == tiny.chat(HELLO, GREEDY).text


def test_an_adapter_that_llama_cpp_refuses_costs_an_answer_and_not_the_process(
    tiny: ChatModel, tiny_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.load()
    before = tiny.stats().pid
    monkeypatch.setattr(adapters, "state", lambda entry, job: adapters.State(tiny_file))  # a model, and no adapter
    with pytest.raises(ModelDamaged, match="adapter"):
        tiny.chat(HELLO, GREEDY, job=ANSWERING)
    assert tiny.chat(HELLO, GREEDY).text
    assert tiny.stats().pid == before
