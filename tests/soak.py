"""`make soak` sets ALCOVE_SOAK: tests then take their long forms. ALCOVE_SEED, which it prints, repeats a run."""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")
LONG = bool(os.environ.get("ALCOVE_SOAK"))
SEED = int(os.environ.get("ALCOVE_SEED", "1"))


def either(short: T, long: T) -> T:
    """What a test takes in `make test`, or in `make soak`."""
    return long if LONG else short
