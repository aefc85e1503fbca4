"""`alcove vault …`: making it, its keys."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import opening, output
from desktop.cli.forgetting import counted

if TYPE_CHECKING:
    from engine.vault.vault import Vault

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def create(
    key_file: Annotated[bool, typer.Option("--key-file", help="Unlock with a key file of this account alone.")] = False,
    keychain: Annotated[bool, typer.Option("--keychain", help="Unlock with the keychain of this desktop.")] = False,
    as_json: Json = False,
) -> None:
    """Make a vault: with the passphrase in ALCOVE_PASSPHRASE_FILE, or asked for here; else with the keychain or a key file."""
    from desktop import logs
    from desktop.cli import onboarding
    from engine.errors import VaultExists
    from engine.vault import keyfile, locate
    from engine.vault.vault import Vault

    home = locate.home()
    logs.configure(home)
    if locate.exists(home):
        raise VaultExists(f"There is already a vault in {home}.", "It is never overwritten: unlock it, or move it away first.")
    if key_file or keychain:
        opened, recovery = Vault.create(
            home, key_file=keyfile.AUTOMATIC if key_file else None, keychain=keychain, passphrase=locate.passphrase_from_file()
        )
    elif locate.passphrase_from_file() is None and output.interactive() and not as_json:
        opened, recovery = onboarding.first_run(home), None
    else:
        opened, recovery = locate.open_or_create(home)
    with opened:
        for warning in opened.warnings:
            output.tell(f"alcove: warning: {warning}")
        if given := locate.passphrase_from_file():
            onboarding.warn_of_weak(given)
        if as_json:
            slots = [slot.kind for slot in opened.header.slots]
            output.emit({"id": opened.id, "home": str(home), "slots": slots, "recovery_key": recovery, "warnings": opened.warnings})
            return
        if recovery is not None:
            onboarding.show_recovery_key(recovery)
        output.say(f"The vault is made, in {home}.")


def status(as_json: Json = False) -> None:
    """Say where the vault is, how it is locked, what is in it."""
    with opening.vault() as opened:
        found = opened.status()
    if as_json:
        output.emit(found)
        return
    output.title(str(found.home))
    rows = [
        ("vault", found.id), ("made", found.created_at), ("format", str(found.format)), ("encryption", found.cipher), ("commits", str(found.seq)),
        ("holds", ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in found.counts.items())),
        ("files", ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in found.sizes.items())),
    ]  # fmt: skip
    output.table([*rows, *((f"opens with {slot.kind}", slot.detail) for slot in found.slots)])
    newest = found.backups[0].at if found.backups else "none yet"
    output.say(f"{counted(len(found.backups), 'backup', 'backups')}, newest: {newest}")


def change_passphrase(
    rotate: Annotated[bool, typer.Option("--rotate", help="A new key for everything: old copies and backups are shut out, too.")] = False,
) -> None:
    """Set or replace the passphrase. Without --rotate nothing is encrypted anew, and the recovery key stays the same."""
    from desktop.cli.onboarding import show_recovery_key

    with opening.vault() as opened:
        had_one = bool(opened.header.of_kind("passphrase"))
        passphrase = _new_passphrase()
        if rotate:
            _rotate(opened, passphrase)
            return
        opened.change_passphrase(passphrase)
        output.say("The passphrase is set.")
        if had_one:
            output.tell(
                "Copies of the vault made before (by a backup program, by syncing, by hand) still open with the old passphrase, and with what opens "
                "them this vault could be read. To shut them out: alcove vault change-passphrase --rotate"
            )
        kinds = {slot.kind for slot in opened.header.slots}
        if "recovery" not in kinds:
            show_recovery_key(opened.new_recovery_key())
        if "key-file" in kinds:
            output.tell("The key file still opens this vault without asking. To take that away: alcove vault remove-slot key-file")


def _new_passphrase() -> str:
    from desktop.cli.onboarding import new_passphrase, warn_of_weak
    from engine.errors import BadInput

    if sys.stdin.isatty():
        return new_passphrase()
    passphrase = sys.stdin.buffer.readline().decode("utf-8", "replace").rstrip("\r\n")
    if not passphrase:
        raise BadInput("No new passphrase was given.", "Type it in a terminal, or give it as a line on standard input.")
    warn_of_weak(passphrase)
    return passphrase


def _rotate(opened: Vault, passphrase: str) -> None:
    """The new recovery key is shown before the change: after it, the old one opens nothing."""
    from desktop.cli.onboarding import show_recovery_key

    def show(key: str) -> None:
        show_recovery_key(key)
        output.tell("It works as soon as the key is changed; then the old one opens nothing any more.")
        if output.interactive():
            output.ask("Press Enter when you have written it down. Ctrl+C leaves everything as it is.")

    kinds = {slot.kind for slot in opened.header.slots}
    warning = opened.rotate(passphrase, show)
    output.say("The vault has a new key, and all of it is encrypted anew. The old passphrase and recovery key open nothing here any more.")
    output.say(warning or "One new backup was made; the older ones are deleted. Copies elsewhere keep what they held, under the old key.")
    if gone := kinds - {slot.kind for slot in opened.header.slots}:
        output.tell(f"Could not be reached, and opens the vault no more: {', '.join(sorted(gone))}.")


def recovery_key(yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False, as_json: Json = False) -> None:
    """Make a new recovery key; the one before stops working."""
    from desktop.cli.onboarding import show_recovery_key
    from engine.errors import BadInput

    with opening.vault() as opened:
        if not yes and any(slot.kind == "recovery" for slot in opened.header.slots):
            if as_json or not output.interactive():
                raise BadInput("There is nobody to ask whether to replace the recovery key. The old one still works.", "Say it with --yes.")
            if not output.confirm("Make a new recovery key? The one that you have written down stops working."):
                output.tell("Nothing was changed.")
                raise typer.Exit(1)
        text = opened.new_recovery_key()
    if as_json:
        output.emit({"recovery_key": text})
    else:
        show_recovery_key(text)


def use_keychain() -> None:
    """Let the keychain of this desktop open the vault too."""
    with opening.vault() as opened:
        opened.use_keychain()
        output.say("The keychain opens this vault from now on.")


def remove_slot(kind: Annotated[str, typer.Argument(help="passphrase, recovery, keychain or key-file.", show_default=False)]) -> None:
    """Take away one of the ways in. The last one stays."""
    with opening.vault() as opened:
        opened.remove_slot(kind)
        output.say(f"The {kind} no longer opens this vault.")
