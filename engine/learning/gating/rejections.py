"""What was not kept, and why: for whoever wants to look at it. Of a secret only that there was one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from engine.memory.records import Message
    from engine.vault.vault import Vault


class Rejection(msgspec.Struct, frozen=True):
    """A candidate, or a passage of a message, that was turned down. `message`: the message's id; `at`: UTC."""

    message: str
    text: str
    reason: str
    at: str


def rejections(vault: Vault, message: str | None = None, limit: int = 50, *, without: Collection[str] = ()) -> list[Rejection]:
    """The newest first, or those of one message (its id) in their order; nothing of what is forgotten, nor for reasons in `without`."""
    where, order, values = ("x.id = ?", "r.row", [message]) if message is not None else ("1", "r.row DESC", [])
    rows = vault.query(
        f"SELECT x.id AS message, r.text, r.reason, r.at FROM rejected r JOIN message x ON x.row = r.message JOIN conversation c ON c.row = "
        f"x.conversation WHERE x.status = 'active' AND x.on_path = 1 AND c.status <> 'trashed' AND {where} "
        f"AND r.reason NOT IN (SELECT value FROM json_each(?)) ORDER BY {order} LIMIT ?",
        (*values, msgspec.json.encode(sorted(without)).decode(), limit),
    )
    return [Rejection(row["message"], row["text"], row["reason"], row["at"]) for row in rows]


def below(vault: Vault, messages: Sequence[int]) -> dict[int, tuple[Rejection, ...]]:
    """Message row -> what was turned down of it, in its order."""
    found: dict[int, list[Rejection]] = {}
    for row in vault.query(
        "SELECT r.message AS place, x.id, r.text, r.reason, r.at FROM rejected r JOIN message x ON x.row = r.message "
        "WHERE r.message IN (SELECT value FROM json_each(?)) ORDER BY r.row",
        (msgspec.json.encode(list(messages)).decode(),),
    ):
        found.setdefault(row["place"], []).append(Rejection(row["id"], row["text"], row["reason"], row["at"]))
    return {row: tuple(listed) for row, listed in found.items()}


def first_foreign(vault: Vault, message: Message) -> bool:
    """Whether it is the first message of its conversation that was not learned from because of its language: the place to say so, once."""
    row = vault.one(
        "SELECT x.row FROM rejected r JOIN message x ON x.row = r.message WHERE x.conversation = ? AND x.on_path = 1 AND x.status = 'active' "
        "AND r.reason = 'language' ORDER BY x.depth LIMIT 1",
        (message.conversation,),
    )
    return row is not None and row["row"] == message.row
