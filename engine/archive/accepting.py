"""Accepting many proposals of an import at once: what is learnt from the user's own messages, of a kind, about somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.errors import BadInput
from engine.learning.gating.categories import BY_KEY as BY_CATEGORY
from engine.memory.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.memory.facts import Memories
    from engine.vault.change import Change

KINDS = ("semantic", "episodic", "procedural")


class Acceptance(msgspec.Struct, frozen=True):
    """`mine`: learnt from messages of the user; `kinds`: kinds or categories, or "all"; `about`: names. Each adds to what is accepted."""

    mine: bool = False
    kinds: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = {*KINDS, *BY_CATEGORY, "all"}
        if wrong := [kind for kind in self.kinds if kind not in known]:
            raise BadInput(f"There is no kind of memory called {wrong[0]}.", f"Kinds: {', '.join([*KINDS, *BY_CATEGORY, 'all'])}.")


def accept(memories: Memories, change: Change, conversations: Sequence[int], wanted: Acceptance) -> list[int]:
    """Approves what waits and stands on these conversations (rows), within the open change; the rows of what was approved.

    Instructions and how-tos only when they are named by their kind: an order is never accepted along with facts.
    """
    if wanted == Acceptance():
        return []
    rows = change.execute(
        "SELECT m.row, m.id, m.kind, m.category, max(x.role = 'user') AS own FROM memory m JOIN memory_source s ON s.memory = m.row JOIN message x "
        "ON x.row = s.message WHERE m.status = 'proposed' AND m.source = 'import' AND x.conversation IN (SELECT value FROM json_each(?)) "
        "GROUP BY m.row ORDER BY m.mentioned_at, m.row", (msgspec.json.encode(list(conversations)).decode(),),
    ).fetchall()  # fmt: skip
    accepted = []
    for row in rows:
        named = {"all", row["kind"], row["category"]} & set(wanted.kinds) - ({"all"} if row["kind"] == "procedural" else set())
        fact = row["kind"] != "procedural"
        if named or (wanted.mine and row["own"] and fact) or (wanted.about and fact and _about(change, row["row"], wanted.about)):
            memories.approve(row["id"])
            accepted.append(int(row["row"]))
    return accepted


def _about(change: Change, memory: int, names: Sequence[str]) -> bool:
    found = change.execute(
        "SELECT e.folded, e.relation, a.folded FROM memory_entity x JOIN entity e ON e.row = x.entity LEFT JOIN entity_alias a ON a.entity = e.row "
        "WHERE x.memory = ?", (memory,),
    ).fetchall()  # fmt: skip
    said = change.execute("SELECT text FROM memory WHERE row = ?", (memory,)).fetchone()["text"]
    wanted = {fold(name) for name in names}
    return bool(wanted & {name for row in found for name in row if name}) or any(
        f" {name} " in f" {fold(said)} ".replace(".", " ").replace("'", " ") for name in wanted
    )
