"""Taking steps back: the images of a step, applied backwards, as a new step that can itself be taken back."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import msgspec

from engine.errors import BadInput, NotFound, RevertConflict
from engine.vault.change import UNRECORDED, Change, Changes, Image
from engine.vault.connection import is_constraint

if TYPE_CHECKING:
    from engine.vault.journal import Journal

#: An entity that a step made, and that other memories use since, stays when the step is reverted.
SHARED = {"entity": frozenset({"memory_entity", "edge"})}
#: Found at idle about what a step made: these go with it, and nothing stands on them.
DERIVED = frozenset({"memory_link", "profile", "rejected"})
Row = tuple[str, int]


class Target(msgspec.Struct):
    """A step to take back."""

    row: int
    id: str
    label: str
    touched: set[Row]
    images: list[Image]


def revert(journal: Journal, id: str, *, with_later: bool, operation: str) -> Changes:
    """See `Journal.revert`. A transaction of its own, so that it can be undone alone."""
    if journal.database.in_transaction:
        raise RuntimeError("reverting inside a change")
    try:
        with journal.change(operation, "Revert", actor="user") as change:
            _revert(journal, change, id, with_later=with_later)
    except Exception as error:
        if is_constraint(error):  # a unique value taken since, or a row gone that this one needs: told at the commit
            raise RevertConflict("This can't be reverted: something else has taken its place.", []) from error
        raise
    assert change.result is not None
    return change.result


def _revert(journal: Journal, change: Change, id: str, *, with_later: bool) -> None:
    change.execute("PRAGMA defer_foreign_keys = ON")
    target = _target(journal, id)
    steps = _closure(journal, change, target)
    if len(steps) > 1 and not with_later:
        raise RevertConflict(f"“{target.label}” can't be reverted alone: later steps changed the same things.", [step.id for step in steps[:-1]])
    assert change.step is not None
    change.step.label = f"{change.step.operation.capitalize()}: {target.label.removeprefix('Undo: ').removeprefix('Redo: ')}"
    change.step.reverts = tuple(step.row for step in steps)
    images = [image for step in steps for image in reversed(step.images)]
    start = len(change.images)
    with ExitStack() as around:
        for enter in journal.around_revert:
            around.enter_context(enter(change, images))
        for image in images:
            _apply_backwards(change, image, with_later=with_later)
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


def _closure(journal: Journal, change: Change, target: Target) -> list[Target]:
    """The step and all later ones that stand on it, newest first: those that touched its rows, or rows that hang on rows it made."""
    later = _later(change, target.row)
    steps = {target.row: target}
    queue = [target]
    while queue:
        step = queue.pop()
        rows = step.touched | _hanging(change, step)
        for row, (id, touched) in later.items():
            if row > step.row and row not in steps and rows & touched:
                steps[row] = _target(journal, id)
                queue.append(steps[row])
    return [steps[row] for row in sorted(steps, reverse=True)]


def _later(change: Change, after: int) -> dict[int, tuple[str, set[Row]]]:
    """Steps after `after` that are in force. A step that only takes back one of them is left out: together they change nothing."""
    found = {}
    for row in change.execute("SELECT row, id, touched, reverts, operation FROM journal WHERE row > ? AND reverted_by IS NULL", (after,)).fetchall():
        if row["reverts"] is None or row["reverts"] < after:
            found[row["row"]] = (row["id"], {(table, number) for table, number in json.loads(row["touched"])})
    return found


def _hanging(change: Change, step: Target) -> set[Row]:
    """Rows that would go with rows which the step made."""
    return {
        child
        for image in step.images
        if image["before"] is None
        for child in _children(change, image["table"], image["row"])
        if child not in step.touched
    }


def _children(change: Change, table: str, row: int) -> list[Row]:
    return [
        (child, found)
        for child, column, action in change.dependents(table)
        if action == "CASCADE" and child not in UNRECORDED | DERIVED and child not in SHARED.get(table, ())
        for (found,) in change.execute(f"SELECT row FROM {child} WHERE {column} = ?", (row,)).fetchall()
    ]


def _apply_backwards(change: Change, image: Image, *, with_later: bool) -> None:
    table, row, before, after = image["table"], image["row"], image["before"], image["after"]
    there = change.execute(f"SELECT 1 FROM {table} WHERE row = ?", (row,)).fetchone() is not None
    if before is None and there:
        if table in SHARED and _in_use(change, table, row):
            return
        if not with_later and (children := _children(change, table, row)):
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
