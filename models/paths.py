"""Where model files lie. Weights are public data: one folder serves all vaults."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from platformdirs import user_data_path


def models_dir() -> Path:
    """The folder that Alcove installs models into: `$ALCOVE_MODELS`, else the user's data folder. May not exist yet."""
    named = os.environ.get("ALCOVE_MODELS")
    return Path(named) if named else user_data_path("alcove") / "models"


def search_dirs() -> tuple[Path, ...]:
    """Where installed files are looked for: the user's folder, then the read-only ones of a system package and of one that brings its models."""
    return models_dir(), Path(sys.prefix) / "share" / "alcove" / "models", Path(__file__).resolve().parents[1] / "resources" / "models"


def find_file(name: str) -> Path | None:
    """The installed file called `name`, or None."""
    return next((folder / name for folder in search_dirs() if (folder / name).is_file()), None)
