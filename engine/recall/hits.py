"""What recall hands out: hits, and the rows behind candidates, read from the database at the last moment."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock
from engine.recall.candidates import MEMORY_OK, MESSAGE_OK, Key, Moment, Ranked, ask
from engine.recall.echoes import is_echo

if TYPE_CHECKING:
    from engine.vault.vault import Vault


# Named, not all: most of what is read for hundreds of candidates would be thrown away.
_MESSAGE = "m.row, m.id, m.visible, m.speaker, m.mentioned_at, m.utc_offset, m.version, m.role, m.asks, m.external_id, m.source"
_MEMORY = (
    "m.row, m.kind, m.id, m.text, m.mentioned_at, m.utc_offset, m.valid_from, m.valid_to, m.status, m.version, m.pinned, m.importance, "
    "m.category, m.source"
)


class Row(msgspec.Struct, frozen=True):
    """The row behind a candidate, as it stood at the moment of the question."""

    key: Key
    kind: str  # "message", or the memory's kind
    id: str
    text: str
    speaker: str
    mentioned_at: str
    utc_offset: int
    event_date: str | None
    status: str
    version: int
    echo: bool = False
    pinned: bool = False
    importance: float = 0.5
    category: str = ""
    external_id: str | None = None
    source: str = "typed"  # of a message: typed, ingested, import, attachment, generated; of a memory: typed, confirmed, inferred, document, import


class Hit(msgspec.Struct, frozen=True):
    """One thing recalled. `source_ids`: the messages that it rests on, the central one first (ids of the import where there are).
    `arms`: what each arm gave to its score; `places`: its rank in each arm and the arm's own score; `source`: whose word it is."""

    rank: int
    score: float
    kind: str
    id: str
    row: int
    text: str
    time: str
    event_date: str | None
    status: str
    source_ids: tuple[str, ...]
    speaker: str
    arms: dict[str, float]
    version: int = 1
    echo: bool = False
    places: dict[str, tuple[int, float]] = msgspec.field(default_factory=dict)
    source: str = "typed"


class Found(msgspec.Struct, frozen=True):
    """The outcome of a search. `waiting`: texts without a vector yet; `notes`: what was searched without; `relevance`: from 0 to 1;
    `stages`: milliseconds of each."""

    hits: tuple[Hit, ...]
    ms: float
    waiting: int
    arms: tuple[str, ...]
    notes: tuple[str, ...] = ()
    relevance: float = 0.0
    stages: dict[str, float] = msgspec.field(default_factory=dict)


def hydrate(vault: Vault, keys: Collection[Key], moment: Moment) -> dict[Key, Row]:
    """The rows of those keys that may be recalled: whatever an index claims, what is gone from the database is gone."""
    rows: dict[Key, Row] = {}
    messages = json.dumps([key.row for key in keys if key.kind == "message"])
    sql = f"SELECT {_MESSAGE} FROM message m WHERE m.row IN (SELECT value FROM json_each(:rows)) AND {MESSAGE_OK}"
    for found in ask(vault, sql, rows=messages, until=moment.until):
        key = Key("message", int(found["row"]))
        rows[key] = Row(
            key=key, kind="message", id=found["id"], text=found["visible"], speaker=found["speaker"], mentioned_at=found["mentioned_at"],
            utc_offset=found["utc_offset"], event_date=None, status="active", version=found["version"],
            echo=is_echo(found["role"], bool(found["asks"])), external_id=found["external_id"], source=found["source"],
        )  # fmt: skip
    memories = json.dumps([key.row for key in keys if key.kind == "memory"])
    sql = f"""SELECT {_MEMORY}, (SELECT s.mentioned_at FROM memory s WHERE s.row = m.superseded_by) AS superseded_at
        FROM memory m WHERE m.row IN (SELECT value FROM json_each(:rows)) AND {MEMORY_OK}"""
    for found in ask(vault, sql, rows=memories, until=moment.until, archived=moment.archived):
        key = Key("memory", int(found["row"]))
        rows[key] = Row(
            key=key, kind=found["kind"], id=found["id"], text=found["text"], speaker="", mentioned_at=found["mentioned_at"],
            utc_offset=found["utc_offset"], event_date=found["valid_from"], status=status_at(found, moment), version=found["version"],
            # A summary repeats what its facts say, and is asked for as the talk itself is.
            echo=found["kind"] == "summary", pinned=bool(found["pinned"]), importance=found["importance"], category=found["category"],
            source=found["source"],
        )  # fmt: skip
    return rows


def status_at(found: Any, moment: Moment) -> str:
    """Whether a memory held at the moment: what was superseded later still counted then; a fact whose time has run out no longer does."""
    if found["status"] == "superseded":
        ended = found["superseded_at"] or found["valid_to"]
        return "active" if moment.until is not None and ended is not None and ended > moment.until else "superseded"
    if found["status"] == "archived":
        return "archived"
    if found["kind"] != "semantic" or found["valid_to"] is None:
        return "active"
    now = moment.until or clock.to_utc(clock.now())
    return "superseded" if found["valid_to"] < now[: len(found["valid_to"])] else "active"


def build(vault: Vault, ranked: Sequence[tuple[Row, float, dict[str, float]]], arms: Sequence[Ranked] = ()) -> tuple[Hit, ...]:
    """Hits from ranked rows, with the messages that each rests on and the places that they had in the `arms`."""
    places: dict[Key, dict[str, tuple[int, float]]] = {row.key: {} for row, _, _ in ranked}
    for arm in arms:
        for place, (key, own) in enumerate(zip(arm.keys, arm.scores, strict=True), start=1):
            if key in places:
                places[key][arm.arm] = (place, round(own, 4))
    sources = sources_of(vault, [row.key.row for row, _, _ in ranked if row.key.kind == "memory"])
    return tuple(
        Hit(
            rank=rank, score=round(value, 6), kind=row.kind, id=row.id, row=row.key.row, text=row.text,
            time=clock.from_utc(row.mentioned_at, row.utc_offset).isoformat(), event_date=row.event_date, status=row.status,
            source_ids=(row.external_id or row.id,) if row.kind == "message" else tuple(name for _, name in sources.get(row.key.row, ())),
            speaker=row.speaker, arms={arm: round(share, 6) for arm, share in arms.items()}, version=row.version, echo=row.echo,
            places=places[row.key], source=row.source,
        )
        for rank, (row, value, arms) in enumerate(ranked, start=1)
    )  # fmt: skip


def sources_of(vault: Vault, memories: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """For each memory row the messages it comes from: row and id. Those in the trash or off the path are not named."""
    found: dict[int, list[tuple[int, str]]] = {}
    for row in ask(
        vault,
        f"""SELECT s.memory, m.row, coalesce(m.external_id, m.id) AS name FROM memory_source s JOIN message m ON m.row = s.message
            WHERE s.memory IN (SELECT value FROM json_each(:rows)) AND {MESSAGE_OK} ORDER BY s.row""",
        rows=json.dumps(list(memories)),
        until=None,
    ):
        entry = (int(row["row"]), str(row["name"]))
        if entry not in found.setdefault(int(row["memory"]), []):
            found[int(row["memory"])].append(entry)
    return found
