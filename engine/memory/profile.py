"""The profile: what the user is like, on one page. Each line is a memory in its place; what is forgotten is not shown, whatever the table says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.memory.records import Conversation

if TYPE_CHECKING:
    from engine.vault.vault import Vault

#: In the order in which they are read.
SECTIONS = ("identity", "people", "pets", "home", "work", "health", "preferences", "routines", "skills", "plans", "beliefs", "possessions",
            "instructions", "other")  # fmt: skip
#: Instructions have a place of their own in the prompt.
_NOT_FROZEN = ("instructions",)
#: What a prompt spends on the profile: read once per conversation, then kept by the model's cache.
FROZEN_TOKENS = 200
_CHARACTERS_PER_TOKEN = 3.6
_LINE_TOKENS = 3


class Line(msgspec.Struct, frozen=True):
    """One memory in its section."""

    section: str
    memory: int
    id: str
    version: int
    text: str
    importance: float
    pinned: bool


def read(vault: Vault) -> list[Line]:
    """All lines, section by section."""
    rows = vault.query(
        "SELECT p.section, p.place, m.row, m.id, m.version, m.text, m.importance, m.pinned FROM profile p JOIN memory m ON m.row = p.memory "
        "WHERE m.status = 'active' ORDER BY p.place, m.row"
    )
    lines = [Line(row["section"], row["row"], row["id"], row["version"], row["text"], row["importance"], bool(row["pinned"])) for row in rows]
    return sorted(lines, key=lambda line: SECTIONS.index(line.section) if line.section in SECTIONS else len(SECTIONS))


def frozen(vault: Vault, conversation: Conversation | str | int, budget_tokens: int = FROZEN_TOKENS) -> list[tuple[int, int, str]]:
    """The profile as this conversation began with it: (memory row, version, text), the same at every turn.

    Chosen at the first call; what is learnt later is recalled, not added, so that the model need not read its prompt anew. Only what must change
    does: a memory that was edited is told as it is now, one that no longer holds or is forgotten is left out. `conversation`: also its id or row.
    """
    identity = conversation.id if isinstance(conversation, Conversation) else conversation
    found = vault.one(f"SELECT row, profile FROM conversation WHERE {'row' if isinstance(identity, int) else 'id'} = ?", (identity,))
    if found is None:
        return []
    if found["profile"] is not None:
        return _as_it_is_now(vault, [int(pair[0]) for pair in msgspec.json.decode(found["profile"])])
    chosen = _within(read(vault), budget_tokens)
    if chosen:
        pairs = msgspec.json.encode([[line.memory, line.version] for line in chosen]).decode()
        with vault.change("profile", "Froze the profile", actor="maintenance", journaled=False) as change:
            change.execute("UPDATE conversation SET profile = ? WHERE row = ? AND profile IS NULL", (pairs, found["row"]))
    return [(line.memory, line.version, line.text) for line in chosen]


def _within(lines: Sequence[Line], budget_tokens: int) -> list[Line]:
    """The most important ones that fit, in the order of the profile."""
    kept: set[int] = set()
    spent = 0
    for line in sorted(lines, key=lambda line: (not line.pinned, -line.importance, line.memory)):
        cost = _LINE_TOKENS + int(len(line.text) / _CHARACTERS_PER_TOKEN)
        if line.section not in _NOT_FROZEN and spent + cost <= budget_tokens:
            spent += cost
            kept.add(line.memory)
    return [line for line in lines if line.memory in kept]


def _as_it_is_now(vault: Vault, rows: Sequence[int]) -> list[tuple[int, int, str]]:
    found = vault.query(
        "SELECT row, version, text FROM memory WHERE +status = 'active' AND row IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(list(rows)).decode(),),
    )
    known = {int(row["row"]): (int(row["row"]), int(row["version"]), str(row["text"])) for row in found}
    return [known[row] for row in rows if row in known]
