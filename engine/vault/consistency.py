"""Whether the search rows, vectors and the journal agree with the stored rows; and putting right what is derived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import structlog

if TYPE_CHECKING:
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)

#: Scripts without spaces, as in the triggers of the schema: only such turns have trigram rows.
UNSPACED = "coalesce(shown, text) GLOB '*[฀-໿က-႟ក-៿぀-ヿ㐀-鿿가-힯]*'"
#: Turns that have a window: on the chosen path, live, in a live conversation (engine/memory/windows.py).
WINDOWED = """SELECT m.row FROM message m JOIN conversation c ON c.row = m.conversation
    WHERE m.on_path = 1 AND m.status = 'active' AND c.status <> 'trashed'"""
MIRRORS = {"turn_fts": "message", "memory_fts": "memory", "memory_trigram": "memory"}


class Problem(msgspec.Struct, frozen=True):
    """One disagreement. `part` is "search", "windows", "vectors", "journal", "references" or "pages"; `repairable` by `repair`."""

    part: str
    text: str
    repairable: bool = False


def check(vault: Vault, *, pages: bool = False) -> list[Problem]:
    """Everything; with `pages`, each page's MAC and the database's structure too (6 s for a million memories)."""
    with vault.database.maintenance() as connection:
        found = [*_search(connection), *_counts(connection), *_vectors(connection), *_references(connection)]
        if pages:
            found += _pages(connection)
    journal = vault.journal.verify()
    if not journal.ok:
        found.append(Problem("journal", f"{len(journal.wrong)} of {journal.steps} journal steps were altered."))
    return found


def at_unlock(vault: Vault) -> None:
    """After an unclean end: counts only, and repairs what is derived."""
    with vault.database.maintenance() as connection:
        found = [*_counts(connection), *_vectors(connection)]
    if found:
        log.warning("search rows disagree", parts=sorted({problem.part for problem in found}))
        repair(vault, found)


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
        return [*_search(connection), *_counts(connection), *_vectors(connection)]


_ORPHAN = """({table}.owner_kind = 'memory' AND NOT EXISTS (SELECT 1 FROM memory WHERE row = {table}.owner))
    OR ({table}.owner_kind <> 'memory' AND NOT EXISTS (SELECT 1 FROM message WHERE row = {table}.owner))"""


def _refill_trigrams(connection: Any) -> None:
    """'rebuild' would take in every turn; 'delete-all' is not allowed on a table with content, so each row is taken out as it was put in."""
    connection.execute("INSERT INTO turn_trigram (turn_trigram) VALUES ('rebuild')")
    connection.execute(
        "INSERT INTO turn_trigram (turn_trigram, rowid, visible) "
        f"SELECT 'delete', row, coalesce(shown, text) FROM message WHERE NOT {UNSPACED}"
    )


def _search(connection: Any) -> list[Problem]:
    """FTS5's own check: of the structure, and for tables that mirror another, of each row's words against it."""
    found = []
    for table in (*MIRRORS, "turn_trigram", "window_fts"):
        try:
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', {int(table in MIRRORS)})")
        except Exception as error:  # SQLITE_CORRUPT_VTAB
            if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
                raise
            found.append(Problem("windows" if table == "window_fts" else "search", f"{table} does not agree with the stored rows.", table != "window_fts"))
    return found


def _counts(connection: Any) -> list[Problem]:
    def one(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0])

    found = [
        Problem("search", f"{table} has {rows} rows for {wanted} {source} rows.", True)
        for table, source in MIRRORS.items()
        if (rows := one(f"SELECT count(*) FROM {table}_docsize")) != (wanted := one(f"SELECT count(*) FROM {source}"))
    ]
    if one("SELECT count(*) FROM turn_trigram_docsize") != one(f"SELECT count(*) FROM message WHERE {UNSPACED}"):
        found.append(Problem("search", "turn_trigram does not hold the turns in scripts without spaces.", True))
    if stray := one(f"SELECT count(*) FROM window_fts_docsize WHERE id NOT IN ({WINDOWED})"):
        found.append(Problem("windows", f"{stray} windows are of turns that should have none."))
    return found


def _vectors(connection: Any) -> list[Problem]:
    count = sum(
        int(connection.execute(f"SELECT count(*) FROM {table} WHERE {_ORPHAN.format(table=table)}").fetchone()[0]) for table in ("embedding", "embed_job")
    )
    return [Problem("vectors", f"{count} vectors or jobs belong to nothing.", True)] if count else []


def _references(connection: Any) -> list[Problem]:
    count = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    return [Problem("references", f"{count} rows point at rows that are gone.")] if count else []


def _pages(connection: Any) -> list[Problem]:
    wrong = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    structure = connection.execute("PRAGMA quick_check").fetchone()[0]
    found = [Problem("pages", f"{len(wrong)} pages are damaged.")] if wrong else []
    return found + ([Problem("pages", "The database's structure is damaged.")] if structure != "ok" else [])
