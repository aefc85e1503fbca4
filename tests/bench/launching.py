"""The real program in a process of its own: how soon it can be used, what memory it holds, and what it does while nobody does anything."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.desktop.support import PASSPHRASE

SETTLE, IDLE = 60.0, 20.0  # seconds: at most, until models are loaded and what waited is done; over which idling is measured
QUIET, SPELL = 0.02, 2.0  # of a core, over so many seconds: it is done
_SCRIPT = """
import sys, time
from PySide6.QtCore import QTimer
from desktop import app
from desktop.onboarding.flow import Step
from desktop.shell.window import Window
made, opened = Window.__init__, Window._open
def make(window, *args, **kwargs):
    made(window, *args, **kwargs)
    poll = QTimer(window, interval=5)
    def look():
        door = window.door
        if door is None or door.flow is None:
            return
        if Step.UNLOCK in door.pages:
            poll.stop()
            print(time.monotonic(), flush=True)
            if sys.argv[1]:
                door.pages[Step.UNLOCK].field.setText(sys.argv[1])
                door.pages[Step.UNLOCK].submit()
    poll.timeout.connect(look)
    poll.start()
def open_it(window, session):
    opened(window, session)
    QTimer.singleShot(0, lambda: print(time.monotonic(), flush=True))
Window.__init__, Window._open = make, open_it
sys.exit(app.main(["alcove"]))
"""
_EMPTY = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app, window = QApplication([]), QMainWindow()
window.show()
QTimer.singleShot(0, lambda: print(time.monotonic(), time.monotonic(), sep="\\n", flush=True))
sys.exit(app.exec())
"""


class Launch:
    """Seconds from the start: `asks` for the passphrase, `usable` once that was typed in no time. `rss`: MB of the window's process, then of all;
    `cpu`: share of a core while idle, of all its processes; `wakes`: times a second that one of the window's threads woke up; `settled`: seconds
    until it was idle."""

    def __init__(self, asks: float, usable: float, rss: tuple[float, float], cpu: float, wakes: float, settled: float) -> None:
        self.asks, self.usable, self.rss, self.cpu, self.wakes, self.settled = asks, usable, rss, cpu, wakes, settled


def alcove(home: Path, passphrase: str = PASSPHRASE, *, idle: float = IDLE, settle: float = SETTLE, quiet: float = SPELL) -> Launch:
    """The window over this vault; without a passphrase it opens by itself. Idling is measured once all its processes were `quiet` seconds long
    without work, or after `settle` seconds."""
    return _launch(_SCRIPT, passphrase, {**os.environ, "ALCOVE_HOME": str(home)}, settle, idle, quiet)


def nothing() -> Launch:
    """An empty window of the same Qt."""
    return _launch(_EMPTY, "", dict(os.environ), 1.0, 5.0, SPELL)


def _launch(script: str, argument: str, environment: dict[str, str], settle: float, idle: float, quiet: float) -> Launch:
    begun = time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", script, argument], stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        asks, usable = (float(process.stdout.readline()) - begun for _ in range(2))
        first = _rss(process.pid)
        begun = time.monotonic()
        _wait_until_quiet(process.pid, settle, quiet)
        settled = time.monotonic() - begun
        family = [process.pid, *_children(process.pid)]
        before, wakes, at = sum(map(_cpu, family)), _wakes(process.pid), time.monotonic()
        time.sleep(idle)
        took = time.monotonic() - at
        cpu = (sum(map(_cpu, family)) - before) / took
        woken = sum(count - wakes.get(task, 0) for task, count in _wakes(process.pid).items()) / took
        return Launch(asks, usable, (first, sum(map(_rss, family))), cpu, woken, settled)
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _wait_until_quiet(pid: int, longest: float, quiet: float) -> None:
    end, since = time.monotonic() + longest, time.monotonic()
    while time.monotonic() < end:
        before = sum(map(_cpu, [pid, *_children(pid)]))
        time.sleep(SPELL)
        if sum(map(_cpu, [pid, *_children(pid)])) - before > SPELL * QUIET:
            since = time.monotonic()
        elif time.monotonic() - since >= quiet - 0.5:
            return


def _children(pid: int) -> Sequence[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has just ended
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *_children(child)]
    return found


def _cpu(pid: int) -> float:
    """Seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _wakes(pid: int) -> dict[str, int]:
    """How often each of its threads went to sleep by itself, which is how often it was woken."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        lines = (task / "status").read_text().splitlines()
        found[task.name] = next(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))
    return found


def _rss(pid: int) -> float:
    """MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
