"""Where each record of an archive belongs in this vault: the same row, one that says the same, one that says otherwise, or a new one."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from engine.archive.rows import record_at
from engine.archive.schema import TYPES, Type
from engine.archive.staging import Staging
from engine.memory.words import fold

TOLD = 50
#: How a place was found.
NEW, SAME, CONFLICT = "new", "same", "conflict"


class Conflict(msgspec.Struct, frozen=True):
    """A record that says something else than the row here. `reason` names the fields; no text."""

    type: str
    id: str
    reason: str


class Found(msgspec.Struct):
    """How many records of each type are new, the same, or say otherwise; the first of those."""

    new: Counter[str]
    same: Counter[str]
    conflicting: Counter[str]
    conflicts: list[Conflict] = []


def resolve(staging: Staging, connection: Any) -> Found:
    """Notes the place of every staged record. Nothing is written to the vault."""
    staging.forget_places()
    found = Found(Counter(), Counter(), Counter())
    for type in TYPES:
        look = _LOOKS.get(type.name)
        for _, key, record in staging.all(type.name):
            row, reason = look(staging, connection, record) if look else _part(staging, connection, type, record)
            if row is None:
                how = CONFLICT if reason else NEW
            elif reason is None and type.stands_alone:
                reason = _differences(connection, type, row, record)
                how = CONFLICT if reason else SAME
            else:
                how = CONFLICT if reason else SAME
            staging.put(type.name, key, row, how)
            (found.new if how == NEW else found.same if how == SAME else found.conflicting)[type.name] += 1
            if how == CONFLICT and len(found.conflicts) < TOLD:
                found.conflicts.append(Conflict(type.name, str(record.get("id", key)), reason or ""))
    return found


def all_new(staging: Staging) -> Found:
    """The same where there is no vault yet."""
    staging.forget_places()
    staging.connection.execute("INSERT INTO place SELECT type, key, NULL, ? FROM record", (NEW,))
    return Found(Counter(staging.counts()), Counter(), Counter())


def _differences(connection: Any, type: Type, row: Any, record: dict[str, Any]) -> str:
    """The fields that differ, but for those that change by use, and references."""
    stored = record_at(connection, type, row)
    if stored.get("status") == "trashed" != record.get("status"):
        return "it was forgotten here"
    skipped = {"title"} if type.name == "conversation" and record["titled_by"] == stored["titled_by"] == "auto" else set()
    names = [
        f.name for f in type.fields if f.kind not in ("ref", "id") and not f.changing and f.name not in skipped and stored[f.name] != record[f.name]
    ]
    return f"differs in {', '.join(names)}" if names else ""


Place = tuple[int | None, str | None]  # the row, and why it conflicts: "" for not at all, None for "compare the fields"


def _setting(staging: Staging, connection: Any, record: dict[str, Any]) -> Place:
    found = connection.execute("SELECT row FROM setting WHERE key = ?", (record["key"],)).fetchone()
    return (found["row"], None) if found else (None, "")


def _entity(staging: Staging, connection: Any, record: dict[str, Any]) -> Place:
    """By its id; the user is the user; else whoever has the same name, kind and relation, if there is just one."""
    if (row := _by_id(connection, "entity", record["id"])) is not None:
        return row, None
    if record["kind"] == "user":
        found = connection.execute("SELECT row FROM entity WHERE kind = 'user'").fetchone()
        return (found["row"], "") if found else (None, "")
    rows = connection.execute(
        "SELECT row FROM entity WHERE folded = ? AND kind = ? AND relation IS ?", (fold(record["name"]), record["kind"], record["relation"])
    ).fetchall()
    taken = rows and staging.connection.execute("SELECT 1 FROM place WHERE type = 'entity' AND row = ?", (rows[0]["row"],)).fetchone()
    return (rows[0]["row"], "") if len(rows) == 1 and not taken else (None, "")


def _conversation(staging: Staging, connection: Any, record: dict[str, Any]) -> Place:
    if (row := _by_id(connection, "conversation", record["id"])) is not None:
        return row, None
    found = connection.execute("SELECT row FROM conversation WHERE external_id = ?", (record["external_id"],)).fetchone()
    return (found["row"], "") if found else (None, "")


def _message(staging: Staging, connection: Any, record: dict[str, Any]) -> Place:
    home = staging.row("conversation", record["conversation"])
    found = connection.execute("SELECT row, conversation FROM message WHERE id = ?", (record["id"],)).fetchone()
    if found is not None:
        return found["row"], None if found["conversation"] == home else "it belongs to another conversation here"
    if home is None or record["external_id"] is None:
        return None, ""
    found = connection.execute("SELECT row, text FROM message WHERE conversation = ? AND external_id = ?", (home, record["external_id"])).fetchone()
    return (found["row"], "" if found["text"] == record["text"] else "differs in text") if found else (None, "")


def _memory(staging: Staging, connection: Any, record: dict[str, Any]) -> Place:
    """By its id; else one that holds here and says the same in the same words."""
    if (row := _by_id(connection, "memory", record["id"])) is not None:
        return row, None
    if _said_no_more(staging, connection, record["id"]):
        return None, "what it was learnt from was erased here"
    if record["status"] not in ("active", "proposed"):
        return None, ""
    found = connection.execute(
        "SELECT row FROM memory WHERE row IN (SELECT rowid FROM memory_fts WHERE memory_fts MATCH ?) AND text = ? AND kind = ? "
        "AND status IN ('active', 'proposed') AND valid_from IS ? AND valid_to IS ? ORDER BY row LIMIT 1",
        (_phrase(record["text"]), record["text"], record["kind"], record["valid_from"], record["valid_to"]),
    ).fetchone()
    if found is None or staging.connection.execute("SELECT 1 FROM place WHERE type = 'memory' AND row = ?", (found["row"],)).fetchone():
        return None, ""
    return found["row"], ""


def _said_no_more(staging: Staging, connection: Any, memory: str) -> bool:
    """Whether all that it was learnt from are messages that are here, and none says those words any more: an erased span stays erased."""
    sources = staging.connection.execute(
        "SELECT body FROM record WHERE type = 'memory_source' AND key >= ? AND key < ?", (f"{memory}\x1f", f"{memory}\x20")
    ).fetchall()
    for source in sources:
        span = msgspec.json.decode(source["body"])
        row, how = staging.place("message", span["message"])
        told = staging.get("message", span["message"])
        if how != CONFLICT or row is None or told is None:
            return False
        here = connection.execute("SELECT text FROM message WHERE row = ?", (row,)).fetchone()
        if here is None or told["text"][span["start"] : span["stop"]] in here["text"]:
            return False
    return bool(sources)


def _phrase(text: str) -> str:
    return '"' + text[:200].replace('"', " ") + '"' if len(text) <= 200 else '"' + text[:200].rsplit(" ", 1)[0].replace('"', " ") + '"'


def _review(staging: Staging, connection: Any, record: dict[str, Any]) -> Place:
    found = connection.execute(
        "SELECT row FROM review WHERE id = ? OR memory = ?", (record["id"], staging.row("memory", record["memory"]))
    ).fetchone()
    return (found["row"], "") if found else (None, "")


def _part(staging: Staging, connection: Any, type: Type, record: dict[str, Any]) -> Place:
    """A part of others: known when all that it names is here, and the same row is."""
    values: dict[str, Any] = {}
    for name in type.key:
        field = next(field for field in type.fields if field.name == name)
        values[name] = staging.row(field.ref, record[name]) if field.kind == "ref" else record[name]
        if values[name] is None:
            return None, ""
    if type.name in ("entity_distinct", "memory_link"):
        values["one"], values["other"] = sorted((values["one"], values["other"]))
        if values["one"] == values["other"]:
            return values["one"], ""  # two of the archive are one here
    if type.name == "entity_alias":
        values["folded"] = fold(values.pop("alias"))
    where = " AND ".join(f"{name} = ?" for name in values)
    found = connection.execute(f"SELECT row FROM {type.name} WHERE {where}", tuple(values.values())).fetchone()
    return (found[0], "") if found else (None, "")


def _by_id(connection: Any, table: str, id: str) -> int | None:
    found = connection.execute(f"SELECT row FROM {table} WHERE id = ?", (id,)).fetchone()
    return int(found["row"]) if found else None


_LOOKS = {"setting": _setting, "entity": _entity, "conversation": _conversation, "message": _message, "memory": _memory, "review": _review}
