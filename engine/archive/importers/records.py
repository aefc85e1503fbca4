"""What every importer makes of another program's export: talks, and notes that were taken of the user."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from engine import clock
from engine.memory.cleaning import clean

#: What may be the category of a memory in a file: a word, as Alcove writes them.
CATEGORY = re.compile(r"[a-z][a-z_ -]{1,30}")
Role = Literal["user", "assistant", "other"]


class Said(msgspec.Struct):
    """A message. `parent`: the id of the one that it follows; `chosen`: on the path that was shown last."""

    id: str
    role: Role
    text: str
    at: datetime | None = None
    parent: str | None = None
    chosen: bool = True
    speaker: str = ""


class Talk(msgspec.Struct):
    """A conversation of another program; its messages with parents first."""

    id: str
    title: str = ""
    at: datetime | None = None
    said: list[Said] = []


class Note(msgspec.Struct, frozen=True):
    """Something another program (or the user, in a list) noted. `kind` and `category` as in a memory, where the program tells them."""

    text: str
    at: datetime | None = None
    kind: str = "semantic"
    category: str = "other"


class Export(msgspec.Struct):
    """What one export holds. `left_out`: parts that aren't brought along, by kind (images, documents, …), with how many."""

    program: str
    talks: list[Talk] = []
    notes: list[Note] = []
    left_out: dict[str, int] = {}

    def leave_out(self, what: str, count: int = 1) -> None:
        """Counts something that isn't brought along."""
        if count:
            self.left_out[what] = self.left_out.get(what, 0) + count


def text(value: Any) -> str:
    """Clean text, whatever was there."""
    return clean(value).strip() if isinstance(value, str) else ""


def moment(value: Any) -> datetime | None:
    """From ISO 8601, or seconds since 1970; None for anything else, and outside of the years 1000 to 9999."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            found = datetime.fromtimestamp(value, UTC)
        elif isinstance(value, str):
            found = datetime.fromisoformat(value.strip())
            found = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
        else:
            return None
        clock.to_utc(found)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.year >= 1000 else None


def items(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; nothing for anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def part(value: Any, name: str) -> dict[str, Any]:
    """An object inside of an object; an empty one where there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}
