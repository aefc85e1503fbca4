"""What every test stands on: an isolated home, no display, and a check that nothing is left running."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ |= {"LC_ALL": "C.UTF-8", "LANGUAGE": ""}  # the window speaks English, whatever this machine does
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
if int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) > 1:
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # beside other workers more threads of llama.cpp only wait for each other

from engine.vault import ballast
from models.paths import models_dir

#: Weights are shared by all tests (and with the user's own installation): resolved before HOME is moved away.
os.environ["ALCOVE_MODELS"] = str(models_dir())


@pytest.fixture(autouse=True)
def isolated_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees the user's own files."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("ALCOVE_HOME", str(home / "alcove"))
    monkeypatch.delenv("ALCOVE_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(ballast, "SIZE", 64 * 1024)  # hundreds of vaults, each with its ballast
    return home


def _children() -> set[int]:
    """Ids of this process's living children (Linux; elsewhere the check is skipped)."""
    found: set[int] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        try:
            found |= {int(number) for number in task.read_text().split()}
        except OSError:
            continue
    return found


@pytest.fixture(autouse=True)
def nothing_left_running(isolated_home: Path) -> Iterator[None]:
    """A test that leaves a thread or a child process behind fails."""
    threads, children = set(threading.enumerate()), _children()
    yield
    for thread in set(threading.enumerate()) - threads:
        if not thread.daemon or thread.name.startswith("alcove"):
            thread.join(timeout=5)
    leaked = [t.name for t in set(threading.enumerate()) - threads if t.is_alive() and (not t.daemon or t.name.startswith("alcove"))]
    assert not leaked, f"threads left running: {leaked}"
    orphans = {pid for pid in _children() - children if not _ended(pid)}
    assert not orphans, f"processes left running: {orphans}"


def _ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (OSError, IndexError):
        return True
