"""`alcove lock`, and how a chat in a terminal ends when another process locks the vault."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import opening, output

if TYPE_CHECKING:
    from engine.session import Session

GLANCE = 2.0  # seconds between two looks
PATIENCE = 2.0  # seconds for which a stopped answer may take to be stored


def lock() -> None:
    """Lock the vault: the window, and every chat in a terminal. Needs no key while a window is open."""
    from engine.errors import VaultMissing
    from engine.vault import locate, rawfiles
    from engine.vault.layout import Layout

    home = locate.home()
    if not locate.exists(home):
        raise VaultMissing(f"There is no vault in {home} yet.", "Make one with: alcove vault create")
    if _window(home):
        output.say("Locked: the window has closed the vault, and chats in terminals end.")
    elif not rawfiles.is_open_elsewhere(Layout(home).database):
        output.say("Nothing has the vault open: it is locked.")
    else:
        with opening.vault() as opened:
            opened.lock_others()
        output.say("Locked: chats in terminals end within seconds.")


def _window(home: Path) -> bool:
    try:
        from desktop import single
    except ImportError:  # Qt's system libraries are missing: then there is no window
        return False
    return single.lock_other(home)


@contextlib.contextmanager
def heeded(live: Session) -> Iterator[None]:
    """Inside, another process that locks the vault ends this one: an answer under way is stopped and stored, and nothing stays in memory."""
    done = threading.Event()
    terminal = _terminal()

    def watch() -> None:
        from engine.errors import AlcoveError

        while not done.wait(GLANCE):
            with contextlib.suppress(AlcoveError):
                if live.vault.lock_asked:
                    _end(live, done, terminal)

    thread = threading.Thread(target=watch, name="alcove-lock-watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        if threading.current_thread() is not thread:
            thread.join()


def _end(live: Session, done: threading.Event, terminal: list[object] | None) -> None:
    """What waits for a line can't be asked to return, so the process ends here, with its terminal as it was."""
    with contextlib.suppress(OSError, ValueError):
        os.kill(os.getpid(), signal.SIGINT) if os.name == "posix" else signal.raise_signal(signal.SIGINT)
    if done.wait(PATIENCE):
        return  # it left by itself
    with contextlib.suppress(Exception):  # whatever happens, it ends
        live.close()
    if terminal is not None:
        import termios

        with contextlib.suppress(termios.error):
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, terminal)  # type: ignore[arg-type]
    output.tell("\nLocked by another Alcove window or command. What is on this screen stays there until you clear it.")
    sys.stdout.flush()
    os._exit(0)


def _terminal() -> list[object] | None:
    try:
        import termios

        return list(termios.tcgetattr(sys.stdin.fileno()))
    except (ImportError, OSError, ValueError, AttributeError):
        return None
    except Exception as error:  # termios.error, where input is no terminal
        if type(error).__name__ != "error":
            raise
        return None
