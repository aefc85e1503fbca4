"""What the build knows of the project: its metadata (pyproject.toml is the one place of the version), what it needs, and its date."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
NATIVE = ("llama-cpp-python", "hnswlib")


def project() -> dict[str, Any]:
    """The [project] table of pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]


def identity() -> dict[str, Any]:
    """The [identity] table of briefcase.toml."""
    with (ROOT / "briefcase.toml").open("rb") as file:
        return tomllib.load(file)["identity"]


def app_id() -> str:
    """As Flatpak, AppStream and macOS call the app."""
    return f"{identity()['bundle']}.{project()['name']}"


def version() -> str:
    return str(project()["version"])


def runtime() -> dict[str, str]:
    """Name -> version of every distribution that Alcove needs to run, in the environment that runs this (as `make setup` made it)."""
    found: dict[str, str] = {}
    waiting = [Requirement(text) for text in project()["dependencies"]]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        distribution = metadata.distribution(name)
        found[name] = distribution.version
        waiting += [Requirement(text) for text in distribution.requires or []]
    return dict(sorted(found.items()))


def locked(name: str) -> str:
    """The entry of one distribution in the lock files, with its hashes."""
    for file in ("requirements.lock", "requirements-native.lock"):
        text = (ROOT / "packaging" / file).read_text(encoding="utf-8")
        if found := re.search(rf"^{re.escape(name)}==.*(?:\n    --hash.*)+", text, re.MULTILINE):
            return found[0]
    raise SystemExit(f"{name} is in no lock file. Run:  make lock")


def epoch() -> int:
    """Seconds since 1970 that every file of the package is dated with: SOURCE_DATE_EPOCH, else the last commit's."""
    if told := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(told)
    done = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else int((ROOT / "CHANGELOG.md").stat().st_mtime)


def releases() -> list[tuple[str, str, list[str]]]:
    """(version, date or "", what is new) of each section of CHANGELOG.md, newest first."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = []
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        head, _, body = section.partition("\n")
        name, _, when = head.partition(" ")
        found.append((name, when.strip("() ") if re.search(r"\d{4}-\d\d-\d\d", when) else "", re.findall(r"^- (.+)$", body, re.MULTILINE)))
    return found
