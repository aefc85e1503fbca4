"""The slash commands of a chat, typed or piped in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.cli import output

if TYPE_CHECKING:
    from desktop.cli.talk import Talk
    from engine.session import Session

HELP = """/new      start a new conversation
/memories what I remember (add a word to search)
/undo     take back the last change to memory
/quit     end (also Ctrl+D); Ctrl+C stops an answer"""
QUIT = ("/quit", "/exit")
_KNOWN = ("/help", "/new", "/memories", "/undo", *QUIT)
_WORD = re.compile("/[a-z]+")


def command(line: str) -> str:
    """The command that a line names, known or not; empty for a message, like “/home/x is my folder” or “/etc holds settings”."""
    first = line.split(maxsplit=1)[0]
    return first if first in _KNOWN or _WORD.fullmatch(line) else ""


def carry_out(line: str, live: Session, talk: Talk | None) -> Talk | None:
    """Carries out a command that doesn't end the chat; returns the conversation to go on with, None for a new one."""
    from desktop.cli.memories import print_memories, take_back
    from engine.errors import AlcoveError

    named, *rest = line.split(maxsplit=1)
    try:
        if named == "/help":
            output.say(HELP)
        elif named == "/memories":
            print_memories(live.memories.list("".join(rest), limit=20))
        elif named == "/undo":
            output.say(take_back(live.vault))
        elif named == "/new":
            output.aside("A new conversation.")
            return None
        else:
            output.aside(f"Unknown command {named}. /help lists the commands.")
    except AlcoveError as error:
        output.tell(f"{error.message} {error.hint}".rstrip())
    return talk
