"""The words of a piece of HTML, with its lines and bullets; nothing else of it is looked at or run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_LINES = ("p", "br", "tr", "h1", "h2", "h3", "h4", "pre", "div")
_SILENT = ("script", "style")


class Words(HTMLParser):
    """Gathers words; `pieces` may be taken away between tags."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0

    def taken(self) -> str:
        """What was gathered, and begins anew."""
        found = "".join(self.pieces)
        self.pieces = []
        return re.sub(r"\n{3,}", "\n\n", found).strip("\n\t ")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self.pieces.append("\n- " if tag == "li" else "\n" if tag in _LINES else "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        self.pieces.append("\n" if tag in _LINES and tag not in ("br", "tr", "div") else "")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def words_of(html: str) -> str:
    """All of it."""
    parser = Words()
    parser.feed(html)
    parser.close()
    return parser.taken()
