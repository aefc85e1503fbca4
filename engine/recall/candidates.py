"""What every arm answers with: keys of rows, best first. And the one place that says which rows may be recalled at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from engine.vault.vault import Vault


class Key(NamedTuple):
    """A row that can be recalled. `kind` is "message" or "memory"."""

    kind: str
    row: int


class Ranked(msgspec.Struct, frozen=True):
    """One arm's list, best first, and each candidate's own score in that arm (bm25, cosine, activation: larger is better).
    `floor`: what a candidate that is not in the list may have had at most, where the list was cut; else 0."""

    arm: str
    keys: tuple[Key, ...]
    scores: tuple[float, ...]
    floor: float = 0.0


class Moment(msgspec.Struct, frozen=True):
    """The clock of the question: nothing mentioned after `until` (stored UTC text) is seen; None sees all.
    `archived`: what was set aside is seen too."""

    until: str | None = None
    archived: bool = False


#: Only the chosen path of conversations that are not in the trash. What failed says nothing.
MESSAGE_OK = """m.status = 'active' AND m.on_path = 1 AND m.state IN ('complete', 'partial', 'cancelled') AND m.visible <> ''
    AND EXISTS (SELECT 1 FROM conversation c WHERE c.row = m.conversation AND c.status <> 'trashed')
    AND (:until IS NULL OR m.mentioned_at <= :until)"""
#: Superseded memories stay answerable ("where did I live before"); proposals, retracted and trashed ones are never shown. Archived ones when
#: somebody searches for them, but for duplicates that stand behind another. The plus keeps SQLite from going through the index of statuses,
#: which is nearly all memories, instead of by the rows that it is given (2.5 ms instead of 0.05 at 30,000).
MEMORY_OK = """(+m.status IN ('active', 'superseded') OR (:archived AND +m.status = 'archived' AND m.superseded_by IS NULL))
    AND (:until IS NULL OR m.mentioned_at <= :until)"""


def ask(vault: Vault, sql: str, **parameters: Any) -> list[Any]:
    """All rows of a SELECT with named parameters."""
    with vault.read() as connection:
        return list(connection.execute(sql, {"archived": False, **parameters}).fetchall())


def allowed(vault: Vault, kind: str, rows: Sequence[int], moment: Moment) -> set[int]:
    """Those of `rows` that may be recalled at `moment`: what an index says is checked against the database, always."""
    table, condition = ("message", MESSAGE_OK) if kind == "message" else ("memory", MEMORY_OK)
    # The numbers go in as one JSON parameter: no limit on their count, one prepared statement.
    sql = f"SELECT m.row FROM {table} m WHERE m.row IN (SELECT value FROM json_each(:rows)) AND {condition}"
    return {int(found["row"]) for found in ask(vault, sql, rows=json.dumps(list(rows)), until=moment.until, archived=moment.archived)}
