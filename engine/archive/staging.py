"""A place to look an archive over before the vault is touched: an encrypted database under a key that is never written down.

In memory it would cost as much as the archive is large; readable on disk it must not be.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from engine import clock
from engine.archive.schema import BY_NAME, Field, Type, key_of, references
from engine.vault import trouble
from engine.vault.connection import connect
from engine.vault.files import private_folder

_SCHEMA = """
CREATE TABLE record (n INTEGER PRIMARY KEY, type TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, size INTEGER, home TEXT, UNIQUE (type, key));
CREATE TABLE later (n INTEGER NOT NULL, field TEXT NOT NULL, type TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE place (type TEXT NOT NULL, key TEXT NOT NULL, row INTEGER, how TEXT NOT NULL, PRIMARY KEY (type, key)) WITHOUT ROWID;
"""
_FOLDER = ".vault-import-"
_ABANDONED = 86_400  # seconds after which nobody is reading it any more
#: Nobody needs it after a crash: no journal, no waiting for the disk.
_SETTINGS = ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY", "cache_size = -32000")


class Staging:
    """Records that were found right, in the order of the file, and where in the vault each belongs."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def add(self, n: int, type: Type, record: dict[str, Any]) -> str:
        """Takes a record in; gives the reason when it can't stand beside those before it."""
        key = key_of(type, record)
        if self.connection.execute("SELECT 1 FROM record WHERE type = ? AND key = ?", (type.name, key)).fetchone():
            return "its id stands in the archive twice" if type.key == ("id",) else "it stands in the archive twice"
        for field, id in references(type, record):
            if field.later:
                self.connection.execute("INSERT INTO later VALUES (?, ?, ?, ?)", (n, field.name, field.ref, id))
            elif reason := self._refused(type, field, id, record):
                return reason
        size, home = (len(record["text"]), record["conversation"]) if type.name == "message" else (None, None)
        self.connection.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", (n, type.name, key, msgspec.json.encode(record), size, home))
        return ""

    def _refused(self, type: Type, field: Field, id: str, record: dict[str, Any]) -> str:
        found = self.connection.execute("SELECT size, home, body FROM record WHERE type = ? AND key = ?", (field.ref, id)).fetchone()
        if found is None:
            return f"its {field.name} is not in the archive, or comes after it"
        if type.name == "memory_source" and field.name == "message" and record["stop"] > found["size"]:
            return "it quotes more than the message has"
        if type.name == "message" and field.name == "parent":
            if found["home"] != record["conversation"]:
                return "it answers a message of another conversation"
            if msgspec.json.decode(found["body"])["depth"] + 1 != record["depth"]:
                return "its place in the conversation can't be"
        return ""

    def get(self, type: str, key: str) -> dict[str, Any] | None:
        """One record by its key."""
        found = self.connection.execute("SELECT body FROM record WHERE type = ? AND key = ?", (type, key)).fetchone()
        return msgspec.json.decode(found["body"]) if found else None

    def all(self, type: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
        """(line, key, record) of a type, in the order of the file."""
        last = 0
        while page := self.connection.execute(
            "SELECT n, key, body FROM record WHERE type = ? AND n > ? ORDER BY n LIMIT 500", (type, last)
        ).fetchall():
            for row in page:
                yield row["n"], row["key"], msgspec.json.decode(row["body"])
            last = page[-1]["n"]

    def put(self, type: str, key: str, row: int | None, how: str) -> None:
        """Notes where a record belongs: a row of the vault (None: a new one), and how that was found."""
        self.connection.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?)", (type, key, row, how))

    def place(self, type: str, key: str) -> tuple[int | None, str]:
        """Where a record belongs, and how that was found; "" when nothing was noted."""
        found = self.connection.execute("SELECT row, how FROM place WHERE type = ? AND key = ?", (type, key)).fetchone()
        return (found["row"], found["how"]) if found else (None, "")

    def row(self, type: str, key: str | None) -> int | None:
        """The row of the vault for an id of the archive."""
        return self.place(type, key)[0] if key is not None else None

    def forget_places(self) -> None:
        """Before everything is looked up again."""
        self.connection.execute("DELETE FROM place")

    def drop_dangling(self) -> int:
        """Takes away what names a record that isn't there, where a record can do without; how many."""
        dangling = self.connection.execute(
            "SELECT l.n, l.field FROM later l JOIN record r ON r.n = l.n WHERE NOT EXISTS "
            "(SELECT 1 FROM record t WHERE t.type = l.type AND t.key = l.key)"
        ).fetchall()
        for n, field in dangling:
            body = msgspec.json.decode(self.connection.execute("SELECT body FROM record WHERE n = ?", (n,)).fetchone()[0])
            self.connection.execute("UPDATE record SET body = ? WHERE n = ?", (msgspec.json.encode({**body, field: None}), n))
        return len(dangling)

    def circle(self) -> bool:
        """Whether memories replace each other in a circle."""
        after = dict(
            self.connection.execute("SELECT r.key, l.key FROM later l JOIN record r ON r.n = l.n WHERE l.field = 'superseded_by'").fetchall()
        )
        done: set[str] = set()
        for start in after:
            path: set[str] = set()
            at: str | None = start
            while at is not None and at not in done:
                if at in path:
                    return True
                path.add(at)
                at = after.get(at)
            done |= path
        return False

    def counts(self) -> dict[str, int]:
        """How many records of each type there are."""
        found = dict(self.connection.execute("SELECT type, count(*) FROM record GROUP BY type").fetchall())
        return {name: found[name] for name in BY_NAME if name in found}


@contextmanager
def opened(home: Path | None) -> Iterator[Staging]:
    """An empty one beside the vault (None: among the system's temporary files); its file is gone after the block, and worthless after a crash."""
    with trouble.told():
        if home is not None:
            _sweep(home)
            folder = home / f"{_FOLDER}{secrets.token_hex(4)}"
            private_folder(folder)
        else:
            folder = Path(tempfile.mkdtemp(prefix="alcove-"))
        try:
            connection = connect(folder / "staging.db", secrets.token_bytes(32), settings=_SETTINGS)
            try:
                connection.executescript(_SCHEMA)
                connection.execute("BEGIN")
                yield Staging(connection)
            finally:
                connection.close()
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(home: Path) -> None:
    """Takes away what a crash left."""
    for folder in home.glob(f"{_FOLDER}*"):
        if clock.now().timestamp() - folder.stat().st_mtime > _ABANDONED:
            shutil.rmtree(folder, ignore_errors=True)
