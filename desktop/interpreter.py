"""How Python serves the window first: by how soon another thread gives way, and by what is searched for garbage."""

from __future__ import annotations

import gc
import sys

#: Seconds until a thread that computes gives way, each time that the window's thread comes back from Qt to Python. Python's own is 0.005. Importing
#: a million tokens beside the window takes no longer with it.
GIVE_WAY = 0.001


def favour_window() -> None:
    """At the start of a process that shows a window. From now on garbage is searched for by `tidy` alone."""
    sys.setswitchinterval(GIVE_WAY)
    gc.disable()


def tidy() -> None:
    """Searches for garbage as far as Python would by now: on the window's thread. On any other it would take widgets away while Qt deletes some,
    which ends the process (Anki does the same for that reason)."""
    if gc.isenabled():
        return
    counts, limits = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > limits[generation]:
            gc.collect(generation)
            return


def keep() -> None:
    """What there is now stays: modules, patterns, pages. Searching all of it for garbage took the window 30 ms each time, from whatever thread."""
    gc.freeze()
