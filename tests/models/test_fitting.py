"""Whether a model fits: judged before it is loaded, and held at loading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import available, benchmark, fitting, install, registry
from models.client import ChatModel
from models.errors import ModelTooLarge
from models.fitting import Shape, Verdict, judge
from models.memory import Memory
from models.protocol import Generation, Message
from models.registry import Speed, Tuning
from tests.models.tiny_gguf import BLOCKS, WIDTH, write_tiny

GB = 10**9
LLAMA_8B = fitting.shape_of_offer(next(offer for offer in available.offers() if offer.id == "llama-3.1-8b"))
shapes = st.builds(Shape, st.integers(0, 10 * GB), st.integers(1, 100), st.integers(1, 5000), st.booleans())
memories = st.integers(0, 64 * GB).map(lambda free: Memory(64 * GB, free))
contexts = st.integers(1, 200_000)


def test_a_model_of_eight_billion_weights() -> None:
    assert judge(LLAMA_8B, 4096, Memory(16 * GB, 12 * GB)).verdict is Verdict.FITS
    tight = judge(LLAMA_8B, 16384, Memory(8 * GB, 6_500_000_000))
    assert tight.verdict is Verdict.TIGHT
    assert 1024 <= tight.context < 16384
    assert judge(LLAMA_8B, 4096, Memory(8 * GB, 4 * GB)).verdict is Verdict.TOO_LARGE
    assert judge(LLAMA_8B, 4096, None).verdict is Verdict.UNKNOWN


@given(shapes, contexts, memories)
def test_what_is_called_possible_leaves_the_system_its_share(shape: Shape, context: int, memory: Memory) -> None:
    fit = judge(shape, context, memory)
    if fit.verdict is Verdict.TOO_LARGE:
        assert (
            shape.needs(min(context, fitting.SMALLEST_CONTEXT))
            > memory.available - fitting.LEAST - fitting.STEP * 4 * shape.layers * shape.kv_width * 2
        )
    else:
        assert fit.needs == shape.needs(fit.context) <= memory.available - fitting.LEAST
        assert min(context, fitting.SMALLEST_CONTEXT) <= fit.context <= context


@given(shapes, contexts, memories, st.integers(0, 8 * GB))
def test_more_memory_is_never_worse(shape: Shape, context: int, memory: Memory, more: int) -> None:
    order = [Verdict.TOO_LARGE, Verdict.TIGHT, Verdict.FITS]
    less, roomier = judge(shape, context, memory), judge(shape, context, Memory(memory.total, memory.available + more))
    assert order.index(less.verdict) <= order.index(roomier.verdict)
    assert less.context <= roomier.context


def test_the_shape_is_read_from_the_header(models_folder: Path, tmp_path: Path) -> None:
    entry = install.import_file(write_tiny(tmp_path / "tiny.gguf"))
    shape = fitting.shape_of(entry)
    assert shape == Shape(entry.size, BLOCKS, WIDTH, embeds=False)
    (models_folder / entry.file).write_bytes(b"junk")
    assert fitting.shape_of(entry) is None, "loading it says what is wrong"


def test_a_model_that_does_not_fit_is_refused_before_anything_is_loaded(open_tiny: Callable[..., ChatModel], monkeypatch: pytest.MonkeyPatch) -> None:
    model = open_tiny()
    with monkeypatch.context() as patch:
        patch.setattr("models.connection.memory", lambda: Memory(8 * GB, 200_000_000))
        with pytest.raises(ModelTooLarge, match="are free") as caught:
            model.load()
    assert "smaller" in caught.value.hint
    assert not model.alive
    assert model.load().context_tokens == 4096, "once there is room it loads"


def test_a_context_that_does_not_fit_is_cut(open_tiny: Callable[..., ChatModel], monkeypatch: pytest.MonkeyPatch) -> None:
    model = open_tiny()
    shape = fitting.shape_of(model.entry)
    assert shape is not None
    monkeypatch.setattr("models.connection.memory", lambda: Memory(8 * GB, shape.needs(2048) + fitting.LEAST))
    info = model.load()
    assert (info.context_tokens, info.shortened) == (2048, True)
    assert model.chat([Message("user", "hello")], Generation(max_tokens=2, temperature=0)).usage.completion_tokens == 2


def test_the_estimate_is_no_less_than_what_the_default_model_takes(chat: ChatModel) -> None:
    info = chat.load()
    for context in ("answer", "learn"):
        chat.chat([Message("user", "word " * 300)], Generation(max_tokens=2, temperature=0), context=context)
    shape, taken = fitting.shape_of(chat.entry), chat.stats().resident_bytes
    assert shape is not None
    assert taken <= shape.needs(info.context_tokens) <= 2 * taken


def test_what_is_set_for_a_model_is_used_and_goes_with_it(models_folder: Path, tmp_path: Path) -> None:
    entry = install.import_file(write_tiny(tmp_path / "tiny.gguf"))
    install.tune(entry, Tuning(context=1024, threads=1, temperature=0.9, top_p=0.5))
    model = ChatModel(entry)
    try:
        info = model.load()
        assert (info.context_tokens, info.threads) == (1024, 1)
        assert model._tuned(Generation(temperature=0.3)).temperature == 0.9
        assert model._tuned(Generation(temperature=0.3)).top_p == 0.5
        assert model._tuned(Generation(temperature=0.0)) == Generation(temperature=0.0), "the likeliest words stay the likeliest"
    finally:
        model.close()
    install.tune(entry, Tuning())
    assert registry.read().tunings == {}
    install.tune(entry, Tuning(context=512))
    install.remove(entry)
    assert registry.read().tunings == {}


def test_the_speed_is_measured_once_and_scaled_by_size(open_tiny: Callable[..., ChatModel], models_folder: Path, tmp_path: Path) -> None:
    assert benchmark.expected(GB) is None
    entry = install.import_file(write_tiny(tmp_path / "measured.gguf"))
    model = ChatModel(entry, threads=1)
    try:
        speed = benchmark.measure(model)
    finally:
        model.close()
    assert speed.read > 0
    assert speed.write > 0
    assert benchmark.known(entry.id) == speed
    doubled = benchmark.expected(2 * entry.size)
    assert doubled is not None
    assert speed.write / 2 <= doubled.write < speed.write
    assert speed.bandwidth > 0


@given(st.floats(0.1, 1e4), st.integers(10**6, 10**10), st.integers(10**6, 10**10), st.floats(1e8, 1e12))
def test_a_larger_model_is_expected_to_be_no_faster_and_no_slower_than_its_size(speed: float, size: int, more: int, bandwidth: float) -> None:
    found = fitting.expected(Speed(speed, speed, bandwidth), size, size + more).write
    assert speed * size / (size + more) * 0.999 <= found <= speed


def test_what_a_token_costs_beside_the_weights_stays() -> None:
    """A tiny model at 20 tokens/s on 10 GB/s: one of 0.8 GB does 8 tokens/s, not the 2.5 that its size alone would say."""
    assert fitting.expected(Speed(100.0, 20.0, 1e10), 100_000_000, 850_000_000).write == pytest.approx(8.0)
