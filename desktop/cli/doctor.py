"""`alcove doctor`: is everything whole, encrypted and local? Shows no content."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import opening, output
from desktop.cli.sockets import open_sockets

if TYPE_CHECKING:
    from engine.vault.vault import Vault

PACKAGES = (
    "llama-cpp-python",
    "hnswlib",
    "sqlcipher3",
    "kuzu",
    "PySide6-Essentials",
    "cryptography",
    "argon2-cffi",
    "keyring",
    "numpy",
    "gguf",
    "typer",
)
SQLITE_MAGIC = b"SQLite format 3\x00"


class Findings:
    """What was looked at: (subject, state, detail). `state` is ok, note, warning or failed."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []

    def add(self, subject: str, detail: str, state: str = "ok") -> None:
        self.rows.append((subject, state, detail))

    def check(self, subject: str, holds: bool, well: str, ill: str) -> None:
        """`well` where it holds, else a failure."""
        self.add(subject, well if holds else ill, "ok" if holds else "failed")

    def guarded(self, subject: str, look: Callable[[], object]) -> None:
        """A check that itself fails is a finding, not the end."""
        from desktop.cli.failures import explain

        try:
            look()
        except Exception as error:
            self.add(subject, " ".join(explain(error)).strip(), "failed")

    @property
    def failed(self) -> bool:
        return any(state == "failed" for _, state, _ in self.rows)


def doctor(
    pages: Annotated[bool, typer.Option("--pages/--no-pages", help="Check every page of the database too.")] = True,
    repair: Annotated[bool, typer.Option("--repair", help="Rebuild search rows and vectors that don't agree.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Check versions, encryption, keys, models, search rows, journal and open sockets."""
    from engine.vault import locate

    found = Findings()
    _versions(found)
    _paths(found)
    found.guarded("models", lambda: _models(found))
    if locate.exists(locate.home()):
        found.guarded("vault", lambda: _vault(found, pages=pages, repair=repair))
    else:
        found.add("vault", "There is none yet. Make one with: alcove vault create", "note")
    _process(found)
    if as_json:
        output.emit(
            {"ok": not found.failed, "checks": [{"subject": subject, "state": state, "detail": detail} for subject, state, detail in found.rows]}
        )
    else:
        signs = {"ok": "ok     ", "note": "note   ", "warning": "warning", "failed": "FAILED "}
        output.table([(signs[state], subject, detail) for subject, state, detail in found.rows])
    if found.failed:
        raise typer.Exit(1)


def _versions(found: Findings) -> None:
    from importlib import metadata

    from engine.errors import AlcoveError  # noqa: F401 - that the engine can be imported is the check

    def version(name: str) -> str:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            return "missing"

    found.add("alcove", f"{version('alcove')}, Python {platform.python_version()}, {platform.platform()}")
    versions = {name: version(name) for name in PACKAGES}
    found.check("packages", "missing" not in versions.values(), *[", ".join(f"{name} {number}" for name, number in versions.items())] * 2)


def _paths(found: Findings) -> None:
    from desktop import logs
    from engine.vault import locate
    from engine.vault.layout import Layout
    from models.paths import models_dir

    home = locate.home()
    found.add("data folder", str(home))
    found.add("models folder", str(models_dir()))
    found.add("log", f"{logs.path(home)} (never holds what you write)")
    vault = Layout(home).folder
    if os.name == "posix" and vault.exists() and vault.stat().st_mode & 0o077:
        found.add("vault folder", f"Other accounts may look into it. Mend it with: chmod 700 {vault}", "warning")


def _models(found: Findings) -> None:
    from models import install
    from models.errors import ModelError

    for purpose in ("chat", "embed"):
        entry = install.chosen(purpose)
        if entry is None:
            found.add(f"{purpose} model", "None is installed. Install it with: alcove models install", "warning")
            continue
        try:
            found.add(f"{purpose} model", f"{entry.id}, sha256 {install.verify(entry)} as expected")
        except ModelError as error:
            found.add(f"{purpose} model", f"{error.message} {error.hint}".strip(), "failed")


def _vault(found: Findings, *, pages: bool, repair: bool) -> None:
    with opening.vault() as opened:
        status = opened.status()
        found.add("vault", f"{status.id}, format {status.format}, made {status.created_at}, {status.seq} commits")
        found.add("holds", ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in status.counts.items()))
        found.guarded("encryption", lambda: _encryption(found, opened))
        for slot in status.slots:
            found.add("key slot", f"{slot.kind}{f' ({slot.detail})' if slot.detail else ''}, made {slot.created_at}")
        for warning in opened.warnings:
            found.add("keys", warning, "warning")
        found.guarded("search rows", lambda: _consistency(found, opened, pages=pages, repair=repair))
        found.guarded("vectors", lambda: _vectors(found, opened))
        found.guarded("journal", lambda: _journal(found, opened))
        found.add(
            "backups", f"{len(status.backups)}, newest {status.backups[0].at}" if status.backups else "none yet", "ok" if status.backups else "note"
        )


def _encryption(found: Findings, opened: Vault) -> None:
    """By the bytes: SQLCipher's files have no header that could be read."""
    from engine.vault import rawfiles

    files = [path for path in (opened.layout.database, opened.layout.vectors) if path.exists()]
    plain = [path.name for path in files if rawfiles.beginning(path, 16) == SQLITE_MAGIC]
    found.check(
        "encryption",
        not plain,
        f"{opened.status().cipher}; no readable header in {' or '.join(path.name for path in files)}",
        f"NOT encrypted: {', '.join(plain)}",
    )


def _consistency(found: Findings, opened: Vault, *, pages: bool, repair: bool) -> None:
    from engine.memory import windows
    from engine.vault import consistency

    window_text = windows.text if pages else None
    problems = consistency.check(opened, pages=pages, window_text=window_text)
    if problems and repair:
        consistency.repair(opened, problems)
        if any(problem.part == "windows" for problem in problems):
            with opened.change("repair", "Rebuilt search rows", actor="maintenance", journaled=False) as change:
                windows.rebuild(change)
        problems = consistency.check(opened, pages=pages, window_text=window_text)
    for problem in problems:
        found.add(problem.part, f"{problem.text}{'' if repair else ' Try: alcove doctor --repair'}", "failed")
    if not problems:
        found.add("search rows", f"They agree with what is stored{', and every page is whole' if pages else ''}.")


def _vectors(found: Findings, opened: Vault) -> None:
    from engine.recall import jobs

    waiting = jobs.waiting(opened)
    made = opened.query("SELECT embedder, count(*) AS n FROM embedding GROUP BY 1")
    text = ", ".join(f"{row['n']} by {row['embedder']}" for row in made) or "none yet"
    found.add("vectors", f"{text}{f'; {waiting} wait (found by their words until then)' if waiting else ''}", "note" if waiting else "ok")


def _journal(found: Findings, opened: Vault) -> None:
    check = opened.journal.verify()
    found.check("journal", check.ok, f"{check.steps} steps; their chain verifies", f"{len(check.wrong)} of {check.steps} steps were altered")


def _process(found: Findings) -> None:
    sockets = open_sockets()
    if sockets is None:
        found.add("sockets", "can't be listed on this system", "note")
    else:
        outside = [name for name in sockets if name.startswith(("tcp", "udp", "raw"))]
        told = ", ".join(f"{name}: {count}" for name, count in sockets.items()) or "none open in this process"
        found.check("sockets", not outside, told, f"{told}: something speaks to the network")
    found.add("threads", ", ".join(_threads()))


def _threads() -> Iterator[str]:
    import threading

    yield from sorted(thread.name for thread in threading.enumerate())
    if sys.platform == "linux":
        from pathlib import Path

        yield f"{len(list(Path('/proc/self/task').iterdir()))} in all"
