"""The written report: Markdown with tables and charts, and the same as one HTML page."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench import charts
from tests.bench.locomo import CUTS, Figures, percentile
from tests.bench.systems import Ours, Run

if TYPE_CHECKING:
    from tests.bench.window import Figures as Window

Rows = Sequence[Sequence[str]]

_STYLE = (
    "body{font:16px/1.55 system-ui,sans-serif;max-width:900px;margin:40px auto;padding:0 20px;color:#1f2933}"
    "table{border-collapse:collapse;margin:16px 0;font-variant-numeric:tabular-nums}"
    "td,th{padding:6px 14px;border-bottom:1px solid #e4e7eb;text-align:right}td:first-child,th:first-child{text-align:left}"
    "th{color:#616e7c;font-weight:600}h2{margin-top:40px}code{background:#f0f2f5;padding:1px 5px;border-radius:4px}svg{max-width:100%;height:auto}"
)


class Report:
    """Collects sections; `write` makes `report.md`, `report.html` and the charts in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self._parts: list[str] = []
        self.text(f"# Alcove, measured\n\nEverything on this page was measured in one run on one machine. Times belong to the machine; compare them "
                  f"with each other. {os.cpu_count()} cores{_load()} at the start; Python {platform.python_version()}, {platform.system()} "
                  f"{platform.machine()}.")  # fmt: skip

    def text(self, text: str) -> None:
        """A paragraph or a heading."""
        self._parts.append(text)

    def table(self, head: Sequence[str], rows: Rows) -> None:
        """The first column is what, the others are figures."""
        lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}", *(f"| {' | '.join(row)} |" for row in rows)]
        self._parts.append("\n".join(lines))

    def chart(self, name: str, alternative: str, svg: str) -> None:
        """A picture beside the report."""
        if svg:
            (self.folder / f"{name}.svg").write_text(svg, "utf-8")
            self._parts.append(f"![{alternative}]({name}.svg)")

    def write(self) -> Path:
        """Returns the Markdown file."""
        from markdown_it import MarkdownIt

        told = "\n\n".join(self._parts) + "\n"
        page = MarkdownIt("commonmark").enable("table").render(told)
        for svg in self.folder.glob("*.svg"):  # one file that can be sent around
            page = page.replace(f'<img src="{svg.name}"', f"<!-- {svg.name} -->{svg.read_text('utf-8')}<img hidden")
        (self.folder / "report.html").write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Alcove, measured</title><style>{_STYLE}</style>{page}</html>\n', "utf-8"
        )
        out = self.folder / "report.md"
        out.write_text(told, "utf-8")
        return out


def _load() -> str:
    """Times measured while others work are theirs too."""
    return f", a load of {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def recall(
    report: Report, scored: Mapping[str, Figures], runs: Sequence[Run], ours: Ours | None, absent: Sequence[str],
    survival: Mapping[str, Mapping[int, float]], embed_ms: float,
) -> None:  # fmt: skip
    """LoCoMo: recall by category, survival, and what a search takes."""
    groups = [group for group in ("all", "single fact", "time", "multi-hop", "open") if any(group in figures.recall for figures in scored.values())]
    asked = next(iter(scored.values())).count
    report.text(
        f"## Finding the evidence (LoCoMo)\n\n{asked['all']} questions with evidence, categories 1 to 4. Recall at k: the share of the turns "
        "that hold the answer among the first k turns found. All systems read the same turns and use the same embedder (all-MiniLM-L6-v2); nothing "
        "was learnt from the conversations, no language model was asked."
    )
    report.table(
        ["", *(f"@{cut}" for cut in CUTS)], [[name, *(f"{value:.3f}" for value in figures.recall["all"])] for name, figures in scored.items()]
    )
    report.chart("recall", "Recall at 5, 10 and 20", charts.bars(
        "Recall of the evidence, all questions", [f"@{cut}" for cut in CUTS], {name: figures.recall["all"] for name, figures in scored.items()}
    ))  # fmt: skip
    at = CUTS.index(10)
    report.text("By kind of question, recall@10:")
    report.table(["", *(f"{group} ({asked.get(group, 0)})" for group in groups)],
                 [[name, *(f"{figures.recall[group][at]:.3f}" for group in groups)] for name, figures in scored.items()])  # fmt: skip
    report.chart("categories", "Recall at 10 by category", charts.bars(
        "Recall@10 by kind of question", groups, {name: [figures.recall[group][at] for group in groups] for name, figures in scored.items()}
    ))  # fmt: skip
    for why in absent:
        report.text(f"*Not measured: {why}*")
    report.text(
        "### What survives packing\n\nThe share of the evidence that is still there when the context is cut to a budget of tokens: Alcove's as it "
        "packs a prompt, the others' turns by rank as long as they fit."
    )
    budgets = list(next(iter(survival.values()), {}))
    report.table(["", *(f"{budget} tokens" for budget in budgets)],
                 [[name, *(f"{shares[budget]:.3f}" for budget in budgets)] for name, shares in survival.items()])  # fmt: skip
    report.chart("survival", "Evidence inside a budget of tokens", charts.bars(
        "Evidence inside a budget of tokens", [f"{budget} tokens" for budget in budgets],
        {name: list(found.values()) for name, found in survival.items()},
    ))  # fmt: skip
    report.text(f"### What a search takes\n\nMilliseconds, without the question's embedding, which costs all the same ({embed_ms:.1f} here).")
    report.table(["", "p50", "p95", "to add a turn"],
                 [[run.system, f"{run.took(0.5):.1f}", f"{run.took(0.95):.1f}", f"{run.add_ms:.2f}"] for run in runs])  # fmt: skip
    if ours is not None:
        report.text("Alcove's, by stage:")
        report.table(["", "p50", "p95"],
                     [[stage, f"{percentile(ms, 0.5):.2f}", f"{percentile(ms, 0.95):.2f}"] for stage, ms in ours.stages.items()])  # fmt: skip


#: What the table of growth shows: name in the figures, what it is called.
GROWTH = (
    ("messages", "messages"), ("facts", "facts"), ("vectors", "vectors"), ("recall_p50_ms", "recall p50, ms"), ("recall_p95_ms", "recall p95, ms"),
    ("recall_cpu_ms", "CPU time of a recall, ms"), ("load", "load of the machine meanwhile"),
    ("unlock_s", "unlock, s"), ("first_answer_s", "unlock to first answer, s"), ("rss_mb", "memory of the process, MB"),
    ("embedder_rss_mb", "memory of the embedder, MB"), ("database_mb", "database, MB"), ("snapshot_mb", "index snapshot, MB"),
)  # fmt: skip


def growth(report: Report, figures: Sequence[Mapping[str, Any]]) -> None:
    """How things grow with what is remembered."""
    if not figures:
        return
    sizes = [int(one["size"]) for one in figures]
    report.text(
        "## Growth\n\nMade-up chats with the statistics of real ones; each message has two vectors, three in ten tell a fact. Recall is the whole of "
        "it, the question's embedding included, each question new."
    )
    report.table(["", *(f"{size:,}" for size in sizes)], [[said, *(_number(one.get(name)) for one in figures)] for name, said in GROWTH])
    report.table(
        ["messages a second", *(f"{size:,}" for size in sizes)],
        [[step, *(_number(one.get("ingest_per_s", {}).get(step)) for one in figures)] for step in ("store", "learn", "embed")],
    )
    report.chart("growth", "Recall latency by number of messages", charts.lines(
        "Recall by number of messages", sizes, {said: [one.get(name) for one in figures] for name, said in GROWTH[3:5]}, "ms"
    ))  # fmt: skip


def _number(value: Any) -> str:
    return "" if value is None else f"{value:,}"


def costs(report: Report, ratios: Rows) -> None:
    """What costs what."""
    report.text("## What costs what\n\nPairs, each measured in turns, so that a busy moment hits both.")
    report.table(["", "takes", "against", "takes", "ratio"], ratios)


def window(report: Report, found: Window) -> None:
    """The program and its window."""
    from tests.bench import window as measured

    report.text(
        f"## The window\n\nWith {found.memories:,} memories. A stall is a gap between two turns of the UI thread's event loop, by the clock on the "
        f"wall, so that it holds what others on this machine take; an empty window's longest was {found.empty:.0f} ms meanwhile. The archive that is "
        f"imported holds {found.tokens:,} tokens. The inspector's slowest search took {found.search:.0f} ms, without the pause after typing. What is "
        "still waiting a minute after the start (vectors of many new memories) counts as idling."
    )
    report.table(["", *measured.STARTS[1:]], measured.starts(found))
    report.table(["", *measured.HEAD[1:]], measured.rows(found))
