"""A fresh vault for each test, opened with a key file: no passphrase has to be stretched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.memory.episodes import Conversations
from engine.memory.facts import Memories
from engine.memory.forgetting import Forgetting
from engine.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    yield opened
    opened.close()


@pytest.fixture
def conversations(vault: Vault) -> Conversations:
    return Conversations(vault)


@pytest.fixture
def memories(vault: Vault) -> Memories:
    return Memories(vault)


@pytest.fixture
def forgetting(vault: Vault) -> Forgetting:
    return Forgetting(vault)
