"""Start of the packaged program, which is its own model process too."""

from __future__ import annotations

import sys

from desktop.__main__ import run

sys.frozen = True  # type: ignore[attr-defined]  # models/process.py then starts this program again with --model-host
sys.argv[0] = "alcove"  # what X11 shows as the window's name to other programs
sys.exit(run())
