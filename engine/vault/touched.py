"""Which rows a transaction touched. Rows that were made one after the other are kept as one run: an import has hundreds of thousands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

Row = tuple[str, int]
Mark = tuple[int, dict[str, tuple[int, int]]]
_AT_ONCE = 1_000


class Touched:
    """A set of rows that can go back to how it was."""

    def __init__(self) -> None:
        self._single: dict[Row, None] = {}
        self._runs: dict[str, list[list[int]]] = {}  # table -> [first, last] of each run

    def add(self, table: str, row: int) -> None:
        """Notes a row."""
        if not self._in_run(table, row):
            self._single[table, row] = None

    def made(self, table: str, row: int) -> None:
        """Notes a row that is new in this transaction."""
        runs = self._runs.setdefault(table, [])
        if runs and runs[-1][1] + 1 == row:
            runs[-1][1] = row
        else:
            runs.append([row, row])

    def update(self, rows: Iterable[Row]) -> None:
        """Notes several."""
        for table, row in rows:
            self.add(table, row)

    def count(self, table: str) -> int:
        """How many rows of a table."""
        return sum(name == table for name, _ in self._single) + sum(last - first + 1 for first, last in self._runs.get(table, ()))

    def __contains__(self, row: Row) -> bool:
        return row in self._single or self._in_run(*row)

    def __iter__(self) -> Iterator[Row]:
        yield from self._single
        for table, runs in self._runs.items():
            for first, last in runs:
                yield from ((table, row) for row in range(first, last + 1))

    def __len__(self) -> int:
        return len(self._single) + sum(last - first + 1 for runs in self._runs.values() for first, last in runs)

    def mark(self) -> Mark:
        """How it is now, for `back`."""
        return len(self._single), {table: (len(runs), runs[-1][1] if runs else 0) for table, runs in self._runs.items()}

    def back(self, mark: Mark) -> None:
        """As it was at `mark`: what was noted since is dropped."""
        while len(self._single) > mark[0]:
            self._single.popitem()
        for table, runs in self._runs.items():
            count, last = mark[1].get(table, (0, 0))
            del runs[count:]
            if runs:
                runs[-1][1] = last

    def as_json(self) -> str:
        """`[["message",1],…]`, as the journal keeps it; encoded piece by piece, so that no list of all is made."""
        rows, text = iter(self), bytearray()
        while piece := list(islice(rows, _AT_ONCE)):
            text += (b"," if text else b"[") + msgspec.json.encode(piece)[1:-1]
        return (text + b"]").decode() if text else "[]"

    def _in_run(self, table: str, row: int) -> bool:
        return any(first <= row <= last for first, last in self._runs.get(table, ()))
