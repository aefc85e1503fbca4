"""Whether everything that is derived agrees with the stored rows: search rows, windows, vectors and their index, the graph; and building it anew.

The rows are the truth. What disagrees costs recall at worst, and is rebuilt; damaged pages of the database itself are told, for a backup.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from engine.errors import Cancelled
from engine.memory import windows
from engine.recall.candidates import MEMORY_OK, ask
from engine.recall.kuzu_graph import KuzuGraph
from engine.recall.vectors import Vectors
from engine.vault import consistency, snapshots
from engine.vault.connection import damage, look
from engine.vault.consistency import Problem

if TYPE_CHECKING:
    from engine.vault.vault import Vault

Progress = Callable[[str, int, int], None]  # what is being done, steps done, steps in all
BYTES = 2  # of one number of a stored vector (engine/recall/jobs.py)


def check(vault: Vault, *, thorough: bool = True, progress: Progress = lambda *_: None, cancel: threading.Event | None = None) -> list[Problem]:
    """Everything that disagrees. `thorough`: each page's MAC, windows word by word, the index and the graph too (in the order of seconds for
    100,000 memories). Raises Cancelled."""
    parts: list[tuple[str, Callable[[], list[Problem]]]] = [
        ("Looking at the search rows", lambda: consistency.check(vault, pages=thorough, window_text=windows.text if thorough else None))
    ]
    if thorough:
        parts += [("Looking at the vectors", lambda: list(_index(vault))), ("Looking at the graph", lambda: list(_graph(vault)))]
    found: list[Problem] = []
    for number, (name, look_at) in enumerate(parts):
        _go_on(cancel)
        progress(name, number, len(parts))
        found += look_at()
        if any(problem.part == "pages" for problem in found):
            break  # what lies on damaged pages can't be compared
    progress("Done", len(parts), len(parts))
    return found


def repair(vault: Vault, problems: list[Problem], *, progress: Progress = lambda *_: None, cancel: threading.Event | None = None) -> list[Problem]:
    """Builds anew what of `problems` is derived, each part in a step of its own: a cancelled one leaves that part as it was. Returns what
    remains. Raises Cancelled."""
    parts = {problem.part for problem in problems}
    steps: list[tuple[str, Callable[[], object]]] = []
    if parts & {"search", "vectors"}:
        steps.append(("Rebuilding the search rows", lambda: consistency.repair(vault, problems)))
    if "windows" in parts:
        steps.append(("Rebuilding the windows", lambda: _rebuild_windows(vault, cancel)))
    if "index" in parts:
        steps.append(("Dropping the index", lambda: snapshots.discard(vault)))
    for number, (name, mend) in enumerate(steps):
        _go_on(cancel)
        progress(name, number, len(steps) + 1)
        mend()
    progress("Checking again", len(steps), len(steps) + 1)
    return check(vault, cancel=cancel)


def _rebuild_windows(vault: Vault, cancel: threading.Event | None) -> None:
    with vault.change("repair", "Rebuilt search rows", actor="maintenance", journaled=False) as change:
        windows.rebuild(change, lambda: _go_on(cancel))


def _index(vault: Vault) -> Iterator[Problem]:
    """The snapshot, and what an index that was loaded from it holds."""
    key = snapshots.file_key(vault)
    if key is not None and vault.layout.vectors.exists():
        try:
            with look(vault.layout.vectors, key) as connection:
                broken = bool(damage(connection))
        except Exception:  # whatever it is: the file is a cache
            broken = True
        if broken:
            yield Problem("index", "The snapshot of the vector index is damaged. It is only a cache: search reads the vectors themselves.", True)
            return
    for row in vault.query("SELECT embedder, count(*) AS n, min(length(vector)) AS least, max(length(vector)) AS most FROM embedding GROUP BY 1"):
        if row["least"] != row["most"]:
            yield Problem("index", "Vectors of one embedder differ in length.")
            continue
        index = Vectors(vault, row["embedder"], row["most"] // BYTES)
        index.catch_up()
        if len(index) != row["n"]:
            yield Problem("index", f"The vector index holds {len(index)} of {row['n']} vectors.", True)


def _graph(vault: Vault) -> Iterator[Problem]:
    """What the graph in RAM says, against the rows that it was read from."""
    rows = ask(
        vault, f"SELECT e.head, e.predicate, e.tail, e.memory FROM edge e JOIN memory m ON m.row = e.memory AND {MEMORY_OK}", until=None
    )  # fmt: skip
    wanted = {(int(row["head"]), str(row["predicate"]), int(row["tail"]), int(row["memory"])) for row in rows}
    graph = KuzuGraph(vault)
    try:
        entities = [int(row["row"]) for row in vault.query("SELECT row FROM entity")]
        there = {(step.head, step.predicate, step.tail, step.memory) for step in graph.edges(entities)}
    finally:
        graph.close()
    if there != wanted:
        yield Problem("graph", f"The graph differs from the stored relations in {len(there ^ wanted)} places.")


def _go_on(cancel: threading.Event | None) -> None:
    if cancel is not None and cancel.is_set():
        raise Cancelled("The check was stopped.", "What was put right before that stays so.")
