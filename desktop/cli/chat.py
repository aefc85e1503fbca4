"""`alcove chat`, and what `alcove` itself does: the window, a chat in the terminal, or answers to what is piped in."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import lock, opening, output, slash
from desktop.cli.talk import Settler, Talk, attached, read_lines

if TYPE_CHECKING:
    from engine.documents.document import Document
    from engine.session import Session


def chat(
    conversation: Annotated[str, typer.Option("--conversation", "-c", help="Go on in the conversation with this id.")] = "",
    attach: Annotated[
        list[Path] | None, typer.Option("--attach", help="A file to talk about; goes with the first message; may be repeated.", show_default=False)
    ] = None,
    incognito: Annotated[bool, typer.Option("--incognito", help="Nothing of this chat is kept, and what is remembered is not used.")] = False,
    with_memory: Annotated[bool, typer.Option("--with-memory", help="With --incognito: answers may read what is remembered.")] = False,
) -> None:
    """Talk in the terminal. Piped input is answered line by line."""
    if attach and (incognito or with_memory):
        from engine.errors import BadInput

        raise BadInput("An incognito chat takes no files: they are kept with their chat.", "Paste the passage that matters.")
    documents = attached(attach or [])
    if incognito or with_memory:
        _incognito(conversation, with_memory=with_memory, asked=incognito)
    elif piped():
        answer_lines(conversation, documents)
    else:
        converse(conversation, documents)


def _incognito(conversation: str, *, with_memory: bool, asked: bool) -> None:
    from desktop.cli import incognito
    from engine.errors import BadInput

    if conversation or not asked:
        raise BadInput(
            "An incognito chat goes on in no stored conversation." if conversation else "--with-memory belongs to --incognito.",
            "An ordinary chat uses what is remembered anyway: alcove chat",
        )
    if piped():
        if not incognito.piped(with_memory=with_memory):
            raise typer.Exit(1)
        return
    incognito.talk(iter(_read, None), live=True, with_memory=with_memory)


def start() -> None:
    """Bare `alcove`: the window where there is a display and nothing is piped in; else the terminal."""
    if piped():
        answer_lines()
    elif has_display():
        open_window()
    else:
        converse()


def piped() -> bool:
    """Whether a file or another program's output comes in."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


def has_display() -> bool:
    """Whether a window can be shown."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(file: Path | None = None) -> None:
    """The window, with an archive to look at; ends with its exit code. Without Qt's system libraries: the terminal, and a line that says so."""
    try:
        from desktop import app
    except ImportError as error:
        if "PySide6" not in str(error) and "cannot open shared object" not in str(error):
            raise
        output.tell(f"alcove: the window can't be opened here ({error}); a chat in the terminal instead.")
        converse()
        return
    raise typer.Exit(app.main(file=file))


def answer_lines(conversation: str = "", documents: Sequence[Document] = ()) -> None:
    """Each line of standard input is a message, or a slash command; answers go to stdout. What waits for its vector is computed before the end."""
    from desktop.cli.failures import explain
    from models.errors import ModelError

    failed = False
    with opening.session(create=True) as live, lock.heeded(live), _told_of_locking(live):
        place = live.conversations.get(conversation) if conversation else None
        talk: Talk | None = Talk(live, place, live=False) if place else None
        for line in read_lines():
            try:
                if named := slash.command(line):
                    if named in slash.QUIT:
                        break
                    talk = slash.carry_out(line, live, talk)
                    continue
                talk = talk or Talk(live, live.conversations.create(), live=False)
                waiting, documents = documents, ()
                talk.turn(line, waiting)
                opening.settle(live, quiet=True)
            except ModelError as error:  # the message is stored; the next line gets a new model process
                failed = True
                message, hint = explain(error)
                output.tell(f"alcove: {message} {hint}".rstrip())
        if live.embedder is not None:
            opening.settle(live)
    if failed:
        raise typer.Exit(1)


@contextlib.contextmanager
def _told_of_locking(live: Session) -> Iterator[None]:
    """Whoever reads lines from a pipe is interrupted by `lock.heeded`: says why."""
    try:
        yield
    except KeyboardInterrupt:
        if not live.vault.lock_asked:
            raise
        output.tell("alcove: Locked by another Alcove window or command. What was not answered yet was not read.")
        raise typer.Exit(1) from None


def converse(conversation: str = "", documents: Sequence[Document] = ()) -> None:
    """The chat of a person at a terminal."""
    from desktop.cli.failures import explain
    from desktop.cli.onboarding import offer_models
    from models.errors import ModelError

    offer_models()
    with opening.session(create=True) as live, lock.heeded(live):
        place = live.conversations.get(conversation) if conversation else None
        settler = Settler(live)
        talk: Talk | None = Talk(live, place, live=True) if place else None
        output.aside(
            "Alcove. Type a message; /help shows what else there is." if live.chat else "No chat model is installed: I answer from memory alone."
        )
        try:
            while (line := _read()) is not None:
                try:
                    if named := slash.command(line):
                        if named in slash.QUIT:
                            break
                        talk = slash.carry_out(line, live, talk)
                        continue
                    talk = talk or Talk(live, live.conversations.create(), live=True)
                    waiting, documents = documents, ()
                    talk.turn(line, waiting)
                except ModelError as error:
                    message, hint = explain(error)
                    output.tell(f"\n{message} {hint}".rstrip())
                except KeyboardInterrupt:
                    output.say()
                settler.start()
        finally:
            settler.close()
        opening.settle(live)


def _read() -> str | None:
    """A line that the person typed, not blank; None at the end. Ctrl+C on an empty prompt only starts a new line."""
    import contextlib

    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - gives input() its editing; nothing is kept on disk
    while True:
        try:
            line = input("\x01\x1b[1m\x02› \x01\x1b[0m\x02" if output.colourful(sys.stdout) else "> ").strip()
        except EOFError:
            output.say()
            return None
        except KeyboardInterrupt:
            output.say()
            continue
        if line:
            return line
