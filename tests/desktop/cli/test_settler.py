"""What goes on behind a conversation in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import talk
from engine.session import Session
from engine.vault.vault import Vault
from tests.desktop.cli.support import until
from tests.engine.recall.conftest import WordEmbedder


@pytest.mark.parametrize(("pause", "merged"), [(0.0, True), (3600.0, False)])
def test_memory_is_tidied_up_when_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pause: float, merged: bool) -> None:
    from engine.memory.facts import NewMemory

    monkeypatch.setattr(talk, "IDLE_SECONDS", pause)
    vault, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    with vault:
        session = Session(vault, embedder=WordEmbedder())  # type: ignore[arg-type]
        for _ in range(2):
            session.memories.add(NewMemory("The user likes jazz."))
        settler = talk.Settler(session)
        settler.start()
        until(lambda: not vault.query("SELECT 1 FROM embed_job"), "vectors are computed")
        if merged:
            until(lambda: vault.query("SELECT 1 FROM memory WHERE status = 'archived'"), "duplicates are merged")
        settler.close()
        assert bool(vault.query("SELECT 1 FROM memory WHERE status = 'archived'")) is merged
