"""Keeps this release's vault and archive for ever: `python packaging/fixture.py`, into tests/fixtures/releases/VERSION.

Later releases must open both (tests/engine/test_releases.py). Until the release has its date in CHANGELOG.md it is made anew when the
vault's format or the archive's version rises; from then on it is never touched again.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from project import ROOT, releases, version

sys.path.insert(0, str(ROOT))
RELEASES = ROOT / "tests/fixtures/releases"
#: What is kept of a vault; its ballast and the snapshots of indexes are made again.
KEPT = ("memory.db", "vault.json", "vault.json.copy", "vault.seal")


def released(number: str) -> bool:
    """Whether CHANGELOG.md gives it a date."""
    return any(found == number and date for found, date, _ in releases())


def write(folder: Path) -> None:
    """vault/, archive.alcove, recovery (the vault's recovery key) and made.json (of which formats) into a folder."""
    from engine.archive.schema import VERSION
    from engine.session import Session
    from engine.vault.keys import FLOOR
    from engine.vault.migrations import FORMAT
    from engine.vault.vault import Vault
    from tests.engine.archive.conftest import archived, live_in
    from tests.engine.vault.test_migrations import FIXTURE_PASSPHRASE

    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work:
        vault, recovery = Vault.create(Path(work), passphrase=FIXTURE_PASSPHRASE, argon=FLOOR)
        with vault:
            live_in(Session(vault))
            archived(vault, folder / "archive.alcove")
        (folder / "vault").mkdir()
        for name in KEPT:
            shutil.copy(Path(work) / "vault" / name, folder / "vault" / name)
    (folder / "recovery").write_text(f"{recovery}\n", encoding="utf-8")
    (folder / "made.json").write_text(json.dumps({"format": FORMAT, "archive": VERSION}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    target = RELEASES / version()
    if target.exists() and released(version()):
        raise SystemExit(f"alcove: {version()} is released: its vault and archive are never changed again. Raise the version in pyproject.toml.")
    shutil.rmtree(target, ignore_errors=True)
    write(target)
    print(f"alcove: kept in {target.relative_to(ROOT)}", file=sys.stderr)
