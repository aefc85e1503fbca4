"""Archives as somebody would make them who means harm, or whose disk is failing: from a right one, by seeded mutations."""

from __future__ import annotations

import copy
import hashlib
import json
import random
from typing import Any

import zstandard

from engine.archive.schema import FORMAT, TYPES, VERSION
from engine.ids import new_id

Record = dict[str, Any]
AT = "2026-11-22T08:00:00Z"
ABSURD: tuple[Any, ...] = (
    None, True, -1, 0, 1 << 70, 1e308, "", "\x00", "\ud800", "../../etc/passwd", "x" * 100_000, [], {}, [[[[[[[[[[[]]]]]]]]]]],
    "0000-00-00T00:00:00Z",
    "9999-99-99T99:99:99Z", "0001-01-01T00:00:00Z", "'; DROP TABLE memory; --", "\x1b[2J", "[forgotten]", "memory", "\U000e0041", float("nan"),
)  # fmt: skip


def right() -> list[Record]:
    """A small archive with a record of every type, manifest first, without the last line."""
    user, anna, rex = new_id(), new_id(), new_id()
    place, first, second, third = new_id(), new_id(), new_id(), new_id()
    one, two, three = new_id(), new_id(), new_id()
    lines: list[Record] = [
        {"type": "manifest", "format": FORMAT, "version": VERSION, "app": "alcove 0.1.0", "schema": 3, "vault": new_id(), "created": AT,
         "embedder": None, "holds": "everything"},
        {"type": "setting", "key": "persona", "value": "Be kind."},
        *({"type": "entity", "id": id, "name": name, "kind": kind, "relation": relation, "recorded_at": AT}
          for id, name, kind, relation in ((user, "user", "user", None), (anna, "Anna", "person", "sister"), (rex, "Rex", "pet", None))),
        {"type": "entity_alias", "entity": anna, "alias": "Annie"},
        {"type": "entity_distinct", "one": anna, "other": rex},
        {"type": "conversation", "id": place, "external_id": "talk-1", "title": "Family", "titled_by": "user", "created_at": AT, "updated_at": AT,
         "pinned": True, "status": "active", "trashed_at": None, "leaf": third, "profile": [[one, 1]],
         "folder": "Family"},
    ]  # fmt: skip
    for n, (id, parent, role, text) in enumerate(
        (
            (first, None, "user", "My sister Anna lives in Lyon."),
            (second, first, "assistant", "Noted."),
            (third, second, "user", "She moved to Rome. 猫"),
        )
    ):
        lines.append({
            "type": "message", "id": id, "conversation": place, "parent": parent, "external_id": f"m{n}", "role": role, "speaker": "", "text": text,
            "shown": None, "mentioned_at": AT, "utc_offset": 60, "recorded_at": AT, "source": "generated" if role == "assistant" else "typed",
            "asks": False, "depth": n, "on_path": True, "state": "complete", "status": "active", "model": None, "version": 1,
        })  # fmt: skip
    lines += [
        {"type": "derived", "message": first, "extractor": "rules/1", "at": AT},
        {"type": "draft", "conversation": place, "text": "and", "updated_at": AT},
    ]
    for id, text, status, after in (
        (one, "The user's sister Anna lives in Lyon.", "superseded", two), (two, "The user's sister Anna moved to Rome.", "active", None),
        (three, "Rex is the user's dog.", "trashed", None),
    ):  # fmt: skip
        lines.append({
            "type": "memory", "id": id, "kind": "semantic", "text": text, "category": "place", "subject": "Anna", "predicate": "lives_in",
            "object": "Lyon",
            "trigger_words": None, "steps": ["look"], "status": status, "superseded_by": after, "trashed_at": AT if status == "trashed" else None,
            "importance": 0.5, "confidence": 1.0, "pinned": False, "scope": "everywhere", "source": "inferred", "recorded_at": AT, "mentioned_at": AT,
            "utc_offset": 0, "valid_from": "2026-11", "valid_to": None, "precision": "month", "time_words": None, "recurrence": None,
            "extractor": "rules/1", "version": 2, "uses": 1, "successes": 0, "failures": 0, "last_used_at": AT, "enabled": True,
        })  # fmt: skip
    return [
        *lines,
        {
            "type": "memory_version",
            "memory": one,
            "version": 1,
            "fields": {"status": "active", "superseded_by": two, "steps": ["a"]},
            "at": AT,
            "actor": "user",
        },
        {"type": "memory_source", "memory": one, "message": first, "start": 0, "stop": 29},
        {"type": "memory_entity", "memory": one, "entity": anna, "role": "subject"},
        {"type": "edge", "memory": one, "head": user, "predicate": "sister", "tail": anna},
        {"type": "memory_link", "one": one, "other": two, "kind": "related", "weight": 0.5},
        {"type": "profile", "section": "people", "place": 1, "memory": two},
        {"type": "review", "id": new_id(), "memory": two, "against": one, "reason": "contradicts", "at": AT},
        {"type": "journal", "id": new_id(), "at": AT, "actor": "user", "operation": "learn", "label": "Learned from a message"},
    ]


def packed(lines: list[Record], *, spoil: random.Random | None = None) -> bytes:
    """The bytes of a plain archive, with an end that fits; `spoil`: sometimes with one that doesn't, or broken afterwards."""
    text = b"".join(_line(line) + b"\n" for line in lines)
    end = {"type": "end", "count": len(lines) - 1, "sha256": hashlib.sha256(text).hexdigest()}
    if spoil is None:
        return zstandard.compress(text + _line(end) + b"\n")
    how = spoil.randrange(10)
    if how == 0:
        end["count"] = spoil.choice([0, -1, 1 << 60, len(lines), None, True])
    elif how == 1:
        end["sha256"] = "0" * 64
    data = text if how == 2 else text + _line(end) + b"\n"
    if how == 3:
        data = _flip(data, spoil)
    if how == 4:
        data += spoil.choice([b"{}\n", b"x", _line(lines[1]) + b"\n"])
    if how == 5:
        return data  # unpacked by hand: still an archive
    result = zstandard.compress(data)
    if how == 6:
        return _flip(result, spoil)
    if how == 7:
        return result[: spoil.randrange(len(result))]
    return result


def mutated(lines: list[Record], spoil: random.Random) -> list[Record]:
    """Between one and four things done to a right archive."""
    changed = copy.deepcopy(lines)
    for _ in range(spoil.randint(1, 4)):
        _MUTATIONS[spoil.randrange(len(_MUTATIONS))](changed, spoil)
        if not changed:
            break
    return changed


def _absurd_value(lines: list[Record], spoil: random.Random) -> None:
    line = spoil.choice(lines)
    line[spoil.choice(list(line))] = spoil.choice(ABSURD)


def _swapped_values(lines: list[Record], spoil: random.Random) -> None:
    one, other = spoil.choice(lines), spoil.choice(lines)
    one[spoil.choice(list(one))] = copy.deepcopy(other[spoil.choice(list(other))])


def _other_reference(lines: list[Record], spoil: random.Random) -> None:
    """Points a record at another one of the right kind, or at nothing."""
    ids: dict[str, list[str]] = {}
    for line in lines:
        if isinstance(line.get("id"), str):
            ids.setdefault(str(line.get("type")), []).append(line["id"])
    places = [(line, field) for line in lines for type in TYPES if type.name == line.get("type") for field in type.fields if field.kind == "ref"]
    if places:
        line, field = spoil.choice(places)
        line[field.name] = spoil.choice([*ids.get(field.ref, []), new_id(), None])


def _missing(lines: list[Record], spoil: random.Random) -> None:
    line = spoil.choice(lines)
    line.pop(spoil.choice(list(line)), None)
    line.setdefault("type", "memory")


def _extra(lines: list[Record], spoil: random.Random) -> None:
    spoil.choice(lines)[spoil.choice(["row", "visible", "__class__", "folded", "x" * 5_000])] = spoil.choice(ABSURD)


def _dropped(lines: list[Record], spoil: random.Random) -> None:
    del lines[spoil.randrange(len(lines))]


def _doubled(lines: list[Record], spoil: random.Random) -> None:
    lines.insert(spoil.randrange(len(lines) + 1), copy.deepcopy(spoil.choice(lines)))


def _moved(lines: list[Record], spoil: random.Random) -> None:
    lines.insert(spoil.randrange(len(lines)), lines.pop(spoil.randrange(len(lines))))


def _unknown(lines: list[Record], spoil: random.Random) -> None:
    lines.insert(
        spoil.randrange(1, len(lines) + 1), {"type": spoil.choice(["", "sqlite_master", "meta", "receipt", None, 7, "../x"]), "id": new_id()}
    )


def _circle(lines: list[Record], spoil: random.Random) -> None:
    memories = [line for line in lines if line.get("type") == "memory"]
    for line, after in zip(memories, [*memories[1:], *memories[:1]], strict=True):
        line["superseded_by"] = after.get("id")


def _lying_manifest(lines: list[Record], spoil: random.Random) -> None:
    lines[0][spoil.choice(["format", "version", "schema", "vault", "holds", "created"])] = spoil.choice([*ABSURD, VERSION + 1, 0, "1"])


_MUTATIONS = (
    _absurd_value, _absurd_value, _absurd_value, _swapped_values, _other_reference, _other_reference, _missing, _extra, _dropped, _doubled, _moved,
    _unknown, _circle, _lying_manifest,
)  # fmt: skip


def _flip(data: bytes, spoil: random.Random) -> bytes:
    place = spoil.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << spoil.randrange(8))]) + data[place + 1 :]


def _line(record: Record) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
