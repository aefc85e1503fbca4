"""The default embedder, once for a file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.catalogue import default
from models.client import EmbedModel
from models.install import install


@pytest.fixture
def embedder() -> Iterator[EmbedModel]:
    install(default("embed"))
    model = EmbedModel(default("embed"))
    yield model
    model.close()
