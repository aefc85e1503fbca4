"""The UI thread's longest stall while 100,000 memories are looked through: `python -m tests.bench.window [HOW MANY]`, offscreen.

A stall is one turn of the event loop: how long the window could not have painted or taken a key."""

from __future__ import annotations

import contextlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.shell.workspace import Workspace
    from engine.vault.vault import Vault

MEMORIES = 100_000
WORDS = "river garden train music window paper bridge coffee winter doctor school market letter summer engine forest island kitchen".split()


def fill(vault: Vault, count: int) -> None:
    """Memories over fourteen years that speak of three thousand people, places and things."""
    from engine.ids import new_id

    chance = random.Random(4)
    kinds, categories = ("semantic", "semantic", "episodic", "procedural"), ("work", "home", "family", "health", "other")
    with vault.change("remember", "Filled for measuring", journaled=False) as change:
        add = "INSERT INTO entity (id, name, folded, kind, recorded_at) VALUES (?, ?, ?, ?, '2020-01-01T00:00:00Z')"
        user = change.execute(add, (new_id(), "user", "user", "user")).lastrowid
        others = [
            change.execute(add, (new_id(), f"Name {n}", f"name {n}", chance.choice(("person", "place", "thing", "organisation")))).lastrowid
            for n in range(3000)
        ]
        for number in range(count):
            day = f"{chance.randint(2012, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            text = f"The user's {chance.choice(WORDS)} and {chance.choice(WORDS)} of {chance.choice(WORDS)} number {number}."
            row = change.execute(
                "INSERT INTO memory (id, kind, text, category, importance, source, recorded_at, mentioned_at, valid_from, extractor) "
                "VALUES (?, ?, ?, ?, ?, 'inferred', ?, ?, ?, 'rules')",
                (new_id(), chance.choice(kinds), text, chance.choice(categories), chance.random(), f"{day}T10:00:00Z", f"{day}T10:00:00Z",
                 day if chance.random() < 0.3 else None),
            ).lastrowid  # fmt: skip
            one, other = (others[int(chance.random() ** 3 * len(others))] for _ in range(2))
            for entity, role in ((user, "subject"), (one, "mention"), (other, "object")):
                change.execute("INSERT OR IGNORE INTO memory_entity (memory, entity, role) VALUES (?, ?, ?)", (row, entity, role))
            if number % 10 == 0 and one != other:
                change.execute("INSERT INTO edge (memory, head, predicate, tail) VALUES (?, ?, 'knows', ?)", (row, one, other))


class Watch:
    """Runs the event loop and notes its longest turn."""

    def __init__(self, idle: Callable[[], bool]) -> None:
        self._idle = idle
        self.found: dict[str, tuple[float, float]] = {}  # milliseconds: longest stall, until all was shown

    def turn(self) -> float:
        from PySide6.QtCore import QEventLoop
        from PySide6.QtWidgets import QApplication

        begun = time.perf_counter()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
        return time.perf_counter() - begun

    def rest(self) -> None:
        """Until nothing is read or painted any more."""
        for _ in range(40):
            self.turn()
            time.sleep(0.001)

    @contextlib.contextmanager
    def watch(self, what: str) -> Iterator[None]:
        """Does what is in the block, then waits until it is shown."""
        begun = time.perf_counter()
        yield
        longest, quiet, shown = time.perf_counter() - begun, 0, begun
        while quiet < 250:
            took = self.turn()
            longest = max(longest, took)
            quiet = quiet + 1 if self._idle() else 0
            if not quiet or took > 0.002:
                shown = time.perf_counter()
            time.sleep(0.001)
        self.found[what] = (longest * 1e3, (shown - begun) * 1e3)


def measure(workspace: Workspace, idle: Callable[[], bool]) -> dict[str, tuple[float, float]]:
    """Searches, scrolls, opens each view, looks back. Milliseconds by what is done: (longest stall, until all was shown)."""
    from datetime import date

    from desktop.memory import section

    watch, page = Watch(idle), workspace.memory
    workspace.show_memory_tab(section.BROWSE)
    watch.rest()
    bar = page.list.verticalScrollBar()
    steps: list[tuple[str, Callable[[], Any]]] = [
        ("search “riv”", lambda: page.search.setText("riv")), ("search “number 777”", lambda: page.search.setText("number 777")),
        ("search cleared", lambda: page.search.setText("")), ("scrolled to the middle", lambda: bar.setValue(bar.maximum() // 2)),
        ("scrolled to the end", lambda: bar.setValue(bar.maximum())), ("filtered", lambda: page.filters.kinds.choose("episodic")),
        ("filter cleared", page.filters.reset), ("sorted A to Z", lambda: page.filters.order.setCurrentIndex(5)),
        ("all selected", page.list.selectAll), ("selection cleared", page.list.clearSelection),
        ("graph opened", lambda: workspace.show_memory_tab(section.GRAPH)), ("graph zoomed", lambda: page.graph.canvas.zoom_by(2.0)),
        ("timeline opened", lambda: workspace.show_memory_tab(section.TIMELINE)),
        ("timeline to a month", lambda: page.timeline.canvas.look_at(date(2020, 3, 1).toordinal(), date(2020, 4, 1).toordinal())),
        ("looked back", lambda: page.look_at(date(2018, 5, 1))), ("back to now", page.travelling.back),
    ]  # fmt: skip
    for what, step in steps:
        with watch.watch(what):
            step()
    return watch.found


def main(arguments: list[str]) -> int:
    """Prints the figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    from PySide6.QtWidgets import QApplication

    from desktop.onboarding.flow import Step
    from desktop.shell.window import Window
    from desktop.tasks import Tasks
    from engine.vault.vault import Vault
    from tests.desktop.support import FAST, PASSPHRASE, session_with

    app, tasks = QApplication([]), Tasks()
    home = Path(tempfile.mkdtemp(prefix="alcove-bench-"))
    vault, _ = Vault.create(home, passphrase=PASSPHRASE, argon=FAST)
    fill(vault, int(arguments[0]) if arguments else MEMORIES)
    vault.close()
    window = Window(home, tasks, argon=FAST, open_session=session_with(None))
    window.resize(1240, 800)
    window.show()
    watch = Watch(lambda: tasks.idle)
    while window.door is None or window.door.flow is None:
        watch.turn()
    page: Any = window.door.pages[Step.UNLOCK]
    page.field.setText(PASSPHRASE)
    page.submit()
    while window.workspace is None:
        watch.turn()
        if window.door is not None and Step.MODELS in window.door.pages:
            later: Any = window.door.pages[Step.MODELS]
            later.later.click()
    while not tasks.idle:
        watch.turn()
    print(f"{'':24}{'longest stall':>14}{'all shown after':>18}")
    for what, (longest, shown) in measure(window.workspace, lambda: tasks.idle).items():
        print(f"{what:24}{longest:11.1f} ms{shown:15.0f} ms")
    window.close()
    tasks.stop()
    app.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
