"""What the program does over a large vault when nobody does anything, once its first tidying up is over. Copies the vault.

python -m tests.bench.idling VAULT_FOLDER PASSPHRASE [MINUTES]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench import launching, window

QUIET = 90.0  # seconds: tidying up begins a minute after the last change
WATCHED = 60.0


def main(arguments: list[str]) -> int:
    """Prints how long it worked, and what it takes from then on."""
    window.prepare()
    vault, passphrase, *minutes = arguments
    with tempfile.TemporaryDirectory(prefix="alcove-bench-") as folder:
        home = Path(folder) / "home"
        shutil.copytree(vault, home)
        found = launching.alcove(home, passphrase, idle=WATCHED, settle=60 * float(minutes[0] if minutes else 30), quiet=QUIET)
    print(f"usable after {found.usable:.2f} s; all was done after {found.settled - QUIET:.0f} s")
    print(f"then, over {WATCHED:.0f} s: {found.cpu:.2%} of a core, {found.wakes:.2f} wake-ups a second, {found.rss[1]:.0f} MB with its models")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
