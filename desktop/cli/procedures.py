"""`alcove procedures …`: how-tos, how often they were used, and how they turned out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output

if TYPE_CHECKING:
    from engine.memory.records import Memory

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Id = Annotated[str, typer.Argument(help="The id, or its beginning (8 characters or more).", show_default=False)]


def list_procedures(as_json: Json = False) -> None:
    """List the procedures with their use and outcome counts."""
    with opening.session(chat=False, embedder=False) as live:
        known = live.procedures.all()
    if as_json:
        output.emit({"procedures": [as_dict(memory) for memory in known]})
        return
    output.table([(memory.id, _counts(memory), " ".join(memory.text.split())) for memory in known])
    if not known:
        output.say("There are no procedures yet. Tell one in a conversation: “To reset the router: unplug it, wait, plug it in.”")


def show(id: Id, as_json: Json = False) -> None:
    """Show a procedure step by step, with what it said before."""
    from engine.answering import howto

    with opening.session(chat=False, embedder=False) as live:
        memory = live.procedures.get(id)
        earlier = live.memories.history(memory)
        if as_json:
            output.emit({**as_dict(memory), "versions": len(earlier) + 1})
            return
        output.say(howto.numbered(memory))
        output.say()
        output.say(_counts(memory).capitalize() + ".")
        for version in earlier:
            if "text" in version.fields:
                output.say(f"version {version.version}, until {version.at}: {version.fields['text']}")


def worked(id: Id, as_json: Json = False) -> None:
    """Note that a procedure worked."""
    _outcome(id, True, as_json=as_json)


def failed(id: Id, as_json: Json = False) -> None:
    """Note that a procedure did not work."""
    _outcome(id, False, as_json=as_json)


def as_dict(memory: Memory) -> dict[str, Any]:
    """A procedure for programs."""
    from engine.memory.procedures import steps_of, trigger_of

    return {
        "id": memory.id, "text": memory.text, "trigger": trigger_of(memory), "steps": list(steps_of(memory)), "uses": memory.uses,
        "worked": memory.successes, "failed": memory.failures, "version": memory.version, "source": memory.source, "time": memory.at.isoformat(),
    }  # fmt: skip


def _outcome(id: str, success: bool, *, as_json: bool) -> None:
    with opening.session(chat=False, embedder=False) as live:
        memory = live.procedures.note_outcome(id, success)
    if as_json:
        output.emit(as_dict(memory))
    else:
        output.say(_counts(memory).capitalize() + f": {memory.text}")


def _counts(memory: Memory) -> str:
    return f"used {memory.uses}×, worked {memory.successes}×, failed {memory.failures}×"
