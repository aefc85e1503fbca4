"""Of a question's words those that are names in memory are known, whole words alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.answering.acquainted import known
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened, _ = Vault.create(tmp_path / "data", key_file=tmp_path / "vault.key")
    people = (NewEntity("Liam Ito", "person"), NewEntity("Renée O'Brien", "person"), NewEntity("Theo", "person"), NewEntity("user", "user"))
    Memories(opened).add(NewMemory("The user knows Liam Ito, Renée O'Brien and Theo.", entities=people))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Where does LIAM live?", {"liam"}),
        ("is ito's dog well", {"ito"}),
        ("Renee or renée?", {"renee"}),
        ("What is the weather like for the user?", set()),
        ("o'brien", {"o'brien"}),
        ("", set()),
        ("猫 \x00 %_\n liam", {"liam"}),
    ],
)
def test_names_in_a_question(vault: Vault, question: str, names: set[str]) -> None:
    assert known(vault, question) == names


def test_an_empty_memory_knows_nobody(tmp_path: Path) -> None:
    with Vault.create(tmp_path / "other", key_file=tmp_path / "other.key")[0] as empty:
        assert known(empty, "Where does Liam live?") == frozenset()
