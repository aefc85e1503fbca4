"""Starts this very program anew in its own place, so that nothing of what it held in memory is left."""

from __future__ import annotations

import os
import subprocess
import sys

MOST = 65_536  # descriptors


def again() -> int:
    """Never returns where a program can be replaced (POSIX); elsewhere starts the new one: the exit status for this one."""
    command = [sys.executable, *sys.orig_argv[1:]]
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    if os.name == "posix":
        os.closerange(3, MOST)
        os.execv(sys.executable, command)
    subprocess.Popen(command)
    return 0
