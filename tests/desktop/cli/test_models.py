"""`alcove models …` against a local hub and tiny models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import available, download, install, registry
from models.registry import Speed
from tests.desktop.cli.support import Command
from tests.models.hub_server import COMMIT, HubServer
from tests.models.tiny_gguf import write_tiny

OFFER = available.offers()[0]


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """Two repositories: one of the list of offers, and another."""
    data = write_tiny(tmp_path / "source.gguf").read_bytes()
    other = write_tiny(tmp_path / "other.gguf", seed=8).read_bytes()
    server = HubServer({OFFER.repo: {OFFER.path: data}, "maker/Other-GGUF": {"other.gguf": other, "big/other.gguf": other + b"\0" * 32}})
    monkeypatch.setenv("HF_ENDPOINT", server.start())
    monkeypatch.setattr(download, "WAIT", 0.0)
    yield server
    server.stop()


def test_what_can_be_had_is_listed_without_asking_anybody(alcove: Command, hub: HubServer) -> None:
    listed = alcove("models", "available", "--json").json["models"]
    assert [one["id"] for one in listed] == [offer.id for offer in available.offers()]
    assert {one["fit"] for one in listed} <= {"fits", "tight", "too large", "unknown"}
    shown = alcove("models", "available")
    assert shown.code == 0
    assert OFFER.title in shown.out
    assert "models install" in shown.err
    assert hub.asked == []


def test_the_hub_is_searched_when_asked(alcove: Command, hub: HubServer) -> None:
    assert [one["id"] for one in alcove("models", "search", "other", "--json").json["repositories"]] == ["maker/Other-GGUF"]
    assert "hub:maker/Other-GGUF" in alcove("models", "search", "other").out
    assert "Nothing found" in alcove("models", "search", "zebra").err


def test_a_model_is_installed_by_its_short_name_and_by_its_address(alcove: Command, hub: HubServer) -> None:
    done = alcove("models", "install", OFFER.id, "--use")
    assert done.code == 0
    assert OFFER.title in done.err
    assert install.chosen("chat").title == OFFER.title  # type: ignore[union-attr]
    installed = alcove("models", "install", "hub:maker/Other-GGUF/other.gguf", "--json").json["installed"]
    assert [one["id"] for one in installed] == ["other"]
    shown = alcove("models", "show", "other", "--json").json
    assert shown["from"] == f"hub:maker/Other-GGUF/other.gguf at {COMMIT[:12]}"
    assert shown["fit"] == "fits"
    assert shown["needs"] > 0
    assert alcove("models", "verify").code == 0


def test_what_was_cut_off_goes_on_in_another_process(alcove: Command, hub: HubServer) -> None:
    hub.cut_after = [200_000, 0, 0, 0]
    cut = alcove("models", "install", OFFER.id)
    assert cut.code == 1
    assert "connection" in cut.err
    (begun,) = download.pending()
    assert begun.done > 0
    hub.asked.clear()
    assert alcove.process("models", "install", OFFER.id).code == 0
    assert [wanted for _, path, wanted in hub.asked if path.startswith("/cdn/")] == [f"bytes={begun.done}-"]
    assert not any(path.startswith("/api/") for _, path, _ in hub.asked), "the commit was settled when it began"
    assert alcove("models", "verify").code == 0


def test_a_repository_alone_tells_which_files_it_has(alcove: Command, hub: HubServer) -> None:
    told = alcove("models", "install", "hub:maker/Other-GGUF")
    assert told.code == 1
    assert "hub:maker/Other-GGUF/big/other.gguf" in told.err
    assert install.installed() == []


def test_what_the_hub_refuses_is_told(alcove: Command, hub: HubServer) -> None:
    hub.gated = {OFFER.repo}
    refused = alcove("models", "install", OFFER.address)
    assert refused.code == 1
    assert "account" in refused.err
    assert "import" in refused.err
    missing = alcove("models", "install", "hub:maker/Other-GGUF/none.gguf")
    assert "other.gguf" in missing.err


def test_settings_of_a_model_are_kept_shown_and_reset(alcove: Command, tmp_path: Path) -> None:
    assert alcove("models", "import", str(write_tiny(tmp_path / "tiny.gguf"))).code == 0
    assert alcove("models", "set", "tiny", "--context", "1024", "--temperature", "0.7").code == 0
    assert "threads 2" in alcove("models", "set", "tiny", "--threads", "2").out
    assert alcove("models", "show", "tiny", "--json").json["settings"] == {"context": 1024, "threads": 2, "temperature": 0.7}
    shown = alcove("models", "show", "tiny").out
    assert "1024 of 4096 tokens" in shown
    assert "0.7 (set)" in shown
    assert alcove("models", "set", "tiny", "--reset").code == 0
    assert registry.read().tunings == {}
    for wrong in (("--context", "999999"), ("--temperature", "9"), ()):
        assert alcove("models", "set", "tiny", *wrong).code == 2
    assert "processor" in alcove("models", "set", "tiny", "--gpu-layers", "4").err
    assert alcove("models", "set", "nothing", "--threads", "1").code == 1


def test_a_measured_speed_is_shown_and_scaled(alcove: Command, tmp_path: Path) -> None:
    assert alcove("models", "import", str(write_tiny(tmp_path / "tiny.gguf"))).code == 0
    (entry,) = install.installed()
    install.note_speed(entry, Speed(2000.0, 900.0))
    assert "writes 900 tokens" in alcove("models", "show", "tiny").out
    assert all(one["tokens_per_second"] for one in alcove("models", "available", "--json").json["models"] if one["purpose"] == "chat")
