"""How long a turn took to what: milliseconds since the question was stored."""

from __future__ import annotations

import time
from collections.abc import Mapping

PROMPT, FIRST, TOTAL = "prompt", "first token", "total"


class Timing:
    """A stopwatch whose marks are set once."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self.marks: dict[str, float] = {}

    def mark(self, name: str) -> None:
        """Something has just happened, for the first time."""
        self.marks.setdefault(name, (time.perf_counter() - self._started) * 1000)

    def stages(self, recall: Mapping[str, float]) -> dict[str, float]:
        """Those of recall, what the prompt took beside them, then when the first words came and when all was said."""
        found = dict(recall)
        if PROMPT in self.marks:
            found[PROMPT] = max(0.0, self.marks[PROMPT] - sum(recall.values()))
        return found | {name: self.marks[name] for name in (FIRST, TOTAL) if name in self.marks}
