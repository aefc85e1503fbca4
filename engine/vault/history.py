"""The journal as people read it: who did what and when, what was done at once as one step, what each row said before and after."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from engine.vault.change import Image
from engine.vault.journal import Entry, Journal

WHO = ("user", "assistant", "import", "consolidation", "maintenance")
#: What the user asks for is an import's work all the same; idle work that tidies memory up is told from repairs.
_IMPORTS = ("import", "ingest")
_TIDYING = ("deduplicate", "decay", "summarize", "link", "profile")
_PAGE = 200


class Step(msgspec.Struct, frozen=True):
    """What was done at once: one entry of the journal, or all those of one run of tidying up, the newest first."""

    entries: tuple[Entry, ...]

    @property
    def id(self) -> str:
        """The newest entry's."""
        return self.entries[0].id

    @property
    def who(self) -> str:
        """One of WHO."""
        return who(self.entries[0])

    @property
    def at(self) -> str:
        """When it ended, as stored."""
        return self.entries[0].at

    @property
    def label(self) -> str:
        """What was done; of several entries each thing once."""
        labels = dict.fromkeys(entry.label for entry in reversed(self.entries))
        return self.entries[0].label if len(self.entries) == 1 else f"Tidied up: {', '.join(labels)}"

    @property
    def rows(self) -> int:
        """How many rows it touched."""
        return len({row for entry in self.entries for row in entry.touched})

    @property
    def kept(self) -> bool:
        """Whether its content is there, all of it."""
        return all(entry.kept for entry in self.entries)

    @property
    def undone(self) -> bool:
        """Whether all of it has been taken back."""
        return all(entry.reverted_by is not None for entry in self.entries)

    @property
    def revertible(self) -> tuple[str, ...]:
        """The ids of its entries that can still be taken back."""
        return tuple(entry.id for entry in self.entries if entry.kept and entry.reverted_by is None)


class Field(msgspec.Struct, frozen=True):
    """A column that a step changed."""

    name: str
    before: Any
    after: Any


class RowChange(msgspec.Struct, frozen=True):
    """What a step did to one row: "added", "changed" or "removed". `noted_only`: without its content (imports), so `fields` is as it is now."""

    table: str
    row: int
    did: str
    fields: tuple[Field, ...]
    noted_only: bool = False


def who(entry: Entry) -> str:
    """Who did it: one of WHO."""
    if entry.operation in _IMPORTS:
        return "import"
    return "consolidation" if entry.actor == "maintenance" and entry.operation in _TIDYING else entry.actor


def steps(
    journal: Journal, limit: int = 50, before: int | None = None, *, by: str = "", operation: str = "", since: str = "", until: str = ""
) -> list[Step]:
    """The newest steps first. `before`: the row of the last entry of the page before; `by`: one of WHO; `since` <= time < `until`, as stored."""
    found: list[Step] = []
    run: list[Entry] = []
    for entry in _matching(journal, before, by, operation, since, until):
        # Entries that were left out between two of a run don't matter: nobody sees them.
        if run and not (who(entry) == "consolidation" and entry.row == run[-1].row - 1):
            found.append(Step(tuple(run)))
            run = []
            if len(found) >= limit:
                return found
        if who(entry) == "consolidation":
            run.append(entry)
        else:
            found.append(Step((entry,)))
            if len(found) >= limit:
                return found
    return [*found, Step(tuple(run))][:limit] if run else found


def step(journal: Journal, id: str) -> Step:
    """The step that an entry belongs to. Raises NotFound."""
    entry = journal.entry(id)
    if who(entry) != "consolidation":
        return Step((entry,))
    run = [entry]
    while (later := _at(journal, run[0].row + 1)) is not None and who(later) == "consolidation":
        run.insert(0, later)
    while (earlier := _at(journal, run[-1].row - 1)) is not None and who(earlier) == "consolidation":
        run.append(earlier)
    return Step(tuple(run))


def changes(journal: Journal, entry: Entry) -> list[RowChange]:
    """What an entry did, row by row. Raises NotFound when its content was erased."""
    images: dict[tuple[str, int], list[Image]] = {}
    for image in journal.images(entry.id):
        images.setdefault((image["table"], image["row"]), []).append(image)
    found = (_change(journal, table, row, of_row) for (table, row), of_row in images.items())
    return [change for change in found if change is not None]


def _change(journal: Journal, table: str, row: int, images: Sequence[Image]) -> RowChange | None:
    before, after = images[0]["before"], images[-1]["after"]
    noted_only = all(image["before"] is None and image["after"] is None for image in images)
    if noted_only:
        now = journal.database.one(f"SELECT * FROM {table} WHERE row = ?", (row,))
        after = {name: now[name] for name in now.keys()} if now is not None else {}  # noqa: SIM118 - a Row, not a dict
    elif before is None and after is None:
        return None  # made, and gone again
    did = "added" if before is None else "removed" if after is None else "changed"
    was, became = before or {}, after or {}
    names = dict.fromkeys((*was, *became))
    fields = tuple(Field(name, was.get(name), became.get(name)) for name in names if was.get(name) != became.get(name))
    return RowChange(table, row, did, fields, noted_only)


def _matching(journal: Journal, before: int | None, by: str, operation: str, since: str, until: str) -> Iterator[Entry]:
    conditions, parameters = ["1"], []
    marks = {"import": _IMPORTS, "consolidation": _TIDYING}
    if by in marks:
        conditions.append("j.operation IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(marks[by]))
    if by not in ("", "import"):
        conditions += ["j.actor = ?", "j.operation NOT IN (SELECT value FROM json_each(?))"]
        others: Sequence[str] = (*_IMPORTS, *_TIDYING) if by == "maintenance" else _IMPORTS
        parameters += ["maintenance" if by == "consolidation" else by, json.dumps(others)]
    for value, condition in ((operation, "j.operation = ?"), (since, "j.at >= ?"), (until, "j.at < ?")):
        if value:
            conditions.append(condition)
            parameters.append(value)
    while page := journal.entries(_PAGE, before, " AND ".join(conditions), parameters):
        yield from page
        before = page[-1].row


def _at(journal: Journal, row: int) -> Entry | None:
    return next(iter(journal.entries(1, row + 1, "j.row = ?", (row,))), None)
