"""The program and the computer: versions, folders, models, sockets, threads."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from desktop.cli.sockets import PURPOSES, open_sockets
from desktop.diagnostics.findings import Findings

PACKAGES = (
    "llama-cpp-python", "hnswlib", "sqlcipher3", "kuzu", "PySide6-Essentials", "cryptography", "argon2-cffi", "keyring", "numpy", "gguf", "typer",
)  # fmt: skip


def versions(found: Findings) -> None:
    """Alcove's, Python's, the system's, and those of the libraries that do the work."""
    from importlib import metadata

    from engine.errors import AlcoveError  # noqa: F401 - that the engine can be imported is the check

    def version(name: str) -> str:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            return "missing"

    found.add("alcove", f"{version('alcove')}, Python {platform.python_version()}, {platform.platform()}")
    numbers = {name: version(name) for name in PACKAGES}
    found.check("packages", "missing" not in numbers.values(), *[", ".join(f"{name} {number}" for name, number in numbers.items())] * 2)


def folders(found: Findings, home: Path) -> None:
    """Where things lie, and whether others may look into them."""
    from desktop import logs
    from engine.vault.layout import Layout
    from models.paths import models_dir

    chosen = "chosen by ALCOVE_HOME" if "ALCOVE_HOME" in os.environ else "the usual one"
    found.add("data folder", str(home), shared=chosen)
    found.add("models folder", str(models_dir()), shared="chosen by ALCOVE_MODELS" if "ALCOVE_MODELS" in os.environ else "the usual one")
    found.add("log", f"{logs.path(home)} (never holds what you write)", shared="in the data folder")
    vault = Layout(home).folder
    if os.name == "posix" and vault.exists() and vault.stat().st_mode & 0o077:
        shared = "Other accounts may look into it."
        found.add("vault folder", f"{shared} Mend it with: chmod 700 {vault}", "warning", shared=shared)


def installed_models(found: Findings) -> None:
    """The models in use, their weights compared with their checksum. One of the user's own is not named in a shared report."""
    from models import adapters, catalogue, install
    from models.errors import ModelError

    for purpose in ("chat", "embed"):
        entry = install.chosen(purpose)
        if entry is None:
            found.add(f"{purpose} model", "None is installed. Install it with: alcove models install", "warning")
            continue
        ours = entry.id == catalogue.default(purpose).id
        try:
            found.add(f"{purpose} model", f"{entry.id}, sha256 {install.verify(entry)} as expected", shared=None if ours else "one of the user's own")
        except ModelError as error:
            found.add(f"{purpose} model", f"{error.message} {error.hint}".strip(), "failed", shared=f"can't be used ({type(error).__name__})")
            continue
        for job, use in ((adapters.ANSWERING, "it answers from memory"), (adapters.LEARNING, "it looks over what is learnt")):
            adapter = adapters.state(entry, job)
            if adapter.problem or adapter.path:
                told = adapter.problem or f"{adapter.path and adapter.path.name}, whole; {use}"
                found.add("adapter", told, "warning" if adapter.problem else "ok")


def process(found: Findings) -> None:
    """What this process has open. None of it may reach the internet."""
    sockets = open_sockets()
    if sockets is None:
        found.add("sockets", "can't be listed on this system", "note")
    else:
        outside = [name for name in sockets if name.startswith(("tcp", "udp", "raw", "packet"))]
        local = ", ".join(f"{name}: {count} ({PURPOSES.get(name, 'other')})" for name, count in sockets.items())
        told = f"none to the internet; local ones: {local}" if local else "none at all"
        found.check("sockets", not outside, told, f"{local}: something speaks to the network")
    found.add("threads", ", ".join(_threads()))


def _threads() -> Iterator[str]:
    import threading

    yield from sorted(thread.name for thread in threading.enumerate())
    if sys.platform == "linux":
        yield f"{len(list(Path('/proc/self/task').iterdir()))} in all"
