"""Whom a text may mean: live entities one of whose names begins with a word of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.memory.records import Entity
from engine.memory.words import STOP, fold, tokens

if TYPE_CHECKING:
    from engine.vault.vault import Vault

_WORDS = 200  # of the text that are looked up
_FOUND = 30
# CROSS: SQLite keeps the order and looks each word up; on its own it goes through all entities (20 ms for 10,000).
_SQL = """
WITH asked AS (SELECT value AS word FROM json_each(?)),
named AS (
    SELECT e.row FROM asked a CROSS JOIN entity e ON e.folded = a.word
    UNION SELECT e.row FROM asked a CROSS JOIN entity e ON e.folded > a.word || ' ' AND e.folded < a.word || '!'
    UNION SELECT s.entity FROM asked a CROSS JOIN entity_alias s ON s.folded = a.word
    UNION SELECT s.entity FROM asked a CROSS JOIN entity_alias s ON s.folded > a.word || ' ' AND s.folded < a.word || '!'
)
SELECT e.* FROM named n CROSS JOIN entity e ON e.row = n.row
WHERE e.kind <> 'user' AND EXISTS (SELECT 1 FROM memory_entity x JOIN memory m ON m.row = x.memory
                                   WHERE x.entity = e.row AND m.status IN ('active', 'superseded', 'archived'))
ORDER BY e.row DESC LIMIT ?
"""


def acquainted(vault: Vault, text: str) -> list[Entity]:
    """Those whom the text may name, by full name, first name or alias, latest first."""
    asked = list(dict.fromkeys(folded for word, _, _ in tokens(text) if (folded := fold(word).removesuffix("'s")) not in STOP and len(folded) > 1))
    if not asked:
        return []
    rows = vault.query(_SQL, (msgspec.json.encode(asked[:_WORDS]).decode(), _FOUND))
    return [Entity.from_row(row) for row in rows]
