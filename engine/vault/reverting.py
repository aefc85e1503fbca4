"""Taking steps back: the images of a step, applied backwards, as a new step that can itself be taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import msgspec

from engine.errors import BadInput, NotFound, RevertConflict
from engine.vault.change import UNRECORDED, Change, Changes, Image, dependents
from engine.vault.connection import is_constraint

if TYPE_CHECKING:
    from engine.vault.database import Database
    from engine.vault.journal import Journal

#: An entity that a step made, and that other memories use since, stays when the step is reverted.
SHARED = {"entity": frozenset({"memory_entity", "edge"})}
#: Found at idle about what a step made, or kept beside it: these go with it, and nothing stands on them.
DERIVED = frozenset({"memory_link", "profile", "rejected", "draft", "derived"})
#: The user changes these without a step: what was changed since a step stays as it is.
UNSTEPPED = frozenset({"setting", "draft"})
Row = tuple[str, int]


class Target(msgspec.Struct):
    """A step to take back."""

    row: int
    id: str
    label: str
    touched: set[Row]
    images: list[Image]


def revert(journal: Journal, ids: Sequence[str], *, with_later: bool, operation: str) -> Changes:
    """See `Journal.revert_together`. A transaction of its own, so that it can be undone alone."""
    if journal.database.in_transaction:
        raise RuntimeError("reverting inside a change")
    try:
        with journal.change(operation, "Revert", actor="user") as change:
            _revert(journal, change, ids, with_later=with_later)
    except Exception as error:
        if is_constraint(error):  # a unique value taken since, or a row gone that this one needs: told at the commit
            raise RevertConflict("This can't be reverted: something else has taken its place.", []) from error
        raise
    assert change.result is not None
    return change.result


def later(journal: Journal, ids: Sequence[str]) -> list[str]:
    """The ids, newest first, of the later steps that stand on these."""
    return [step.id for step in _closure(journal, [_target(journal, id) for id in ids]) if step.id not in ids]


def _revert(journal: Journal, change: Change, ids: Sequence[str], *, with_later: bool) -> None:
    change.execute("PRAGMA defer_foreign_keys = ON")
    targets = sorted((_target(journal, id) for id in ids), key=lambda step: step.row)
    steps = _closure(journal, targets)
    label = targets[-1].label if len(targets) == 1 else f"{len(targets)} steps"
    if not with_later and (others := [step.id for step in steps if step.id not in ids]):
        raise RevertConflict(f"“{label}” can't be reverted alone: later steps changed the same things.", others)
    assert change.step is not None
    change.step.label = f"{change.step.operation.capitalize()}: {label.removeprefix('Undo: ').removeprefix('Redo: ').removeprefix('Revert: ')}"
    change.step.reverts = tuple(step.row for step in steps)
    images = [image for step in steps for image in reversed(step.images)]
    hanging = Hanging(journal.database)
    start = len(change.images)
    with ExitStack() as around:
        for enter in journal.around_revert:
            around.enter_context(enter(change, images))
        for image in images:
            _apply_backwards(change, image, hanging if not with_later else None)
    for hook in journal.after_revert:
        hook(change, change.images[start:])
    made = journal.next_row(change)
    for step in steps:
        _mark_reverted(change, step.row, made)


def _target(journal: Journal, id: str) -> Target:
    entry = journal.entry(id)
    if entry.reverted_by is not None:
        raise BadInput("This step is reverted already.", "Revert the step that did so, to have it back.")
    if not entry.kept:
        raise NotFound("The content of this step was erased.", "It can't be taken back any more.")
    return Target(entry.row, entry.id, entry.label, set(entry.touched), journal.images(id))


def _closure(journal: Journal, targets: Sequence[Target]) -> list[Target]:
    """The steps and all later ones that stand on them, newest first: those that touched their rows, or rows that hang on rows they made."""
    steps = {target.row: target for target in targets}
    later = _later(journal.database, min(steps))
    hanging = Hanging(journal.database)
    queue = list(targets)
    while queue:
        step = queue.pop()
        rows = step.touched | hanging.on(step) if later else step.touched
        for row, (id, touched) in later.items():
            if row > step.row and row not in steps and not rows.isdisjoint(touched):
                steps[row] = _later_target(journal, id)
                queue.append(steps[row])
    return [steps[row] for row in sorted(steps, reverse=True)]


def _later(database: Database, after: int) -> dict[int, tuple[str, set[Row]]]:
    """Steps after `after` that are in force. A step that only takes back one of them is left out: together they change nothing."""
    found = {}
    for row in database.query("SELECT row, id, touched, reverts, operation FROM journal WHERE row > ? AND reverted_by IS NULL", (after,)):
        if row["reverts"] is None or row["reverts"] < after:
            found[row["row"]] = (row["id"], {(table, number) for table, number in json.loads(row["touched"])})
    return found


def _later_target(journal: Journal, id: str) -> Target:
    try:
        return _target(journal, id)
    except NotFound as error:
        raise RevertConflict("This can't be taken back any more: a later change to the same things was erased.", []) from error


class Hanging:
    """Rows that go with others, looked up table by table: an import has 100,000 rows to take back."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keys: dict[str, list[tuple[str, str]]] = {}

    def on(self, step: Target) -> set[Row]:
        """Rows that would go with rows which the step made."""
        made: dict[str, list[int]] = {}
        for image in step.images:
            if image["before"] is None:
                made.setdefault(image["table"], []).append(image["row"])
        return {child for table, rows in made.items() for child in self.children(table, rows) if child not in step.touched}

    def children(self, table: str, rows: Sequence[int]) -> list[Row]:
        """Rows of other tables that are deleted with these."""
        if table not in self._keys:
            with self._database.read() as connection:
                self._keys[table] = [
                    (child, column)
                    for child, column, action in dependents(connection, table)
                    if action == "CASCADE" and child not in UNRECORDED | DERIVED and child not in SHARED.get(table, ())
                ]
        return [
            (child, found["row"])
            for child, column in self._keys[table]
            for found in self._database.query(f"SELECT row FROM {child} WHERE {column} IN (SELECT value FROM json_each(?))", (json.dumps(rows),))
        ]


def _apply_backwards(change: Change, image: Image, hanging: Hanging | None) -> None:
    table, row, before, after = image["table"], image["row"], image["before"], image["after"]
    there = change.execute(f"SELECT 1 FROM {table} WHERE row = ?", (row,)).fetchone() is not None
    if table in UNSTEPPED and _changed_since(change, image):
        return
    if before is None and there:
        if table in SHARED and _in_use(change, table, row):
            return
        if hanging is not None and (children := hanging.children(table, [row])):
            raise RevertConflict(f"This can't be reverted alone: {len(children)} newer {children[0][0].replace('_', ' ')} row(s) hang on it.", [])
        change.delete(table, row)
    elif before is not None and after is None:
        change.insert(table, **before)
    elif before is not None and after is not None:
        changed: dict[str, Any] = {name: value for name, value in before.items() if value != after.get(name)}
        if not there:
            raise RevertConflict("This can't be reverted: what it changed no longer exists.", [])
        if changed:
            change.update(table, row, **changed)


def _changed_since(change: Change, image: Image) -> bool:
    """Whether a row says otherwise by now than the step left it, or has been taken by another."""
    table, before, after = image["table"], image["before"], image["after"]
    found = change.execute(f"SELECT * FROM {table} WHERE row = ?", (image["row"],)).fetchone()
    if after is not None:
        return found is None or any(found[name] != value for name, value in after.items())
    key = {"setting": "key", "draft": "conversation"}[table]
    return change.execute(f"SELECT 1 FROM {table} WHERE {key} = ?", (before[key],)).fetchone() is not None


def _in_use(change: Change, table: str, row: int) -> bool:
    return any(
        change.execute(f"SELECT 1 FROM {child} WHERE {column} = ? LIMIT 1", (row,)).fetchone()
        for child, column, _ in change.dependents(table)
        if child in SHARED[table]
    )


def _mark_reverted(change: Change, row: int, by: int) -> None:
    """Step `row` is taken back by step `by`: what it had itself taken back is in force again, the oldest first."""
    change.execute("UPDATE journal SET reverted_by = ? WHERE row = ?", (by, row))
    for earlier in reversed(_reverts(change, row)):
        change.execute("UPDATE journal SET reverted_by = NULL WHERE row = ?", (earlier,))
        for again in _reverts(change, earlier):
            _mark_reverted(change, again, earlier)


def _reverts(change: Change, row: int) -> list[int]:
    """The steps that a step took back, the newest first."""
    found = change.execute("SELECT content, reverts FROM journal WHERE row = ?", (row,)).fetchone()
    if found["content"] is not None:
        return list(msgspec.msgpack.decode(found["content"])["reverts"])
    return [found["reverts"]] if found["reverts"] is not None else []
