"""`alcove chat --incognito`: a conversation of which nothing is kept."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from desktop.cli import lock, opening, output, slash
from desktop.cli.talk import read_lines, stoppable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assistant import Event
    from engine.incognito import Incognito

HELP = """/new      start over: what was said is gone
/quit     end (also Ctrl+D); Ctrl+C stops an answer
Nothing of this chat is kept, so there is nothing to list or to undo."""
KEPT = "Incognito: nothing of this chat is kept."
READS = "What I remember is read, not changed."
BLIND = "What I remember is not used either; --with-memory lets answers read it."


def talk(lines: Iterator[str], *, live: bool, with_memory: bool) -> bool:
    """Answers line by line until the end; returns whether every answer succeeded. `live`: with remarks, pieces as they come."""
    from desktop.cli.failures import explain
    from engine.incognito import Incognito
    from models.errors import ModelError

    answered = True
    with opening.session(create=True) as session, lock.heeded(session) if live else contextlib.nullcontext():
        chat = Incognito(session, uses_memory=with_memory)
        if live:
            output.aside(f"{KEPT} {READS if with_memory else BLIND}")
        try:
            for line in lines:
                try:
                    if named := slash.command(line):
                        if named in slash.QUIT:
                            break
                        _obey(named, chat)
                    else:
                        _turn(chat, line, live=live)
                except ModelError as error:
                    answered = False
                    message, hint = explain(error)
                    output.tell(f"alcove: {message} {hint}".rstrip())
                except KeyboardInterrupt:
                    if not live:
                        raise
                    output.say()
        finally:
            chat.close()
    return answered


def piped(*, with_memory: bool) -> bool:
    """Each line of standard input is a message."""
    return talk(read_lines(), live=False, with_memory=with_memory)


def _obey(named: str, chat: Incognito) -> None:
    if named == "/new":
        chat.close()
        output.aside("A new conversation.")
    elif named == "/help":
        output.say(HELP)
    else:
        output.aside(f"{named} does nothing in an incognito chat. /help lists the commands.")


def _turn(chat: Incognito, text: str, *, live: bool) -> None:
    from engine.assistant import Piece, Retrying

    written = ""

    def show(event: Event) -> None:
        nonlocal written
        if isinstance(event, Piece):
            output.say(event.text, end="")
            written += event.text
        elif isinstance(event, Retrying):
            output.say()
            written = ""

    if not live:
        output.say(chat.reply(text).answer.text)
        return
    with stoppable() as cancel:
        turn = chat.reply(text, on_event=show, cancel=cancel)
    if written.strip() != turn.answer.text.strip():
        output.say(("\n" if written else "") + turn.answer.text, end="")
    output.say()
