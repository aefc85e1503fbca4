"""`alcove consolidate` and `alcove profile`: tidying memory up now instead of at idle, and what the user is like on one page."""

from __future__ import annotations

from typing import Annotated

import typer

from desktop.cli import opening, output
from desktop.cli.forgetting import counted

_TOLD = {
    "duplicates": ("duplicate merged", "duplicates merged"), "decay": ("unused memory set aside", "unused memories set aside"),
    "summaries": ("conversation summarised", "conversations summarised"), "links": ("memory linked", "memories linked"),
}  # fmt: skip
_SHOWN = 20


def consolidate(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The outcome as JSON.")] = False,
) -> None:
    """Tidy memory up: merge duplicates, set trivia aside, summarise, link, renew the profile. The window does it when idle."""
    with opening.session() as live:
        if not dry_run:
            opening.settle(live, quiet=as_json)
        bar = output.Bar("Tidying up", quiet=as_json or dry_run)
        report = live.consolidate(lambda name, done: bar.show(done, 0, name), preview=dry_run)
        bar.close()
        if as_json:
            output.emit(
                {"done": report.done, "steps": report.steps, "finished": report.finished, "planned": report.planned or None, "dry_run": dry_run}
            )
            return
        for name, count in report.done.items():
            if count:
                said = counted(count, *_TOLD[name]) if name in _TOLD else "profile renewed"
                output.say(f"{said}{' (dry run)' if dry_run else ''}")
            for line in report.planned.get(name, ())[:_SHOWN]:
                output.aside(f"  {line}")
        if not any(report.done.values()):
            output.say("There is nothing to tidy up.")
        elif report.steps:
            output.aside(f"Take a step back with: alcove memories undo {report.steps[0]}")


def profile(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Show what is known of you, on one page. Each line is a memory."""
    from itertools import groupby

    from engine.memory import profile as profiles

    with opening.session(chat=False, embedder=False) as live:
        lines = profiles.read(live.vault)
    if as_json:
        sections = [
            {"section": name, "memories": [{"id": line.id, "version": line.version, "text": line.text} for line in found]}
            for name, found in groupby(lines, lambda line: line.section)
        ]
        output.emit({"sections": sections})
        return
    if not lines:
        output.say("There is no profile yet. It is made at idle, or with: alcove consolidate")
    for name, found in groupby(lines, lambda line: line.section):
        output.title(name.capitalize())
        for line in found:
            output.say(f"  {line.text}")
