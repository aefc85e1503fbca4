"""The first run in a terminal: how the vault is to be unlocked, the recovery key, the models."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import output

if TYPE_CHECKING:
    from engine.vault.vault import Vault


def first_run(home: Path) -> Vault:
    """Makes the vault with the person at the terminal. Raises BadInput when they choose no way to unlock it, or no passphrase."""
    from engine.vault import keychain, keyfile
    from engine.vault.vault import Vault

    system = keychain.find()
    output.styled("Welcome to Alcove.", "1", sys.stderr)
    output.tell(f"What it learns about you stays on this computer, encrypted, in {home}.\n")
    output.tell("How do you want to unlock it?")
    ways = {"passphrase": "a passphrase, asked for at each start"}
    if system is not None:
        ways["keychain"] = f"the {system.name} of this desktop: opens by itself once you are logged in"
    ways["key-file"] = "a key file of this account: nothing to type; protects lost copies of the vault, but not against this account"
    way = _choice(ways)
    if way == "keychain":
        opened, recovery = Vault.create(home, keychain=True)
    elif way == "key-file":
        opened, recovery = Vault.create(home, key_file=keyfile.AUTOMATIC)
    else:
        opened, recovery = Vault.create(home, passphrase=new_passphrase())
    try:
        if recovery is not None:
            show_recovery_key(recovery)
            with contextlib.suppress(EOFError):
                output.ask("Press Enter when you have written it down.")
    except BaseException:
        opened.close()
        raise
    return opened


def _choice(ways: dict[str, str]) -> str:
    """The one that is chosen by its number; the first for Enter alone. Anything else is asked again; the end of the input is BadInput."""
    from engine.errors import BadInput

    for number, about in enumerate(ways.values(), 1):
        output.tell(f"  {number}  {about}")
    numbers = {str(number): way for number, way in enumerate(ways, 1)}
    try:
        while (chosen := output.ask("Choose [1]:") or "1") not in numbers:
            output.tell(f"Type one of the numbers 1 to {len(ways)}.")
    except EOFError:
        output.tell()
        raise BadInput("Nothing was chosen, so no vault was made.", f"Start again, and type one of the numbers 1 to {len(ways)}.") from None
    return numbers[chosen]


def new_passphrase() -> str:
    """Asks twice for a new passphrase. Raises BadInput after three differing pairs, and at the end of the input."""
    import getpass

    from engine.errors import BadInput

    with contextlib.suppress(EOFError):
        for _ in range(3):
            first = getpass.getpass("New passphrase: ", stream=sys.stderr)
            if first:
                warn_of_weak(first)
            if first and first == getpass.getpass("Once more: ", stream=sys.stderr):
                return first
            output.tell("The two differ. Try again." if first else "It can't be empty.")
    raise BadInput("No passphrase was set.", "Try again, and type the same passphrase twice.")


def warn_of_weak(passphrase: str) -> None:
    """Says so when a passphrase is easy to guess; it is taken even so."""
    from engine.vault import passphrases

    if warning := passphrases.warning(passphrase):
        output.tell(f"alcove: warning: {warning}")


def show_recovery_key(recovery: str) -> None:
    """Shows it, once."""
    half = len(recovery) // 2
    output.tell("\nYour recovery key, shown this once. Keep it on paper, away from this computer; it opens the vault when all else fails:\n")
    output.styled(f"    {recovery[:half]}\n    {recovery[half + 1 :]}\n", "1", sys.stderr)


def offer_models() -> None:
    """Offers to install the default models that are missing. Without them memory still works, and answers are the memories themselves."""
    from desktop.cli.models import install_all, missing

    wanted = missing()
    if not wanted or not output.interactive():
        return
    size = sum(entry.size for entry in wanted) // 1_000_000
    titles = " and ".join(entry.title for entry in wanted)
    if output.confirm(f"{titles} ({size} MB installed) {'is' if len(wanted) == 1 else 'are'} not here yet. Install now?"):
        install_all(wanted)
