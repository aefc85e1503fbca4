"""Trivia that nobody ever asked for leave the default context: set aside, never removed, and back as soon as they are wanted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from engine import clock
from engine.learning.consolidation.work import STEP, Cancelled, Found, as_json

if TYPE_CHECKING:
    from engine.vault.change import Change
    from engine.vault.vault import Vault

#: Half a year: what comes up with the seasons has had its chance, and an imported history as long from its import on.
DAYS = 180
#: The rules give 0.4 to statements that fit no pattern, 0.5 to wishes and passing opinions, 0.55 and more to what tells of a person.
LEAST_IMPORTANT = 0.5
#: Never set aside, however small: what would hurt to miss.
KEPT_CATEGORIES = tuple("health identity family people pets dates contact home place housing work instruction procedure".split())
KEPT_PREDICATES = tuple("allergic_to not_allergic_to has_condition takes diet name birthday anniversary lives_in partner".split())

_FADING = """SELECT m.row, m.text FROM memory m WHERE m.row > ? AND m.status = 'active' AND m.kind IN ('semantic', 'episodic') AND m.pinned = 0
    AND m.uses = 0 AND m.importance <= ? AND m.source = 'inferred' AND m.recurrence IS NULL
    AND m.mentioned_at < ? AND m.recorded_at < ? AND coalesce(m.last_used_at, '') < ? AND coalesce(m.valid_from, '') < ?
    AND coalesce(m.valid_to, '') < ? AND m.category NOT IN (SELECT value FROM json_each(?))
    AND coalesce(m.predicate, '') NOT IN (SELECT value FROM json_each(?))
    AND NOT EXISTS (SELECT 1 FROM review r WHERE m.row IN (r.memory, r.against))
    AND NOT EXISTS (SELECT 1 FROM memory_source s JOIN message x ON x.row = s.message WHERE s.memory = m.row AND x.mentioned_at >= ?)"""

_ARCHIVED_BY = """SELECT j.actor FROM journal j, json_each(j.touched) t WHERE t.value ->> 0 = 'memory' AND t.value ->> 1 = m.row
    AND j.operation IN ('decay', 'archive') AND j.reverted_by IS NULL ORDER BY j.row DESC LIMIT 1"""


class Fading(msgspec.Struct, frozen=True):
    """A memory to set aside."""

    row: int
    text: str


class Decay:
    """Low importance, never used, not pinned, learnt by itself and long ago."""

    name = "decay"
    operation = "decay"
    label = "Set unused memories aside"

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def since(self) -> int:
        return 0

    def plan(self, since: int, cancelled: Cancelled) -> Found:
        before = clock.to_utc(clock.now() - timedelta(days=DAYS))
        untouchable = _of_interest(self._vault)
        lists = (msgspec.json.encode(KEPT_CATEGORIES).decode(), msgspec.json.encode(KEPT_PREDICATES).decode())
        rows = self._vault.query(
            f"{_FADING} AND m.row NOT IN (SELECT value FROM json_each(?)) ORDER BY m.row LIMIT ?",
            (since, LEAST_IMPORTANT, *[before] * 5, *lists, before, as_json(untouchable), STEP),
        )
        found = tuple(Fading(int(row["row"]), str(row["text"])) for row in rows)
        return Found(found, found[-1].row if found else since, len(found) == STEP)

    def apply(self, change: Change, action: Fading) -> bool:
        """`uses` and `pinned` are asked again: it may have been wanted since the plan."""
        row = action.row
        if change.execute("SELECT 1 FROM memory WHERE row = ? AND status = 'active' AND uses = 0 AND pinned = 0", (row,)).fetchone() is None:
            return False
        change.update("memory", row, status="archived")
        return True

    def finish(self, change: Change, upto: int) -> None:
        """Nothing to note: what was set aside doesn't come up again."""

    def describe(self, action: Fading) -> str:
        return action.text


def _of_interest(vault: Vault) -> set[int]:
    """Memories that the user has edited, pinned, brought back or otherwise had in hand: they are not trivia."""
    touched = (
        "SELECT DISTINCT t.value ->> 1 FROM journal j, json_each(j.touched) t WHERE j.actor = 'user' AND j.operation <> 'learn' "
        "AND t.value ->> 0 = 'memory'"
    )
    return {int(row[0]) for row in vault.query(touched)}


def wake(vault: Vault, memories: Iterable[int] = (), messages: Iterable[int] = ()) -> int:
    """Brings back what was set aside for not being used, now that these memories, or these messages it was learnt from (rows), were wanted;
    returns how many. What the user archived stays so, and so do duplicates."""
    asleep = [
        int(row[0])
        for row in vault.query(
            "SELECT m.row FROM memory m WHERE m.status = 'archived' AND m.superseded_by IS NULL AND (m.row IN (SELECT value FROM json_each(?)) "
            "OR m.row IN (SELECT memory FROM memory_source WHERE message IN (SELECT value FROM json_each(?)))) AND m.kind <> 'summary' "
            f"AND ({_ARCHIVED_BY}) = 'maintenance' ORDER BY m.row",
            (as_json(set(memories)), as_json(set(messages))),
        )
    ]
    if asleep:
        with vault.change("wake", "Brought unused memories back", actor="assistant") as change:
            for row in asleep:
                change.update("memory", row, status="active", last_used_at=clock.to_utc(change.at))
    return len(asleep)
