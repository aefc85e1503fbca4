"""Gemini's activity as the page that Google Takeout makes by default: `My Activity/Gemini Apps/MyActivity.html`, in any language.

Shape, for each entry: `div.outer-cell` with a `div.header-cell` ("Gemini Apps") and a first `div.content-cell` of "Prompted", a hard space, what was
typed, `<br>`, the time in the words of the account's language, `<br>`, and the answer as HTML. Cells that follow tell products and reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from engine.archive.importers import gemini
from engine.archive.importers.gemini import PROGRAM, Activity
from engine.archive.importers.markup import Words
from engine.archive.importers.records import Export, text

__all__ = ["PROGRAM", "matches", "read"]
_CELL = re.compile(r'class="outer-cell')
_HEAD = re.compile(r'class="header-cell[^>]*>\s*(?:<p[^>]*>)?\s*(?:Gemini|Bard)')
_STAMP = re.compile(r"(?=.*\b(?:19|20)\d\d\D)(?=.*\d{1,2}:\d\d(?::\d\d)?).{12,60}")
_YEAR_FIRST = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D{1,4}(\d{1,2}):(\d\d)(?::(\d\d))?")
_FILES = re.compile(r"^(?:Attached|Angehängt|Adjunt|Anexo|Pièce)\D*(\d+)\b", re.IGNORECASE)
_UNREAD = 10  # times of a kind that nobody could read, after which no more are tried: each try is slow
_BESIDE = ("text-right", "caption")


def matches(content: str) -> bool:
    """Whether this is such a page."""
    return content.lstrip()[:1] == "<" and _CELL.search(content) is not None and _HEAD.search(content) is not None


def read(content: str, found: Export) -> None:
    """Adds what it holds."""
    page = _Page()
    page.feed(content)
    page.close()
    gemini.bring(page.entries(), found)


class _Page(Words):
    """Takes the page apart into cells: (header, what stands in the first content cell, links)."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[tuple[str, str, str]] = []
        self._header, self._url = "", ""
        self._reading = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "div":
            self._depth += bool(self._reading)
            names = given.get("class") or ""
            if not self._reading and ("header-cell" in names or ("content-cell" in names and not any(name in names for name in _BESIDE))):
                self._reading, self._depth, self._url = "header" if "header-cell" in names else "content", 1, ""
                self.taken()
                return
        if tag == "a" and not self._url and "gemini.google.com" in (given.get("href") or ""):
            self._url = given["href"] or ""
        super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        if tag != "div" or not self._reading:
            return
        self._depth -= 1
        if not self._depth:
            if self._reading == "header":
                self._header = text(self.taken())
            else:
                self._cells.append((self._header, self.taken(), self._url))
            self._reading = ""

    def entries(self) -> Iterator[Activity]:
        """The entries of the page; what has no time is none."""
        unread = 0
        for header, content, url in self._cells:
            lines = content.split("\n")
            place = next((n for n, line in enumerate(lines) if n and _STAMP.fullmatch(text(line))), None)
            if place is None:
                continue
            stamp = text(lines[place])
            at = _moment(stamp) if unread < _UNREAD else None
            unread += at is None
            asked = lines[:place]
            files = next((int(found[1]) for line in asked if (found := _FILES.match(text(line)))), 0)
            title = "\n".join(line for line in asked if not _FILES.match(text(line)) and not (files and line.lstrip().startswith("-")))
            yield Activity(header, title.strip("\n"), stamp, at, url, text("\n".join(lines[place + 1 :])), min(files, 1_000))


def _moment(stamp: str) -> datetime | None:
    """The time, as it is worded in any language that dateparser knows; UTC where no zone is named."""
    if found := _YEAR_FIRST.search(stamp):
        try:
            return datetime(*(int(part or 0) for part in found.groups()), tzinfo=UTC)  # type: ignore[misc, arg-type]
        except ValueError:
            return None
    import dateparser

    try:
        read: datetime | None = dateparser.parse(re.sub(r"\s+", " ", stamp))
    except (ValueError, OverflowError, TypeError, RecursionError):
        return None
    return read if read is None or read.tzinfo is not None else read.replace(tzinfo=UTC)
