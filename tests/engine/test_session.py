"""Opening a session, and bringing its vectors up to date."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from engine.errors import VaultBusy
from engine.recall import jobs
from engine.session import Session
from engine.vault.vault import Vault
from models import catalogue
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


@pytest.fixture
def embedders(monkeypatch: pytest.MonkeyPatch) -> dict[str, WordEmbedder]:
    """The embedders "old" and "new" are installed, and "old" is chosen; the ones in use, by name."""
    entries = {name: msgspec.structs.replace(catalogue.default("embed"), id=name) for name in ("old", "new")}
    made: dict[str, WordEmbedder] = {}

    def model(entry: catalogue.Entry) -> WordEmbedder:
        embedder = made[entry.id] = WordEmbedder()
        embedder.id, embedder.entry = entry.id, entry  # type: ignore[attr-defined]
        embedder.close = lambda: made.pop(entry.id, None)  # type: ignore[attr-defined]
        return embedder

    monkeypatch.setattr("engine.session.EmbedModel", model)
    monkeypatch.setattr("engine.session.install.installed", lambda: list(entries.values()))
    monkeypatch.setattr("engine.session.install.chosen", lambda purpose: entries["old"] if purpose == "embed" else None)
    return made


def told(session: Session) -> None:
    place = session.conversations.create()
    for text in ("My sister Anna lives in Berlin.", "I play the cello on Sundays."):
        session.conversations.say(place, text)


def makers(vault: Vault) -> set[str]:
    return {row["embedder"] for row in vault.query("SELECT DISTINCT embedder FROM embedding")}


def test_old_vectors_serve_until_the_new_embedder_has_made_its_own(vault: Vault, embedders: dict[str, WordEmbedder]) -> None:
    session = Session.open(vault)
    told(session)
    session.settle()
    session.use_embedder(msgspec.structs.replace(catalogue.default("embed"), id="new"))
    assert session.embedder is embedders["old"]
    stop = threading.Event()
    stop.set()
    assert session.settle(cancel=stop) == 0
    assert session.embedder is embedders["old"], "what was cut off changes nothing"
    assert any(arm.endswith("_vector") for arm in session.recall.search("cello").arms)
    seen: list[tuple[int, int]] = []
    assert session.settle(lambda done, total: seen.append((done, total))) == seen[-1][1] == 4
    assert session.embedder is embedders["new"]
    assert any(arm.endswith("_vector") for arm in session.recall.search("cello").arms)
    assert session.coming is None
    assert makers(vault) == {"new"}
    assert "old" not in embedders, "its process has ended"


def test_a_change_of_embedder_goes_on_after_a_restart_with_the_old_one_serving(
    vault: Vault, embedders: dict[str, WordEmbedder], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session.open(vault)
    told(session)
    session.settle()
    monkeypatch.setattr(
        "engine.session.install.chosen", lambda purpose: msgspec.structs.replace(catalogue.default("embed"), id="new") if purpose == "embed" else None
    )
    again = Session.open(vault)
    assert again.embedder is embedders["old"]
    assert again.coming is embedders["new"]
    assert again.settle() > 0
    assert again.embedder is embedders["new"]
    assert makers(vault) == {"new"}


def test_another_embedder_chosen_half_way_takes_the_place_of_the_first(vault: Vault, embedders: dict[str, WordEmbedder]) -> None:
    session = Session.open(vault)
    told(session)
    session.settle()
    session.use_embedder(msgspec.structs.replace(catalogue.default("embed"), id="new"))
    session.use_embedder(msgspec.structs.replace(catalogue.default("embed"), id="old"))
    assert session.coming is None, "back to the one that serves"
    assert "new" not in embedders
    session.settle()
    assert makers(vault) == {"old"}


def test_who_only_looks_something_up_does_not_wait_for_the_rules_of_learning() -> None:
    look = "import sys, engine.session; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", look], capture_output=True, check=True, text=True).stdout.split()
    assert "engine.recall.recall" in loaded
    assert [name for name in loaded if name.startswith(("engine.learning.rules", "engine.learning.telling", "engine.learning.times"))] == []
