"""Writes the archive that later releases must open: `python -m tests.engine.archive.make_fixture`. Run once per version, never again."""

from __future__ import annotations

import tempfile
from pathlib import Path

from engine.archive.schema import VERSION
from engine.session import Session
from engine.vault import ballast
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.engine.archive import conftest

if __name__ == "__main__":
    ballast.SIZE = 0
    with tempfile.TemporaryDirectory() as folder, Vault.create(Path(folder), passphrase="x", argon=FLOOR)[0] as vault:
        conftest.live_in(Session(vault))
        conftest.archived(vault, Path(__file__).parents[2] / "fixtures" / "archives" / f"version-{VERSION}.alcove", replace=True)
