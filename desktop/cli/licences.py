"""`alcove licences`: what Alcove is made of, and under which licences."""

from __future__ import annotations

from typing import Annotated

import typer

from desktop.cli import output


def licences(
    name: Annotated[str, typer.Argument(help="Show the licence texts of this part.", show_default=False)] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """What Alcove is made of, and under which licences. With a name: the texts."""
    from desktop import licences as told
    from engine.errors import BadInput

    parts = told.parts()
    if name:
        wanted = told.canonical(name)
        parts = [part for part in parts if told.canonical(part.name) == wanted]
        if not parts:
            raise BadInput(f"Nothing called {name} is part of Alcove.", "See what is with: alcove licences")
    if as_json:
        output.emit([part._asdict() | ({"text": told.text(part)} if name else {}) for part in parts])
        return
    for part in parts:
        output.say(f"{part.name} {part.version}".strip() + f": {part.licence}" + (f" (inside {part.inside})" if part.inside else ""))
        if name:
            output.say(f"\n{told.text(part)}")
