"""Staged records into the vault, within the change that is open: what is new is added, what says otherwise as the user decided."""

from __future__ import annotations

import threading
from array import array
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from engine.archive.resolving import CONFLICT, NEW
from engine.archive.schema import TYPES, Type
from engine.archive.staging import Staging
from engine.errors import Cancelled
from engine.memory import windows
from engine.memory.words import fold
from engine.vault.change import Made

if TYPE_CHECKING:
    from engine.vault.change import Change

Mode = Literal["skip", "merge", "replace"]
_EVERY = 200
#: What comes with a record and is no part of what it says.
_OWN = {"message": ("id", "conversation", "parent", "depth", "on_path"), "conversation": ("id", "leaf", "profile"), "entity": ("id",),
        "memory": ("id", "superseded_by"), "review": ("id", "memory")}  # fmt: skip


class Applied(msgspec.Struct):
    """What was done: rows added, rows changed, and rows that differ and stayed as they were, by type; the keys of settings that were taken over."""

    added: Counter[str]
    changed: Counter[str]
    kept: Counter[str]
    settings: list[str] = []


class Applying:
    """One import. Rows are noted in the journal without their content: taking a new row back needs none, and no second copy is to be erased."""

    def __init__(
        self, staging: Staging, change: Change, mode: Mode, *, quarantined: bool, progress: Callable[[int], None], cancel: threading.Event | None
    ) -> None:
        self._staging, self._change, self._mode, self._quarantined = staging, change, mode, quarantined
        self._progress, self._cancel = progress, cancel
        self._done = Applied(Counter(), Counter(), Counter())
        self._count = 0
        self._paths: dict[int, str | None] = {}  # conversations that get messages, with the end of the archive's path
        self._messages = array("q")

    def run(self) -> Applied:
        """Everything, in the order of the types. Raises Cancelled: the caller's transaction takes it all back."""
        touched = self._touched()
        with windows.rewriting(self._change, touched):
            for type in TYPES:
                for _, key, record in self._staging.all(type.name):
                    self._tick()
                    self._one(type, key, record)
                if type.name == "message":
                    self._lead_paths()
            self._succeed()
        self._write_windows(touched)
        self._ease_undoing()
        return self._done

    # One record

    def _one(self, type: Type, key: str, record: dict[str, Any]) -> None:
        row, how = self._staging.place(type.name, key)
        if type.name == "setting":
            self._setting(row, record, how)
        elif how == NEW or (how == CONFLICT and row is None and self._mode == "replace"):
            if (values := self._values(type, record)) is not None:
                self._insert(type, key, record, values)
        elif how == CONFLICT:
            if row is not None and self._wins(type, row, key, record):
                self._overwrite(type, row, record)
            else:
                self._done.kept[type.name] += 1
        if type.name == "conversation" and self._staging.row("conversation", key) is not None:
            self._paths[int(self._staging.row("conversation", key) or 0)] = record["leaf"]

    def _insert(self, type: Type, key: str, record: dict[str, Any], values: dict[str, Any]) -> None:
        names = ", ".join(values)
        sql = f"INSERT OR IGNORE INTO {type.name} ({names}) VALUES ({', '.join('?' * len(values))})"
        cursor = self._change.execute(sql, tuple(values.values()))
        if cursor.rowcount == 0:  # a part that is here already, by way of what two records have in common
            return
        self._done.added[type.name] += 1
        row = int(cursor.lastrowid)
        if type.name == "draft":  # the user changes drafts without a step: how it is left is told by its time
            self._change.made("draft", row, {name: values[name] for name in ("conversation", "updated_at")})
        elif type.name != "derived" or self._staging.place("message", record["message"])[1] != NEW:  # else it goes with its message
            self._change.made(type.name, row)
        self._staging.put(type.name, key, row, NEW)
        if type.name == "message":
            self._messages.append(row)

    def _values(self, type: Type, record: dict[str, Any]) -> dict[str, Any] | None:
        """The columns of a new row; None when it hangs on something that didn't come in."""
        values: dict[str, Any] = {}
        for field in type.fields:
            value = record[field.name]
            if field.kind == "ref":
                if field.later:
                    value = None  # when everything is there
                elif value is not None:
                    value = self._staging.row(field.ref, value)
                    if value is None and not field.optional:
                        return None
            elif value is not None and field.kind == "flag":
                value = int(value)
            elif value is not None and field.kind in ("steps", "value"):
                value = msgspec.json.encode(value).decode()
            elif field.kind == "values":
                value = msgspec.json.encode(self._with_rows(value)).decode()
            elif field.kind == "profile":
                value = None
            values[field.name] = value
        return self._fitted(type, record, values)

    def _fitted(self, type: Type, record: dict[str, Any], values: dict[str, Any]) -> dict[str, Any] | None:
        if type.name == "entity":
            values["folded"] = fold(values["name"])
        elif type.name == "entity_alias":
            values["folded"] = fold(values["alias"])
        elif type.name in ("entity_distinct", "memory_link"):
            values["one"], values["other"] = sorted((values["one"], values["other"]))
            return values if values["one"] != values["other"] else None
        elif type.name == "message":
            values["on_path"] = 0  # until the path is led
            if self._quarantined:
                values["source"] = "import" if values["source"] != "generated" else "generated"
        elif type.name == "memory" and self._quarantined:
            values["source"] = "import"
            values["status"] = "proposed" if values["status"] == "active" else values["status"]
        elif type.name == "memory_source" and self._staging.place("message", record["message"])[1] == CONFLICT and self._mode != "replace":
            return None  # the message here says something else: the span would quote other words
        elif type.name in ("derived", "draft") and self._quarantined:
            return None
        return values

    def _with_rows(self, fields: dict[str, Any]) -> dict[str, Any]:
        """What fields were before, as the vault keeps them."""
        found = dict(fields)
        if found.get("superseded_by") is not None:
            found["superseded_by"] = self._staging.row("memory", found["superseded_by"])
        if found.get("steps") is not None:
            found["steps"] = msgspec.json.encode(found["steps"]).decode()
        return found

    # Conflicts

    def _wins(self, type: Type, row: int, key: str, record: dict[str, Any]) -> bool:
        """Whether what the archive says takes the place of what is here. When merging: of memories the one that was changed last."""
        if self._mode != "merge" or type.name != "memory":
            return self._mode == "replace" and type.stands_alone
        here = self._change.execute(
            "SELECT max(coalesce((SELECT max(at) FROM memory_version WHERE memory = m.row), ''), recorded_at, coalesce(trashed_at, '')) "
            "FROM memory m WHERE row = ?", (row,)
        ).fetchone()[0]  # fmt: skip
        there = self._staging.connection.execute(
            "SELECT max(body ->> 'at') FROM record WHERE type = 'memory_version' AND key >= ? AND key < ?", (f"{key}\x1f", f"{key}\x20")
        ).fetchone()[0]
        return bool(max(there or "", record["recorded_at"], record["trashed_at"] or "") > here)

    def _overwrite(self, type: Type, row: int, record: dict[str, Any]) -> None:
        """Puts a record in the place of a row; of a memory the history keeps what was there."""
        values = self._values(type, record)
        if values is None:
            return
        values = {name: value for name, value in values.items() if name not in _OWN.get(type.name, ())}
        if type.name == "memory":
            self._keep_version(row, values)
        if type.name == "message":
            spans = "SELECT row FROM memory_source WHERE message = ? AND stop > ?"
            for (source,) in self._change.execute(spans, (row, len(record["text"]))).fetchall():
                self._change.delete("memory_source", source)
        self._change.update(type.name, row, **values)
        self._done.changed[type.name] += 1

    def _keep_version(self, row: int, values: dict[str, Any]) -> None:
        from engine.memory.facts import new_version

        stored = self._change.execute("SELECT * FROM memory WHERE row = ?", (row,)).fetchone()
        changed = {name: value for name, value in values.items() if name != "version" and stored[name] != value}
        values.pop("version")
        if changed:
            new_version(self._change, row, changed, "user")

    def _setting(self, row: int | None, record: dict[str, Any], how: str) -> None:
        """What isn't set here is taken over; what is, only where the archive is to win."""
        from engine.settings import BY_KEY

        value = msgspec.json.encode(record["value"]).decode()
        if self._quarantined or record["key"] not in BY_KEY:
            return
        if how == NEW:
            self._change.insert("setting", key=record["key"], value=value)
        elif how == CONFLICT and self._mode == "replace" and row is not None:
            self._change.update("setting", row, value=value)
        else:
            return
        self._done.settings.append(record["key"])

    # Conversations

    def _touched(self) -> set[int]:
        """Messages here whose windows may change: those of conversations that the archive has too."""
        rows = [self._staging.row("conversation", key) for _, key, _ in self._staging.all("conversation")]
        known = msgspec.json.encode([row for row in rows if row is not None]).decode()
        found = self._change.execute("SELECT row FROM message WHERE on_path = 1 AND conversation IN (SELECT value FROM json_each(?))", (known,))
        return {int(row[0]) for row in found.fetchall()}

    def _lead_paths(self) -> None:
        """The archive's path where the conversation is new, or where it only goes on from the end that is here."""
        for conversation, leaf in self._paths.items():
            end = self._staging.row("message", leaf)
            here = self._change.execute("SELECT leaf FROM conversation WHERE row = ?", (conversation,)).fetchone()["leaf"]
            chain = self._chain(end, conversation)
            if end is None or end == here or (here is not None and here not in chain):
                continue
            listed = msgspec.json.encode(chain).decode()
            self._change.execute("UPDATE message SET on_path = 1 WHERE on_path = 0 AND row IN (SELECT value FROM json_each(?))", (listed,))
            if ("conversation", conversation) in self._change.touched:
                self._change.execute("UPDATE conversation SET leaf = ? WHERE row = ?", (end, conversation))
            else:
                self._change.update("conversation", conversation, leaf=end)
                self._change.execute(
                    "UPDATE conversation SET updated_at = (SELECT max(updated_at, m.mentioned_at) FROM message m WHERE m.row = ?) WHERE row = ?",
                    (end, conversation),
                )

    def _chain(self, end: int | None, conversation: int) -> list[int]:
        if end is None:
            return []
        found = self._change.execute(
            "WITH RECURSIVE up (row, parent) AS (SELECT row, parent FROM message WHERE row = ?1 AND conversation = ?2 UNION "
            "SELECT m.row, m.parent FROM message m JOIN up ON m.row = up.parent) SELECT row FROM up", (end, conversation),
        )  # fmt: skip
        return [int(row[0]) for row in found.fetchall()]

    def _write_windows(self, before: set[int]) -> None:
        connection = self._change.connection
        for row in self._messages:
            self._tick()
            if row not in before:
                windows.replace(self._change, row, None, windows.text(connection, row))

    # What names something that comes later

    def _succeed(self) -> None:
        """Who replaces whom, and the profiles that conversations began with."""
        for _, key, record in self._staging.all("memory"):
            row, how = self._staging.place("memory", key)
            successor = self._staging.row("memory", record["superseded_by"])
            if row is not None and how == NEW and successor is not None and successor != row:
                self._change.execute("UPDATE memory SET superseded_by = ? WHERE row = ?", (successor, row))
        for _, key, record in self._staging.all("conversation"):
            row, how = self._staging.place("conversation", key)
            if row is not None and how == NEW and record["profile"] is not None:
                pairs = [[self._staging.row("memory", id), version] for id, version in record["profile"]]
                known = msgspec.json.encode([pair for pair in pairs if pair[0] is not None]).decode()
                self._change.execute("UPDATE conversation SET profile = ? WHERE row = ?", (known, row))

    def _ease_undoing(self) -> None:
        """Full text forgets the oldest of many rows far faster than the newest, and steps are taken back from their end."""
        images = self._change.images
        places = [n for n, image in enumerate(images) if isinstance(image, Made) and image.table == "memory"]
        turned = [Made(images[n].table, images[n].to, images[n].row, None, images[n].after) for n in reversed(places)]
        for n, image in zip(places, turned, strict=True):
            images[n] = image

    def _tick(self) -> None:
        self._count += 1
        if self._count % _EVERY == 0:
            self._progress(self._count)
            if self._cancel is not None and self._cancel.is_set():
                raise Cancelled("The import was stopped.", "Nothing was imported.")


def steps(staging: Staging) -> int:
    """How far `progress` counts, about."""
    counts = staging.counts()
    return sum(counts.values()) + counts.get("message", 0)
