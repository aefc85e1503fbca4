"""Windows: each turn on the chosen path with the 2 before and the 1 after it, searchable under the turn in the centre. What was said and what stands
in an attached document are never in one window: neither explains the other.

The search table holds no text (contentless), so a window is taken out by repeating exactly what went in. Every change to messages
therefore happens inside `rewriting`, which derives the old windows before and the new ones after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from engine.memory.attachments import TURN
from engine.memory.records import MASK
from engine.vault import bulk

if TYPE_CHECKING:
    from engine.vault.change import Change, Image
    from engine.vault.journal import Journal

BEFORE, AFTER = 2, 1
_LIVE = "m.on_path = 1 AND m.status = 'active'"
_NAMES = {"user": "User", "assistant": "Assistant", "other": "Other"}


def line(role: str, speaker: str, visible: str) -> str:
    """One turn of a window: "speaker: text", or nothing when all of it was forgotten."""
    text = visible.replace(MASK, " ").strip()
    return f"{speaker or _NAMES[role]}: {text}" if text else ""


def text(connection: Any, centre: int) -> str | None:
    """The window around a message row; None when the message is not live (off the path, trashed, empty)."""
    found = connection.execute(
        f"SELECT m.conversation, m.depth, m.visible, {TURN} AS attached FROM message m "
        f"JOIN conversation c ON c.row = m.conversation WHERE m.row = ? AND {_LIVE} AND c.status <> 'trashed'",
        (centre,),
    ).fetchone()
    if found is None or not found["visible"].replace(MASK, "").strip():
        return None
    turns = connection.execute(
        f"SELECT m.role, m.speaker, m.visible FROM message m WHERE m.conversation = ? AND m.depth BETWEEN ? AND ? AND {_LIVE} "
        f"AND {TURN} = ? ORDER BY m.depth",
        (found["conversation"], found["depth"] - BEFORE, found["depth"] + AFTER, found["attached"]),
    ).fetchall()
    return "\n".join(filter(None, (line(turn["role"], turn["speaker"], turn["visible"]) for turn in turns)))


def around(connection: Any, rows: Iterable[int]) -> set[int]:
    """The message rows whose windows hold any of these messages (themselves included)."""
    found = connection.execute(
        f"SELECT DISTINCT m.row FROM message x JOIN message m ON m.conversation = x.conversation AND m.depth BETWEEN x.depth - {AFTER} "
        f"AND x.depth + {BEFORE} AND m.on_path = 1 WHERE x.row IN (SELECT value FROM json_each(?))",
        (_json(rows),),
    ).fetchall()
    return {int(row[0]) for row in found}


@contextmanager
def rewriting(change: Change, centres: Iterable[int]) -> Iterator[set[int]]:
    """Rewrites the windows of `centres` when the block ends; the block adds the rows that it brings in to the set it is given."""
    rows = set(centres)
    before = {row: text(change.connection, row) for row in rows}
    with bulk.removing(change, len(before)):
        yield rows
        for row in sorted(rows):
            replace(change, row, before.get(row), text(change.connection, row))


def replace(change: Change, row: int, old: str | None, new: str | None) -> None:
    """Puts the window text `new` in the place of `old`, and asks for a new vector."""
    if old == new:
        return
    # A row that damage took can't be taken out: that would fail, or make the others' counts wrong.
    if old is not None and change.execute("SELECT 1 FROM window_fts WHERE rowid = ?", (row,)).fetchone():
        change.execute("INSERT INTO window_fts (window_fts, rowid, text) VALUES ('delete', ?, ?)", (row, old))
    change.execute("DELETE FROM embedding WHERE owner_kind = 'window' AND owner = ?", (row,))
    if new is None:
        change.execute("DELETE FROM embed_job WHERE owner_kind = 'window' AND owner = ?", (row,))
    else:
        change.execute("INSERT INTO window_fts (rowid, text) VALUES (?, ?)", (row, new))
        change.execute("INSERT OR IGNORE INTO embed_job VALUES ('window', ?)", (row,))


@contextmanager
def _around_revert(change: Change, images: list[Image]) -> Iterator[None]:
    """Keeps windows right while the journal takes a step back: a hook of `Journal.around_revert`."""
    messages = {image["row"] for image in images if image["table"] == "message"}
    # One that comes back isn't there yet: what its conversation holds may change.
    returning = {image["before"]["conversation"] for image in images if image["table"] == "message" and image["before"] and not image["after"]}
    for row in returning | {image["row"] for image in images if image["table"] == "conversation"}:
        inside = change.execute("SELECT row FROM message WHERE conversation = ? AND on_path = 1", (row,))
        messages.update(found[0] for found in inside.fetchall())
    with rewriting(change, around(change.connection, messages)) as touched:
        yield
        touched.update(messages)


def watch(journal: Journal) -> None:
    """Makes undoing keep the windows right; once per journal, however often it is called."""
    if _around_revert not in journal.around_revert:
        journal.around_revert.append(_around_revert)


def rebuild(change: Change, each: Callable[[], object] = lambda: None) -> int:
    """Makes all windows anew (after damage); returns how many there are. `each` is called now and then, and may raise to stop it."""
    change.execute("INSERT INTO window_fts (window_fts) VALUES ('delete-all')")
    change.execute("DELETE FROM embed_job WHERE owner_kind = 'window'")
    change.execute("DELETE FROM embedding WHERE owner_kind = 'window' AND owner NOT IN (SELECT row FROM message WHERE on_path = 1)")
    count = 0
    for (row,) in change.execute("SELECT row FROM message WHERE on_path = 1 ORDER BY row").fetchall():
        each()
        new = text(change.connection, row)
        if new is not None:
            replace(change, row, None, new)
            count += 1
    return count


def _json(rows: Iterable[int]) -> str:
    return msgspec.json.encode(sorted(rows)).decode()
