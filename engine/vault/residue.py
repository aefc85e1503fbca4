"""The residue scan: proves that given texts are gone from every file under the data folder, by reading the bytes themselves.

It asks SQL for rows that still hold them, the search tables for words that only they had, looks through the decrypted pages of every database
(freed ones and all log frames too, following texts from page to page), and through all other files raw. Reports never hold the texts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from engine.vault import consistency, snapshots
from engine.vault.bytescan import Finder, Needle, disguises, forms, search_database, search_file
from engine.vault.connection import connect
from engine.vault.holdings import HELD, PLAIN

if TYPE_CHECKING:
    from engine.vault.vault import Vault

MIRRORS = ("turn_fts", "memory_fts")  # FTS5 itself proves that these hold the words of living rows and no others
SHORTEST_WORD = 5
PASSES = 3  # over the folder
#: Plain columns that hold names from fixed lists: these too are words in the pages.
NAMES = frozenset("key op kind operation label actor role status state source reason guard model extractor embedder precision titled_by".split())


class Checked(msgspec.Struct, frozen=True):
    """What was looked through: a file or table, how, and how much of it (`units`: bytes, pages, words or columns)."""

    what: str
    how: str
    units: int


class Hit(msgspec.Struct, frozen=True):
    """Text number `needle` of those given was found: in a file's page, or (`what` is table.column) in a row."""

    what: str
    where: str
    needle: int


class Report(msgspec.Struct, frozen=True):
    """What was checked and found. `words`: how many search words had to be gone. `skipped`: texts too short to be told from chance."""

    checked: tuple[Checked, ...]
    hits: tuple[Hit, ...]
    words: int
    skipped: tuple[int, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not self.hits


def scan(vault: Vault, texts: Sequence[str], *, progress: Callable[[str], None] = lambda _: None) -> Report:
    """Looks for `texts` (of erased rows). Call `vault.truncate_wal()` before: else the log still holds them, and that is reported.

    A text that a living row holds is reported for that row, once, and not page by page.
    """
    with vault.database.maintenance() as writer:
        agree = [Hit(problem.text, "search rows", -1) for problem in consistency.search_problems(writer)]
    connection = connect(vault.layout.database, vault.subkey("database"), create=False)
    try:
        rows = _in_rows(connection, [(number, form) for number, text in enumerate(texts) for form in forms(text)])
        words = _lost_words(connection, texts)
        found = [Hit("window_fts", "search words", number) for word, number in words.items() if _has_word(connection, "window_fts", word)]
        long = [(number, word) for word, number in words.items() if len(word.encode()) >= SHORTEST_WORD]
        # The schema's own text stands in the pages too, its names one after the other ("table", "edge": no "bleed").
        parts = connection.execute("SELECT type || name || tbl_name || char(10) || coalesce(sql, '') FROM sqlite_master").fetchall()
        schema = "\n".join(part[0] for part in parts).lower().encode()
        loose = _nowhere_else(connection, [(number, word.encode()) for number, word in long if word.encode() not in schema])
        figures = _figures(connection, [(number, form) for number, text in enumerate(texts) for form in forms(text)] + loose)
    finally:
        connection.close()
    living = {hit.needle for hit in rows}
    sought = [(number, text) for number, text in enumerate(texts) if number not in living]
    needles: list[Needle] = [(number, form) for number, text in sought for form in forms(text) if form not in schema and form not in figures]
    loose = [(number, word) for number, word in loose if word not in figures]
    hidden = [(number, form) for number, text in sought for form in disguises(text)]
    checked = [Checked("rows", "columns that can hold text", sum(column.readable for column in HELD)), Checked("window_fts", "words", len(words))]
    hits = [*agree, *rows, *found]
    for path in _files(vault.home):
        name = str(path.relative_to(vault.home))
        progress(name)
        key = _key_of(vault, path)
        try:
            units, places = search_file(path, [*needles, *hidden]) if key is None else search_database(path, key, [*needles, *loose])
        except FileNotFoundError:  # it has gone, or has another name by now
            continue
        checked.append(Checked(name, "bytes" if key is None else "decrypted pages", units))
        hits += [Hit(name, where, number) for number, where in places]
    return Report(tuple(checked), tuple(hits), len(words), tuple(number for number, text in enumerate(texts) if not forms(text)))


def _figures(connection: Any, needles: Sequence[Needle]) -> set[bytes]:
    """Those texts without letters ("10:30", "77311") that ids or times of rows that stay have in them: found in a page, they prove nothing."""
    bare = sorted({form for _, form in needles if not any(chr(byte).isalpha() for byte in form)})
    finder, held = Finder(list(enumerate(bare))), set[int]()
    for table, names in PLAIN.items() if bare else ():
        for name in names:
            for (value,) in connection.execute(f"SELECT {name} FROM {table}"):
                if isinstance(value, str):
                    held |= finder.found(_bytes(value))
    return {bare[at] for at in held}


def _files(home: Path) -> Iterator[Path]:
    """Every file under the data folder, those too that appear (or are renamed) while the others are looked through."""
    seen: set[Path] = set()
    for _ in range(PASSES):
        # Not `rglob`: a folder that vanishes under it is an error.
        there = (Path(folder) / name for folder, _, names in os.walk(home) for name in names)
        new = sorted(path for path in there if path not in seen and path.is_file())
        seen.update(new)
        yield from new


def _key_of(vault: Vault, path: Path) -> bytes | None:
    name = path.name.removesuffix("-wal")
    if name == vault.layout.database.name:
        return vault.subkey("database")
    return snapshots.file_key(vault) if name == vault.layout.vectors.name else None


def _in_rows(connection: Any, needles: Sequence[Needle]) -> list[Hit]:
    """Living rows that hold one of the texts, in any case."""
    finder = Finder(needles)
    return [
        Hit(f"{held.table}.{held.column}", f"row {row}", number)
        for held in HELD
        if held.readable
        for row, value in connection.execute(f"SELECT rowid, {held.column} FROM {held.table} WHERE {held.column} IS NOT NULL")
        for number in sorted(finder.found(_bytes(value)))
    ]


def _bytes(value: str | bytes) -> bytes:
    return value.encode().lower() if isinstance(value, str) else value.lower()


def _lost_words(connection: Any, texts: Sequence[str]) -> dict[str, int]:
    """Words of the texts, stemmed as the search tables stem, that no living turn, memory or speaker has; with the number of their text."""
    speakers = [row[0] for row in connection.execute("SELECT DISTINCT speaker FROM message")]
    spoken = set(_words([*speakers, "User", "Assistant", "Other"]))
    return {
        word: number
        for word, number in _words(texts).items()
        if word not in spoken and not any(_has_word(connection, table, word) for table in MIRRORS)
    }


def _words(texts: Sequence[str]) -> dict[str, int]:
    """The search words of texts, by FTS5's own tokenizer, in a database of their own that is never a file."""
    connection = connect(":memory:", b"\0" * 32)
    try:
        connection.execute(f"CREATE VIRTUAL TABLE said USING fts5 (text, content='', tokenize='{consistency.TOKENIZER}')")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5vocab ('said', 'instance')")
        connection.executemany("INSERT INTO said (rowid, text) VALUES (?, ?)", list(enumerate(texts)))
        return {row[0]: int(row[1]) for row in connection.execute("SELECT term, min(doc) FROM words GROUP BY term")}
    finally:
        connection.close()


def _has_word(connection: Any, table: str, word: str) -> bool:
    connection.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_words USING fts5vocab ('main', '{table}', 'row')")
    return connection.execute(f"SELECT 1 FROM temp.{table}_words WHERE term = ?", (word,)).fetchone() is not None


def _nowhere_else(connection: Any, words: list[Needle]) -> list[Needle]:
    """Those words that stand in no row that stays, not even inside another ("ann" in "planned"): finding their bytes proves something."""
    columns = [f"SELECT {held.column} FROM {held.table}" for held in HELD if held.readable]
    columns += [f"SELECT DISTINCT {column} FROM {table}" for table, names in PLAIN.items() for column in names if column in NAMES]
    finder, living = Finder([(at, word) for at, (_, word) in enumerate(words)]), set[int]()
    for sql in columns:
        for (value,) in connection.execute(sql):
            if value is not None:
                living |= finder.found(_bytes(value))
    return [needle for at, needle in enumerate(words) if at not in living]
