"""Whether the search rows, vectors and the journal agree with the stored rows; and putting right what is derived."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from engine.vault.connection import connect, damage, is_corrupt

if TYPE_CHECKING:
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)

#: Scripts without spaces, as in the triggers of the schema: only such turns have trigram rows.
UNSPACED = "coalesce(shown, text) GLOB '*[฀-໿က-႟ក-៿぀-ヿ㐀-鿿가-힯]*'"
#: Turns that have a window: on the chosen path, live, in a live conversation (engine/memory/windows.py).
WINDOWED = """SELECT m.row FROM message m JOIN conversation c ON c.row = m.conversation
    WHERE m.on_path = 1 AND m.status = 'active' AND c.status <> 'trashed'"""
TOKENIZER = "porter unicode61 remove_diacritics 2"
MIRRORS = {"turn_fts": "message", "memory_fts": "memory", "memory_trigram": "memory"}


class Problem(msgspec.Struct, frozen=True):
    """One disagreement. `part` is "search", "windows", "vectors", "journal", "references" or "pages"; `repairable` by `repair`."""

    part: str
    text: str
    repairable: bool = False


def check(vault: Vault, *, pages: bool = False, window_text: Callable[[Any, int], str | None] | None = None) -> list[Problem]:
    """Everything. With `window_text` (engine/memory/windows.py: `text`) each window word by word; with `pages` each page's MAC and the database's
    structure too (6 s for a million memories), and nothing else if those are damaged."""
    with vault.database.maintenance() as connection:
        if pages:
            with contextlib.suppress(Exception):  # a page that a crash left half-way is whole in the write-ahead log
                connection.execute("PRAGMA wal_checkpoint").fetchone()
        if pages and (wrong := damage(connection)):
            return [Problem("pages", f"{len(wrong)} pages or structures of the database are damaged: restore a backup.")]
        found = [] if vault.read_only else search_problems(connection)  # FTS5 checks by what looks like writing
        with one_moment(connection):
            found += [*_counts(connection), *_vectors(connection), *_references(connection)]
        if window_text is not None:
            found += _windows(connection, window_text)
    journal = vault.journal.verify()
    if not journal.ok:
        found.append(Problem("journal", f"{len(journal.wrong)} of {journal.steps} journal steps were altered."))
    return found


def at_unlock(vault: Vault) -> str:
    """After an unclean end: counts only, and repairs what is derived. Gives a warning when pages of the database are damaged."""
    try:
        with vault.database.maintenance() as connection, one_moment(connection):
            found = [*_counts(connection, scripts=False), *_vectors(connection)]
        if found:
            log.warning("search rows disagree", parts=sorted({problem.part for problem in found}))
            repair(vault, found)
    except Exception as error:
        if not is_corrupt(error):
            raise
        log.warning("database damaged", error=type(error).__name__)
        return "Pages of the database are damaged; what is on the others can still be read. Restore a backup: alcove backups list"
    return ""


def repair(vault: Vault, problems: list[Problem]) -> list[Problem]:
    """Rebuilds what is derived; returns the problems that remain. Windows are rebuilt by engine/memory/windows.py."""
    parts = {problem.part for problem in problems if problem.repairable}
    with vault.change("repair", "Rebuilt search rows", actor="maintenance", journaled=False) as change:
        if "search" in parts:
            for table in MIRRORS:
                change.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
            _refill_trigrams(change.connection)
        if "vectors" in parts:
            change.execute(f"DELETE FROM embedding WHERE {_ORPHAN.format(table='embedding')}")
            change.execute(f"DELETE FROM embed_job WHERE {_ORPHAN.format(table='embed_job')}")
    with vault.database.maintenance() as connection:
        found = search_problems(connection)
        with one_moment(connection):
            return [*found, *_counts(connection), *_vectors(connection)]


@contextmanager
def one_moment(connection: Any) -> Iterator[None]:
    """What is read inside the block is of one commit, whatever other processes write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


_ORPHAN = """({table}.owner_kind = 'memory' AND NOT EXISTS (SELECT 1 FROM memory WHERE row = {table}.owner))
    OR ({table}.owner_kind <> 'memory' AND NOT EXISTS (SELECT 1 FROM message WHERE row = {table}.owner))"""


def _refill_trigrams(connection: Any) -> None:
    """'rebuild' would take in every turn; 'delete-all' is not allowed on a table with content, so each row is taken out as it was put in."""
    connection.execute("INSERT INTO turn_trigram (turn_trigram) VALUES ('rebuild')")
    connection.execute(
        f"INSERT INTO turn_trigram (turn_trigram, rowid, visible) SELECT 'delete', row, coalesce(shown, text) FROM message WHERE NOT {UNSPACED}"
    )


def search_problems(connection: Any) -> list[Problem]:
    """FTS5's own check: of the structure, and for tables that mirror another, of each row's words against it."""
    found = []
    for table in (*MIRRORS, "turn_trigram", "window_fts"):
        try:
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', {int(table in MIRRORS)})")
        except Exception as error:  # SQLITE_CORRUPT_VTAB
            if not is_corrupt(error):
                raise
            windows = table == "window_fts"
            found.append(Problem("windows" if windows else "search", f"{table} does not agree with the stored rows.", not windows))
    return found


def _counts(connection: Any, *, scripts: bool = True) -> list[Problem]:
    """Rows here and there. `scripts`: look at each turn for scripts without spaces (0.6 s for 50,000)."""

    def one(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0])

    found = [
        Problem("search", f"{table} has {rows} rows for {wanted} {source} rows.", True)
        for table, source in MIRRORS.items()
        if (rows := one(f"SELECT count(*) FROM {table}_docsize")) != (wanted := one(f"SELECT count(*) FROM {source}"))
    ]
    if scripts and one("SELECT count(*) FROM turn_trigram_docsize") != one(f"SELECT count(*) FROM message WHERE {UNSPACED}"):
        found.append(Problem("search", "turn_trigram does not hold the turns in scripts without spaces.", True))
    if stray := one(f"SELECT count(*) FROM window_fts_docsize WHERE id NOT IN ({WINDOWED})"):
        found.append(Problem("windows", f"{stray} windows are of turns that should have none."))
    return found


def _windows(connection: Any, window_text: Callable[[Any, int], str | None]) -> list[Problem]:
    """The table holds no text to compare with, so an index of what it should hold is made in memory: both must have the same words as often."""
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.window_words USING fts5vocab ('main', 'window_fts', 'row')")
    wanted = connect(":memory:", bytes(32))
    try:
        wanted.execute(f"CREATE VIRTUAL TABLE said USING fts5 (text, content='', tokenize='{TOKENIZER}')")
        wanted.execute("CREATE VIRTUAL TABLE words USING fts5vocab ('said', 'row')")
        centres = set()
        for (row,) in connection.execute(WINDOWED).fetchall():
            if (text := window_text(connection, row)) is not None:
                centres.add(row)
                wanted.execute("INSERT INTO said (rowid, text) VALUES (?, ?)", (row, text))
        sized = {row[0] for row in connection.execute("SELECT id FROM window_fts_docsize")}
        there = {tuple(row) for row in connection.execute("SELECT term, doc, cnt FROM temp.window_words")}
        should = {tuple(row) for row in wanted.execute("SELECT term, doc, cnt FROM words")}
    finally:
        wanted.close()
    wrong = {row[0] for row in there ^ should}
    if not wrong and sized != centres:
        return [Problem("windows", f"{len(sized ^ centres)} windows are missing or left over.")]
    return [Problem("windows", f"{len(wrong)} words of windows are missing or left over.")] if wrong else []


def _vectors(connection: Any) -> list[Problem]:
    conditions = {table: _ORPHAN.format(table=table) for table in ("embedding", "embed_job")}
    count = sum(int(connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0]) for table, where in conditions.items())
    return [Problem("vectors", f"{count} vectors or jobs belong to nothing.", True)] if count else []


def _references(connection: Any) -> list[Problem]:
    count = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    return [Problem("references", f"{count} rows point at rows that are gone.")] if count else []
