"""Reading GGUF headers that somebody may have forged."""

from __future__ import annotations

import struct
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import ModelDamaged, ModelError, ModelMissing, ModelUnsupported
from models.gguf.header import read_header
from tests.models.tiny_gguf import CHATML, CONTEXT, WIDTH, data_start, write_tiny


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_good_header_tells_what_the_model_is(tiny_file: Path) -> None:
    header = read_header(tiny_file)
    assert (header.architecture, header.context, header.dimension, header.purpose) == ("llama", CONTEXT, WIDTH, "chat")
    assert header.chat_template == CHATML
    assert header.parameters > 100_000
    header.check("chat")


def test_a_missing_file_is_not_a_damaged_one(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        read_header(tmp_path / "absent.gguf")
    with pytest.raises(ModelDamaged):
        read_header(tmp_path)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda data: b"PK\x03\x04" + data[4:], ModelDamaged),
        (lambda data: data[:4] + struct.pack("<I", 9) + data[8:], ModelUnsupported),
        (lambda data: data[:8] + struct.pack("<Q", 1 << 60) + data[16:], ModelDamaged),
        (lambda data: data[:16] + struct.pack("<Q", 1 << 60) + data[24:], ModelDamaged),
        (lambda data: data[:24] + struct.pack("<Q", 1 << 60) + data[32:], ModelDamaged),
        (lambda data: data[:-1], ModelDamaged),
        (lambda data: data[: len(data) // 2], ModelDamaged),
        (lambda data: b"", ModelDamaged),
    ],
)
def test_forged_and_cut_files_are_refused(tiny_file: Path, tmp_path: Path, change, error: type[ModelError]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error):
        read_header(write(tmp_path / "forged.gguf", change(tiny_file.read_bytes())))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"template": None}, "template"),
        ({"template": "   "}, "template"),
        ({"architecture": "perceptron"}, "architecture"),
        ({"kind": "adapter"}, "not a model"),
    ],
)
def test_what_cannot_chat_is_refused_by_name(tmp_path: Path, options: dict[str, str], message: str) -> None:
    header = read_header(write_tiny(tmp_path / "odd.gguf", **options))  # type: ignore[arg-type]
    with pytest.raises((ModelUnsupported, ModelDamaged), match=message):
        header.check("chat")


def test_a_chat_model_makes_no_vectors_and_an_embedder_does_not_chat(tiny_file: Path, default_models: tuple[Path, Path]) -> None:
    with pytest.raises(ModelUnsupported):
        read_header(tiny_file).check("embed")
    with pytest.raises(ModelUnsupported):
        read_header(default_models[1]).check("chat")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("flipped") / "flipped.gguf"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flips=st.lists(st.tuples(st.integers(min_value=0), st.integers(0, 255)), min_size=1, max_size=8), cut=st.integers(min_value=0) | st.none())
def test_flipped_and_cut_headers_never_do_more_than_raise_a_model_error(
    tiny_file: Path, scratch: Path, flips: list[tuple[int, int]], cut: int | None
) -> None:
    data = bytearray(tiny_file.read_bytes())
    end = data_start(tiny_file)
    for place, value in flips:
        data[place % end] = value
    if cut is not None:
        del data[cut % len(data) :]
    write(scratch, bytes(data))
    message = ""
    tracemalloc.start()
    try:
        read_header(scratch).check("chat")
    except ModelError as error:
        message = error.message
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 64 << 20
    assert message.isprintable()
