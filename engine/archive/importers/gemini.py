"""Gemini's activity from Google Takeout: `My Activity/Gemini Apps/MyActivity.json`. `gemini_html` reads the same from the page that Takeout makes
unless asked for JSON.

Shape: [{"header": "Gemini Apps", "title": "Prompted …", "titleUrl", "time", "safeHtmlItem": [{"html"}]}], newest first. It has no
conversations: prompts that are no more than an hour apart are taken for one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from engine.archive.importers.markup import words_of
from engine.archive.importers.records import Export, Said, Talk, items, moment, text

PROGRAM = "Gemini"
_GAP = timedelta(hours=1)
_PLACE = re.compile(r"/(?:app|c)/([A-Za-z0-9_-]+)")
_OTHER = re.compile(r"^(?:Used|Created|Gave feedback|Shared|Viewed)\s", re.IGNORECASE)
#: "Prompted" in the languages of Takeout that are known; in others it is told by the hard space between it and what was typed.
_PREFIX = re.compile(r"^(?:(?:Prompted|Gefragt|Solicitó|Solicitou|Demandé|Richiesto|Said|Asked)\s+|\w+(?: \w+){0,4}:?\u00a0)", re.IGNORECASE)
_BEGINNING = datetime.min.replace(tzinfo=UTC)


class Activity(msgspec.Struct, frozen=True):
    """One entry. `title`: as Google words it; `stamp`: its time as it stands there, which tells it from others."""

    header: str
    title: str
    stamp: str
    at: datetime | None
    url: str = ""
    answer: str = ""
    files: int = 0


def matches(document: Any) -> bool:
    """Whether this is such an export."""
    return any(str(item.get("header")).startswith("Gemini") and "time" in item for item in items(document)[:5])


def read(document: Any, found: Export) -> None:
    """Adds what it holds."""
    bring(_entries(document), found)


def _entries(document: Any) -> Iterator[Activity]:
    for item in items(document):
        answer = "\n\n".join(words_of(str(piece.get("html") or "")) for piece in items(item.get("safeHtmlItem")))
        files = len(items(item.get("imageFile"))) + len(items(item.get("attachedFiles")))
        title = item.get("title")
        yield Activity(
            str(item.get("header")), title if isinstance(title, str) else "", str(item.get("time")), moment(item.get("time")),
            text(item.get("titleUrl")), text(answer), files,
        )  # fmt: skip


def bring(entries: Iterable[Activity], found: Export) -> None:
    """Adds what was asked and answered, as conversations; counts what is left out."""
    last: datetime | None = None
    places: dict[str, Talk] = {}
    current = ""
    for entry in sorted(entries, key=lambda entry: entry.at or _BEGINNING):
        prompted = _PREFIX.match(entry.title)
        told = text(entry.title[prompted.end() :] if prompted else entry.title)
        if not told or not entry.header.startswith(("Gemini", "Bard")):
            continue
        if _OTHER.match(entry.title):
            found.leave_out("other activities")
            continue
        if named := _PLACE.search(entry.url):
            current = named[1]
        elif last is None or entry.at is None or entry.at - last > _GAP:
            current = f"session-{entry.stamp}"
        last = entry.at
        if current not in places:
            places[current] = Talk(current, at=entry.at)
            found.talks.append(places[current])
        _add(places[current], told, entry)
        found.leave_out("images and files", entry.files)


def _add(talk: Talk, told: str, entry: Activity) -> None:
    id = hashlib.sha256(f"{entry.stamp} {told}".encode()).hexdigest()[:24]
    if any(said.id == id for said in talk.said[-20:]):
        return
    before = talk.said[-1].id if talk.said else None
    talk.said.append(Said(id, "user", told, entry.at, before))
    if entry.answer:
        talk.said.append(Said(f"{id}-a", "assistant", entry.answer, entry.at, id))
