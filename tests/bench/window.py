"""The window under load: the UI thread's longest stalls while memories are looked through, an answer streams and an archive is imported; how
soon the program is usable, what memory it holds, what it does while idle. `python -m tests.bench.window [MEMORIES [MESSAGES]]`, offscreen."""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench import beside, growing, launching
from tests.bench.launching import SPELL, Launch
from tests.bench.stalls import Watch, empty_window

if TYPE_CHECKING:
    from desktop.shell.workspace import Workspace
    from engine.vault.vault import Vault
    from tests.desktop.support import ScriptedChat

MEMORIES, PIECES = 100_000, 200  # PIECES a second of an answer: faster than any model on a CPU
WORDS = "river garden train music window paper bridge coffee winter doctor school market letter summer engine forest island kitchen".split()


@dataclass(frozen=True)
class Figures:
    """`stalls`: milliseconds by what is done, the longest stall and until all was shown; `empty`: the longest stall of an empty window;
    `search`: milliseconds of the slowest of some searches of the inspector, without the pause after typing."""

    memories: int
    tokens: int
    stalls: dict[str, tuple[float, float]]
    empty: float
    search: float
    new: Launch
    full: Launch
    costly: Launch  # with a passphrase as it is made for this machine: half a second to one, whatever the window does meanwhile
    itself: Launch  # by a key file
    nothing: Launch


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


def measure(workspace: Workspace, watch: Watch) -> None:
    """Searches, scrolls, opens each view, looks back."""
    from datetime import date

    from desktop.memory import section

    page = workspace.memory
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


def write(workspace: Workspace, watch: Watch, chat: ScriptedChat) -> None:
    """An answer of 16 KB streams at 200 pieces a second, with headings, lists, code and a table, into a chat that has others."""
    part = (
        "## Part\n\nSome *words* about `this` and **that**, a [link](https://example.org) and more.\n\n- one\n- two\n\n"
        "```python\nprint(1)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    )
    workspace.show_page(0)
    workspace.chat.new()
    workspace.chat.composer.field.setPlainText("Good morning.")  # what the first question loads is loaded beside the start in use
    workspace.chat.composer.send()
    watch.until(lambda: workspace.chat.writer.writing)
    watch.until(lambda: not workspace.chat.writer.writing and workspace.desk.tasks.idle)
    chat.answers = [part * (16_384 // len(part))]
    chat.gate = threading.Semaphore(0)
    begun = due = time.monotonic()
    workspace.chat.composer.field.setPlainText("Tell me everything.")
    workspace.chat.composer.send()
    longest = max(time.monotonic() - begun, watch.until(lambda: workspace.chat.writer.writing))
    while workspace.chat.writer.writing:
        if time.monotonic() >= due:
            chat.gate.release()
            due += 1 / PIECES
        longest = max(longest, watch.turn())
    longest = max(longest, watch.until(lambda: workspace.desk.tasks.idle), watch.rest())
    chat.gate = None
    watch.found["16 KB answer streams"] = (longest * 1e3, (time.monotonic() - begun) * 1e3)


def take_in(workspace: Workspace, watch: Watch, archive: Path) -> None:
    """An archive is imported through its dialog while the list of memories is on show."""
    from desktop.archive.dialog import ImportDialog

    def dialog() -> ImportDialog | None:
        return next(iter(workspace.window().findChildren(ImportDialog)), None)

    workspace.show_memory_tab(0)
    watch.rest()
    begun = time.perf_counter()
    workspace.look_over(archive)
    longest = watch.until(lambda: dialog() is not None)
    shown = dialog()
    assert shown is not None
    longest = max(longest, watch.until(lambda: shown.found is not None), watch.rest(0.2))
    shown.submit()
    longest = max(longest, watch.until(lambda: dialog() is None or not dialog().isVisible(), 3600))  # type: ignore[union-attr]
    longest = max(longest, watch.until(lambda: workspace.desk.tasks.idle, 3600))
    watch.found["import"] = (longest * 1e3, (time.perf_counter() - begun) * 1e3)


def archive_of(messages: int, folder: Path) -> tuple[Path, int]:
    """A plain archive of so many made-up messages, and how many tokens they are (four letters each)."""
    from engine.archive.export import export
    from engine.memory.episodes import Conversations
    from engine.vault.vault import Vault
    from tests.desktop.support import FAST, PASSPHRASE

    vault, _ = Vault.create(folder / "source", passphrase=PASSPHRASE, argon=FAST)
    lines = list(islice(growing.lines(0), messages))
    Conversations(vault).ingest(lines)
    export(vault, folder / "source.alcove", passphrase=None)
    vault.close()
    return folder / "source.alcove", sum(len(line.text) for line in lines) // 4


def run(memories: int, messages: int) -> Figures:
    """Fills a vault, starts the program over it, and goes through its window. `messages` are imported."""
    from PySide6.QtWidgets import QApplication

    from desktop import interpreter
    from desktop.onboarding.flow import Step
    from desktop.shell.window import Window
    from desktop.tasks import Tasks
    from engine.vault import keyfile
    from engine.vault.vault import Vault
    from tests.desktop.support import FAST, PASSPHRASE, ScriptedChat, session_with

    app = QApplication.instance() or QApplication([])
    tasks, chat = Tasks(), ScriptedChat("Good to know.")
    with tempfile.TemporaryDirectory(prefix="alcove-bench-") as folder:
        home = Path(folder) / "home"
        vault, _ = Vault.create(home, passphrase=PASSPHRASE, key_file=keyfile.AUTOMATIC, argon=FAST)
        vault.close()
        key, away = home.with_name("home.keys"), home.with_name("away")
        key.rename(away)
        new = launching.alcove(home)
        with Vault.unlock(home, passphrase=PASSPHRASE) as vault:
            fill(vault, memories)
        full, nothing = launching.alcove(home), launching.nothing()
        costly, itself = _unlocked_otherwise(home, key, away)
        archive, tokens = archive_of(messages, Path(folder))
        interpreter.favour_window()  # as the program does
        window = Window(home, tasks, argon=FAST, open_session=session_with(chat))
        window.resize(1240, 800)
        window.show()
        watch = Watch(lambda: tasks.idle)
        watch.until(lambda: window.door is not None and window.door.flow is not None and Step.UNLOCK in window.door.pages)
        assert window.door is not None
        page: Any = window.door.pages[Step.UNLOCK]
        page.field.setText(PASSPHRASE)
        page.submit()
        while window.workspace is None:
            watch.turn()
            if window.door is not None and Step.MODELS in window.door.pages:
                later: Any = window.door.pages[Step.MODELS]
                later.later.click()
        watch.until(lambda: tasks.idle)
        interpreter.keep()
        measure(window.workspace, watch)
        search = max(map(partial(searched, window.workspace), ("riv", "number 777", "river", "")))
        write(window.workspace, watch, chat)
        if messages:
            take_in(window.workspace, watch, archive)
        window.quit()
        tasks.stop()
        beside.search_and_scroll(home, watch)
        bare = empty_window()
    app.quit()
    return Figures(memories, tokens, watch.found, bare, search, new, full, costly, itself, nothing)


def _unlocked_otherwise(home: Path, key: Path, away: Path) -> tuple[Launch, Launch]:
    """With the passphrase as the program makes it, and by the key file."""
    from engine.vault import keys
    from engine.vault.vault import Vault
    from tests.desktop.support import FAST, PASSPHRASE

    with Vault.unlock(home, passphrase=PASSPHRASE) as vault:
        vault.change_passphrase(PASSPHRASE, argon=keys.calibrate())
    costly = launching.alcove(home, idle=1.0, settle=SPELL)
    away.rename(key)
    itself = launching.alcove(home, "", idle=1.0, settle=SPELL)
    key.rename(away)
    with Vault.unlock(home, passphrase=PASSPHRASE) as vault:
        vault.change_passphrase(PASSPHRASE, argon=FAST)
    return costly, itself


def searched(workspace: Workspace, text: str) -> float:
    """Milliseconds of the inspector's search, the median of some."""
    memories, took = workspace.desk.session.memories, []
    for _ in range(5):
        begun = time.perf_counter()
        memories.list(text)
        took.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(took)


def rows(found: Figures) -> list[tuple[str, ...]]:
    """What is done, its longest stall, that against an empty window's, and until all was shown."""
    return [(what, f"{stall:.0f} ms", f"{stall / max(found.empty, 0.1):.1f}", f"{shown:.0f} ms") for what, (stall, shown) in found.stalls.items()]


def starts(found: Figures) -> list[tuple[str, ...]]:
    """The program itself, with nothing in it, with everything, and an empty window of the same Qt."""
    return [
        (name, f"{one.asks:.2f} s", f"{one.usable:.2f} s", f"{one.rss[0]:.0f} MB", f"{one.rss[1]:.0f} MB", f"{one.cpu:.2%}", f"{one.wakes:.1f}")
        for name, one in (
            ("Alcove, nothing in it", found.new),
            (f"Alcove, {found.memories:,} memories", found.full),
            ("the same, a passphrase calibrated here", found.costly),
            ("the same, opened by a key file", found.itself),
            ("an empty Qt window", found.nothing),
        )
    ]


HEAD = ("in the window", "longest stall", "× empty window", "all shown after")
STARTS = ("the program", "asks for the passphrase after", "usable after", "memory then", "with its models", "CPU while idle", "wake-ups a second")


def main(arguments: list[str]) -> int:
    """Prints the figures."""
    from tests.bench.__main__ import table

    prepare()
    memories = int(arguments[0]) if arguments else MEMORIES
    found = run(memories, int(arguments[1]) if len(arguments) > 1 else memories)
    table([STARTS, *starts(found)])
    print(f"import: {found.tokens:,} tokens; an empty window's longest stall: {found.empty:.0f} ms; the slowest search: {found.search:.0f} ms")
    table([HEAD, *rows(found)])
    return 0


def prepare() -> None:
    """No screen and no keychain are asked."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
