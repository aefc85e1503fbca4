"""Keeps decrypted memory out of core files and away from other programs of the same account, where the system can."""

from __future__ import annotations

import contextlib
import sys

PR_SET_DUMPABLE = 4


def harden() -> None:
    """No core files (POSIX); no ptrace and no reading of /proc/self/mem by others, root excepted (Linux)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
