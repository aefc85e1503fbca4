"""What an archive holds: one kind of JSON record for each table that is the user's, and what a right one looks like.

Rows of the vault have numbers; records name each other by id. `docs/archive-format.md` describes the same for readers of other programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

FORMAT = "alcove-archive"
VERSION = 1  # of the format; rises with the first change that an older Alcove would misread

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOMENT = re.compile(r"[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_WHEN = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d(:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?")
LONG, SHORT = 8_000_000, 2_000  # characters
_MOST = 1 << 40


class Field(msgspec.Struct, frozen=True):
    """One field. `kind`: id, text, short, moment, when, count, whole, share, flag, choice, ref, steps, profile, values, value.

    `ref`: the type of the record that is named. `later`: it may come after this one, and may be missing. `changing`: no sign of an edit.
    `was`: what it is in archives of releases that did not have it.
    """

    name: str
    kind: str = "text"
    optional: bool = False
    choices: tuple[str, ...] = ()
    ref: str = ""
    later: bool = False
    changing: bool = False
    was: str | None = None


class Type(msgspec.Struct, frozen=True):
    """A kind of record. `key`: the fields by which it is told from others. `stands_alone`: it is compared with what is stored, else just added."""

    name: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    stands_alone: bool = False


def _ref(name: str, type: str, *, optional: bool = False, later: bool = False) -> Field:
    return Field(name, "ref", optional=optional, ref=type, later=later)


def _one_of(name: str, choices: str) -> Field:
    return Field(name, "choice", choices=tuple(choices.split()))


_ID = Field("id", "id")
_RECORDED = Field("recorded_at", "moment")
_OFFSET = Field("utc_offset", "whole")

#: In the order of the file: what is named comes first (but for the fields marked `later`).
TYPES: tuple[Type, ...] = (
    Type("setting", ("key",), (Field("key", "short"), Field("value", "value")), stands_alone=True),
    Type(
        "entity", ("id",),
        (_ID, Field("name", "short"), _one_of("kind", "user person place organisation pet thing"), Field("relation", "short", optional=True),
         _RECORDED),
        stands_alone=True,
    ),
    Type("entity_alias", ("entity", "alias"), (_ref("entity", "entity"), Field("alias", "short"))),
    Type("entity_distinct", ("one", "other"), (_ref("one", "entity"), _ref("other", "entity"))),
    Type(
        "conversation", ("id",),
        (
            _ID, Field("external_id", "short", optional=True), Field("title", "short"), _one_of("titled_by", "auto user"),
            Field("created_at", "moment"), Field("updated_at", "moment", changing=True), Field("pinned", "flag"),
            _one_of("status", "active archived trashed"), Field("trashed_at", "moment", optional=True),
            _ref("leaf", "message", optional=True, later=True), Field("profile", "profile", optional=True, changing=True),
            Field("folder", "short", was=""),
        ),
        stands_alone=True,
    ),
    Type(
        "message", ("id",),
        (
            _ID, _ref("conversation", "conversation"), _ref("parent", "message", optional=True), Field("external_id", "short", optional=True),
            _one_of("role", "user assistant other"), Field("speaker", "short"), Field("text"), Field("shown", optional=True),
            Field("mentioned_at", "moment"), _OFFSET, _RECORDED, _one_of("source", "typed ingested import attachment generated"),
            Field("asks", "flag", changing=True), Field("depth", "count", changing=True), Field("on_path", "flag", changing=True),
            _one_of("state", "complete partial cancelled failed"), _one_of("status", "active trashed"), Field("model", "short", optional=True),
            Field("version", "count", changing=True),
        ),
        stands_alone=True,
    ),
    Type("derived", ("message", "extractor"), (_ref("message", "message"), Field("extractor", "short"), Field("at", "moment"))),
    Type("draft", ("conversation",), (_ref("conversation", "conversation"), Field("text"), Field("updated_at", "moment"))),
    Type(
        "memory", ("id",),
        (
            _ID, _one_of("kind", "semantic episodic procedural summary"), Field("text"), Field("category", "short"),
            *(Field(name, "text", optional=True) for name in ("subject", "predicate", "object", "trigger_words")),
            Field("steps", "steps", optional=True), _one_of("status", "proposed active superseded retracted archived trashed"),
            _ref("superseded_by", "memory", optional=True, later=True), Field("trashed_at", "moment", optional=True), Field("importance", "share"),
            Field("confidence", "share"), Field("pinned", "flag"), Field("scope", "short"),
            _one_of("source", "typed confirmed inferred document import"), _RECORDED, Field("mentioned_at", "moment"), _OFFSET,
            Field("valid_from", "when", optional=True), Field("valid_to", "when", optional=True), Field("precision", "short"),
            Field("time_words", "short", optional=True), Field("recurrence", "short", optional=True), Field("extractor", "short"),
            Field("version", "count"), *(Field(name, "count", changing=True) for name in ("uses", "successes", "failures")),
            Field("last_used_at", "moment", optional=True, changing=True), Field("enabled", "flag"),
        ),
        stands_alone=True,
    ),
    Type(
        "memory_version", ("memory", "version"),
        (_ref("memory", "memory"), Field("version", "count"), Field("fields", "values"), Field("at", "moment"), Field("actor", "short")),
    ),
    Type("memory_source", ("memory", "message", "start", "stop"),
         (_ref("memory", "memory"), _ref("message", "message"), Field("start", "count"), Field("stop", "count"))),
    Type("memory_entity", ("memory", "entity", "role"),
         (_ref("memory", "memory"), _ref("entity", "entity"), _one_of("role", "subject object mention"))),
    Type("edge", ("memory", "head", "predicate", "tail"),
         (_ref("memory", "memory"), _ref("head", "entity"), Field("predicate", "short"), _ref("tail", "entity"))),
    Type("memory_link", ("one", "other", "kind"),
         (_ref("one", "memory"), _ref("other", "memory"), Field("kind", "short"), Field("weight", "share"))),
    Type("profile", ("memory",), (Field("section", "short"), Field("place", "count"), _ref("memory", "memory"))),
    Type("review", ("memory",),
         (_ID, _ref("memory", "memory"), _ref("against", "memory", optional=True), Field("reason", "short"), Field("at", "moment"))),
    # For readers: which steps led here. A journal belongs to its vault (row numbers, a chain of MACs under its key), so that it isn't taken over.
    Type("journal", ("id",),
         (_ID, Field("at", "moment"), _one_of("actor", "user assistant import maintenance"), Field("operation", "short"), Field("label", "short"))),
)  # fmt: skip
BY_NAME = {type.name: type for type in TYPES}
MEMORY_FIELDS = {field.name: field for field in BY_NAME["memory"].fields if field.name != "id"}


def key_of(type: Type, record: dict[str, Any]) -> str:
    """What tells a (checked) record from others of its type."""
    return "\x1f".join(str(record[name]) for name in type.key)


def references(type: Type, record: dict[str, Any]) -> Iterator[tuple[Field, str]]:
    """The records that a (checked) one names."""
    for field in type.fields:
        if field.kind == "ref" and record[field.name] is not None:
            yield field, record[field.name]


def complete(type: Type, record: dict[str, Any]) -> None:
    """Puts in what archives of earlier releases could not tell."""
    for field in type.fields:
        if field.was is not None:
            record.setdefault(field.name, field.was)


def wrong(type: Type, record: dict[str, Any]) -> str:
    """Why a record can't be right, in a few words without any of its text; empty when it can."""
    names = {field.name for field in type.fields}
    if unknown := record.keys() - names - {"type"}:
        return "it has a field that is not known here" if len(unknown) == 1 else "it has fields that are not known here"
    for field in type.fields:
        if field.name not in record:
            return f"{field.name} is missing"
        value = record[field.name]
        if value is None and field.optional:
            continue
        if not _CHECKS[field.kind](field, value):
            return f"{field.name} is not what it should be"
    return _contradiction(type, record)


def _contradiction(type: Type, record: dict[str, Any]) -> str:
    if (
        type.name in ("conversation", "memory", "message")
        and (record["status"] == "trashed") != (record.get("trashed_at") is not None)
        and type.name != "message"
    ):
        return "it is forgotten without a date, or dated without being forgotten"
    if type.name == "message" and record["shown"] is not None and not _hides(record["text"], record["shown"]):
        return "what is shown of it is not a part of its text"
    if type.name == "memory_source" and record["start"] > record["stop"]:
        return "it ends before it begins"
    if type.name in ("entity_distinct", "memory_link") and record["one"] == record["other"]:
        return "it ties something to itself"
    if type.name in ("memory", "entity", "entity_alias") and not str(record.get("text", record.get("name", record.get("alias")))).strip():
        return "it is empty"
    if type.name == "setting" and not _settable(record["key"], record["value"]):
        return "the setting can't have this value"
    return ""


def _settable(key: str, value: Any) -> bool:
    """Whether a setting of ours takes that; one that isn't known here is left alone."""
    from engine.errors import BadInput
    from engine.settings import BY_KEY, fitting

    try:
        return key not in BY_KEY or fitting(BY_KEY[key], value) is not None
    except BadInput:
        return False


def _hides(text: str, shown: str) -> bool:
    """Whether all that is left between the masks stands in the text, in that order."""
    from engine.memory.records import MASK

    at = 0
    for piece in shown.split(MASK):
        at = text.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return MASK in shown or shown == text


def _text(value: Any, longest: int) -> bool:
    from engine.memory.cleaning import clean

    return isinstance(value, str) and len(value) <= longest and clean(value) == value


def _whole(value: Any, lowest: int, highest: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest


def _moment(value: Any) -> bool:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return False
    return True


def _when(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > 40 or not _WHEN.fullmatch(value):
        return False
    try:
        datetime.strptime((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10], "%Y-%m-%d")
    except ValueError:
        return False
    return True


def _steps(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= 1_000 and all(_text(step, SHORT * 10) for step in value)


def _profile(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= 1_000 and all(
        isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) and ID.fullmatch(pair[0]) and _whole(pair[1], 0, _MOST)
        for pair in value
    )  # fmt: skip


def _values(value: Any) -> bool:
    """What some fields of a memory were before."""
    if not isinstance(value, dict) or len(value) > len(MEMORY_FIELDS):
        return False
    return all(name in MEMORY_FIELDS and (old is None or _CHECKS[MEMORY_FIELDS[name].kind](MEMORY_FIELDS[name], old)) for name, old in value.items())


def _value(value: Any) -> bool:
    return len(msgspec.json.encode(value)) <= SHORT * 10


_CHECKS = {
    "id": lambda field, value: isinstance(value, str) and ID.fullmatch(value) is not None,
    "ref": lambda field, value: isinstance(value, str) and ID.fullmatch(value) is not None,
    "text": lambda field, value: _text(value, LONG),
    "short": lambda field, value: _text(value, SHORT),
    "moment": lambda field, value: _moment(value),
    "when": lambda field, value: _when(value),
    "count": lambda field, value: _whole(value, 0, _MOST),
    "whole": lambda field, value: _whole(value, -1_440, 1_440),
    "share": lambda field, value: isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1,
    "flag": lambda field, value: isinstance(value, bool),
    "choice": lambda field, value: isinstance(value, str) and value in field.choices,
    "steps": lambda field, value: _steps(value),
    "profile": lambda field, value: _profile(value),
    "values": lambda field, value: _values(value),
    "value": lambda field, value: _value(value),
}
