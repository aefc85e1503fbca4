"""Every column and file that can hold the user's words, and what becomes of it. A test fails on a column or file that is not declared here."""

from __future__ import annotations

import fnmatch

import msgspec


class Column(msgspec.Struct, frozen=True):
    """A column that can hold words of the user, or something they can be computed from.

    `erased` says how erasing reaches it. `readable`: SQL sees the words as they are; else the page scan looks (indexes, vectors), or another
    column has the same words.
    """

    table: str
    column: str
    erased: str
    readable: bool = True
    exported: bool = True


class File(msgspec.Struct, frozen=True):
    """Files under the data folder, by pattern. `holds` is empty when there is nothing of the user in them."""

    pattern: str
    holds: str
    erased: str = ""


INDEXES = ("turn_fts", "turn_trigram", "window_fts", "memory_fts", "memory_trigram")
_ROW = "the row is deleted, or the span cut"
_WITH_MEMORY = "goes with its memory"
_WITH_MESSAGE = "goes with its message"
_INDEX = "FTS5 secure-delete, in the same transaction"

HELD: tuple[Column, ...] = (
    Column("setting", "value", "by the user, in the settings"),  # the persona
    Column("conversation", "title", "made anew, or emptied"),
    Column("conversation", "folder", "emptied"),
    Column("conversation", "external_id", _ROW),
    Column("message", "external_id", _ROW),
    Column("message", "speaker", _ROW),
    Column("message", "text", _ROW),
    Column("message", "shown", _ROW),
    Column("message", "visible", _ROW, readable=False, exported=False),
    *(
        Column("memory", column, _ROW)
        for column in ("text", "subject", "predicate", "object", "category", "trigger_words", "steps", "scope", "time_words", "recurrence")
    ),
    Column("memory_version", "fields", _WITH_MEMORY),
    Column("entity", "name", "goes when no memory names it any more"),
    Column("entity", "folded", "goes when no memory names it any more", exported=False),
    Column("entity", "relation", "goes when no memory names it any more"),
    Column("entity_alias", "alias", "goes with its entity"),
    Column("entity_alias", "folded", "goes with its entity", exported=False),
    Column("edge", "predicate", _WITH_MEMORY),
    Column("rejected", "text", _WITH_MESSAGE, exported=False),
    Column("draft", "text", "emptied"),
    Column("journal", "content", "dropped with its salt; the chain still verifies"),
    Column("receipt_segment", "literal", "goes with its receipt", exported=False),
    Column("embedding", "vector", "goes with its owner", readable=False, exported=False),
    *(Column(f"{table}_data", "block", _INDEX, readable=False, exported=False) for table in INDEXES),
    *(Column(f"{table}_idx", "term", _INDEX, readable=False, exported=False) for table in INDEXES),
)

#: Text and byte columns that never hold words of the user: ids, times, names from fixed lists, random bytes, MACs, numbers in JSON.
PLAIN: dict[str, tuple[str, ...]] = {
    "meta": ("key", "value"),
    "setting": ("key",),
    "change_log": ("kind", "op"),
    "conversation": ("id", "titled_by", "created_at", "updated_at", "status", "trashed_at", "profile"),
    "message": ("id", "role", "mentioned_at", "recorded_at", "source", "state", "status", "model"),
    "memory": (
        "id",
        "kind",
        "status",
        "trashed_at",
        "source",
        "recorded_at",
        "mentioned_at",
        "valid_from",
        "valid_to",
        "precision",
        "extractor",
        "last_used_at",
    ),
    "memory_version": ("at", "actor"),
    "entity": ("id", "kind", "recorded_at"),
    "memory_entity": ("role",),
    "rejected": ("reason", "at"),
    "review": ("id", "reason", "at"),
    "memory_link": ("kind",),
    "profile": ("section",),
    "derived": ("extractor", "at"),
    "draft": ("updated_at",),
    "journal": ("id", "at", "actor", "operation", "label", "touched", "salt", "digest", "mac"),
    "receipt": ("id", "at", "model", "guard", "salt", "trace"),
    "receipt_segment": ("owner_kind", "mac", "part"),
    "receipt_memory": ("owner_kind", "arms", "fate"),
    "embedding": ("embedder", "owner_kind"),
    "embed_job": ("owner_kind",),
    "sqlite_sequence": ("name", "seq"),
    **{f"{table}_idx": ("segid", "pgno") for table in INDEXES},
    **{f"{table}_docsize": ("sz",) for table in INDEXES},
    **{f"{table}_config": ("k", "v") for table in INDEXES},
}

FILES: tuple[File, ...] = (
    File("vault/memory.db", "everything, encrypted", "row by row, with secure_delete"),
    File("vault/memory.db-wal", "the last commits, encrypted", "emptied by truncate_wal"),
    File("vault/memory.db-shm", ""),  # page numbers
    File("vault/memory.db-journal", "pages during set-up, encrypted", "deleted by SQLite"),
    File("vault/vectors.db", "the vectors, encrypted under a key of its own", "shredded: its key is dropped"),
    File("vault/vectors.db-journal", "pages of that, encrypted", "deleted by SQLite"),
    File("vault/memory.db.next*", "everything, while it is encrypted under a new key", "takes the place of the old one, or is deleted at unlock"),
    File("vault/vault.json*", ""),
    File("vault/vault.seal", ""),
    File("vault/vault.seal.next", ""),  # while the keys are changed
    File("vault.lock", ""),  # on Windows
    File("window.lock", ""),  # the number of the process whose window it is
    File("window.ini", ""),  # place and size of the window, page, ids of what was shown when it was locked
    File("vault/ballast", ""),
    File("backups/*/*", "everything at an earlier moment, encrypted", "after an erasing one new backup is made and the others are deleted"),
    File("logs/*", ""),  # sizes, ids, codes
    File(".vault-*/*", "a vault in the making, or what a crash left of one, encrypted", "deleted with the backups"),
    File("vault.restored/*", "a restored backup between two renames, or what a crash left of it, encrypted", "deleted with the backups"),
    File("vault.replaced-*/*", "a vault that a restored backup took the place of, encrypted", "deleted with the backups"),
)


def is_declared(path: str) -> bool:
    """Whether a file under the data folder, given by its relative path, is one that we know."""
    return any(fnmatch.fnmatch(path, file.pattern) for file in FILES)
