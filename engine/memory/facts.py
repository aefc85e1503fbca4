"""Derived and typed-in memories: facts, events, procedures, with their versions, sources and entities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock
from engine.errors import BadInput, NotFound
from engine.ids import new_id
from engine.memory import identity, masking, relations, spans, words
from engine.memory.bearers import Mention, Place
from engine.memory.cleaning import clean
from engine.memory.records import Memory, Message

if TYPE_CHECKING:
    from engine.vault.change import Change
    from engine.vault.vault import Vault

EDITABLE = frozenset(
    ("text", "kind", "category", "subject", "predicate", "object", "trigger_words", "steps", "importance", "confidence", "scope", "valid_from",
     "valid_to", "precision", "time_words", "recurrence", "source")
)  # fmt: skip
SHOWN = ("proposed", "active", "superseded", "retracted", "archived")
_ORDERS = {
    "newest": "m.mentioned_at DESC, m.row DESC", "oldest": "m.mentioned_at, m.row", "importance": "m.pinned DESC, m.importance DESC, m.row DESC",
    "text": "m.text COLLATE NOCASE, m.row", "used": "m.uses DESC, m.row DESC",
}  # fmt: skip


class NewEntity(msgspec.Struct, frozen=True):
    """Someone or something that a new memory speaks of. `role`: subject, object, mention.

    `relation`: to the user, or to the one named `of` ("husband" of "Anna"). `fresh`: said to be another than the known one of that name.
    """

    name: str
    kind: str = "thing"
    role: str = "mention"
    relation: str | None = None
    of: str = ""
    fresh: bool = False


class NewMemory(msgspec.Struct, frozen=True):
    """What a memory is made from. `sources`: (message id, start, stop) in characters of its text. `edges`: (head, predicate, tail) by name."""

    text: str
    kind: str = "semantic"
    category: str = "other"
    subject: str | None = None
    predicate: str | None = None
    object: str | None = None
    trigger_words: str | None = None
    steps: tuple[str, ...] = ()
    status: str = "active"
    importance: float = 0.5
    confidence: float = 1.0
    pinned: bool = False
    scope: str = "everywhere"
    source: str = "typed"
    mentioned_at: datetime | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    precision: str = "unknown"
    time_words: str | None = None
    recurrence: str | None = None
    extractor: str = "user"
    entities: tuple[NewEntity, ...] = ()
    edges: tuple[tuple[str, str, str], ...] = ()
    sources: tuple[tuple[str, int, int], ...] = ()


class Version(msgspec.Struct, frozen=True):
    """An earlier state: version `version` had these values in the fields that were changed at `at`."""

    version: int
    at: str
    actor: str
    fields: dict[str, Any]


class Page(msgspec.Struct, frozen=True):
    """A part of a list: the rows asked for, and how many there are in all."""

    memories: tuple[Memory, ...]
    total: int

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(memory.id for memory in self.memories)


class Counts(msgspec.Struct, frozen=True):
    """How many memories there are. `kinds` and `categories` count the active ones."""

    statuses: dict[str, int]
    kinds: dict[str, int]
    categories: dict[str, int]


class Memories:
    """Reads and writes memories. A method that takes a memory takes its record, its id, or the beginning of its id."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        #: Puts a memory that the user has approved into its place among what is known (set by the session).
        self.settle: Callable[[Change, Memory], None] | None = None

    def add(self, new: NewMemory, *, actor: str = "user", operation: str = "remember") -> Memory:
        """Stores a memory with its entities, edges and sources, in one undoable change (or as part of the change that is open)."""
        if not new.text.strip():
            raise BadInput("A memory can't be empty.")
        with self._vault.change(operation, "Remembered something", actor=actor) as change:
            at = new.mentioned_at or change.at
            fields = {
                name: getattr(new, name)
                for name in ("kind", "category", "predicate", "status", "importance", "confidence", "scope", "source", "valid_from", "valid_to",
                             "precision", "recurrence", "extractor")
            }  # fmt: skip
            texts = {name: _clean(getattr(new, name)) for name in ("text", "subject", "object", "trigger_words", "time_words")}
            row = change.insert(
                "memory", id=new_id(), **texts, **fields, steps=_steps(new.steps), pinned=int(new.pinned), recorded_at=clock.to_utc(change.at),
                mentioned_at=clock.to_utc(at), utc_offset=clock.offset_minutes(at),
            )  # fmt: skip
            self._link(change, row, new)
            for message, start, stop in new.sources:
                self._cite(change, row, message, start, stop)
            return _memory(change, row)

    def cite(self, memory: Memory | str, message: str, start: int, stop: int, *, actor: str = "assistant") -> None:
        """More evidence: the same was said in this message too."""
        row = self._row(memory)
        with self._vault.change("learn", "Noted another source", actor=actor) as change:
            known = change.execute(
                "SELECT 1 FROM memory_source s JOIN message m ON m.row = s.message WHERE s.memory = ? AND m.id = ? AND s.start = ? AND s.stop = ?",
                (row, message, start, stop),
            ).fetchone()
            if known is None:
                self._cite(change, row, message, start, stop)

    def get(self, memory: Memory | str) -> Memory:
        """By id, or by the beginning of an id (8 characters or more). Raises NotFound, or BadInput when several begin so."""
        return Memory.from_row(self._found(memory))

    def edit(self, memory: Memory | str, *, actor: str = "user", **fields: Any) -> Memory:
        """A new version with these fields changed (see EDITABLE); the old values are kept in its history."""
        unknown = set(fields) - EDITABLE
        if unknown:
            raise BadInput(f"Memories have no field {', '.join(sorted(unknown))} to edit.", f"Fields: {', '.join(sorted(EDITABLE))}.")
        row = self._row(memory)
        fields = {name: _steps(value) if name == "steps" and not isinstance(value, str) else _clean(value) for name, value in fields.items()}
        if not (fields.get("text") or "x").strip():
            raise BadInput("A memory can't be empty.", "To remove it, forget it.")
        with self._vault.change("edit", "Edited a memory", actor=actor) as change:
            old = _memory(change, row)
            if "text" in fields and fields["text"] != old.text:
                fields = _stale(old, fields) | fields
            changed = {name: value for name, value in fields.items() if getattr(old, name) != value}
            if changed:
                new_version(change, row, changed, actor)
            if "object" in changed or "subject" in changed:
                for (edge,) in change.execute("SELECT row FROM edge WHERE memory = ?", (row,)).fetchall():
                    change.delete("edge", edge)
            if "text" in changed:
                self._unlink_unnamed(change, row, str(changed["text"]))
            return _memory(change, row)

    def history(self, memory: Memory | str) -> list[Version]:
        """Earlier versions, oldest first, each with the values that were changed from."""
        rows = self._vault.query("SELECT * FROM memory_version WHERE memory = ? ORDER BY version", (self._row(memory),))
        return [Version(row["version"], row["at"], row["actor"], msgspec.json.decode(row["fields"])) for row in rows]

    def pin(self, memory: Memory | str, pinned: bool = True) -> Memory:
        """Keeps a memory in view and in prompts."""
        return self._set(memory, "pin", "Pinned a memory" if pinned else "Unpinned a memory", pinned=int(pinned))

    def archive(self, memory: Memory | str, archived: bool = True) -> Memory:
        """Takes a memory out of recall, without forgetting it."""
        return self._set(memory, "archive", "Archived a memory", status="archived" if archived else "active")

    def approve(self, memory: Memory | str) -> Memory:
        """Turns a proposed memory into an active one, confirmed by the user. Raises BadInput for one that is not proposed."""
        found = self.get(memory)
        if found.status != "proposed":
            raise BadInput(f"That memory is {found.status}: there is nothing to approve.", "List what waits: alcove memories list --status proposed")
        with self._vault.change("approve", "Approved a memory") as change:
            change.update("memory", found.row, status="active", source="confirmed")
            if self.settle is not None:
                self.settle(change, _memory(change, found.row))
            for (row,) in change.execute("SELECT row FROM review WHERE memory = ?", (found.row,)).fetchall():
                change.delete("review", row)
            return _memory(change, found.row)

    def supersede(self, old: Memory | str, new: Memory | str, valid_to: str | None = None, *, actor: str = "assistant") -> Memory:
        """Closes the validity of `old`, which `new` contradicts: "used to live in Lyon" stays answerable. Returns `old` as it is now."""
        row, successor = self._row(old), self._row(new)
        with self._vault.change("supersede", "Replaced a memory by a newer one", actor=actor) as change:
            before, after = _memory(change, row), _memory(change, successor)
            until = max(valid_to or after.valid_from or after.at.date().isoformat(), before.valid_from or "")  # nothing ends before its start
            new_version(change, row, {"status": "superseded", "superseded_by": successor, "valid_to": until}, actor)
            return _memory(change, row)

    def sources(self, memory: Memory | str) -> list[tuple[Message, int, int]]:
        """The messages that say it, with the span in each text, oldest first; without messages and spans that are forgotten."""
        rows = self._vault.query(
            "SELECT m.*, s.start AS s_start, s.stop AS s_stop FROM memory_source s JOIN message m ON m.row = s.message "
            "JOIN conversation c ON c.row = m.conversation WHERE s.memory = ? AND m.status = 'active' AND c.status <> 'trashed' "
            "ORDER BY m.mentioned_at, s.row",
            (self._row(memory),),
        )
        return [
            (Message.from_row(row), row["s_start"], row["s_stop"])
            for row in rows
            if not spans.overlaps((row["s_start"], row["s_stop"]), masking.masked(row["text"], row["shown"]))
        ]

    def from_message(self, message: Message) -> list[Memory]:
        """The memories that this message is a source of."""
        rows = self._vault.query(
            "SELECT * FROM memory WHERE row IN (SELECT memory FROM memory_source WHERE message = ?) AND status <> 'trashed' ORDER BY row",
            (message.row,),
        )
        return [Memory.from_row(row) for row in rows]

    def counts(self) -> Counts:
        """How many there are, by status, kind and category."""

        def by(column: str, where: str) -> dict[str, int]:
            return {row[0]: row[1] for row in self._vault.query(f"SELECT {column}, count(*) FROM memory WHERE {where} GROUP BY 1 ORDER BY 1")}

        return Counts(by("status", "1"), by("kind", "status = 'active'"), by("category", "status = 'active'"))

    def used(self, rows: Sequence[int]) -> None:
        """Notes that these memory rows were used in an answer."""
        with self._vault.change("use", "Used memories", actor="assistant", journaled=False) as change:
            change.execute(
                "UPDATE memory SET uses = uses + 1, last_used_at = ? WHERE row IN (SELECT value FROM json_each(?))",
                (clock.to_utc(change.at), msgspec.json.encode(list(rows)).decode()),
            )

    # Helpers

    def _set(self, memory: Memory | str, operation: str, label: str, **values: Any) -> Memory:
        row = self._row(memory)
        with self._vault.change(operation, label) as change:
            if _memory(change, row).status == "trashed":
                raise BadInput("That memory is forgotten.", "Undo the forgetting first: alcove memories undo")
            change.update("memory", row, **values)
            return _memory(change, row)

    def _found(self, memory: Memory | str) -> Any:
        if isinstance(memory, Memory):
            rows = self._vault.query("SELECT * FROM memory WHERE row = ?", (memory.row,))
        elif len(memory) >= 36:
            rows = self._vault.query("SELECT * FROM memory WHERE id = ?", (memory,))
        elif len(memory) >= 8:
            rows = self._vault.query("SELECT * FROM memory WHERE id >= ? AND id < ? LIMIT 2", (memory.lower(), memory.lower() + "g"))
        else:
            raise BadInput("That beginning of an id is too short.", "Give at least 8 characters.")
        if not rows:
            raise NotFound("There is no such memory.", "It may have been erased.")
        if len(rows) > 1:
            raise BadInput("Several memories have ids that begin so.", "Give more of the id.")
        return rows[0]

    def _row(self, memory: Memory | str) -> int:
        return memory.row if isinstance(memory, Memory) else int(self._found(memory)["row"])

    def _cite(self, change: Change, memory: int, message: str, start: int, stop: int) -> None:
        found = change.execute("SELECT row, length(text) FROM message WHERE id = ?", (message,)).fetchone()
        if found is None:
            raise NotFound("The source message does not exist.", "It may have been erased.")
        change.insert("memory_source", memory=memory, message=found[0], start=max(0, start), stop=min(stop, found[1]))

    def _link(self, change: Change, memory: int, new: NewMemory) -> None:
        known: dict[str, int] = {}
        where = _place(change, new)
        for entity in sorted(new.entities, key=lambda entity: bool(entity.of)):  # owners first
            owner = known.get(words.fold(entity.of)) if entity.of else None
            row = identity.resolve(change, Mention(entity.name, entity.kind, entity.relation, owner, entity.fresh), where)
            known.setdefault(words.fold(entity.name), row)
            if owner is not None and entity.relation:
                self._tie(change, memory, owner, row, entity.relation)
            place = (memory, row, entity.role)
            if change.execute("SELECT 1 FROM memory_entity WHERE memory = ? AND entity = ? AND role = ?", place).fetchone() is None:
                change.insert("memory_entity", memory=memory, entity=row, role=entity.role)
        for head, predicate, tail in dict.fromkeys(new.edges):
            ends = [known.get(words.fold(name)) or identity.resolve(change, Mention(name), where) for name in (head, tail)]
            if ends[0] == ends[1]:
                continue  # "Margaret is the user's mum" of whom was the user's mum all along
            if (
                change.execute(
                    "SELECT 1 FROM edge WHERE memory = ? AND head = ? AND predicate = ? AND tail = ?", (memory, ends[0], predicate, ends[1])
                ).fetchone()
                is None
            ):
                change.insert("edge", memory=memory, head=ends[0], predicate=predicate, tail=ends[1])

    def _tie(self, change: Change, memory: int, owner: int, other: int, relation: str) -> None:
        """The husband of the user's sister is also the user's brother-in-law."""
        found = change.execute("SELECT relation FROM entity WHERE row = ? AND relation IS NOT NULL", (owner,)).fetchone()
        word = relations.composed(found["relation"], relation) if found is not None else None
        if word is not None:
            user = identity.resolve(change, Mention("user", "user"))
            change.insert("edge", memory=memory, head=user, predicate=word, tail=other)

    def _unlink_unnamed(self, change: Change, memory: int, text: str) -> None:
        """After an edit: entities whose names the text no longer holds are no longer spoken of."""
        folded = words.fold(text)
        for link in change.execute(
            "SELECT x.row, e.row AS entity, e.folded, e.relation, e.kind FROM memory_entity x JOIN entity e ON e.row = x.entity WHERE x.memory = ?",
            (memory,),
        ).fetchall():
            names = [link["folded"], *(relations.same_words(link["relation"]) if link["relation"] else ())]
            names += [row[0] for row in change.execute("SELECT folded FROM entity_alias WHERE entity = ?", (link["entity"],)).fetchall()]
            if link["kind"] != "user" and not any(name in folded for name in names):
                change.delete("memory_entity", link["row"])

    def list(
        self, search: str = "", *, kind: str | None = None, category: str | None = None, status: str | Sequence[str] | None = None,
        person: str | None = None, pinned: bool | None = None, order: str = "newest", limit: int = 50, offset: int = 0,
    ) -> Page:  # fmt: skip
        """The memories that fit, sorted ("newest", "oldest", "importance", "text", "used"). Without `status`: all but trashed ones.

        `person` is an entity's id, name or alias.
        """
        statuses = SHOWN if status is None else (status,) if isinstance(status, str) else tuple(status)
        where, parameters = ["m.status IN (SELECT value FROM json_each(?))"], [msgspec.json.encode(statuses).decode()]
        for column, value in (("kind", kind), ("category", category), ("pinned", None if pinned is None else int(pinned))):
            if value is not None:
                where.append(f"m.{column} = ?")
                parameters.append(value)  # type: ignore[arg-type]
        if person is not None:
            where.append(
                "m.row IN (SELECT x.memory FROM memory_entity x JOIN entity e ON e.row = x.entity LEFT JOIN entity_alias a ON a.entity = e.row "
                "WHERE e.id = ? OR ? IN (e.folded, a.folded, e.relation))"
            )
            parameters += [person, words.fold(person)]
        if search.strip():
            condition, found = words.fts_condition("m", "memory_fts", "memory_trigram", "text", search)
            where.append(condition)
            parameters += found
        if order not in _ORDERS:
            raise BadInput(f"Memories can't be sorted by {order}.", f"Orders: {', '.join(_ORDERS)}.")
        wheres = " AND ".join(where)
        with self._vault.read() as connection:
            total = connection.execute(f"SELECT count(*) FROM memory m WHERE {wheres}", parameters).fetchone()[0]
            rows = connection.execute(
                f"SELECT m.* FROM memory m WHERE {wheres} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?", (*parameters, limit, offset)
            ).fetchall()
        return Page(tuple(Memory.from_row(row) for row in rows), int(total))


def new_version(change: Change, row: int, fields: dict[str, Any], actor: str) -> None:
    """Changes a memory and keeps the changed-from values in its history."""
    old = _memory(change, row)
    change.insert(
        "memory_version", memory=row, version=old.version, fields=msgspec.json.encode({name: getattr(old, name) for name in fields}).decode(),
        at=clock.to_utc(change.at), actor=actor,
    )  # fmt: skip
    change.update("memory", row, **fields, version=old.version + 1)


def _place(change: Change, new: NewMemory) -> Place:
    """Where it was said."""
    said = change.execute("SELECT conversation, row FROM message WHERE id = ?", (new.sources[0][0],)).fetchone() if new.sources else None
    return Place(said["conversation"], said["row"]) if said is not None else Place()


def _memory(change: Change, row: int) -> Memory:
    return Memory.from_row(change.execute("SELECT * FROM memory WHERE row = ?", (row,)).fetchone())


def _stale(old: Memory, fields: dict[str, Any]) -> dict[str, Any]:
    """Subject and object that the new text no longer holds are emptied, unless they are given too."""
    folded = words.fold(str(fields["text"]))
    gone = {name: None for name in ("subject", "object") if (value := getattr(old, name)) and words.fold(value) not in folded}
    return {**gone, **({"predicate": None} if "object" in gone else {})}


def _clean(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _steps(steps: Sequence[str]) -> str | None:
    return msgspec.json.encode([clean(step) for step in steps]).decode() if steps else None
