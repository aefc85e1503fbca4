"""Decrypts SQLCipher 4 files page by page, without SQLite: what a thief with the key could read, freed pages and old log frames included.

Format (SQLCipher 4, raw key, page 4096): a page is ciphertext, then 80 reserved bytes: 16 of IV, 64 of HMAC-SHA512. AES-256-CBC under the raw
key. Page 1 begins with 16 bytes of salt in the clear, in the place of SQLite's magic text. A log frame is a 24-byte header and such a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from engine.vault import rawfiles
from engine.vault.keys import cbc_decrypt

PAGE = 4096
RESERVED = 80
USABLE = PAGE - RESERVED
SALT = 16
WAL_HEADER = 32
FRAME_HEADER = 24


class Page(msgspec.Struct, frozen=True):
    """One decrypted page; page 1 has its first 16 bytes zeroed. `frame` is its place in the log, -1 for the database itself."""

    number: int
    frame: int
    data: bytes


def read(path: Path, key: bytes) -> Iterator[Page]:
    """The pages of a database file."""
    for number, raw in enumerate(rawfiles.blocks(path, PAGE), 1):
        if len(raw) == PAGE:
            yield Page(number, -1, _decrypt(raw, key, first=number == 1))


def read_log(path: Path, key: bytes) -> Iterator[Page]:
    """The frames of its write-ahead log, those that are no longer valid included."""
    for frame, raw in enumerate(rawfiles.blocks(path, FRAME_HEADER + PAGE, start=WAL_HEADER)):
        if len(raw) == FRAME_HEADER + PAGE:
            number = int.from_bytes(raw[:4], "big")
            yield Page(number, frame, _decrypt(raw[FRAME_HEADER:], key, first=number == 1))


def is_decrypted(first: Page) -> bool:
    """Whether page 1 says what an SQLite header must say: page size 4096, 80 bytes reserved."""
    return first.data[16:18] == PAGE.to_bytes(2, "big") and first.data[20] == RESERVED


def _decrypt(raw: bytes, key: bytes, *, first: bool) -> bytes:
    if not any(raw):  # never written
        return raw[:USABLE]
    start = SALT if first else 0
    return b"\0" * start + cbc_decrypt(key, raw[USABLE : USABLE + 16], raw[start:USABLE])
