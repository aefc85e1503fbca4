"""How large a model is: what decides which work it can be trusted with."""

from __future__ import annotations

from functools import cache

from models.catalogue import Entry
from models.errors import ModelError
from models.gguf.header import read_header
from models.paths import find_file

#: Bytes per weight of the usual 4-bit files: for a guess, where nothing can be counted.
BYTES_PER_WEIGHT = 0.6


def parameters(entry: Entry) -> int:
    """The number of a model's weights, counted in its file's header; guessed from the file size where there is no readable file."""
    path = find_file(entry.file)
    counted = _counted(str(path), entry.size) if path is not None else 0
    return counted or int(entry.size / BYTES_PER_WEIGHT)


@cache
def _counted(path: str, size: int) -> int:  # `size`: another file under the same name is counted anew
    try:
        return read_header(path).parameters
    except ModelError:
        return 0
