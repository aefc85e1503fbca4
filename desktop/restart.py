"""Starts this very program anew in its own place, so that nothing of what it held in memory is left."""

from __future__ import annotations

import os
import subprocess
import sys

ARCHIVE = ".alcove"
MOST = 65_536  # descriptors


def without_file(arguments: list[str]) -> list[str]:
    """Without the archive that it was started with: that has been shown."""
    if arguments[-2:-1] == ["open"]:
        return arguments[:-2]
    return arguments[:-1] if arguments and arguments[-1].lower().endswith(ARCHIVE) else arguments


def again() -> int:
    """Never returns where a program can be replaced (POSIX); elsewhere starts the new one: the exit status for this one."""
    command = [sys.executable, *without_file(sys.orig_argv[1:])]
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    if os.name == "posix":
        os.closerange(3, MOST)
        os.execv(sys.executable, command)
    subprocess.Popen(command)
    return 0
