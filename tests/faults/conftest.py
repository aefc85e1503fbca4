"""Children that write until they are killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.vault import ballast
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault

ROOT = Path(__file__).parents[2]
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture(autouse=True)
def small_ballast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast, "SIZE", 1 << 16)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "test.key"


@pytest.fixture
def home(tmp_path: Path, key_file: Path) -> Path:
    """A vault, closed."""
    Vault.create(tmp_path / "data", passphrase="words", key_file=key_file, argon=FLOOR)[0].close()
    return tmp_path / "data"


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts `tests.faults.writer`; none outlives the test."""
    running: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: object, **more: str) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.writer", *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, env=os.environ | more
        )
        running.append(child)
        return child

    yield begin
    for child in running:
        child.kill()
        child.wait()
        assert child.stdout is not None
        child.stdout.close()


def acknowledged(child: subprocess.Popen[bytes], wanted: int) -> int:
    """Kills the child once it has acknowledged `wanted` writes; how many it had acknowledged by then."""
    assert child.stdout is not None
    count = 0
    for _ in child.stdout:
        count += 1
        if count == wanted:
            child.kill()
    child.wait()
    return count
