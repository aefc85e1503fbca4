"""What an answer is made without, when the user asks how it would be without a memory: that, its turns, and what repeats them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from engine.errors import NotFound
from engine.recall.candidates import Key

if TYPE_CHECKING:
    from engine.vault.vault import Vault

_ROWS = "(SELECT value FROM json_each(?))"


class LeftOut(msgspec.Struct, frozen=True):
    """`named`: the memory and its turns, for the receipt; `keys`: those and whatever would let them in again."""

    named: tuple[Key, ...] = ()
    keys: frozenset[Key] = frozenset()

    @property
    def messages(self) -> frozenset[int]:
        return frozenset(key.row for key in self.keys if key.kind == "message")

    @property
    def memories(self) -> frozenset[int]:
        return frozenset(key.row for key in self.keys if key.kind == "memory")


def leave_out(vault: Vault, ids: Iterable[str]) -> LeftOut:
    """Of memories: they and the turns that they come from. Of messages: they and the memories that come from nowhere else. Raises NotFound."""
    memories, messages = set[int](), set[int]()
    for id in ids:
        found = vault.one("SELECT 'memory' AS kind, row FROM memory WHERE id = ?1 UNION ALL SELECT 'message', row FROM message WHERE id = ?1", (id,))
        if found is None:
            raise NotFound("There is no such memory.", "It may have been forgotten since.")
        (memories if found["kind"] == "memory" else messages).add(int(found["row"]))
    only_from = (
        f"SELECT s.memory AS row FROM memory_source s WHERE s.message IN {_ROWS} AND NOT EXISTS "
        f"(SELECT 1 FROM memory_source o WHERE o.memory = s.memory AND o.message NOT IN {_ROWS})"
    )
    memories |= _rows(vault, only_from, messages, messages)
    messages |= _rows(vault, f"SELECT message AS row FROM memory_source WHERE memory IN {_ROWS}", memories)
    named = (*(Key("memory", row) for row in sorted(memories)), *(Key("message", row) for row in sorted(messages)))
    summaries = f"SELECT m.row FROM memory m JOIN memory_source s ON s.memory = m.row WHERE m.kind = 'summary' AND s.message IN {_ROWS}"
    replies = f"SELECT row FROM message WHERE role = 'assistant' AND parent IN {_ROWS}"
    told = (
        "SELECT r.message AS row FROM receipt r JOIN receipt_memory u ON u.receipt = r.row AND u.in_prompt = 1 "
        f"WHERE r.message IS NOT NULL AND u.owner_kind = '{{}}' AND u.owner IN {_ROWS}"
    )
    memories |= _rows(vault, summaries, messages)
    messages |= _rows(vault, replies, messages) | _rows(vault, told.format("memory"), memories) | _rows(vault, told.format("message"), messages)
    return LeftOut(named, frozenset((*(Key("memory", row) for row in memories), *(Key("message", row) for row in messages))))


def _rows(vault: Vault, sql: str, *rows: set[int]) -> set[int]:
    return {int(found["row"]) for found in vault.query(sql, tuple(json.dumps(sorted(one)) for one in rows))}
