"""What the user has decided about a message: reading it again brings back nothing that was forgotten, rejected, undone or put differently."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import msgspec

from engine.learning.reconciling.reconcile import content
from engine.memory.records import Memory
from engine.memory.words import fold, quote

if TYPE_CHECKING:
    from engine.learning.records import Candidate
    from engine.memory.records import Message
    from engine.vault.change import Change
    from engine.vault.vault import Vault

#: Share of the words of meaning that two texts have in common, from which on they tell the same.
ALIKE = 0.6
_GONE = ("retracted", "trashed", "archived")


def undone(vault: Vault) -> dict[int, list[str]]:
    """Message row -> texts of the memories that were learned from it in a step which the user took back."""
    found: dict[int, list[str]] = {}
    steps = "SELECT content FROM journal WHERE operation = 'learn' AND reverted_by IS NOT NULL AND content IS NOT NULL"
    for step in vault.query(steps):
        images = [image for image in msgspec.msgpack.decode(step["content"])["images"] if image["before"] is None and image["after"] is not None]
        texts = {image["row"]: str(image["after"]["text"]) for image in images if image["table"] == "memory"}
        for source in (image["after"] for image in images if image["table"] == "memory_source"):
            if source["memory"] in texts:
                found.setdefault(source["message"], []).append(texts[source["memory"]])
    return found


def is_settled(change: Change, message: Message, candidate: Candidate, taken_back: Collection[str] = ()) -> bool:
    """Whether a candidate of a message that was read before is known from it already, or was decided upon. `taken_back`: see `undone`."""
    if any(_alike(candidate.text, text) for text in taken_back):
        return True
    mine = content(candidate.text)
    for row in change.execute(
        "SELECT m.*, s.start AS s_start, s.stop AS s_stop FROM memory_source s JOIN memory m ON m.row = s.memory WHERE s.message = ?", (message.row,)
    ).fetchall():
        known = Memory.from_row(row)
        earlier = change.execute("SELECT fields, actor FROM memory_version WHERE memory = ?", (known.row,)).fetchall()
        texts = [known.text, *(str(text) for version in earlier if (text := msgspec.json.decode(version["fields"]).get("text")))]
        if any(fold(text) == fold(candidate.text) for text in texts):
            return True
        overlapping = row["s_start"] < candidate.stop and candidate.start < row["s_stop"]
        if overlapping and mine <= content(known.text):
            return True
        decided = known.status in _GONE or any(version["actor"] == "user" for version in earlier)
        if decided and any(_alike(candidate.text, text) or (overlapping and content(text) <= mine) for text in texts):
            return True
    return _forgotten(change, message, candidate)


def _forgotten(change: Change, message: Message, candidate: Candidate) -> bool:
    """Whether the same, learned from elsewhere, was forgotten after this was said."""
    asked = " OR ".join(quote(word) for word in sorted(content(candidate.text), key=len)[-6:])
    if not asked:
        return False
    rows = change.execute(
        "SELECT m.text FROM memory_fts f JOIN memory m ON m.row = f.rowid WHERE memory_fts MATCH ? AND m.status = 'trashed' AND m.trashed_at > ? "
        "ORDER BY f.rank LIMIT 20",
        (asked, message.recorded_at),
    ).fetchall()
    return any(_alike(candidate.text, row["text"]) for row in rows)


def _alike(one: str, other: str) -> bool:
    mine, theirs = content(one), content(other)
    return fold(one) == fold(other) or (bool(mine | theirs) and len(mine & theirs) >= ALIKE * len(mine | theirs))
