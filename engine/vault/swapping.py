"""Putting another vault folder in the vault's place, so that a crash at any moment leaves the one or the other.

Two renames can't be one step on every system. So the new folder first gets a name that says that it is whole; if a crash leaves no vault
between the two renames, whoever looks for the vault next makes the second one.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from engine.vault.files import sync_folder
from engine.vault.layout import Layout

READY = "vault.restored"


def settle(home: Path) -> None:
    """Finishes what a crash cut off. Called by whoever looks for a vault; nearly always there is nothing to do."""
    ready, folder = home / READY, Layout(home).folder
    if ready.is_dir() and not folder.exists():
        with contextlib.suppress(FileNotFoundError, FileExistsError):  # another process was faster
            ready.rename(folder)
            sync_folder(home)


def swap(home: Path, building: Path, aside: Path) -> None:
    """Moves the vault to `aside`, if there is one, and `building` (whole, and written through to the disk) into its place."""
    ready, folder = home / READY, Layout(home).folder
    if ready.exists():  # from a crash before the first rename: the vault of then is still in its place
        shutil.rmtree(ready)
    building.rename(ready)
    sync_folder(home)
    if folder.exists():
        folder.rename(aside)
        sync_folder(aside.parent)
    settle(home)
