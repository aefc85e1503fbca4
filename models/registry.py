"""What is noted beside the model files, in one JSON file: imported models, hashes of files made here, which model is used, and how."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import msgspec

from models.catalogue import Entry
from models.errors import ModelDamaged
from models.paths import models_dir, search_dirs

FILE = "registry.json"


class Tuning(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the user has set for one model; None leaves it to Alcove. `gpu_layers`: how many go to the GPU, where the build can."""

    context: int | None = None
    threads: int | None = None
    gpu_layers: int | None = None
    temperature: float | None = None
    top_p: float | None = None


class Speed(msgspec.Struct, frozen=True):
    """Tokens per second of one model on this computer, reading a prompt and writing an answer; and bytes per second read from memory by
    one core then."""

    read: float
    write: float
    bandwidth: float = 0.0


class Registry(msgspec.Struct, frozen=True):
    """`hashes` maps file names to sha256; `chosen` maps a purpose to a model's id; `tunings` and `speeds` are by id."""

    imported: tuple[Entry, ...] = ()
    hashes: dict[str, str] = {}
    chosen: dict[str, str] = {}
    tunings: dict[str, Tuning] = {}
    speeds: dict[str, Speed] = {}


def read() -> Registry:
    """The registry of the user's folder, with what a read-only system folder adds. Raises ModelDamaged."""
    own, *others = [_read(folder / FILE) for folder in search_dirs()]
    for other in others:
        ids = {entry.id for entry in own.imported}
        extra = tuple(entry for entry in other.imported if entry.id not in ids)
        own = msgspec.structs.replace(
            own, imported=own.imported + extra, hashes={**other.hashes, **own.hashes}, chosen={**other.chosen, **own.chosen}
        )
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
