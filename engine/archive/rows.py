"""Rows of the vault as records of an archive: row numbers become ids, numbers that mean yes or no become that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from engine.archive.schema import BY_NAME, MEMORY_FIELDS, Type
from engine.archive.selection import Chosen

if TYPE_CHECKING:
    from engine.vault.vault import Vault

PAGE = 500


def count(vault: Vault, type: Type) -> int:
    """How many rows its table has."""
    found = vault.one(f"SELECT count(*) FROM {type.name}")
    return int(found[0]) if found else 0


def records(vault: Vault, type: Type, chosen: Chosen) -> Iterator[dict[str, Any]]:
    """All of a type that were chosen, in the order of their making. Read page by page."""
    last = 0
    tree = _Tree(vault, chosen) if chosen.message is not None else None
    while page := vault.query(f"{_select(type)} WHERE t.row > ? ORDER BY t.row LIMIT {PAGE}", (last,)):
        for row in page:
            if _goes_along(type, row, chosen):
                yield _record(vault, type, row, chosen, tree)
        last = page[-1]["at_row"]


def record_at(connection: Any, type: Type, row: Any) -> dict[str, Any]:
    """One stored row, as an export of everything would tell it."""
    found = connection.execute(f"{_select(type)} WHERE t.row = ?", (row,)).fetchone()
    return _record(connection, type, found, Chosen(), None)


def _select(type: Type) -> str:
    columns = [
        f"(SELECT id FROM {field.ref} WHERE row = t.{field.name}) AS {field.name}, t.{field.name} AS {field.name}_row" if field.kind == "ref"
        else f"t.{field.name}"
        for field in type.fields
    ]  # fmt: skip
    return f"SELECT t.row AS at_row, {', '.join(columns)} FROM {type.name} t"


def _goes_along(type: Type, row: Any, chosen: Chosen) -> bool:
    if chosen.memory is None:
        return True
    if type.name in ("conversation", "message", "memory", "entity"):
        return chosen.has(type.name, row["at_row"])
    if type.name in ("setting", "journal", "draft"):
        return False
    return all(chosen.has(field.ref, row[f"{field.name}_row"]) for field in type.fields if field.kind == "ref" and not field.optional)


def _record(source: Any, type: Type, row: Any, chosen: Chosen, tree: _Tree | None) -> dict[str, Any]:
    record: dict[str, Any] = {"type": type.name}
    for field in type.fields:
        value = row[field.name]
        if value is None:
            pass
        elif field.kind == "flag":
            value = bool(value)
        elif field.kind == "ref" and not chosen.has(field.ref, row[f"{field.name}_row"]):
            value = None
        elif field.kind in ("steps", "value", "values", "profile"):
            value = msgspec.json.decode(value)
            value = _with_ids(source, field.kind, value, chosen)
        record[field.name] = value
    if tree is not None and type.name == "message":
        record["parent"], record["depth"] = tree.place(row["at_row"])
    if tree is not None and type.name == "conversation":
        record["leaf"] = tree.last(row["leaf_row"])
    return record


def _with_ids(source: Any, kind: str, value: Any, chosen: Chosen) -> Any:
    """Row numbers of memories inside of JSON."""
    if kind == "values":
        value = {name: _old(name, old) for name, old in value.items() if name in MEMORY_FIELDS}
        if value.get("superseded_by") is not None:
            value["superseded_by"] = _id(source, value["superseded_by"]) if chosen.has("memory", value["superseded_by"]) else None
    if kind == "profile":
        pairs = [(_id(source, row) if chosen.has("memory", row) else None, version) for row, version in value]
        return [[id, version] for id, version in pairs if id is not None]
    return value


def _old(name: str, value: Any) -> Any:
    """What a field was, as records tell it."""
    kind = MEMORY_FIELDS[name].kind
    if value is None:
        return None
    return bool(value) if kind == "flag" else msgspec.json.decode(value) if kind == "steps" else value


def _id(source: Any, memory: int) -> str | None:
    found = source.one("SELECT id FROM memory WHERE row = ?", (memory,)) if hasattr(source, "one") else source.execute(
        "SELECT id FROM memory WHERE row = ?", (memory,)
    ).fetchone()  # fmt: skip
    return str(found[0]) if found else None


class _Tree:
    """Where chosen messages stand when those between them stay behind: under the nearest chosen one above."""

    def __init__(self, vault: Vault, chosen: Chosen) -> None:
        self._vault, self._chosen = vault, chosen
        self._depths: dict[int, int] = {}

    def place(self, row: int) -> tuple[str | None, int]:
        """Id of the message above, and the depth."""
        found = self._vault.one("SELECT parent FROM message WHERE row = ?", (row,))
        above = self._nearest(found["parent"] if found else None)
        self._depths[row] = self._depths.get(above, -1) + 1 if above is not None else 0
        return self._message(above), self._depths[row]

    def last(self, leaf: int | None) -> str | None:
        """The end of the chosen path, as far as it goes along."""
        return self._message(self._nearest(leaf))

    def _nearest(self, row: int | None) -> int | None:
        while row is not None and not self._chosen.has("message", row):
            found = self._vault.one("SELECT parent FROM message WHERE row = ?", (row,))
            row = found["parent"] if found else None
        return row

    def _message(self, row: int | None) -> str | None:
        found = self._vault.one("SELECT id FROM message WHERE row = ?", (row,)) if row is not None else None
        return str(found["id"]) if found else None


def schema_columns() -> set[tuple[str, str]]:
    """(table, column) of all that an archive holds."""
    return {(type.name, field.name) for type in BY_NAME.values() for field in type.fields}
