"""`alcove ask`, `alcove remember`: one turn, without a conversation to go on with."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from desktop.cli import opening, output
from desktop.cli.talk import Talk, attached, read_lines

NOTES = "alcove-notes"  # external id of the conversation that `remember` writes into


def ask(
    text: Annotated[list[str], typer.Argument(help="The question, or - to read it from standard input.", show_default=False)],
    conversation: Annotated[str, typer.Option("--conversation", "-c", help="Ask in the conversation with this id.")] = "",
    attach: Annotated[
        list[Path] | None,
        typer.Option("--attach", help="A text, Markdown, source code or PDF file to ask about; may be repeated.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The answer with its sources, as JSON.")] = False,
) -> None:
    """Ask one question and print the answer."""
    started = time.perf_counter()
    message, documents = _joined(text), attached(attach or [])
    with opening.session(create=True) as live:
        place = live.conversations.get(conversation) if conversation else live.conversations.create()
        if not as_json:
            import sys

            Talk(live, place, live=sys.stdout.isatty()).turn(message, documents)
        else:
            talk = Talk(live, place, live=False)
            turn = talk.ask(message, documents)
            output.emit(
                {
                    "answer": turn.answer.visible,
                    "declined": turn.declined,
                    "guard": turn.guard,
                    "used": list(talk.used),
                    "learned": [{"id": memory.id, "kind": memory.kind, "text": memory.text} for memory in turn.learned],
                    "conversation": place.id,
                    "message": turn.answer.id,
                    "receipt": turn.receipt_id,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                }
            )
        opening.settle(live)


def remember(
    text: Annotated[list[str], typer.Argument(help="What to remember, as a sentence about you; - reads it from standard input.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="The memories made, as JSON.")] = False,
) -> None:
    """Remember something."""
    from engine import clock
    from engine.errors import BadInput
    from engine.learning import extract

    told = _joined(text)
    read = extract.learn(told, at=clock.now())
    if any(rejected.reason.startswith("secret") for rejected in read.rejected):
        raise BadInput("That looks like a password, a card number or another secret.", "Alcove never keeps those; a password manager does.")
    asked = told if read.command is not None and read.command.action == "remember" else f"Remember that {told}"
    with opening.session(create=True, chat=False) as live:
        found = live.vault.one("SELECT id FROM conversation WHERE external_id = ? AND status <> 'trashed'", (NOTES,))
        place = live.conversations.get(found["id"]) if found else live.conversations.create("Notes", external_id=NOTES)
        turn = Talk(live, place, live=False).ask(asked)
        opening.settle(live)
    if as_json:
        output.emit(
            {"memories": [{"id": memory.id, "kind": memory.kind, "text": memory.text} for memory in turn.learned], "said": turn.answer.visible}
        )
    else:
        output.say(turn.answer.visible)


def _joined(parts: list[str]) -> str:
    from engine.errors import BadInput
    from engine.memory.cleaning import clean

    text = "\n".join(read_lines()) if parts == ["-"] else " ".join(parts)
    text = clean(text).strip()
    if not text:
        raise BadInput("There is no text.", 'Put it in quotes: alcove ask "Where does my sister live?"')
    return text
