"""The program around the window: started, raised by a second start, and ended in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from desktop import app
from desktop.shell.window import Window
shown = Window.show
def show(window):
    shown(window)
    QTimer.singleShot(0, lambda: print("shown", flush=True))
Window.show = show
sys.exit(app.main(["alcove"]))
"""


def start(home: Path) -> subprocess.Popen[str]:
    """The real program, in a process of its own."""
    environment = {**os.environ, "ALCOVE_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen([sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_signal_closes_the_window_in_order(tmp_path: Path) -> None:
    process = start(tmp_path / "alcove")
    assert process.stdout is not None
    assert process.stdout.readline() == "shown\n"
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=60)[0]
    assert process.returncode == 0
    assert "Traceback" not in said
    assert "QThread" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_second_start_ends_at_once_and_leaves_the_first(tmp_path: Path) -> None:
    first = start(tmp_path / "alcove")
    assert first.stdout is not None
    assert first.stdout.readline() == "shown\n"
    second = start(tmp_path / "alcove")
    said = second.communicate(timeout=60)[0]
    assert second.returncode == 0
    assert "shown" not in said
    assert first.poll() is None
    first.send_signal(signal.SIGTERM)
    first.communicate(timeout=60)
    assert first.returncode == 0


def test_the_program_serves_its_window_first(tmp_path: Path) -> None:
    looked = "import gc; print(sys.getswitchinterval() < 0.005, gc.get_freeze_count() > 10_000, "
    script = SCRIPT.replace("QTimer.singleShot(0, lambda: print(", "QTimer.singleShot(0, look)").replace('"shown", flush=True))', "")
    script = script.replace("shown = Window.show", f"def look():\n    {looked}flush=True)\nshown = Window.show")
    environment = {**os.environ, "ALCOVE_HOME": str(tmp_path / "alcove"), "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "True True\n"
    process.terminate()
    process.communicate(timeout=60)


def test_importing_the_command_line_does_not_load_qt() -> None:
    code = "import sys, desktop.cli; print(sorted(name for name in sys.modules if name.startswith('PySide6')))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found.strip() == "[]"


#: What the window's start does without: each takes from a tenth of a second to a second to import.
LATE = ("engine.assistant", "engine.learning.extract", "engine.answering.compose", "llama_cpp", "numpy", "kuzu", "hnswlib", "dateparser", "jinja2")
#: And what asking for the passphrase does without: it is imported while that is typed.
UNLOCKED = ("desktop.shell.workspace", "desktop.chat.page", "desktop.memory.page", "desktop.settings.page", "desktop.graph.canvas", "engine.session")
BUDGET = 470  # modules: 394 when this was written


def test_the_window_is_there_before_what_answers_and_what_learns_is_imported() -> None:
    code = "import sys, desktop.app; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not set(found) & {*LATE, *UNLOCKED}
    assert len(found) < BUDGET
