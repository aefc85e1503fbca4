"""Opening a session, and bringing its vectors up to date."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import VaultBusy
from engine.recall import jobs
from engine.session import Session
from engine.vault.vault import Vault
from tests.engine.recall.conftest import WordEmbedder


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    yield opened
    opened.close()


def test_an_erasing_that_can_not_be_finished_now_keeps_nobody_out(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(vault)
    said = session.conversations.say(session.conversations.create(), "My locker opens with quokka-7731.")

    def busy() -> None:
        raise VaultBusy("Another process is reading.", "Close it.")

    with monkeypatch.context() as reading:
        reading.setattr(vault, "truncate_wal", busy)
        assert session.forgetting.erase([said.id]).unfinished
        Session.open(vault, with_chat=False, with_embedder=False)
    Session.open(vault, with_chat=False, with_embedder=False)
    assert vault.one("SELECT 1 FROM meta WHERE key = 'erase_pending'") is None


def test_a_change_of_embedder_that_was_cut_off_is_completed(vault: Vault) -> None:
    """The newest vector is of the new embedder already: the old ones must go all the same."""
    session = Session(vault, embedder=WordEmbedder())  # type: ignore[arg-type]
    session.conversations.say(session.conversations.create(), "My sister Anna lives in Berlin.")
    session.settle()
    other = WordEmbedder()
    other.id = "another"
    jobs.adopt(vault, other)
    jobs.drain(vault, other)
    Session(vault, embedder=other).settle()  # type: ignore[arg-type]
    assert {row["embedder"] for row in vault.query("SELECT DISTINCT embedder FROM embedding")} == {"another"}
    assert jobs.waiting(vault) == 0


def test_who_only_looks_something_up_does_not_wait_for_the_rules_of_learning() -> None:
    look = "import sys, engine.session; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", look], capture_output=True, check=True, text=True).stdout.split()
    assert "engine.recall.recall" in loaded
    assert [name for name in loaded if name.startswith(("engine.learning.rules", "engine.learning.telling", "engine.learning.times"))] == []
