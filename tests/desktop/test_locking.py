"""The program itself: what is left of a vault in its memory once it is locked."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop import single
from desktop.shell import view as views
from engine.memory.episodes import Conversations
from engine.vault.vault import Vault
from models.catalogue import default
from models.install import install
from tests.desktop.support import FAST, PASSPHRASE
from tests.desktop.test_app import SCRIPT

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="/proc")
CANARY = "The spare key lies under the blue flowerpot of Quillamore."


@contextmanager
def program(home: Path, passphrase: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """The real window, open, with the default models."""
    for purpose in ("chat", "embed"):
        install(default(purpose))
    environment = {**os.environ, "ALCOVE_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "ALCOVE_PASSPHRASE_FILE": str(passphrase)}
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *more], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )  # fmt: skip
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def memory(process: subprocess.Popen[str]) -> bytes:
    """Everything that the process can write to, heap and stacks included."""
    found = []
    with Path(f"/proc/{process.pid}/mem").open("rb", buffering=0) as file:
        for line in Path(f"/proc/{process.pid}/maps").read_text().splitlines():
            place = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if place:
                start, end = (int(number, 16) for number in place.groups())
                try:
                    file.seek(start)
                    found.append(file.read(end - start))
                except (OSError, ValueError):  # a mapping of the kernel's
                    continue
    return b"\0".join(found)


def holds(content: bytes, text: str) -> bool:
    return any(text.encode(encoding) in content for encoding in ("utf-8", "utf-16-le"))


def children(process: subprocess.Popen[str]) -> set[int]:
    """The model processes."""
    return {int(pid) for task in Path(f"/proc/{process.pid}/task").glob("*/children") for pid in task.read_text().split()}


def until(condition: object, seconds: float = 60.0) -> None:
    """The process works for itself: all that can be done is to look again."""
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


@pytest.fixture
def vault_with_canary(tmp_path: Path) -> tuple[Path, Path, bytes]:
    """A vault whose window opens at a conversation with the canary: its folder, its passphrase file, its root key."""
    home, file = tmp_path / "alcove", tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    vault, _ = Vault.create(home, passphrase=PASSPHRASE, argon=FAST)
    with vault:
        root = vault._root
        conversations = Conversations(vault)
        place = conversations.create()
        conversations.say(place, CANARY)
        (home / "window.ini").write_text(f"[General]\nview={_ini(views.encode(views.View(conversation=place.id)))}\n")
    return home, file, root


def _ini(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@LINUX
def test_no_text_and_no_key_is_left_in_memory_once_the_window_is_locked(vault_with_canary: tuple[Path, Path, bytes]) -> None:
    home, file, root = vault_with_canary
    with program(home, file) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "shown\n"
        if os.geteuid() != 0:  # not even this account's own programs may look
            with pytest.raises(PermissionError):
                memory(process)
            return
        until(lambda: holds(memory(process), CANARY))
        assert root in memory(process)
        until(lambda: children(process))
        hosts = children(process)
        assert single.lock_other(home)
        assert process.stdout.readline() == "shown\n"  # the same process, a new program
        assert process.poll() is None
        assert not [pid for pid in hosts if Path(f"/proc/{pid}").exists()]
        left = memory(process)
        assert b"PySide6" in left
        assert not holds(left, CANARY)
        assert not holds(left, "Quillamore")
        assert not holds(left, PASSPHRASE)
        assert root not in left
        assert root.hex().encode() not in left
