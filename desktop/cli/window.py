"""`alcove open`: the window, and what a double-click on an archive starts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli import chat


def open_(
    file: Annotated[Path | None, typer.Argument(help="An archive: shows there what importing it would do.", show_default=False)] = None,
) -> None:
    """Open the window, or bring the open one to the front."""
    from engine.errors import BadInput

    if not chat.has_display():
        raise BadInput("There is no display here to open a window on.", f"In the terminal: alcove import {file or 'FILE'}")
    chat.open_window(file)
