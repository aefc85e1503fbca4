"""How large a model is: counted where there is a file, guessed where there is none."""

from __future__ import annotations

from pathlib import Path

import msgspec

from models.catalogue import default
from models.gguf.header import read_header
from models.size import parameters
from tests.models.conftest import tiny_entry


def test_the_weights_of_a_file_are_counted(models_folder: Path, tiny_file: Path) -> None:
    (models_folder / "tiny.gguf").symlink_to(tiny_file)
    assert parameters(tiny_entry()) == read_header(tiny_file).parameters > 0


def test_the_bundled_model_has_135_million(default_models: tuple[Path, Path]) -> None:
    assert 130_000_000 < parameters(default("chat")) < 140_000_000


def test_without_a_readable_file_the_size_tells(models_folder: Path) -> None:
    billion = msgspec.structs.replace(tiny_entry("one-b.gguf"), size=800_000_000)
    assert 1_000_000_000 < parameters(billion) < 2_000_000_000
    (models_folder / "one-b.gguf").write_bytes(b"no GGUF at all")
    assert 1_000_000_000 < parameters(billion) < 2_000_000_000
