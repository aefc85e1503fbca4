"""The findings as a text that may leave this computer: no content, no folder, no account. Plain, so that one can read it before sharing it."""

from __future__ import annotations

from pathlib import Path

from desktop.diagnostics.findings import Findings
from desktop.diagnostics.vault import without_paths
from engine import clock
from engine.errors import BadInput
from engine.vault.files import write_new

SIGNS = {"ok": "ok", "note": "note", "warning": "WARNING", "failed": "FAILED"}
HEAD = "Alcove diagnostics, {at}\nNothing of what is stored is in here, and neither the name of this account nor of its folders.\n"


def text(found: Findings, home: Path) -> str:
    """The report."""
    lines = [HEAD.format(at=clock.to_utc(clock.now()))]
    section = ""
    for row in found.rows:
        if row.section != section:
            section = row.section
            lines.append(f"\n{section}")
        detail = row.detail if row.shared is None else row.shared
        lines.append(f"  {SIGNS[row.state]:<8}{row.subject}: {without_paths(detail, home)}")
    return "\n".join(lines) + "\n"


def save(found: Findings, home: Path, path: Path) -> None:
    """Writes it to a new file. Raises BadInput when there is one."""
    try:
        write_new(path, text(found, home).encode(), durable=False)
    except FileExistsError as error:
        raise BadInput(f"There is already a file at {path}.", "It is not overwritten: choose another name.") from error
