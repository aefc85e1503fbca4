"""`alcove trash …`: what was forgotten and can still come back."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from desktop.cli import opening, output

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def list_trash(as_json: Json = False) -> None:
    """List what was forgotten, newest first, and when it will be erased."""
    from engine import clock

    with opening.session(chat=False, embedder=False) as live:
        days = live.settings.get("trash_days")
        found = [(step, clock.from_utc(step.at) + timedelta(days=days)) for step in live.forgetting.trash()]
    if as_json:
        output.emit({"trash": [{"id": step.id, "at": step.at, "label": step.label, "rows": len(step.touched), "erased_at": clock.to_utc(until)}
                               for step, until in found]})  # fmt: skip
        return
    for step, until in found:
        output.say(f"{step.id}  {clock.from_utc(step.at).astimezone():%Y-%m-%d %H:%M}  {step.label}, erased after {until.astimezone():%Y-%m-%d}")
    if found:
        output.aside("Bring something back with: alcove trash restore ID")
    else:
        output.say("The trash is empty.")


def restore(
    id: Annotated[str, typer.Argument(help="The id of the forgetting, or of a memory, message or conversation that it took.", show_default=False)],
) -> None:
    """Bring back what one forgetting took away."""
    from engine.errors import BadInput, NotFound

    with opening.session(chat=False) as live:
        steps = [step for step in live.forgetting.trash() if id and step.id.startswith(id.strip().lower())]
        if len(steps) > 1:
            raise BadInput("Several ids begin so.", "Give more of the id.")
        if steps:
            live.vault.journal.revert(steps[0].id)
        else:
            from desktop.cli.memories import find

            try:
                live.forgetting.restore(find(live.vault, id)[1])
            except NotFound as error:
                raise NotFound("That is not in the trash.", "List what is: alcove trash list. What was erased can't be brought back.") from error
        opening.settle(live)
        output.say("Brought back.")


def empty(yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False, as_json: Json = False) -> None:
    """Erase all that was forgotten, now and beyond recovery; old backups go too."""
    from desktop.cli import forgetting
    from engine.errors import BadInput

    with opening.session(chat=False, embedder=False) as live:
        waiting = live.forgetting.trash()
        if not yes:
            if as_json or not output.interactive():
                raise BadInput("There is nobody to ask whether to erase the trash.", "Say it with --yes.")
            if not output.confirm(f"Erase all {len(waiting)} things in the trash beyond recovery?"):
                output.tell("Nothing was changed.")
                raise typer.Exit(1)
        report = live.forgetting.expire_trash(0)
        if as_json:
            output.emit({"report": report, "clean": report is None or forgetting.clean(report)})
        elif report is None:
            output.say("The trash is empty.")
        else:
            forgetting.print_report(report)
        if report is not None and not forgetting.clean(report):
            raise typer.Exit(1)
