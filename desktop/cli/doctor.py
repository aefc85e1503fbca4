"""`alcove doctor`: is everything whole, encrypted and local? Shows no content."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import opening, output

if TYPE_CHECKING:
    from desktop.diagnostics.checks import Asked
    from desktop.diagnostics.findings import Findings

SIGNS = {"ok": "ok     ", "note": "note   ", "warning": "warning", "failed": "FAILED "}


def doctor(
    pages: Annotated[bool, typer.Option("--pages/--no-pages", help="Look at every page of the database, the index and the graph too.")] = True,
    repair: Annotated[bool, typer.Option("--repair", help="Build anew what is derived and doesn't agree.")] = False,
    residue: Annotated[
        bool, typer.Option("--residue", help="Look in every byte for texts that must be gone: one a line, typed or piped in.")
    ] = False,
    acknowledge: Annotated[bool, typer.Option("--acknowledge", help="You know of the missing commits: no more reminders.")] = False,
    report: Annotated[str, typer.Option("--report", metavar="FILE", help="Save a report to share: no content, no folder, no account.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Check versions, encryption, keys, files, seal, models, search rows, graph, journal, backups and open sockets."""
    from desktop.diagnostics import checks
    from desktop.diagnostics import report as reports
    from desktop.diagnostics.findings import Findings
    from engine.vault import locate

    home = locate.home()
    if acknowledge:
        _acknowledge()
        return
    asked = checks.Asked(pages, repair, tuple(_texts()) if residue else ())
    found = Findings()
    checks.of_machine(found, home)
    if locate.exists(home):
        _look(found, home, asked, quiet=as_json)
    else:
        found.add("vault", "There is none yet. Make one with: alcove vault create", "note")
    checks.of_process(found)
    if report:
        reports.save(found, home, Path(report).expanduser())
    _show(found, as_json=as_json)
    if report:
        output.tell(f"alcove: the report is in {report}. Read it before you share it.")
    if found.failed:
        raise typer.Exit(1)


def _look(found: Findings, home: Path, asked: Asked, *, quiet: bool) -> None:
    from desktop.diagnostics import checks
    from engine.errors import AlcoveError

    bar = output.Bar("", quiet=quiet or not sys.stderr.isatty())
    try:
        with opening.vault() as opened:
            checks.of_vault(found, opened, asked, progress=lambda step, done, total: bar.show(done, total, step))
    except AlcoveError as error:
        checks.of_closed(found, home, error)
    finally:
        bar.close()


def _show(found: Findings, *, as_json: bool) -> None:
    if as_json:
        checks = [{"section": row.section, "subject": row.subject, "state": row.state, "detail": row.detail} for row in found.rows]
        output.emit({"ok": not found.failed, "checks": checks})
    else:
        output.table([(SIGNS[row.state], row.subject, row.detail) for row in found.rows])


def _texts() -> list[str]:
    """Never as arguments: every program of this computer may read those."""
    if sys.stdin.isatty():
        output.tell("Type the texts that must be gone, one a line; an empty line ends.")
    found = []
    for line in sys.stdin:
        if not line.strip():
            break
        found.append(line.strip())
    return found


def _acknowledge() -> None:
    from engine.vault import missing

    with opening.vault() as opened:
        there = missing.acknowledge(opened)
    output.say("You will hear no more of it." if there else "There was nothing to acknowledge.")
