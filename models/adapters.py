"""Adapters: small trained additions to one base model, each for one job. They belong to exactly the file that they were trained on.

`resources/adapters/adapters.json` lists them. One that is missing, damaged or for another model is never given to llama.cpp (it would end the
process): then the bare model answers, and `state` says why.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from models.catalogue import Entry
from models.paths import find_file

FOLDER = Path(__file__).parent.parent / "resources" / "adapters"
LISTED = "adapters.json"
#: The jobs that there may be an adapter for.
ANSWERING, LEARNING = "answering", "learning"


class Adapter(msgspec.Struct, frozen=True):
    """`base` is the sha256 of the model's file, `job` what it was trained for."""

    job: str
    file: str
    sha256: str
    base: str


class State(msgspec.Struct, frozen=True):
    """`path` of an adapter that can be used; else `problem` says what is wrong, in words for the user ("" when there simply is none)."""

    path: Path | None = None
    problem: str = ""


def state(entry: Entry, job: str, folder: Path = FOLDER) -> State:
    """What there is for a model and a job. Reads the whole file (10 MB) to check it."""
    listed = folder / LISTED
    if not listed.is_file():
        return State()
    try:
        adapters = msgspec.json.decode(listed.read_bytes(), type=list[Adapter])
    except (msgspec.DecodeError, OSError):
        return State(problem=f"{LISTED} can't be read; the bare model answers. Install Alcove again.")
    fitting = next((one for one in adapters if one.job == job and one.base == entry.sha256), None)
    if fitting is None:
        return State()
    path = folder / fitting.file
    if not path.is_file():  # a package brings it with the models
        path = find_file(fitting.file) or path
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return State(problem=f"{fitting.file} is missing; the bare model answers. Install Alcove again, with its models.")
    if found != fitting.sha256:
        return State(problem=f"{fitting.file} is damaged; the bare model answers. Install Alcove again.")
    return State(path)
