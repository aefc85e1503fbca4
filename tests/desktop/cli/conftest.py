"""Fixtures of the command line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.desktop.cli.support import Command


@pytest.fixture
def alcove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """The command line in an empty data folder, without models: what it does by rules and words alone."""
    home = tmp_path / "data"
    monkeypatch.setenv("ALCOVE_HOME", str(home))
    monkeypatch.setenv("ALCOVE_MODELS", str(tmp_path / "no-models"))
    monkeypatch.setattr(logging, "lastResort", logging.lastResort)  # the commands send logs to the data folder
    yield Command(home, monkeypatch, capsys)
    structlog.reset_defaults()


@pytest.fixture
def with_models(alcove: Command, real_models: str, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line with the default models."""
    monkeypatch.setenv("ALCOVE_MODELS", real_models)
    return alcove


@pytest.fixture
def vault(alcove: Command) -> Command:
    """With a vault that a key file opens."""
    assert alcove("vault", "create", "--key-file").code == 0
    return alcove
