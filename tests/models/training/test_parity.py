"""The torch model against llama.cpp: the same logits, the same text, with and without an adapter. `make adapters` runs these; they need torch."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import gguf
import msgspec
import numpy as np
import pytest
import torch

from models.catalogue import default
from models.client import ChatModel
from models.judging import ANSWERS, memory_text, question_text
from models.training.batches import batch, row
from models.training.export import write_adapter
from models.training.form import Example, Tokens
from models.training.llama import Adapter, Llama, causal
from models.training.train import Plan, load, measured, odds, train

EXAMPLE = Example(
    "where does my aunt live?",
    (("Pia lives in Graz.", True), ("The user's kayak is red.", False), ("Pia plays the harp.", False)),
    ("Pia is the user's aunt.",),
)


@pytest.fixture(scope="module")
def exact(default_models: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default model with float32 weights: llama.cpp then rounds no activations."""
    reader, path = gguf.GGUFReader(default_models[0]), tmp_path_factory.mktemp("exact") / "f32.gguf"
    writer = gguf.GGUFWriter(str(path), "llama")
    for field in reader.fields.values():
        if not field.name.startswith("GGUF.") and field.name not in ("general.architecture", "general.file_type"):
            kind = field.types[0]
            writer.add_key_value(field.name, field.contents(), kind, sub_type=field.types[-1] if kind is gguf.GGUFValueType.ARRAY else None)
    for tensor in reader.tensors:
        writer.add_tensor(tensor.name, gguf.dequantize(tensor.data, tensor.tensor_type).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


@pytest.fixture(scope="module")
def model(default_models: tuple[Path, Path]) -> Llama:
    return Llama(default_models[0])


@pytest.fixture(scope="module")
def tokens(default_models: tuple[Path, Path]) -> Tokens:
    return Tokens(default_models[0])


def _prompt(tokens: Tokens, memory: str) -> list[int]:
    return tokens(EXAMPLE.stem) + tokens(memory_text(memory))


def _next_tokens(model: Llama, adapter: Adapter | None, ids: list[int]) -> torch.Tensor:
    with torch.no_grad():
        length = len(ids)
        return model.logits(model.hidden(torch.tensor([ids]), torch.arange(length)[None], causal(length), adapter))[0]


def _greedy(model: Llama, adapter: Adapter | None, ids: list[int], count: int) -> list[int]:
    made: list[int] = []
    while len(made) < count:
        made.append(int(_next_tokens(model, adapter, ids + made)[-1].argmax()))
    return made


def test_logits_and_greedy_text_are_those_of_llama_cpp(model: Llama, tokens: Tokens, exact: Path) -> None:
    import llama_cpp

    other = llama_cpp.Llama(str(exact), n_ctx=512, logits_all=True, verbose=False)
    ids = _prompt(tokens, EXAMPLE.memories[0][0])
    other.eval(ids)
    assert np.abs(other.scores[: len(ids)] - _next_tokens(model, None, ids).numpy()).max() < 0.1
    made = _greedy(model, None, ids, 12)
    other.eval(made[:-1])
    assert [int(line.argmax()) for line in other.scores[len(ids) - 1 : len(ids) + 11]] == made


def test_an_exported_adapter_does_in_llama_cpp_what_it_does_in_torch(model: Llama, tokens: Tokens, exact: Path, tmp_path: Path) -> None:
    import llama_cpp

    adapter, path = Adapter(model, rank=4, alpha=8.0, seed=1), tmp_path / "adapter.gguf"
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for b in adapter.b.values():
            b.normal_(0, 0.02, generator=generator)
    write_adapter(adapter, path, name="test", base="")
    ids = _prompt(tokens, EXAMPLE.memories[0][0])
    other = llama_cpp.Llama(str(exact), n_ctx=512, logits_all=True, lora_path=str(path), verbose=False)
    other.eval(ids)
    ours = _next_tokens(model, adapter, ids).numpy()
    assert np.abs(ours - _next_tokens(model, None, ids).numpy()).max() > 1  # it changes something
    assert np.abs(other.scores[: len(ids)] - ours).max() < 0.1


def test_memories_side_by_side_are_read_as_if_each_stood_alone_and_as_the_program_reads_them(model: Llama, tokens: Tokens, exact: Path) -> None:
    part = batch([row(tokens, EXAMPLE)])
    with torch.no_grad():
        found, wanted = odds(model, None, part, tokens.answers)
    no, yes = tokens.answers
    for number, (memory, tells) in enumerate(EXAMPLE.memories):
        last = _next_tokens(model, None, _prompt(tokens, memory))[-1]
        assert abs(float(last[yes] - last[no]) - float(found[number])) < 0.01
        assert bool(wanted[number]) is tells
    entry = msgspec.structs.replace(default("chat"), file=str(exact), sha256="")
    with closing(ChatModel(entry)) as chat:
        texts = [memory_text(memory) for memory, _ in EXAMPLE.memories]
        program = chat.odds(question_text(EXAMPLE.question, EXAMPLE.ties), texts, ANSWERS, job="")
    assert np.abs(np.array(program) - found.numpy()).max() < 0.1


def test_training_learns_and_goes_on_from_its_checkpoint(model: Llama, tokens: Tokens, tmp_path: Path) -> None:
    rows = [row(tokens, EXAMPLE)] * 6
    plan = Plan(tokens=100, warm_up=2, keep=3)
    adapter = Adapter(model, rank=4, alpha=8.0)
    before = measured(model, None, rows[:1], tokens.answers)["held_out"]
    train(model, adapter, rows, rows[:1], tokens.answers, plan, tmp_path)
    after = measured(model, adapter, rows[:1], tokens.answers)
    assert after["held_out"] < before / 2 and after["answered"] == 1
    again = Adapter(model, rank=4, alpha=8.0, seed=9)
    assert load(tmp_path / "checkpoint.pt", again) == 6
    assert all(torch.equal(again.b[name], adapter.b[name]) for name in adapter.b)
    train(model, again, rows, rows[:1], tokens.answers, plan, tmp_path)  # nothing is left to do
    assert all(torch.equal(again.b[name], adapter.b[name]) for name in adapter.b)
