"""Scores of learning, of memory over weeks and of answers, by a scoring program that is given: it drives the command line."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

FILES = (
    ("extraction", "extraction-dev.jsonl"),
    ("dialogues", "dialogues-dev.jsonl"),
    ("answers", "answers-dev.jsonl"),
    ("locomo", "locomo-dev.json"),
)


def score(data: Path, scorer: Path) -> int:
    """Runs the scorer over each kind of file that the folder `data` holds; 0 when all went well."""
    command = shlex.join([sys.executable, "-m", "desktop"])
    failed = 0
    for what, name in FILES:
        if (data / name).exists():
            print(f"\n{what} ({name})", flush=True)
            failed |= subprocess.run([sys.executable, str(scorer), what, str(data / name), "--alcove", command]).returncode
    return failed
