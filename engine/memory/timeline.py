"""Memories in time: points where something happened or was told, bars where it held; a stretch that is too full is counted instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.memory import believed
from engine.memory.browsing import WHEN, Filter, condition
from engine.memory.records import Memory

if TYPE_CHECKING:
    from engine.vault.vault import Vault

#: More in a stretch than this are counted: nobody reads them, and they would not fit.
MOST = 240
#: Of what holds all the while, at most: much of what is known of somebody does.
_THROUGHOUT = 40
#: Days that are shown one by one.
_SHORT = 200
_LENGTHS = {"decade": 3, "year": 4, "month": 7, "day": 10}


class Mark(msgspec.Struct, frozen=True):
    """One memory in time. `start` as precise as it was said ("2024", "2024-03", "2024-03-01") or a moment; `end`: until when it held.
    `dated`: the memory says when it was; else `start` is when it was told."""

    id: str
    kind: str
    text: str
    status: str
    start: str
    end: str | None
    pinned: bool
    dated: bool


class Count(msgspec.Struct, frozen=True):
    """How many memories of a kind began in a bucket ("2024-03")."""

    bucket: str
    kind: str
    count: int


class Stretch(msgspec.Struct, frozen=True):
    """What is in a stretch: `marks`, when there are few; else none, and `counts` by `unit`. `total`: how many begin or hold in it."""

    marks: tuple[Mark, ...]
    counts: tuple[Count, ...]
    unit: str
    total: int


def extent(vault: Vault, wanted: Filter) -> tuple[str, str] | None:
    """When the first and the last memory of a filter begin; None when there are none."""
    where, parameters = condition(wanted)
    with vault.read() as connection:
        row = connection.execute(f"SELECT min({WHEN}), max({WHEN}) FROM memory m WHERE {where}", parameters).fetchone()
    return None if row[0] is None else (str(row[0]), str(row[1]))


def told(vault: Vault) -> tuple[str, tuple[Count, ...]] | None:
    """Since when something has been told (a stored moment), and how much in each month, or on each day of a short time; None: nothing."""
    row = vault.one("SELECT min(mentioned_at), julianday(max(mentioned_at)) - julianday(min(mentioned_at)) FROM memory WHERE status <> 'trashed'")
    if row is None or row[0] is None:
        return None
    rows = vault.query(
        "SELECT substr(mentioned_at, 1, ?) AS bucket, count(*) AS count FROM memory WHERE status <> 'trashed' GROUP BY 1 ORDER BY 1",
        (_LENGTHS["day" if row[1] < _SHORT else "month"],),
    )
    return str(row[0]), tuple(Count(each["bucket"], "", int(each["count"])) for each in rows)


def told_beside(vault: Vault, first: str, last: str, *, later: bool) -> str | None:
    """The nearest moment before `first`, or after `last`, at which something was told; None: there is none."""
    which, where = ("min", "> ?") if later else ("max", "< ?")
    sql = f"SELECT {which}(mentioned_at) FROM memory WHERE mentioned_at {where} AND status <> 'trashed'"
    row = vault.one(sql, (last if later else first,))
    return None if row is None or row[0] is None else str(row[0])


def when(vault: Vault, wanted: Filter, memory: str) -> str | None:
    """When a memory (id) begins; None when it does not fit the filter."""
    where, parameters = condition(wanted)
    with vault.read() as connection:
        row = connection.execute(f"SELECT {WHEN} FROM memory m WHERE {where} AND m.id = :memory", {**parameters, "memory": memory}).fetchone()
    return None if row is None else str(row[0])


def stretch(vault: Vault, wanted: Filter, first: str, last: str, unit: str = "month", most: int = MOST) -> Stretch:
    """What begins or ends from the day `first` to before the day `last`, and the most important of what holds all the while.

    `unit` of the counts: "decade", "year", "month", "day"."""
    where, parameters = condition(wanted)
    parameters |= {"first": first, "last": last, "most": most + 1, "length": _LENGTHS[unit]}
    # "2024" and "2024-03" sort before their first day: a year begins before it ends.
    begins, ends = f"{WHEN} >= substr(:first, 1, length({WHEN}))", "m.valid_to >= substr(:first, 1, length(m.valid_to))"
    inside = f"{WHEN} < :last AND ({begins} OR ({ends} AND m.valid_to < :last))"
    throughout = f"NOT {begins} AND m.valid_from IS NOT NULL AND (m.valid_to >= :last OR (m.valid_to IS NULL AND m.kind = 'semantic'))"
    select = f"SELECT m.*, {believed.STATUS} AS status_then FROM memory m WHERE {where} AND "
    order = " ORDER BY m.pinned DESC, m.importance DESC, m.row LIMIT "
    with vault.read() as connection:
        rows = connection.execute(f"{select}{inside}{order}:most", parameters).fetchall()
        if len(rows) <= most:
            rows += connection.execute(f"{select}{throughout}{order}{_THROUGHOUT}", parameters).fetchall()
            marks = [_mark(memory) for memory in believed.then(vault, rows, wanted.until)]
            return Stretch(tuple(sorted(marks, key=lambda mark: (mark.start, mark.id))), (), unit, len(rows))
        counted = connection.execute(
            f"SELECT substr({WHEN}, 1, :length) AS bucket, m.kind, count(*) AS count FROM memory m WHERE {where} AND {WHEN} < :last "
            f"AND {WHEN} >= substr(:first, 1, length({WHEN})) GROUP BY 1, 2 ORDER BY 1, 2", parameters,
        ).fetchall()  # fmt: skip
    counts = tuple(Count(row["bucket"], row["kind"], int(row["count"])) for row in counted)
    return Stretch((), counts, unit, sum(count.count for count in counts))


def _mark(memory: Memory) -> Mark:
    start = memory.valid_from or memory.mentioned_at
    return Mark(memory.id, memory.kind, memory.text, memory.status, start, memory.valid_to, memory.pinned, memory.valid_from is not None)
