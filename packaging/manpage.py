"""The manual page of `alcove`, written from the commands themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from project import ROOT, epoch, project

sys.path.insert(0, str(ROOT))


def page() -> str:
    """alcove(1) as troff."""
    from datetime import UTC, datetime

    from typer.main import get_command

    from desktop.cli import app

    known = project()
    day = datetime.fromtimestamp(epoch(), UTC).date()
    parts = [
        f'.TH ALCOVE 1 "{day}" "alcove {known["version"]}" "User Commands"',
        ".SH NAME", f"alcove \\- {_plain(known['description'])}",
        ".SH SYNOPSIS", ".B alcove", "[\\fICOMMAND\\fR] [\\fIOPTION\\fR]...",
        ".SH DESCRIPTION", _plain(get_command(app).help or ""),
        ".SH COMMANDS",
    ]  # fmt: skip
    for name, command in _commands(get_command(app)):
        parts += [".TP", f".B alcove {name}", _plain(command.help or "")]
    parts += [
        ".SH ENVIRONMENT",
        ".TP", ".B ALCOVE_HOME", _plain("The folder of the vault, instead of the one below."),
        ".TP", ".B ALCOVE_MODELS", _plain("The folder of the models, instead of the one below."),
        ".TP", ".B ALCOVE_PASSPHRASE_FILE", _plain("A file with the passphrase of the vault, for scripts."),
        ".SH FILES",
        ".TP", ".I ~/.local/share/alcove", _plain("The vault, encrypted. Removing Alcove leaves it."),
        ".TP", ".I /usr/share/alcove/models", _plain("Models of the package alcove-models."),
        ".SH SEE ALSO", _plain("alcove COMMAND --help tells the options of a command."), "",
    ]  # fmt: skip
    return "\n".join(parts)


def _commands(group: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, found in group.commands.items():
        if getattr(found, "hidden", False):
            continue
        if getattr(found, "commands", None):
            yield from _commands(found, f"{path}{name} ")
        else:
            yield f"{path}{name}", found


def _plain(text: str) -> str:
    one = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{one}" if one[:1] in ".'" else one


if __name__ == "__main__":
    print(page())
