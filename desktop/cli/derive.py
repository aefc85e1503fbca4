"""`alcove derive` reads old conversations anew; `alcove memories rejected` shows what was not kept, and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import opening, output

if TYPE_CHECKING:
    from engine.vault.vault import Vault

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def derive(
    conversation: Annotated[str, typer.Option(help="The id of a conversation, or its beginning.", show_default=False)] = "",
    everything: Annotated[bool, typer.Option("--all", help="All conversations.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Also what was read before by the same rules and the same model.")] = False,
    as_json: Json = False,
) -> None:
    """Learn from old conversations again: with the rules, and with the chat model where it is large enough (see the setting model_learning).

    What is known is not learned twice; what you forgot, rejected or undid does not come back. Ctrl+C stops; the next run goes on from there."""
    from desktop.cli.forgetting import counted
    from desktop.cli.talk import stoppable
    from engine.errors import BadInput

    if bool(conversation) == everything:
        raise BadInput("Say which conversations to read.", "alcove derive --conversation ID, or: alcove derive --all")
    quiet = as_json and not sys.stderr.isatty()
    with opening.session() as live, stoppable() as cancel:
        if not live.settings.get("learn"):
            raise BadInput("Learning is switched off.", "Switch it on with: alcove settings set learn true")
        chosen = _id(live.vault, conversation, "conversation") if conversation else None
        bar = output.Bar("Reading", quiet=quiet)
        report = live.deriving.again(chosen, force=force, progress=bar.show, cancel=cancel)
        bar.close()
        opening.settle(live, quiet=quiet)
        with_model = live.deriving.with_model
    if as_json:
        output.emit({**{name: getattr(report, name) for name in ("messages", "memories", "turned_down", "stopped")}, "with_model": with_model})
        return
    by = "by the rules and the chat model" if with_model else "by the rules"
    output.say(f"{counted(report.messages, 'message', 'messages')} read {by}: {counted(report.memories, 'new memory', 'new memories')}.")
    if report.turned_down:
        output.aside(f"{counted(report.turned_down, 'candidate was', 'candidates were')} not kept; see why: alcove memories rejected")
    if report.stopped:
        output.aside("Stopped before the end; the same command goes on from there.")


def rejected(
    message: Annotated[str, typer.Option(help="All those of this message: its id, or the beginning of it.", show_default=False)] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    every: Annotated[bool, typer.Option("--all", help="Questions, requests and small talk too.")] = False,
    as_json: Json = False,
) -> None:
    """Show what might have been a memory and was not kept, and why. Of secrets only that there was one.

    To keep one all the same, say it with: alcove remember
    """
    from desktop.wording import EXPECTED, turned_down
    from engine.learning.gating import gate
    from engine.learning.gating.rejections import rejections

    with opening.session(chat=False, embedder=False) as live:
        chosen = _id(live.vault, message, "message") if message else None
        if every or chosen is not None:
            found = rejections(live.vault, chosen, limit)
        else:  # what begins as an order is none, whatever else was found in it
            likely = rejections(live.vault, None, limit * 4, without=EXPECTED)
            found = [one for one in likely if not gate.is_request(one.text)][:limit]
        more = not found and bool(rejections(live.vault, chosen, 1))
    if as_json:
        output.emit({"rejected": found})
        return
    for one in found:
        text, why = turned_down(one.text, one.reason)
        output.say(f"{one.at[:10]}  {one.message}  {text}  ({why})")
    if not found:
        output.say("Nothing that might have been a memory was turned down here." if more else "Nothing was turned down here.")
    if more:
        output.aside("(Questions, requests and small talk are shown with --all.)")


def _id(opened: Vault, beginning: str, wanted: str) -> str:
    from desktop.cli.memories import find
    from engine.errors import BadInput

    kind, full = find(opened, beginning)
    if kind != wanted:
        raise BadInput(f"That is the id of a {kind}, not of a {wanted}.", "Ids of both are shown by: alcove memories show ID")
    return full
