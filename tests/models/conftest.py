"""Fixtures for the models: a tiny random one in a folder of its own, and the real default ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.catalogue import Entry, FileSource, default
from models.client import ChatModel, EmbedModel
from models.install import install
from tests.models.tiny_gguf import CONTEXT, write_tiny


@pytest.fixture(scope="session")
def tiny_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good tiny model. Copy it before changing it."""
    return write_tiny(tmp_path_factory.mktemp("tiny") / "tiny.gguf")


def tiny_entry(name: str = "tiny.gguf") -> Entry:
    """The entry of a tiny model in the models folder."""
    return Entry("tiny", "chat", "Tiny", FileSource(), name, 0, "", "Apache-2.0", CONTEXT, small=True)


@pytest.fixture
def models_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty models folder, used instead of the real one."""
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setenv("ALCOVE_MODELS", str(folder))
    return folder


@pytest.fixture
def open_tiny(models_folder: Path, tiny_file: Path) -> Iterator[Callable[..., ChatModel]]:
    """Opens chat models on tiny files in the models folder, and closes them afterwards."""
    (models_folder / "tiny.gguf").symlink_to(tiny_file)
    opened: list[ChatModel] = []

    def open_model(name: str = "tiny.gguf", **options: object) -> ChatModel:
        opened.append(ChatModel(tiny_entry(name), threads=1, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield open_model
    for model in opened:
        model.close()


@pytest.fixture
def tiny(open_tiny: Callable[..., ChatModel]) -> ChatModel:
    """A tiny chat model, started when first asked."""
    return open_tiny()


@pytest.fixture(scope="session")
def default_models() -> tuple[Path, Path]:
    """The real weights; fetched if this computer doesn't have them. Safe with parallel test processes: installing holds a lock."""
    return install(default("chat")), install(default("embed"))


@pytest.fixture
def chat(default_models: tuple[Path, Path]) -> Iterator[ChatModel]:
    """The default chat model."""
    model = ChatModel(default("chat"), threads=2)
    yield model
    model.close()


@pytest.fixture
def embedder(default_models: tuple[Path, Path]) -> Iterator[EmbedModel]:
    """The default embedder."""
    model = EmbedModel(default("embed"), threads=2)
    yield model
    model.close()
