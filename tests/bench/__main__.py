"""`make bench`: figures of this machine, as tables and charts in build/bench/report.md and report.html.

python -m tests.bench                      what costs what; growth to BENCH_SIZES memories (1000,10000), and the window with the most of them
python -m tests.bench --locomo FILE        and recall on LoCoMo beside BM25, dense, hybrid and mem0 (or $BENCH_LOCOMO; CC BY-NC, not part of Alcove)
python -m tests.bench DATA [SCORE.py]      and the scores of memory: SCORE.py over the files of the folder DATA
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench import ratios, report
from tests.bench.scores import score

SECTIONS = ("recall", "growth", "window", "ratios")
BUDGETS = (300, 600, 1200)
SIZES, MINUTES = "1000,10000", 60.0  # of growth; and how long all building together may take


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", nargs="?", type=Path, help="a folder with *-dev files to score memory with")
    arguments.add_argument("scorer", nargs="?", type=Path, help="the scoring program; DATA/../eval/score.py if not given")
    arguments.add_argument("--locomo", type=Path, default=os.environ.get("BENCH_LOCOMO"), help="a LoCoMo file")
    arguments.add_argument("--only", choices=SECTIONS, action="append", help="leave the others out")
    arguments.add_argument("--without-mem0", action="store_true", help="don't install and ask mem0")
    arguments.add_argument("--out", type=Path, default=Path("build/bench"), help="folder of the report")
    given = arguments.parse_args()
    os.environ.pop("ALCOVE_PASSPHRASE_FILE", None)
    wanted, made, started = given.only or SECTIONS, report.Report(given.out), time.perf_counter()
    locomo = Path(given.locomo) if given.locomo else (given.data / "locomo-dev.json" if given.data is not None else None)
    if "recall" in wanted and locomo is not None and locomo.exists():
        compare(locomo, made, with_mem0=not given.without_mem0)
        made.write()  # a run that is cut leaves what it has
    if "growth" in wanted:
        from tests.bench import growth
        from tests.bench.vectors import cache

        sizes = [int(size) for size in os.environ.get("BENCH_SIZES", SIZES).split(",")]
        figures = growth.run(sizes, cache() / "growth", MINUTES)
        growth.table(figures)
        report.growth(made, figures)
        made.write()
    if "window" in wanted:
        from tests.bench import window

        window.prepare()
        size = max(int(size) for size in os.environ.get("BENCH_SIZES", SIZES).split(","))
        found = window.run(size, size)
        for head, lines in ((window.STARTS, window.starts(found)), (window.HEAD, window.rows(found))):
            table([head, *lines])
        report.window(made, found)
        made.write()
    if "ratios" in wanted:
        rows = [ratio.row() for ratio in ratios.ratios()]
        table([("what", "takes", "against", "takes", "ratio"), *rows])
        report.costs(made, rows)
    print(f"\n{made.write()} ({time.perf_counter() - started:.0f} s)", flush=True)
    return score(given.data, given.scorer or given.data.parent / "eval" / "score.py") if given.data is not None else 0


def compare(file: Path, made: report.Report, *, with_mem0: bool) -> None:
    """All systems over one LoCoMo file."""
    from tests.bench import locomo, mem0, systems
    from tests.bench.vectors import Vectors

    conversations = locomo.read(file)
    questions = [question for conversation in conversations for question in conversation.questions]
    vectors = Vectors([*(text for one in conversations for text in systems.spoken(one)), *(question.text for question in questions)])
    runs, absent = [systems.bm25(conversations), systems.dense(conversations, vectors), systems.hybrid(conversations, vectors)], []
    for keywords in (False, True) if with_mem0 else ():
        try:
            runs.append(mem0.run(conversations, vectors, keywords=keywords))
        except mem0.NoMem0 as error:
            absent.append(str(error))
    ours = systems.alcove(conversations, BUDGETS)
    runs.append(ours.run)
    scored = {run.system: locomo.figures(questions, run.ranked) for run in runs}
    rows = [(run.system, *(f"{value:.3f}" for value in scored[run.system].recall["all"]), f"{run.took(0.95):.1f}") for run in runs]
    table([("recall of the evidence", *(f"@{cut}" for cut in locomo.CUTS), "p95 ms"), *rows])
    survival = {run.system: systems.survival(conversations, run, BUDGETS) for run in runs if run is not ours.run} | {ours.run.system: ours.survival}
    report.recall(made, scored, runs, ours, absent, survival, locomo.percentile(ours.embed_ms, 0.5))


def table(rows: Sequence[tuple[str, ...]]) -> None:
    """Prints rows in columns."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
