"""A document that was read: its name, its text by pages, and what it is."""

from __future__ import annotations

import re
import unicodedata

import msgspec

LARGEST_FILE = 20 * 1024 * 1024  # bytes
MOST_TEXT = 2_000_000  # characters
LONGEST_NAME = 100


class Document(msgspec.Struct, frozen=True):
    """`pages`: the text, page by page for a PDF, else as one. `size` in bytes; `charset` only if it had to be guessed; `pasted`: never was a file."""

    name: str
    kind: str  # "PDF", "Markdown", "text", …
    pages: tuple[str, ...]
    size: int
    charset: str = ""
    pasted: bool = False

    @property
    def text(self) -> str:
        """All of it."""
        return "\n\n".join(self.pages)

    @property
    def facts(self) -> str:
        """What it is, for people: "PDF, 12 pages, 48 KB"."""
        count = f"{len(self.pages)} page{'s' * (len(self.pages) != 1)}" if self.kind == "PDF" else ""
        guessed = f"read as {self.charset}" if self.charset else ""
        return ", ".join(filter(None, (self.kind, count, human_size(self.size), guessed)))


def human_size(size: int) -> str:
    """1536 -> "1.5 KB"."""
    if size < 1000:
        return f"{size} bytes" if size != 1 else "1 byte"
    value, unit = (size / 1e3, "KB") if size < 1e6 else (size / 1e6, "MB")
    return f"{value:.0f} {unit}" if value >= 10 else f"{value:.1f} {unit}"


def plain_name(name: str) -> str:
    """A file's name as it may stand in a line of text: no folders, no line breaks or invisible characters, not endless."""
    base = re.split(r"[/\\]", name)[-1]
    shown = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in base)
    shown = " ".join(shown.split())
    if len(shown) > LONGEST_NAME:
        stem, dot, ending = shown.rpartition(".")
        ending = dot + ending if dot and len(ending) <= 10 else ""
        shown = (stem if ending else shown)[: LONGEST_NAME - len(ending) - 1] + "…" + ending
    return shown or "document"
