"""Gemini's activity from Google Takeout: `My Activity/Gemini Apps/MyActivity.json`.

Shape: [{"header": "Gemini Apps", "title": "Prompted …", "titleUrl", "time", "safeHtmlItem": [{"html"}]}], newest first. It has no
conversations: prompts that are no more than an hour apart are taken for one.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from engine.archive.importers.records import Export, Said, Talk, items, moment, text

PROGRAM = "Gemini"
_GAP = timedelta(hours=1)
_PLACE = re.compile(r"/(?:app|c)/([A-Za-z0-9_-]+)")
#: "Prompted" in the languages of Takeout that are known; Google puts it before what was typed, followed by a (hard) space.
_OTHER = re.compile(r"^(?:Used|Created|Gave feedback|Shared|Viewed)\s", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:Prompted|Gefragt|Solicitó|Solicitou|Demandé|Richiesto|Said|Asked)\s+", re.IGNORECASE)


def matches(document: Any) -> bool:
    """Whether this is such an export."""
    return any(str(item.get("header")).startswith("Gemini") and "time" in item for item in items(document)[:5])


def read(document: Any, found: Export) -> None:
    """Adds what it holds."""
    last: datetime | None = None
    places: dict[str, Talk] = {}
    current = ""
    for item in sorted(items(document), key=lambda item: moment(item.get("time")) or datetime.min.replace(tzinfo=UTC)):
        told, at = _PREFIX.sub("", text(item.get("title"))), moment(item.get("time"))
        if not told or not str(item.get("header")).startswith("Gemini"):
            continue
        if _OTHER.match(told) and not _PREFIX.match(text(item.get("title"))):
            found.leave_out("other activities")
            continue
        named = _PLACE.search(text(item.get("titleUrl")))
        if named:
            current = named[1]
        elif last is None or at is None or at - last > _GAP:
            current = f"session-{text(item.get('time'))}"
        last = at
        if current not in places:
            places[current] = Talk(current, at=at)
            found.talks.append(places[current])
        _add(places[current], told, item, at)
        found.leave_out("images and files", len(items(item.get("imageFile"))) + len(items(item.get("attachedFiles"))))


def _add(talk: Talk, told: str, item: dict[str, Any], at: datetime | None) -> None:
    id = hashlib.sha256(f"{item.get('time')} {told}".encode()).hexdigest()[:24]
    if any(said.id == id for said in talk.said[-20:]):
        return
    before = talk.said[-1].id if talk.said else None
    talk.said.append(Said(id, "user", told, at, before))
    answer = text("\n\n".join(_plain(str(piece.get("html") or "")) for piece in items(item.get("safeHtmlItem"))))
    if answer:
        talk.said.append(Said(f"{id}-a", "assistant", answer, at, id))


def _plain(html: str) -> str:
    parser = _Plain()
    parser.feed(html)
    parser.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(parser.pieces)).strip()


class _Plain(HTMLParser):
    """The words of an answer, with lines and bullets; nothing else of its HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        self.pieces.append("\n- " if tag == "li" else "\n" if tag in ("p", "br", "tr", "h1", "h2", "h3", "h4", "pre", "div") else "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style") and self._silent > 0
        self.pieces.append("\n" if tag in ("p", "h1", "h2", "h3", "h4", "pre") else "")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)
