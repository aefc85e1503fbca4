"""How recall, memory and disk grow with what is remembered.

python -m tests.bench.growth --sizes 1000,10000,100000 --cache DIR --out FILE.json [--minutes 60]

A size is a number of messages; three in ten tell a fact as well, and each message has two vectors, each fact one. Vaults are built in DIR
(which keeps them: a build that was cut goes on) and measured in a process of their own. Times are wall clock beside CPU: the machine may be busy.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench import growing, synthetic

if TYPE_CHECKING:
    from engine.recall.recall import Recall
    from engine.session import Session
    from engine.vault.vault import Vault

PASSPHRASE = "bench"
QUESTIONS, ROUNDS, SAMPLE = 200, 3, 300


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of messages, separated by commas")
    parser.add_argument("--cache", type=Path, help="where the vaults are kept")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    parser.add_argument("--minutes", type=float, default=60.0, help="time for building, for all sizes together")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.measure is not None:
        print(json.dumps(measure(given.measure)))
        return 0
    if given.cache is None:
        parser.error("--cache is needed")
    figures = run([int(size) for size in given.sizes.split(",")], given.cache, given.minutes)
    if given.out is not None:
        given.out.write_text(json.dumps(figures, indent=1))
    table(figures)
    return 0


def run(sizes: Sequence[int], cache: Path, minutes: float = 60.0) -> list[dict[str, Any]]:
    """Builds and measures each size; one that could not be finished in time is measured as far as it came."""
    cache.mkdir(parents=True, exist_ok=True)
    until, figures = time.monotonic() + 60 * minutes, []
    for size in sizes:
        home = cache / str(size)
        built = build(home, cache, size, until)
        command = [sys.executable, "-m", "tests.bench.growth", "--measure", str(home)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=Path(__file__).parents[2])
        figures.append({"size": size, **built, **json.loads(done.stdout.splitlines()[-1])})
    return figures


def build(home: Path, cache: Path, size: int, until: float) -> dict[str, Any]:
    """Makes or completes a vault with its index snapshots."""
    from engine.recall.recall import Recall
    from engine.vault import keys
    from engine.vault.vault import Vault
    from models import install
    from models.client import EmbedModel

    entry = install.chosen("embed")
    assert entry is not None, "install the embedder first: alcove models install"
    real = EmbedModel(entry)
    with contextlib.closing(real):
        mixed = growing.MixedEmbedder(real, cache)
    started = time.perf_counter()
    fresh = not (home / "vault").exists()
    vault = Vault.create(home, passphrase=PASSPHRASE, argon=keys.FLOOR)[0] if fresh else Vault.unlock(home, passphrase=PASSPHRASE)
    with vault:
        before = _one(vault, "SELECT count(*) FROM message")
        growing.grow(vault, mixed, size, lambda done: print(f"{home.name}: {done} messages", file=sys.stderr), until)
        added = _one(vault, "SELECT count(*) FROM message") - before
        grown = time.perf_counter() - started
        Recall(vault, mixed).maintain()
    return {"built_seconds": round(grown, 1), "built_messages": added}


def measure(home: Path) -> dict[str, Any]:
    """Everything about one vault, in this process."""
    import numpy  # noqa: F401 - as in a program that was started before

    from engine.session import Session
    from engine.vault.vault import Vault

    started = time.perf_counter()
    vault = Vault.unlock(home, passphrase=PASSPHRASE)
    unlocked = time.perf_counter()
    live = Session.open(vault, with_chat=False)
    live.recall.warm()
    first = live.recall.search("Where does Anna live?")
    answered = time.perf_counter()
    with contextlib.closing(live):
        found: dict[str, Any] = {
            "unlock_s": round(unlocked - started, 3), "first_answer_s": round(answered - started, 3), "first_notes": list(first.notes),
            "messages": _one(vault, "SELECT count(*) FROM message"), "facts": _one(vault, "SELECT count(*) FROM memory"),
            "vectors": _one(vault, "SELECT count(*) FROM embedding"), "entities": _one(vault, "SELECT count(*) FROM entity"),
        }  # fmt: skip
        found |= latency(live.recall, vault)
        found["rss_mb"] = _rss()
        if live.embedder is not None:
            found["embedder_rss_mb"] = round(live.embedder.stats().resident_bytes / 1e6)
        started = time.perf_counter()
        backup = vault.backup(only=True)
        found |= {"backup_s": round(time.perf_counter() - started, 2), "backup_mb": round(backup.size / 1e6, 1)}
        found |= {"database_mb": _mb(vault.layout.database), "snapshot_mb": _mb(vault.layout.vectors), **ingest(live)}
    return found


def latency(recall: Recall, vault: Vault) -> dict[str, Any]:
    """Of the whole recall, each question new to it: the best of some rounds, as others use the machine too."""
    asked = synthetic.questions(QUESTIONS, max(1, _one(vault, "SELECT count(*) FROM conversation WHERE external_id GLOB 'c[0-9]*'")))
    rounds = []
    for n in range(ROUNDS):
        times, stages = [], dict[str, list[float]]()
        cpu = time.process_time()
        for question in asked:
            started = time.perf_counter()
            found = recall.search(question + " " * n)  # another text, so that its vector is not known
            times.append((time.perf_counter() - started) * 1000)
            for stage, took in found.stages.items():
                stages.setdefault(stage, []).append(took)
        rounds.append((_percentile(times, 0.95), times, stages, (time.process_time() - cpu) * 1000 / len(asked)))
    best = min(rounds, key=lambda one: one[0])
    return {
        "recall_p50_ms": round(statistics.median(best[1]), 1), "recall_p95_ms": round(best[0], 1), "recall_cpu_ms": round(best[3], 1),
        "stages_ms": {stage: [round(statistics.median(took), 2), round(_percentile(took, 0.95), 2)] for stage, took in best[2].items()},
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def ingest(live: Session) -> dict[str, Any]:
    """Messages a second as they come in in use: stored, learnt from by the rules, embedded by the model. They stay in the vault, once."""
    from engine.memory.ingest import IngestLine

    turns = [turn for n in range(40) for turn in synthetic.conversation(n, seed=99).turns][:SAMPLE]
    lines = [IngestLine("sample", str(n), turn.role, turn.at.isoformat(), turn.text) for n, turn in enumerate(turns)]  # type: ignore[arg-type]
    steps = {}
    if live.vault.one("SELECT 1 FROM conversation WHERE external_id = 'sample'") is None:
        started = time.perf_counter()
        messages: list[Any] = []
        live.conversations.ingest(lines, on_batch=messages.extend)
        steps["store"] = time.perf_counter() - started
        for message in messages:
            live.learner.learn_message(message)
        steps["learn"] = time.perf_counter() - started - steps["store"]
        live.settle()
        steps["embed"] = time.perf_counter() - started - steps["store"] - steps["learn"]
    return {"ingest_per_s": {step: round(SAMPLE / took) for step, took in steps.items()}}


def table(figures: Sequence[dict[str, Any]]) -> None:
    """One column for each size."""
    rows = [name for name in figures[0] if name not in ("stages_ms", "first_notes", "ingest_per_s")] if figures else []
    for name in rows:
        print(name.ljust(18), *(str(one.get(name, "")).rjust(12) for one in figures))
    print("stages: p50 / p95 ms")
    for stage in dict.fromkeys(stage for one in figures for stage in one["stages_ms"]):
        print(stage.ljust(18), *("/".join(map(str, one["stages_ms"].get(stage, ("", "")))).rjust(12) for one in figures))
    for step in ("store", "learn", "embed"):
        print(f"{step} a second".ljust(18), *(str(one["ingest_per_s"].get(step, "")).rjust(12) for one in figures))


def _percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _one(vault: Vault, sql: str) -> int:
    found = vault.one(sql)
    return int(found[0] or 0) if found else 0


def _mb(path: Path) -> float:
    return round(path.stat().st_size / 1e6, 1) if path.exists() else 0.0


def _rss() -> int:
    """Megabytes of this process now; its peak where the system doesn't tell."""
    with contextlib.suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1_000_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


if __name__ == "__main__":
    sys.exit(main())
