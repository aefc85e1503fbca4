"""`alcove memories …`: looking at what is remembered, and correcting it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import journal, opening, output

if TYPE_CHECKING:
    from engine.memory.facts import Page
    from engine.memory.records import Memory, Message
    from engine.session import Session
    from engine.vault.vault import Vault

_SHOWN = tuple("id kind text category status importance confidence pinned source valid_from valid_to precision extractor version uses".split())
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Id = Annotated[str, typer.Argument(help="The id, or its beginning (8 characters or more).", show_default=False)]


def list_memories(
    search: Annotated[str, typer.Argument(help="Only those with these words.", show_default=False)] = "",
    kind: Annotated[str, typer.Option(help="semantic, episodic, procedural or summary.")] = "",
    category: Annotated[str, typer.Option(help="family, work, health, …")] = "",
    status: Annotated[str, typer.Option(help="active, proposed, superseded, retracted, archived or trashed.")] = "",
    about: Annotated[str, typer.Option(help="Only those about this person, place or thing.")] = "",
    order: Annotated[str, typer.Option(help="newest, oldest, importance, text or used.")] = "newest",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    offset: Annotated[int, typer.Option(min=0, help="Leave out the first so many.")] = 0,
    as_json: Json = False,
) -> None:
    """List what is remembered."""
    with opening.session(chat=False, embedder=False) as live:
        page = live.memories.list(
            search, kind=kind or None, category=category or None, status=status or None, person=about or None, order=order, limit=limit, offset=offset
        )
        if as_json:
            output.emit({"total": page.total, "memories": [as_dict(memory) for memory in page.memories]})
        else:
            print_memories(page)


def show(id: Id, as_json: Json = False) -> None:
    """Show a memory with its sources and history, a message, or a conversation."""
    with opening.session(chat=False, embedder=False) as live:
        kind, full = find(live.vault, id)
        if kind == "memory":
            found = _memory(live, full)
        elif kind == "message":
            found = _message(live.conversations.message(full))
        else:
            place = live.conversations.get(full)
            found = {
                "conversation": place.id,
                "title": place.title,
                "status": place.status,
                "messages": [_message(m) for m in live.conversations.path(place)],
            }
    if as_json:
        output.emit(found)
    else:
        _print(found)


def edit(
    id: Id,
    text: Annotated[str | None, typer.Option(help="The sentence itself.")] = None,
    category: Annotated[str | None, typer.Option(help="family, work, health, …")] = None,
    importance: Annotated[float | None, typer.Option(min=0, max=1, help="From 0 to 1.")] = None,
    valid_from: Annotated[str | None, typer.Option(help="Since when it holds: 2026-11-22, 2026-11 or 2026.")] = None,
    valid_to: Annotated[str | None, typer.Option(help="Until when it held.")] = None,
    pinned: Annotated[bool | None, typer.Option("--pin/--unpin", help="Keep it in view.", show_default=False)] = None,
    as_json: Json = False,
) -> None:
    """Correct a memory. What it said before is kept in its history."""
    from engine.errors import BadInput

    fields = {"text": text, "category": category, "importance": importance, "valid_from": valid_from, "valid_to": valid_to}
    given: dict[str, Any] = {name: value for name, value in fields.items() if value is not None}
    if not given and pinned is None:
        raise BadInput("Nothing to change was given.", 'For example: alcove memories edit ID --text "The user\'s sister Anna lives in Rome."')
    for name in ("valid_from", "valid_to"):
        if name in given:
            given[name] = _date(str(given[name]))
    with opening.session(chat=False) as live:
        memory = live.memories.get(of_kind(live.vault, id, "memory"))
        if given:
            memory = live.memories.edit(memory, **given)
        if pinned is not None:
            memory = live.memories.pin(memory, pinned)
        opening.settle(live)
        if as_json:
            output.emit(as_dict(memory))
        else:
            output.say(memory.text)


def approve(
    ids: Annotated[list[str], typer.Argument(help="Ids of proposed memories, or their beginnings.", show_default=False)], as_json: Json = False
) -> None:
    """Approve proposed memories."""
    with opening.session(chat=False, embedder=False) as live:
        approved = [live.memories.approve(of_kind(live.vault, id, "memory")) for id in ids]
        if as_json:
            output.emit({"memories": [as_dict(memory) for memory in approved]})
        else:
            for memory in approved:
                output.say(f"Approved: {memory.text}")


def history(
    id: Annotated[str, typer.Argument(help="A memory's id: its earlier versions. Without one: all changes to memory.", show_default=False)] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    as_json: Json = False,
) -> None:
    """Show what a memory said before; or all changes, newest first."""
    with opening.session(chat=False, embedder=False) as live:
        if not id:
            journal.print_steps(live.vault, limit, as_json=as_json)
            return
        memory = live.memories.get(of_kind(live.vault, id, "memory"))
        versions = live.memories.history(memory)
        if as_json:
            output.emit({"memory": as_dict(memory), "versions": versions})
            return
        for version in versions:
            changed = ", ".join(f"{name}: {value}" for name, value in version.fields.items() if value is not None)
            output.say(f"version {version.version}, until {version.at} ({version.actor}): {changed or '(empty)'}")
        output.say(f"version {memory.version}, now: {memory.text}")


def find(opened: Vault, id: str) -> tuple[str, str]:
    """("memory", "message" or "conversation", full id) of an id or the beginning of one. Raises NotFound, BadInput."""
    from engine.errors import BadInput, NotFound

    wanted = id.strip().lower()
    if external := opened.one("SELECT id FROM conversation WHERE external_id = ?", (id,)):
        return "conversation", external["id"]
    if len(wanted) < 8:
        raise BadInput(f"“{id}” is too short for an id.", "Give at least 8 characters of it.")
    found = [
        (table, row["id"])
        for table in ("memory", "message", "conversation")
        for row in opened.query(f"SELECT id FROM {table} WHERE id >= ? AND id < ? LIMIT 2", (wanted, f"{wanted}g"))
    ]
    if not found:
        raise NotFound("Nothing is stored under that id.", "It may have been erased. List what there is: alcove memories list")
    if len(found) > 1:
        raise BadInput("Several ids begin so.", "Give more of the id.")
    return found[0]


def of_kind(opened: Vault, id: str, wanted: str) -> str:
    """The full id of something that has to be a memory, a message or a conversation. Raises NotFound, BadInput."""
    from engine.errors import BadInput

    kind, full = find(opened, id)
    if kind != wanted:
        raise BadInput(f"That is the id of a {kind}, not of a {wanted}.", "List memories with: alcove memories list")
    return full


def as_dict(memory: Memory) -> dict[str, Any]:
    """A memory for programs."""
    shown = {name: getattr(memory, name) for name in _SHOWN}
    return {**shown, "time": memory.at.isoformat(), "event_date": memory.valid_from, "steps": json.loads(memory.steps) if memory.steps else []}


def print_memories(page: Page) -> None:
    """A list for people."""
    if not page.memories:
        output.say("Nothing is remembered here yet.")
        return
    for memory in page.memories:
        mark = "" if memory.status == "active" else f"  [{memory.status}]"
        output.say(f"{memory.id}  {memory.kind:<10}  {'* ' if memory.pinned else ''}{' '.join(memory.text.split())}{mark}")
    if page.total > len(page.memories):
        output.aside(f"{len(page.memories)} of {page.total}")


def _memory(live: Session, id: str) -> dict[str, Any]:
    memory = live.memories.get(id)
    entities = live.vault.query(
        "SELECT e.name, e.kind, e.relation, x.role FROM memory_entity x JOIN entity e ON e.row = x.entity WHERE x.memory = ? ORDER BY x.row",
        (memory.row,),
    )
    return {
        **as_dict(memory),
        "entities": [{"name": row["name"], "kind": row["kind"], "relation": row["relation"], "role": row["role"]} for row in entities],
        "sources": [
            {"message": message.id, "time": message.at.isoformat(), "role": message.role, "text": message.text[start:stop]}
            for message, start, stop in live.memories.sources(memory)
        ],
        "versions": len(live.memories.history(memory)) + 1,
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "message": message.id,
        "role": message.role,
        "speaker": message.speaker,
        "time": message.at.isoformat(),
        "text": message.visible,
        "state": message.state,
    }


def _print(found: dict[str, Any]) -> None:
    if "messages" in found:
        output.title(found["title"] or "Untitled")
        for message in found["messages"]:
            output.say(f"{message['time']}  {message['message']}\n  {message['speaker'] or message['role']}: {message['text']}")
        return
    output.title(found["text"])
    for name, value in found.items():
        if name == "sources":
            for source in value:
                output.say(f"said on     {source['time'][:10]}: “{source['text']}” (message {source['message']})")
        elif name == "entities":
            output.say("about       " + ", ".join(entity["name"] + (f" ({entity['relation']})" if entity["relation"] else "") for entity in value))
        elif name == "steps":
            for number, step in enumerate(value, 1):
                output.say(f"step {number}      {step}")
        elif name != "text" and value not in (None, ""):
            output.say(f"{name.replace('_', ' '):<11} {value}")


def _date(text: str) -> str:
    import re

    from engine.errors import BadInput

    if not re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", text):
        raise BadInput(f"“{text}” is not a date.", "Dates look like 2026-11-22, 2026-11 or 2026.")
    return text
