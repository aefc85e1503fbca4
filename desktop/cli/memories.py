"""`alcove memories …`: looking at what is remembered, and correcting it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output

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
        memory = live.memories.get(_of_kind(live.vault, id, "memory"))
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
        approved = [live.memories.approve(_of_kind(live.vault, id, "memory")) for id in ids]
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
            print_journal(live.vault, limit, as_json=as_json)
            return
        memory = live.memories.get(_of_kind(live.vault, id, "memory"))
        versions = live.memories.history(memory)
        if as_json:
            output.emit({"memory": as_dict(memory), "versions": versions})
            return
        for version in versions:
            changed = ", ".join(f"{name}: {value}" for name, value in version.fields.items() if value is not None)
            output.say(f"version {version.version}, until {version.at} ({version.actor}): {changed or '(empty)'}")
        output.say(f"version {memory.version}, now: {memory.text}")


def undo(
    step: Annotated[str, typer.Argument(help="Revert this step of the history instead of your last one.", show_default=False)] = "",
    with_later: Annotated[bool, typer.Option("--with-later", help="Together with the later steps that stand on it.")] = False,
) -> None:
    """Take back your last change to memory, or any one step."""
    with opening.session(chat=False) as live:
        output.say(take_back(live.vault, step, with_later=with_later))
        opening.settle(live)


def redo() -> None:
    """Do again what was undone last."""
    from engine.errors import NotFound

    with opening.session(chat=False) as live:
        step = live.vault.journal.redoable()
        if step is None or live.vault.journal.redo() is None:
            raise NotFound("There is nothing to do again.", "It works right after an undo.")
        output.say(f"Done again: {_bare(step.label)}")
        opening.settle(live)


def journal(limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50, as_json: Json = False) -> None:
    """List all changes to memory, newest first."""
    with opening.vault() as opened:
        print_journal(opened, limit, as_json=as_json)


def take_back(opened: Vault, step: str = "", *, with_later: bool = False) -> str:
    """Undoes the user's last step, or reverts the named one; returns what to say. Raises BadInput when memory was tidied up since that step."""
    from engine.errors import BadInput, NotFound

    if step:
        rows = opened.query("SELECT id, label FROM journal WHERE substr(id, 1, ?) = ? LIMIT 2", (len(step), step))
        if len(rows) != 1:
            raise NotFound("There is no such step in the history.", "List them with: alcove journal list")
        opened.journal.revert(rows[0]["id"], with_later)
        return f"Reverted: {_bare(rows[0]['label'])}"
    last = opened.journal.undoable()
    tidied = opened.query(
        "SELECT id FROM journal WHERE operation IN ('deduplicate', 'decay', 'summarize', 'link', 'profile') AND reverted_by IS NULL AND content "
        "IS NOT NULL AND row > ? ORDER BY row",
        (last.row if last is not None else 0,),
    )
    if tidied:
        hint = f"Take the tidying back: alcove memories undo {tidied[0]['id']}" + (" --with-later" if len(tidied) > 1 else "")
        hint += f"\nTake your last change back ({_bare(last.label)}): alcove memories undo {last.id}" if last is not None else ""
        raise BadInput("Memory was tidied up after your last change, so that it isn't clear what to undo.", hint)
    if last is None or opened.journal.undo() is None:
        raise NotFound("There is nothing to undo.", "Any step can be reverted from the history: alcove journal list")
    return f"Undone: {_bare(last.label)}"


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


def _of_kind(opened: Vault, id: str, wanted: str) -> str:
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


def print_journal(opened: Vault, limit: int, *, as_json: bool) -> None:
    """The newest steps; labels hold no user text."""
    entries = opened.journal.entries(limit)
    if as_json:
        output.emit({"steps": entries})
        return
    for entry in entries:
        state = "reverted" if entry.reverted_by else "" if entry.kept else "content erased"
        output.say(f"{entry.id}  {entry.at}  {entry.actor:<11}  {entry.label}{f'  [{state}]' if state else ''}")
    if not entries:
        output.say("Nothing was changed yet.")


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


def _bare(label: str) -> str:
    return label.removeprefix("Undo: ").removeprefix("Redo: ")
