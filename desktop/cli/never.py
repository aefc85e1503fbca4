"""`alcove memories never-keep`: kinds of things that are not to be remembered."""

from __future__ import annotations

from typing import Annotated

import typer

from desktop.cli import opening, output
from desktop.cli.forgetting import counted, print_report


def never_keep(
    kinds: Annotated[list[str] | None, typer.Argument(help="Kinds, as health or money. Without any: the list of them.", show_default=False)] = None,
    forget: Annotated[bool | None, typer.Option("--forget/--no-forget", help="Forget what is kept of them so far.", show_default=False)] = None,
) -> None:
    """Never remember this kind of thing from now on, and forget what is kept of it if you like."""
    from engine.errors import BadInput
    from engine.learning.gating import categories, policy

    with opening.session(chat=False) as live:
        never = live.settings.get("never_keep")
        if not kinds:
            output.table([(one.key, "never kept" if one.key in never else "", f"{one.title}: {one.about}".rstrip(": ")) for one in categories.ALL])
            return
        wanted = [kind.lower() for kind in kinds]
        if unknown := [kind for kind in wanted if kind not in categories.BY_KEY]:
            raise BadInput(f"There is no kind called {unknown[0]}.", f"Kinds: {', '.join(categories.BY_KEY)}.")
        live.settings.put("never_keep", sorted({*never, *wanted}))
        output.say(f"Never kept from now on: {', '.join(categories.BY_KEY[kind].title for kind in wanted)}.")
        present = {memory.id: memory for kind in wanted for memory in policy.present(live.memories, live.vault, kind)}
        if not present:
            return
        them = "it" if len(present) == 1 else "them"
        of_them = f"{counted(len(present), 'memory', 'memories')} of that kind {'is' if len(present) == 1 else 'are'} kept so far"
        if forget is None and output.interactive():
            forget = output.confirm(f"{of_them}. Forget {them}?")
        if not forget:
            output.aside(f"{of_them}; forget {them} with: alcove memories never-keep {' '.join(wanted)} --forget")
            return
        if not live.settings.get("trash_days"):  # as the settings say: at once
            print_report(live.forgetting.erase(list(present)))
        else:
            live.forgetting.forget(list(present))
            output.say(f"Forgotten: {counted(len(present), 'memory', 'memories')}. Take it back with: alcove memories undo")
        opening.settle(live)
