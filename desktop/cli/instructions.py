"""`alcove instructions …`: what the assistant was told to do always, or in certain cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output

if TYPE_CHECKING:
    from engine.memory.records import Memory

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Id = Annotated[str, typer.Argument(help="The id, or its beginning (8 characters or more).", show_default=False)]


def list_instructions(as_json: Json = False) -> None:
    """List the standing instructions: which are in force, and for which messages."""
    with opening.session(chat=False, embedder=False) as live:
        known = live.instructions.all()
        in_force = {memory.row for memory in live.instructions.in_force()}
        waiting = live.vault.query("SELECT 1 FROM memory WHERE kind = 'procedural' AND predicate = 'instruction' AND status = 'proposed'")
        if as_json:
            output.emit({"instructions": [as_dict(memory, memory.row in in_force) for memory in known], "waiting": len(waiting)})
            return
        output.table([(memory.id, _state(memory, memory.row in in_force), " ".join(memory.text.split())) for memory in known])
        if not known:
            output.say("There are no standing instructions yet. Say “always …” in a conversation, or: alcove instructions add TEXT")
        if waiting:
            output.aside(f"{len(waiting)} more wait for your approval: alcove memories list --kind procedural --status proposed")


def on(id: Id, as_json: Json = False) -> None:
    """Let an instruction shape answers again."""
    _switch(id, True, as_json=as_json)


def off(id: Id, as_json: Json = False) -> None:
    """Switch an instruction off without forgetting it. Can be undone."""
    _switch(id, False, as_json=as_json)


def add(
    text: Annotated[list[str], typer.Argument(help="For example: Always answer in bullet points.", show_default=False)], as_json: Json = False
) -> None:
    """Add a standing instruction. One that says the opposite gives way to it."""
    from engine.errors import BadInput
    from engine.learning.gating import secrets
    from engine.learning.rules.instructions import instruction
    from engine.memory.cleaning import clean

    told = clean(" ".join(text)).strip()
    if not told:
        raise BadInput("There is no text.", 'For example: alcove instructions add "Always answer in bullet points."')
    if secrets.holds(told):
        raise BadInput("That looks like a password, a card number or another secret.", "Alcove never keeps those; a password manager does.")
    with opening.session(chat=False) as live:
        made = live.instructions.add(instruction(told) or told)
        opening.settle(live)
    if as_json:
        output.emit(as_dict(made, True))
    else:
        output.say(f"Added: {made.text}")


def as_dict(memory: Memory, in_force: bool) -> dict[str, Any]:
    """An instruction for programs."""
    from engine.memory.aspects import condition

    return {
        "id": memory.id, "text": memory.text, "enabled": memory.enabled, "in_force": in_force, "condition": condition(memory.text),
        "pinned": memory.pinned, "source": memory.source, "time": memory.at.isoformat(), "uses": memory.uses,
    }  # fmt: skip


def _switch(id: str, enabled: bool, *, as_json: bool) -> None:
    with opening.session(chat=False, embedder=False) as live:
        memory = live.instructions.switch(id, enabled)
        in_force = any(one.row == memory.row for one in live.instructions.in_force())
    if as_json:
        output.emit(as_dict(memory, in_force))
        return
    output.say(f"{'On' if enabled else 'Off'}: {memory.text}")
    if enabled and not in_force:
        output.aside("A later instruction says otherwise, so that one is followed.")


def _state(memory: Memory, in_force: bool) -> str:
    from engine.memory.aspects import condition

    if not memory.enabled:
        return "off"
    if not in_force:
        return "overruled"
    return "sometimes" if condition(memory.text) else "always"
