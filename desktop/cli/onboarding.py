"""The first run in a terminal: how the vault is to be unlocked, the recovery key, the models."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import output

if TYPE_CHECKING:
    from engine.vault.vault import Vault


def first_run(home: Path) -> Vault:
    """Makes the vault with the person at the terminal. Raises BadInput when they can't settle on a passphrase."""
    from engine.vault import keychain, keyfile
    from engine.vault.vault import Vault

    system = keychain.find()
    output.styled("Welcome to Alcove.", "1", sys.stderr)
    output.tell(f"What it learns about you stays on this computer, encrypted, in {home}.\n")
    output.tell("How do you want to unlock it?")
    ways = {"1": "a passphrase, asked for at each start"}
    if system is not None:
        ways["2"] = f"the {system.name} of this desktop: opens by itself once you are logged in"
    ways["3"] = "a key file of this account: nothing to type; protects lost copies of the vault, but not against this account"
    for number, way in ways.items():
        output.tell(f"  {number}  {way}")
    chosen = output.ask("Choose [1]:") or "1"
    if chosen == "2" and system is not None:
        opened, recovery = Vault.create(home, keychain=True)
    elif chosen == "3":
        opened, recovery = Vault.create(home, key_file=keyfile.AUTOMATIC)
    else:
        opened, recovery = Vault.create(home, passphrase=new_passphrase())
    if recovery is not None:
        show_recovery_key(recovery)
        output.ask("Press Enter when you have written it down.")
    return opened


def new_passphrase() -> str:
    """Asks twice for a new passphrase. Raises BadInput after three differing pairs."""
    import getpass

    from engine.errors import BadInput

    for _ in range(3):
        first = getpass.getpass("New passphrase: ", stream=sys.stderr)
        if first and first == getpass.getpass("Once more: ", stream=sys.stderr):
            return first
        output.tell("The two differ. Try again." if first else "It can't be empty.")
    raise BadInput("No passphrase was set.", "Try again, and type the same passphrase twice.")


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
