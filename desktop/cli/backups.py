"""`alcove backups …`: list, make, verify, and go back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output

if TYPE_CHECKING:
    from pathlib import Path

    from engine.vault.restoring import Opened, Secrets

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="As `alcove backups list` names it.", show_default=False)]


def list_backups(as_json: Json = False) -> None:
    """The backups, the newest first. Needs no passphrase."""
    from desktop import restoring as words
    from engine.vault import backups, locate

    found, broken = backups.listed(locate.home()), backups.incomplete(locate.home())
    if as_json:
        output.emit({"backups": [{"name": one.path.name, **_plain(one)} for one in found], "incomplete": broken})
        return
    output.table([(one.path.name, words.moment(one.at), f"{one.size / 1e6:.1f} MB", words.reason(one.reason), words.checked(one)) for one in found])
    for name in broken:
        output.tell(f"{name} is incomplete: its database is gone. Nothing can be restored from it.")
    if not found:
        output.say("There is no backup yet. Make one with: alcove backups make")


def make(as_json: Json = False) -> None:
    """Make an encrypted backup now, opened and checked. Older ones are kept as the settings say (backup_days, backup_weeks)."""
    with opening.vault() as opened:
        made = opened.backup()
    if as_json:
        output.emit({"name": made.path.name, **_plain(made)})
    else:
        output.say(f"Backed up and verified: {made.path}")


def verify(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="One of them; else all.", show_default=False)] = "", as_json: Json = False
) -> None:
    """Open backups and check every page of them. Works when the vault itself is damaged."""
    from engine.errors import AlcoveError
    from engine.vault import backups, locate

    home = locate.home()
    chosen = [backups.named(home, name)] if name else backups.listed(home)
    broken = [] if name else backups.incomplete(home)
    if not chosen and not broken:
        output.say("There is no backup yet. Make one with: alcove backups make")
        return
    rows, opened = [(one, "It is incomplete: its database is gone.") for one in broken], None
    for backup in chosen:
        try:
            opened = opened or _open(home, backup.path.name)
            backups.check(backup, opened.key)
        except AlcoveError as error:
            rows.append((backup.path.name, error.message))
        else:
            rows.append((backup.path.name, ""))
    failed = any(problem for _, problem in rows)
    if as_json:
        output.emit({"ok": not failed, "backups": [{"name": one, "problem": problem} for one, problem in rows]})
    else:
        output.table([(one, problem or "whole") for one, problem in rows])
    if failed:
        raise typer.Exit(1)


def restore(
    name: Name,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what it holds, and what would be lost.")] = False,
    keys_only: Annotated[
        bool, typer.Option("--keys-only", help="Where only vault.json is gone: take the key slots alone, and lose nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    as_json: Json = False,
) -> None:
    """Go back to a backup. The vault of now becomes a backup too, so that this can be taken back."""
    from desktop import logs
    from desktop import restoring as words
    from engine.errors import BadInput, VaultDamaged
    from engine.vault import locate, restoring
    from engine.vault.preview import preview

    logs.configure(locate.home())
    opened = _open(locate.home(), name)
    if keys_only:
        restoring.restore_keys(opened)
        output.say("The key slots are back, and nothing is lost.")
        return
    found = preview(opened)
    if not as_json:
        for title, text in words.told(found):
            output.say(f"{title:<18}{text}")
    if not found.whole:
        raise VaultDamaged(f"The backup {name} is not whole.", "Nothing was changed. Try another one: alcove backups list")
    if dry_run:
        if as_json:
            output.emit(found)
        elif found.keys_alone:
            output.say(f"To lose nothing: alcove backups restore {name} --keys-only")
        return
    if not yes:
        if as_json or not output.interactive():
            raise BadInput("There is nobody to ask whether to restore. Nothing was changed.", "Say it with --yes.")
        if not output.confirm("Go back to this backup, with what is lost by that?" if found.keys_alone else "Go back to this backup?"):
            output.tell("Nothing was changed.")
            raise typer.Exit(1)
    done = restoring.restore(opened)
    if as_json:
        output.emit({"restored": name, "preview": found, "set_aside": done.aside.name if done.aside else None, "undoable": done.undoable})
        return
    output.say(f"Restored. It opens with {found.opens_with}.")
    if done.aside is not None and done.undoable:
        output.say(f"To take that back: alcove backups restore {done.aside.name}")
    elif done.aside is not None:
        output.say(f"What was there was damaged; it is kept in {done.aside}")


def _open(home: Path, name: str) -> Opened:
    """With nobody to ask where that works, else by asking, at most three times."""
    import getpass
    import sys

    from engine.errors import WrongKey
    from engine.vault import recovery, restoring

    try:
        return restoring.open_backup(home, name, _unattended(home))
    except WrongKey:
        if not output.interactive():
            raise
    for attempt in range(opening.TRIES):
        given = getpass.getpass("Passphrase (or recovery key): ", stream=sys.stderr)
        try:
            typed = given if recovery.looks_like(given) else None
            return restoring.open_backup(home, name, restoring.Secrets(passphrase=given, recovery_key=typed))
        except WrongKey as error:
            if attempt == opening.TRIES - 1:
                raise
            output.tell(f"{recovery.typing_error(given) or f'{error.message} {error.hint}'} Try again.")
    raise AssertionError("unreachable")


def _unattended(home: Path) -> Secrets:
    from engine.vault import locate, restoring

    return restoring.unattended(home, locate.passphrase_from_file())


def _plain(backup: Any) -> dict[str, Any]:
    import msgspec

    return {key: str(value) if key == "path" else value for key, value in msgspec.structs.asdict(backup).items()}
