"""One kind of tidying up: it plans by reading alone, in bounded pieces, and each plan becomes one journaled step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

if TYPE_CHECKING:
    from engine.vault.change import Change
    from engine.vault.vault import Vault

Cancelled = Callable[[], bool]
#: For each memory row the nearest others (row, cosine), best first; without an embedder nothing.
Neighbours = Callable[[Sequence[int], int], dict[int, list[tuple[int, float]]]]
#: Rows that one step writes at most (about 50 ms): the writer is never kept from a turn for longer.
STEP = 200
#: Changed memories that one plan looks at.
LOOKED_AT = 200


class Found(msgspec.Struct, frozen=True):
    """What is to be done. `upto`: where the next plan begins; `more`: whether there is a next one; `noted`: to be finished even if there is
    nothing to do."""

    actions: tuple[Any, ...] = ()
    upto: int = 0
    more: bool = False
    noted: bool = False


class Work(Protocol):
    """`name` is a machine word, `label` what the journal says."""

    name: str
    operation: str
    label: str

    def since(self) -> int:
        """Where the last step ended."""

    def plan(self, since: int, cancelled: Cancelled) -> Found:
        """Reads what is to be done. When cancelled: what was found until then."""

    def apply(self, change: Change, action: Any) -> bool:
        """Does one action if it still fits; whether it did."""

    def finish(self, change: Change, upto: int) -> None:
        """Notes, in the transaction of the actions, that they are done."""

    def describe(self, action: Any) -> str:
        """One line for people."""


class ChangedMemories(msgspec.Struct, frozen=True):
    """Memory rows that were added or changed, or that got a vector, since the change log's entry `since`."""

    rows: tuple[int, ...]
    upto: int
    more: bool


def changed_memories(vault: Vault, since: int, seen: dict[int, int], limit: int = LOOKED_AT) -> ChangedMemories:
    """The next of them, in the order of the log, but for those looked at since. `seen`: row -> the log's head when it was; kept up here."""
    events = vault.query(
        "SELECT n, kind, owner FROM change_log WHERE n > ? AND kind IN ('memory', 'embedding') AND op <> 'd' ORDER BY n LIMIT ?", (since, limit)
    )
    vectors = [event["owner"] for event in events if event["kind"] == "embedding"]
    owners = {
        int(row["row"]): int(row["owner"])
        for row in vault.query(
            "SELECT row, owner FROM embedding WHERE +owner_kind = 'memory' AND row IN (SELECT value FROM json_each(?))", (as_json(vectors),)
        )
    }
    more, head = len(events) == limit, log_head(vault)
    rows: list[int] = []
    for event in events:
        row = owners.get(event["owner"]) if event["kind"] == "embedding" else int(event["owner"])
        if row is not None and seen.get(row, 0) < event["n"]:
            seen[row] = head
            rows.append(row)
    return ChangedMemories(tuple(rows), max(since, int(events[-1]["n"]) if more else head), more)


def log_head(vault: Vault) -> int:
    """The last entry of the change log."""
    found = vault.one("SELECT seq FROM sqlite_sequence WHERE name = 'change_log'")
    return int(found[0]) if found else 0


def watermark(vault: Vault, name: str) -> int:
    """How far a kind of work has come in the change log."""
    found = vault.one("SELECT value FROM meta WHERE key = ?", (f"consolidated:{name}",))
    return int(found["value"]) if found else 0


def advance(change: Change, name: str, upto: int) -> None:
    """Moves the watermark; not journaled, so that what the user takes back is not done again at once."""
    change.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"consolidated:{name}", str(upto).encode()))


def taken_back(vault: Vault, operation: str) -> frozenset[int]:
    """Memory rows of steps of this kind that the user has reverted: they are left alone from then on."""
    return frozenset(
        int(row[0])
        for row in vault.query(
            "SELECT DISTINCT t.value ->> 1 FROM journal j, json_each(j.touched) t WHERE j.operation = ? AND j.actor = 'maintenance' "
            "AND j.reverted_by IS NOT NULL AND t.value ->> 0 = 'memory'",
            (operation,),
        )
    )


def as_json(rows: Sequence[int] | frozenset[int] | set[int]) -> str:
    """Row numbers as one SQL parameter."""
    return msgspec.json.encode(sorted(rows)).decode()
