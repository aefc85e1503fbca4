"""All that `alcove doctor` and the window's page look at, in order."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.cli.failures import explain
from desktop.diagnostics import machine, vault
from desktop.diagnostics.findings import Findings
from desktop.diagnostics.vault import Progress

if TYPE_CHECKING:
    from engine.vault.vault import Vault


class Asked(msgspec.Struct, frozen=True):
    """How thoroughly to look. `pages`: each page and each window too; `repair`: build anew what disagrees; `residue`: texts that must be gone."""

    pages: bool = True
    repair: bool = False
    residue: Sequence[str] = ()


def of_machine(found: Findings, home: Path) -> None:
    """What needs no vault."""
    found.section = "Program"
    machine.versions(found)
    machine.folders(found, home)
    found.guarded("models", lambda: machine.installed_models(found), explain)


def of_vault(
    found: Findings, opened: Vault, asked: Asked, *, progress: Progress = lambda *_: None, cancel: threading.Event | None = None
) -> None:  # fmt: skip
    """An open vault. Raises Cancelled."""
    found.section = "Encryption"
    found.guarded("encryption", lambda: vault.encryption(found, opened), explain)
    found.section = "Files"
    found.guarded("files", lambda: vault.files(found, opened), explain)
    found.guarded("seal", lambda: vault.seal(found, opened), explain)
    found.guarded("backups", lambda: vault.backups(found, opened), explain)
    found.section = "Memory"
    found.guarded("vault", lambda: vault.contents(found, opened), explain)
    found.guarded(
        "search rows", lambda: vault.agreement(found, opened, pages=asked.pages, repair=asked.repair, progress=progress, cancel=cancel), explain
    )
    found.guarded("vectors", lambda: vault.vectors(found, opened), explain)
    found.guarded("journal", lambda: vault.journal(found, opened), explain)
    if asked.residue:
        found.guarded("residue", lambda: vault.residue(found, opened, list(asked.residue)), explain)


def of_closed(found: Findings, home: Path, error: Exception) -> None:
    """A vault that does not open: why, and what could take its place."""
    from engine.vault import backups

    found.section = "Files"
    found.add("vault", " ".join(explain(error)).strip(), "failed", shared=f"does not open ({type(error).__name__})")
    listed = backups.listed(home)
    if listed:
        newest = listed[0]
        hint = f"Look what it holds: alcove backups restore {newest.path.name} --dry-run"
        found.add("backups", f"{len(listed)}, newest {newest.at}. {hint}", "note", shared=f"{len(listed)}, newest {newest.at}")
    else:
        found.add("backups", "none", "warning")


def of_process(found: Findings) -> None:
    """What this process has open; last, when everything else has run."""
    found.section = "Process"
    machine.process(found)
