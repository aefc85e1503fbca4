"""Opening the vault from the command line: without asking where that works, else by asking the person at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import output

if TYPE_CHECKING:
    from engine.session import Session
    from engine.vault.vault import Vault

TRIES = 3
QUICKLY = 100_000_000  # bytes that are backed up in about a second


@contextmanager
def vault(*, create: bool = False) -> Iterator[Vault]:
    """The open vault; with `create`, a new one where there is none. Warnings go to stderr, one line each."""
    from desktop import logs
    from engine.vault import locate

    home = locate.home()
    logs.configure(home)
    opened = _open(home, create=create)
    try:
        for warning in opened.warnings:
            output.tell(f"alcove: warning: {warning}")
        yield opened
    finally:
        opened.close()


@contextmanager
def session(*, create: bool = False, chat: bool = True, embedder: bool = True) -> Iterator[Session]:
    """The vault with everything that works on it; models start on first use and end with the block."""
    with vault(create=create) as opened:
        from engine.session import Session

        live = Session.open(opened, with_chat=chat, with_embedder=embedder)
        try:
            yield live
            _back_up(opened)
        finally:
            live.close()


def _back_up(opened: Vault) -> None:
    """The automatic backup, for who never opens the window; a large vault would keep the terminal waiting."""
    from engine.errors import AlcoveError
    from engine.vault.files import size_of

    if opened.read_only or (size_of(opened.layout.database) or 0) > QUICKLY:
        return
    try:
        opened.backup_if_due()
    except AlcoveError as error:
        output.tell(f"alcove: warning: {error.message} {error.hint}")


def settle(live: Session, *, quiet: bool = False) -> int:
    """Computes the vectors that wait, all anew after a change of embedder, with a bar on stderr; how many."""
    from engine.recall import jobs

    if live.embedder is None:
        return 0
    bar = output.Bar("Preparing search", quiet=quiet or jobs.waiting(live.vault) < 100)
    done = live.settle(lambda made, total: bar.show(made, total))
    bar.close()
    return done


def _open(home: Path, *, create: bool) -> Vault:
    from engine.errors import VaultLocked, VaultMissing
    from engine.vault import hardening, locate

    hardening.harden()  # before anything is typed
    if not locate.exists(home):
        if not create:
            raise VaultMissing(f"There is no vault in {home} yet.", "Make one with: alcove vault create")
        return _first(home)
    try:
        return locate.open_unattended(home)
    except VaultLocked:
        if not output.interactive():
            raise
    return _unlock(home)


def _first(home: Path) -> Vault:
    from desktop.cli import onboarding
    from engine.vault import locate

    if output.interactive() and locate.passphrase_from_file() is None:
        return onboarding.first_run(home)
    opened, recovery = locate.open_or_create(home)
    if given := locate.passphrase_from_file():
        onboarding.warn_of_weak(given)
    if recovery is not None:
        onboarding.show_recovery_key(recovery)
    return opened


def _unlock(home: Path) -> Vault:
    """Asks for the passphrase or the recovery key, at most three times."""
    import getpass

    from engine.errors import WrongKey
    from engine.vault import recovery
    from engine.vault.vault import Vault

    for attempt in range(TRIES):
        given = getpass.getpass("Passphrase (or recovery key): ", stream=sys.stderr)
        try:
            return Vault.unlock(home, passphrase=given, recovery_key=given if recovery.looks_like(given) else None)
        except WrongKey as error:
            told = recovery.typing_error(given)
            if attempt < TRIES - 1:
                output.tell(f"{told or 'That does not open this vault.'} Try again.")
            elif told:
                raise WrongKey(told, "Compare it with what you wrote down.") from error
            else:
                raise
    raise AssertionError("unreachable")
