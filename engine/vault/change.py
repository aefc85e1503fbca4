"""One write transaction: what it changes is recorded row by row, so that the journal can show it and take it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from engine import clock
from engine.errors import NotFound
from engine.vault.touched import Touched

Image = dict[str, Any]  # {"table", "row", "before": columns or None, "after": columns or None}
#: Not journaled even when a journaled row takes them along: receipts go with their answer, the journal is no part of itself.
UNRECORDED = frozenset({"receipt", "journal"})


class Changes(msgspec.Struct, frozen=True):
    """What a committed transaction changed: views refresh just these kinds. `label` is the undo label, if it can be undone."""

    seq: int
    kinds: frozenset[str] = frozenset()
    label: str = ""
    journal_id: str = ""


class Made(msgspec.Struct, gc=False):
    """The image of rows that were added one after the other, without their content: taking a new row back needs none. An import notes hundreds of
    thousands. `to`: the last one (the first, where they are to be read downwards); `after`: what tells whether a row was changed since, where that
    is asked."""

    table: str
    row: int
    to: int
    before: None = None
    after: dict[str, Any] | None = None


class Step(msgspec.Struct):
    """How the journal will name this transaction. `undoable=False` keeps no content: the erasing verbs."""

    operation: str
    label: str
    actor: str = "user"
    undoable: bool = True
    reverts: tuple[int, ...] = ()


class Change:
    """Rows changed through insert/update/delete are recorded for the journal; `execute` is for derived rows. `result` is set by the commit."""

    def __init__(self, connection: Any, seq: int, step: Step | None = None) -> None:
        self.connection = connection
        self.seq = seq
        self.at = clock.now()
        self.step = step
        self.noting = step is not None  # which rows the current part touches
        self.recording = step is not None and step.undoable  # and what was in them
        self.images: list[Any] = []  # Image or Made
        self.kinds: set[str] = set()
        self.touched = Touched()
        self._floor = 0  # images before it are of an outer part, and are not added to
        self.result: Changes | None = None
        self._dependents: dict[str, list[tuple[str, str, str]]] = {}

    def insert(self, table: str, **values: Any) -> int:
        """Adds a row and returns its number."""
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        row = int(self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values())).lastrowid)
        self._record(table, row, None)
        return row

    def update(self, table: str, row: int, **values: Any) -> None:
        """Changes columns of a row. Raises NotFound when it is gone."""
        before = self._image(table, row) if self.recording else None
        sets = ", ".join(f"{name} = ?" for name in values)
        if self.connection.execute(f"UPDATE {table} SET {sets} WHERE row = ?", (*values.values(), row)).rowcount == 0:
            raise NotFound(f"This {table.replace('_', ' ')} no longer exists.", "Look at the list again: something else may have removed it.")
        self._record(table, row, before)

    def delete(self, table: str, row: int) -> None:
        """Removes a row. Rows that go with it, or that only point at it, are recorded too."""
        for child, column, action in self.dependents(table):
            if child in UNRECORDED:
                continue
            for (found,) in self.connection.execute(f"SELECT row FROM {child} WHERE {column} = ?", (row,)).fetchall():
                if action == "CASCADE":
                    self.delete(child, found)
                elif (child, found) != (table, row):
                    self.update(child, found, **{column: None})
        before = self._image(table, row) if self.recording else None
        self.connection.execute(f"DELETE FROM {table} WHERE row = ?", (row,))
        self._record(table, row, before, gone=True)

    def made(self, table: str, row: int, after: dict[str, Any] | None = None) -> None:
        """Notes a row that was added with `execute`; see `Made`."""
        self.kinds.add(table)
        self.touched.made(table, row)
        last = self.images[-1] if len(self.images) > self._floor else None
        if after is None and isinstance(last, Made) and last.after is None and (last.table, last.to + 1) == (table, row):
            last.to = row
        else:
            self.images.append(Made(table, row, row, None, after))

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Runs SQL on derived rows (search rows, jobs): nothing is journaled. Name in `kinds` what views should refresh."""
        return self.connection.execute(sql, parameters)

    def dependents(self, table: str) -> list[tuple[str, str, str]]:
        """(table, column, action) of the foreign keys that point at `table`, looked up once: an import has 100,000 rows to take back."""
        if table not in self._dependents:
            self._dependents[table] = dependents(self.connection, table)
        return self._dependents[table]

    @contextmanager
    def part(self, step: Step | None) -> Iterator[Change]:
        """A part that fails as a whole, and that is journaled if `step` is given (under the first such step's name)."""
        images, touched, noting, recording, outer = len(self.images), self.touched.mark(), self.noting, self.recording, self.step
        floor, self._floor = self._floor, images
        if step is not None:
            self.step = self.step or step
            self.noting, self.recording = True, step.undoable and self.step.undoable
        self.connection.execute("SAVEPOINT part")
        try:
            yield self
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK TO part")
                self.connection.execute("RELEASE part")
            del self.images[images:]
            self.touched.back(touched)
            self.step = outer
            raise
        else:
            self.connection.execute("RELEASE part")
        finally:
            self.noting, self.recording, self._floor = noting, recording, floor

    def _image(self, table: str, row: int) -> dict[str, Any] | None:
        found = self.connection.execute(f"SELECT * FROM {table} WHERE row = ?", (row,)).fetchone()
        return {name: found[name] for name in found.keys() if name != "visible"} if found else None  # noqa: SIM118 - a Row, not a dict

    def _record(self, table: str, row: int, before: dict[str, Any] | None, *, gone: bool = False) -> None:
        self.kinds.add(table)
        after = self._image(table, row) if self.recording and not gone else None
        if self.recording and before == after:
            return  # nothing changed: no step to undo
        if self.noting:
            self.touched.add(table, row)
        if self.recording:
            self.images.append({"table": table, "row": row, "before": before, "after": after})


def dependents(connection: Any, table: str) -> list[tuple[str, str, str]]:
    """(table, column, action) of the foreign keys that point at `table`, from tables that have row numbers."""
    return [
        tuple(found)
        for found in connection.execute(
            """SELECT t.name, f."from", f.on_delete FROM sqlite_master t, pragma_foreign_key_list(t.name) f
               WHERE t.type = 'table' AND f."table" = ? AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'row')""",
            (table,),
        )
    ]
