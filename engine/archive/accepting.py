"""Accepting many proposals at once, at an import or after it: what is learnt from the user's own messages, of a kind, about somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine.errors import BadInput
from engine.learning.gating.categories import BY_KEY as BY_CATEGORY
from engine.memory.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.memory.facts import Memories
    from engine.memory.review import Review
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


class Waiting(msgspec.Struct, frozen=True):
    """A proposal that was meant: its row, its id, what it says."""

    row: int
    id: str
    text: str


def waiting(source: Any, wanted: Acceptance, conversations: Sequence[int] | None = None) -> list[Waiting]:
    """What waits and is meant, oldest first, of these conversations (rows; None: of all). `source`: the vault, or the open change.

    Not what contradicts something that holds: which is right only a look at both can tell. Instructions and how-tos only when they are named by
    their kind: an order is never accepted along with facts.
    """
    if wanted == Acceptance():
        return []
    place = "" if conversations is None else "AND x.conversation IN (SELECT value FROM json_each(?)) "
    rows = _rows(
        source,
        "SELECT m.row, m.id, m.text, m.kind, m.category, coalesce(max(x.role = 'user'), 0) AS own FROM memory m LEFT JOIN memory_source s "
        "ON s.memory = m.row LEFT JOIN message x ON x.row = s.message WHERE m.status = 'proposed' AND NOT EXISTS (SELECT 1 FROM review r "
        f"WHERE r.memory = m.row AND r.against IS NOT NULL) {place}GROUP BY m.row ORDER BY m.mentioned_at, m.row",
        () if conversations is None else (msgspec.json.encode(list(conversations)).decode(),),
    )
    found = []
    for row in rows:
        named = {"all", row["kind"], row["category"]} & set(wanted.kinds) - ({"all"} if row["kind"] == "procedural" else set())
        fact = row["kind"] != "procedural"
        if named or (wanted.mine and row["own"] and fact) or (wanted.about and fact and _about(source, row, wanted.about)):
            found.append(Waiting(row["row"], row["id"], row["text"]))
    return found


def accept(memories: Memories, change: Change, wanted: Acceptance, conversations: Sequence[int] | None = None) -> list[Waiting]:
    """Approves them, within the open change."""
    accepted = []
    for one in waiting(change, wanted, conversations):
        if _waits(change, one.row):  # an earlier one may have taken it in
            memories.approve(one.id)
            accepted.append(one)
    return accepted


def set_aside(review: Review, change: Change, wanted: Acceptance) -> list[Waiting]:
    """Turns them down, within the open change."""
    found = waiting(change, wanted)
    for one in found:
        review.reject(one.id)
    return found


def _waits(change: Change, memory: int) -> bool:
    return change.execute("SELECT 1 FROM memory WHERE row = ? AND status = 'proposed'", (memory,)).fetchone() is not None


def _about(source: Any, memory: Any, names: Sequence[str]) -> bool:
    found = _rows(
        source,
        "SELECT e.folded, e.relation, a.folded FROM memory_entity x JOIN entity e ON e.row = x.entity LEFT JOIN entity_alias a ON a.entity = e.row "
        "WHERE x.memory = ?", (memory["row"],),
    )  # fmt: skip
    wanted = {fold(name) for name in names}
    said = f" {fold(memory['text'])} ".replace(".", " ").replace("'", " ")
    return bool(wanted & {name for row in found for name in row if name}) or any(f" {name} " in said for name in wanted)


def _rows(source: Any, sql: str, parameters: tuple[Any, ...]) -> Sequence[Any]:
    return source.query(sql, parameters) if hasattr(source, "query") else source.execute(sql, parameters).fetchall()  # type: ignore[no-any-return]
