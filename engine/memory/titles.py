"""A conversation's title: the beginning of the first thing that the user said in it and has not asked to forget."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from engine.memory.attachments import TURN
from engine.memory.records import MASK

if TYPE_CHECKING:
    from engine.vault.change import Change

LENGTH = 48
_LOOKED_AT = 2_000  # characters of a message that a title can come from
_SPACE = re.compile(r"\s+")
_VIRAMA = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u1039\u17d2")


def title_of(text: str, length: int = LENGTH) -> str:
    """A short title: one line, no masks or invisible characters, cut between words, or between graphemes in a word too long."""
    words = text[:_LOOKED_AT].replace(MASK, " ")
    visible = "".join(c for c in words if c in "\n\t\u200d" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    first = next((part for part in (_SPACE.sub(" ", part).strip(" #*>-`|\u200d") for part in visible.split("\n")) if part), "")
    if not any(unicodedata.category(c)[0] in "LNS" for c in first):
        return ""
    if len(first) <= length:
        return first
    stop = length - 1
    space = first.rfind(" ", length // 2, stop + 1)
    if space < 0:
        space = boundary(first, stop)
    return first[:space].rstrip(" ,;:-") + "…"


def boundary(text: str, position: int) -> int:
    """The last place at or before `position` where cutting leaves every grapheme whole (the common part of UAX 29)."""
    while 0 < position < len(text) and _joined(text, position):
        position -= 1
    return position


def _joined(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in "\u200d\ufe0f\u20e3" or before == "\u200d" or before in _VIRAMA or unicodedata.category(after) in ("Mn", "Mc", "Me"):
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff":  # skin tones
        return True
    if _flag(before) and _flag(after):  # a flag is two letters: an odd number of them before the cut
        run = 1
        while at - run - 1 >= 0 and _flag(text[at - run - 1]):
            run += 1
        return run % 2 == 1
    return False


def _flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def derive(change: Change, conversation: int) -> str:
    """The title that this conversation should have by its first telling user message on the path."""
    rows = change.execute(
        f"SELECT substr(m.visible, 1, ?) FROM message m WHERE m.conversation = ? AND m.on_path = 1 AND m.role <> 'assistant' AND NOT {TURN} "
        "AND m.status = 'active' ORDER BY m.depth LIMIT 8",
        (_LOOKED_AT, conversation),
    )
    return next((title for title in (title_of(row[0]) for row in rows.fetchall()) if title), "")


def refresh(change: Change, conversation: int, *, journaled: bool = False) -> None:
    """Renews an automatic title after its messages changed. A title that the user gave stays."""
    row = change.execute("SELECT title, titled_by FROM conversation WHERE row = ?", (conversation,)).fetchone()
    if row is None or row["titled_by"] == "user":
        return
    title = derive(change, conversation)
    if title == row["title"]:
        return
    if journaled:
        change.update("conversation", conversation, title=title)
    else:
        change.execute("UPDATE conversation SET title = ? WHERE row = ?", (title, conversation))
        change.kinds.add("conversation")
