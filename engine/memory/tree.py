"""A conversation is a tree of messages; one path through it, from the root to `conversation.leaf`, is the chosen one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from engine.memory import evidence, titles, windows

if TYPE_CHECKING:
    from engine.vault.change import Change

COLUMNS = "id, conversation, parent, external_id, role, speaker, text, mentioned_at, utc_offset, recorded_at, source, asks, depth, state, model"
_INSERT = f"INSERT INTO message ({COLUMNS}) VALUES ({', '.join('?' * 15)})"


def node(change: Change, row: int) -> Any:
    """The place of a message in its tree."""
    return change.execute("SELECT row, conversation, parent, depth, on_path FROM message WHERE row = ?", (row,)).fetchone()


def add(change: Change, values: tuple[Any, ...], conversation: int, parent: int | None, touched: set[int]) -> int:
    """Inserts a message (COLUMNS) under `parent`, which must be the end of the path; its row and the turn before go to `touched`."""
    row = int(change.execute(_INSERT, values).lastrowid)
    touched.add(row)
    change.execute("UPDATE conversation SET leaf = ?, updated_at = max(updated_at, ?) WHERE row = ?", (row, values[7], conversation))
    change.kinds |= {"message", "conversation"}
    return row


def cut_to(change: Change, conversation: int, end: int | None, touched: set[int]) -> list[int]:
    """Makes `end` the last message of the chosen path (None: an empty path). Returns the rows that left it.

    `touched` is the set of a surrounding `windows.rewriting`, which must have been given `leaving(...)`.
    """
    chain = _off_path_above(change, end)
    fork = _depth_of_fork(change, chain, end)
    gone = _beyond(change, conversation, fork)
    _set_path(change, gone, 0)
    _set_path(change, chain, 1)
    touched.update(chain)
    change.execute("UPDATE conversation SET leaf = ? WHERE row = ?", (end, conversation))
    change.kinds |= {"message", "conversation"}
    return gone


def leaving(change: Change, conversation: int, end: int | None) -> set[int]:
    """The rows whose windows change when the path is cut to `end`: those that leave it, and the one before the fork."""
    fork = _depth_of_fork(change, _off_path_above(change, end), end)
    return set(_beyond(change, conversation, fork - 1))


def choose(change: Change, row: int) -> None:
    """Leads the path through this message and on to the newest end below it; windows, title and memories follow."""
    place = node(change, row)
    end, conversation = newest_end(change, row), int(place["conversation"])
    with windows.rewriting(change, leaving(change, conversation, end)) as touched:
        before = set(touched)
        gone = cut_to(change, conversation, end, touched)
    evidence.left(change, gone)
    evidence.returned(change, touched - before)
    titles.refresh(change, conversation)


def newest_end(change: Change, row: int) -> int:
    """Down from a message, always to the newest answer, to the end. On the path: along the path."""
    if node(change, row)["on_path"]:
        found = change.execute("SELECT c.leaf FROM message m JOIN conversation c ON c.row = m.conversation WHERE m.row = ?", (row,)).fetchone()
        return int(found[0])
    while True:
        below = change.execute("SELECT row FROM message WHERE parent = ? ORDER BY on_path DESC, row DESC LIMIT 1", (row,)).fetchone()
        if below is None:
            return row
        row = int(below[0])


def _off_path_above(change: Change, end: int | None) -> list[int]:
    """`end` and its ancestors, as far up as they are not on the path yet."""
    chain: list[int] = []
    while end is not None:
        place = node(change, end)
        if place["on_path"]:
            break
        chain.append(end)
        end = place["parent"]
    return chain


def _depth_of_fork(change: Change, chain: list[int], end: int | None) -> int:
    """Depth of the last message that both the old and the new path have; -1 when there is none."""
    top = node(change, chain[-1])["parent"] if chain else end
    return int(node(change, top)["depth"]) if top is not None else -1


def _beyond(change: Change, conversation: int, depth: int) -> list[int]:
    found = change.execute("SELECT row FROM message WHERE conversation = ? AND on_path = 1 AND depth > ?", (conversation, depth))
    return [int(row[0]) for row in found.fetchall()]


def _set_path(change: Change, rows: Iterable[int], on_path: int) -> None:
    change.execute(
        "UPDATE message SET on_path = ? WHERE row IN (SELECT value FROM json_each(?))", (on_path, msgspec.json.encode(list(rows)).decode())
    )
