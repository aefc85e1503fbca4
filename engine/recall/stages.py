"""Where a recall's time goes: milliseconds by stage, for the receipt and the benchmark."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stages:
    """A stopwatch with names. A stage inside another is not counted twice, so that `ms` adds up; the same name again adds to itself."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = {}
        self._inner = 0.0  # milliseconds of the stages inside the one that runs

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Times what happens inside, also when it fails."""
        started, outer, self._inner = time.perf_counter(), self._inner, 0.0
        self.ms.setdefault(name, 0.0)
        try:
            yield
        finally:
            took = (time.perf_counter() - started) * 1000
            self.ms[name] += took - self._inner
            self._inner = outer + took
