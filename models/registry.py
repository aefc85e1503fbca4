"""What is noted beside the model files, in one JSON file: imported models, hashes of files made here, and which model is used."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import msgspec

from models.catalogue import Entry
from models.errors import ModelDamaged
from models.paths import models_dir, search_dirs

FILE = "registry.json"


class Registry(msgspec.Struct, frozen=True):
    """`hashes` maps file names to sha256; `chosen` maps a purpose to a model's id."""

    imported: tuple[Entry, ...] = ()
    hashes: dict[str, str] = {}
    chosen: dict[str, str] = {}


def read() -> Registry:
    """The registry of the user's folder, with what a read-only system folder adds. Raises ModelDamaged."""
    own, *others = [_read(folder / FILE) for folder in search_dirs()]
    for other in others:
        ids = {entry.id for entry in own.imported}
        extra = tuple(entry for entry in other.imported if entry.id not in ids)
        own = Registry(own.imported + extra, {**other.hashes, **own.hashes}, {**other.chosen, **own.chosen})
    return own


def _read(path: Path) -> Registry:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Registry)
    except FileNotFoundError:
        return Registry()
    except (msgspec.MsgspecError, OSError) as error:
        raise ModelDamaged(f"The list of models can't be read ({type(error).__name__}).", f"Delete {path}: models can be imported again.") from error


def imported() -> tuple[Entry, ...]:
    """The models that the user imported."""
    return read().imported


def write(registry: Registry) -> None:
    """Replaces the registry in the user's folder, atomically."""
    folder = models_dir()
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".registry-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(registry)))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(folder / FILE)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def own() -> Registry:
    """The registry of the user's folder alone: the one that `write` replaces."""
    return _read(models_dir() / FILE)
