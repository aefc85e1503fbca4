"""How documents lie in a conversation: as turns of somebody else, one that names the document and one per piece, before the user's message.

The external id of each says which document and which piece it is; the speaker is the document's name, with the page for a PDF. So recall, forgetting,
erasing and archives know them as what they know: turns. By the id, not by how they came in: out of a plain archive they come as imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from engine.memory.records import MASK, Message

SOURCE = "attachment"
_ID = re.compile(r"^document:([^:]+):(\d+)$")
_NAMED = re.compile(r"^Attached: (.*) \(([^()]*)\)$", re.DOTALL)
_PAGE = re.compile(r", p\. (\d+)$")
_SHORT = 45  # characters of a line that ends before the margin
_POINT = re.compile(r"\s*(?:#|[-*•–] |\(?\d+(?:\.\d+)*[.)]? |\(?[a-z]\) )")
_END = re.compile(r"[.!?]+[\"'”’)]*(?=\s|$)")
#: SQL over message `m`: a turn of a document; a piece of it, not the turn that names it.
TURN = "(coalesce(m.external_id, '') GLOB 'document:*:[0-9]*')"
PIECE = "(coalesce(m.external_id, '') GLOB 'document:*:[1-9]*')"


class Card(msgspec.Struct, frozen=True):
    """What is shown of a document. `facts`: "PDF, 12 pages, 48 KB"; empty when it was forgotten."""

    name: str
    facts: str


def external_id(document: str, number: int) -> str:
    """`number` 0 is the turn that names the document."""
    return f"document:{document}:{number}"


def is_attached(external_id: str | None) -> bool:
    """Whether a turn with this id is of a document."""
    return _ID.match(external_id or "") is not None


def place(message: Message) -> tuple[str, int] | None:
    """Which document a turn is of, and which piece; None for every other turn."""
    found = _ID.match(message.external_id or "")
    return (found[1], int(found[2])) if found is not None else None


def is_piece(message: Message) -> bool:
    """Whether a turn is a piece of a document."""
    found = place(message)
    return found is not None and found[1] > 0


def naming(name: str, facts: str) -> str:
    """The text of the turn that names a document."""
    return f"Attached: {name} ({facts})"


def card(message: Message) -> Card | None:
    """What the turn that names a document says; None for every other turn."""
    found = place(message)
    if found is None or found[1]:
        return None
    said = _NAMED.match(message.visible)
    if said is None or MASK in said[1]:
        return Card("A forgotten file", "")
    return Card(said[1], said[2])


def names_document(text: str) -> bool:
    """Whether a turn of a document only says which document follows."""
    return _NAMED.match(text) is not None


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a piece begin and end. A line's end ends one only if the line is short (a heading's) or a point of a list follows."""
    start = at = 0
    for line in text.splitlines(keepends=True):
        stop = at + len(line)
        following = text[stop : stop + 12]
        if len(line) < _SHORT or not line.strip() or not following.strip() or following[0] == "\n" or _POINT.match(following):
            yield from _within(text, start, stop)
            start = stop
        at = stop
    yield from _within(text, start, len(text))


def _within(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(text, start, stop):
        yield start, match.end()
        start = match.end()
    if text[start:stop].strip():
        yield start, stop


def page_of(message: Message) -> int:
    """The page that a piece is from; 0 where there are none."""
    found = _PAGE.search(message.speaker)
    return int(found[1]) if found is not None else 0
