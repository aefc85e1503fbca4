"""The modules of packaging/, which is no package: a folder of that name with an __init__.py would hide the library `packaging`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "packaging"))

import appstream  # noqa: E402
import check_deb  # noqa: E402
import deb  # noqa: E402
import fixture  # noqa: E402
import flatpak  # noqa: E402
import manpage  # noqa: E402
import prune  # noqa: E402
import sbom  # noqa: E402
import stage  # noqa: E402
import wheels  # noqa: E402
from project import NATIVE, locked, project, releases, runtime, version  # noqa: E402

__all__ = [
    "NATIVE",
    "ROOT",
    "appstream",
    "check_deb",
    "deb",
    "fixture",
    "flatpak",
    "locked",
    "manpage",
    "project",
    "prune",
    "releases",
    "runtime",
    "sbom",
    "stage",
    "version",
    "wheels",
]
