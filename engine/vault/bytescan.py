"""Searching bytes for texts: the forms a text may be stored in, files as they are, and databases page by page."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from engine.vault import pages, rawfiles
from engine.vault.pages import Page

Needle = tuple[int, bytes]  # number of the text, and one of its forms
Place = tuple[int, str]
SHORTEST = 5  # bytes: shorter ones would be found by chance in encrypted or random bytes
STEP = 1 << 20  # bytes of a file that are looked through at once
SEED = SHORTEST  # bytes with which a text that goes on in another page must begin in this one


class Finder:
    """Looks for many needles at once: only where one pattern of all their beginnings matches is each looked for by itself."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        self.needles = needles
        self.longest = max((len(form) for _, form in needles), default=0)
        self._begins = re.compile(b"|".join(sorted({re.escape(form[:SEED]) for _, form in needles})) or b"(?!)")
        # An overflow page may go on with a needle of which only 1 to 4 bytes, too few to look for, stand in the page before.
        self._goes_on: dict[bytes, list[Needle]] = defaultdict(list)
        for number, form in needles:
            for begun in range(1, SEED) if len(form) >= 3 * SEED else ():
                self._goes_on[form[begun : begun + SEED]].append((number, form[begun:]))

    def begins(self, data: bytes) -> bool:
        """Whether any needle may be in `data` (lower-cased)."""
        return self._begins.search(data) is not None

    def found(self, data: bytes) -> set[int]:
        """The texts that are in `data` (lower-cased)."""
        return {number for number, form in self.needles if form in data} if self.begins(data) else set()

    def going_on(self, data: bytes) -> set[int]:
        """The texts that an overflow page goes on with, whose first few bytes stand elsewhere."""
        rests = self._goes_on.get(data[4 : 4 + SEED], ())
        return {number for number, rest in rests if data.startswith(rest[: len(data) - 4], 4)}


def forms(text: str) -> list[bytes]:
    """How a text may be stored: other cases, composed or decomposed, escaped as in JSON. ASCII letters are small: searches fold them."""
    text = text.strip()
    variants = (text, text.casefold(), text.upper(), unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))
    found = [variant.encode().lower() for variant in variants]
    found += [msgspec.json.encode(text)[1:-1].lower(), text.encode("ascii", "backslashreplace").lower()]
    return [form for form in dict.fromkeys(found) if len(form) >= SHORTEST]


def disguises(text: str) -> list[bytes]:
    """A text in UTF-16, and in base64 at each of its three alignments (letters folded, as searches do)."""
    text = text.strip()
    if len(text.encode()) < SHORTEST:
        return []
    found = [text.encode("utf-16-le").lower(), text.encode("utf-16-be").lower()]
    plain = text.encode()
    if len(plain) >= 12:
        found += [base64.b64encode(b"\0" * shift + plain)[4:-4].lower() for shift in range(3)]
    return found


def search_file(path: Path, needles: Sequence[Needle]) -> tuple[int, list[Place]]:
    """A file's size, and the texts found in its bytes."""
    finder = Finder(needles)
    found: set[int] = set()
    for block in rawfiles.blocks(path, STEP, more=finder.longest):
        found |= finder.found(block.lower())
    return path.stat().st_size, [(number, "bytes") for number in sorted(found)]


def search_database(path: Path, key: bytes, needles: Sequence[Needle]) -> tuple[int, list[Place]]:
    """How many pages (or log frames) a SQLCipher file has, and the texts found in them, in one page or across several.

    A file that this key doesn't decrypt is searched as it is.
    """
    first = next(_pages(path, key), None)
    if first is None or (first.frame < 0 and not pages.is_decrypted(first)):
        return search_file(path, needles)
    finder = Finder(needles)
    places: dict[Place, None] = {}
    broken: list[tuple[int, bytes, int]] = []  # (text, the rest of it, the page where it must go on)
    count = 0
    for page in _pages(path, key):
        count += 1
        data = page.data.lower()
        where = f"page {page.number}" if page.frame < 0 else f"log frame {page.frame}"
        places.update(dict.fromkeys((number, where) for number in sorted(finder.found(data) | finder.going_on(data))))
        for number, form in needles if finder.begins(data) else ():
            broken += [(number, form[matched:], following) for matched, following in _broken_off(page.data, data, form)]
    places.update(dict.fromkeys(_across(path, key, broken)))
    return count, list(places)


def _across(path: Path, key: bytes, broken: Sequence[tuple[int, bytes, int]]) -> Iterator[Place]:
    wanted = defaultdict(list)
    for number, rest, following in broken:
        wanted[following].append((number, rest))
    for page in _pages(path, key) if wanted else ():
        for number, rest in wanted.get(page.number, ()):
            if page.data[4:].lower().startswith(rest[: len(page.data) - 4]):
                yield number, f"across pages, on to page {page.number}"


def _broken_off(raw: bytes, data: bytes, form: bytes) -> Iterator[tuple[int, int]]:
    """Where a page ends a beginning of `form`: (bytes matched, the page where it goes on).

    SQLite puts that page's number behind the part of a row that is kept in place, and at the start of each overflow page.
    """
    at = data.find(form[:SEED])
    while at >= 0:
        matched = SEED
        while matched < len(form) and at + matched < len(data) and data[at + matched] == form[matched]:
            matched += 1
        if at + matched == len(data) and matched < len(form):
            yield matched, int.from_bytes(raw[:4], "big")
        elif matched < len(form):
            for fewer in range(min(4, matched - SEED + 1)):  # the page number's bytes may happen to go on like the text
                end = at + matched - fewer
                yield matched - fewer, int.from_bytes(raw[end : end + 4], "big")
        at = data.find(form[:SEED], at + 1)


def _pages(path: Path, key: bytes) -> Iterator[Page]:
    return pages.read_log(path, key) if path.name.endswith("-wal") else pages.read(path, key)
