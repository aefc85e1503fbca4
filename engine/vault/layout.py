"""Where each file of a vault lies."""

from __future__ import annotations

from pathlib import Path

import msgspec


class Layout(msgspec.Struct, frozen=True):
    """Paths under a data folder (`home`)."""

    home: Path

    @property
    def folder(self) -> Path:
        """The vault itself."""
        return self.home / "vault"

    @property
    def database(self) -> Path:
        """The only truth."""
        return self.folder / "memory.db"

    @property
    def seal(self) -> Path:
        """What the last commits were, under a MAC."""
        return self.folder / "vault.seal"

    @property
    def vectors(self) -> Path:
        """Snapshots of the indexes; may be deleted at any time."""
        return self.folder / "vectors.db"

    @property
    def ballast(self) -> Path:
        """Space to give back when the disk is full."""
        return self.folder / "ballast"

    @property
    def backups(self) -> Path:
        """One folder for each backup, laid out like the vault."""
        return self.home / "backups"
