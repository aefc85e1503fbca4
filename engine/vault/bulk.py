"""Taking many rows out of the search tables at once.

FTS5's secure-delete rewrites a page for each word of each row: 2.6 ms a message. Beyond some rows it is quicker to only mark them as
deleted and then to rewrite each table whole: merged into one segment, neither marks nor marked words are left (`secure_delete` of the
database clears the freed pages), which the residue scan shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.vault.change import Change

TABLES = ("turn_fts", "turn_trigram", "window_fts")
FEW = 300  # rows: fewer are taken out one by one
SHARE = 0.02  # of all messages: so many at least, for rewriting costs as much as the table is large


@contextmanager
def removing(change: Change, rows: int) -> Iterator[None]:
    """Open while about so many messages and windows are taken out; nested ones do nothing."""
    messages = int(change.execute("SELECT count(*) FROM turn_fts_docsize").fetchone()[0]) if rows >= FEW else 0
    if rows < max(FEW, SHARE * messages) or not _secure(change):
        yield
        return
    _set(change, secure=False)
    try:
        yield
        for table in TABLES:
            change.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    finally:
        _set(change, secure=True)  # after a failure too: the connection keeps it in mind, whatever is rolled back


def _secure(change: Change) -> bool:
    found = change.execute("SELECT v FROM window_fts_config WHERE k = 'secure-delete'").fetchone()
    return found is not None and bool(found[0])


def _set(change: Change, *, secure: bool) -> None:
    for table in TABLES:
        change.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('secure-delete', ?)", (int(secure),))
