"""Which vault, and how to open it with nobody to ask."""

from __future__ import annotations

import os
from pathlib import Path

from engine.errors import AlcoveError, BadInput, VaultError, VaultExists, VaultLocked, WrongKey
from engine.vault import header as headers
from engine.vault import keychain as keychains
from engine.vault import keyfile, recovery, swapping
from engine.vault.keys import Argon
from engine.vault.layout import Layout
from engine.vault.vault import Vault

PASSPHRASE_FILE = "ALCOVE_PASSPHRASE_FILE"


def home() -> Path:
    """The data folder: $ALCOVE_HOME, or the system's place for this user's data."""
    import platformdirs

    told = os.environ.get("ALCOVE_HOME")
    return Path(told).expanduser().absolute() if told else platformdirs.user_data_path("alcove")


def exists(folder: Path) -> bool:
    """Whether there is a vault, whole or damaged."""
    swapping.settle(folder)
    vault = Layout(folder).folder
    return vault.is_dir() and any(vault.iterdir())


def passphrase_from_file() -> str | None:
    """The passphrase in $ALCOVE_PASSPHRASE_FILE, without its line end. Raises BadInput when the file can't be read."""
    told = os.environ.get(PASSPHRASE_FILE)
    if not told:
        return None
    try:
        return Path(told).expanduser().read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The passphrase file {told} can't be read.", f"Check {PASSPHRASE_FILE}.") from error


def open_unattended(folder: Path | None = None) -> Vault:
    """Unlocks with the passphrase file, else the keychain, else the key file: those of them that this vault has slots for.

    Raises VaultLocked when none of them opens it: then somebody must be asked. A wrong passphrase file is told as WrongKey.
    """
    folder = folder or home()
    swapping.settle(folder)
    header, _ = headers.read(Layout(folder).folder)
    passphrase = passphrase_from_file()
    if passphrase is not None and (header.of_kind("passphrase") or recovery.resembles(passphrase)):
        return _with_file(folder, passphrase)
    problems: list[AlcoveError] = []
    if header.of_kind("keychain"):
        try:
            return Vault.unlock(folder, keychain=True)
        except WrongKey as error:
            problems.append(error)
    if header.of_kind("key-file"):
        path = keyfile.find(folder, header.id)
        if path is not None:
            try:
                return Vault.unlock(folder, key_file=path)
            except WrongKey as error:
                problems.append(error)
        else:
            problems.append(WrongKey(f"The vault's key file is not at {keyfile.default_path(folder, header.id)}.", "Put it back there."))
    if problems:
        raise VaultLocked(f"The vault is locked. {problems[-1].message}", problems[-1].hint) from problems[-1]
    raise VaultLocked("The vault is locked.", f"Unlock it in a terminal or in the window, or name a file with the passphrase in {PASSPHRASE_FILE}.")


def _with_file(folder: Path, passphrase: str) -> Vault:
    """Opens with what the passphrase file holds; a recovery key will do, too. Raises WrongKey, saying where a mistyped one is wrong."""
    try:
        return Vault.unlock(folder, passphrase=passphrase, recovery_key=passphrase if recovery.looks_like(passphrase) else None)
    except WrongKey as error:
        typing_error = recovery.typing_error(passphrase)
        if not typing_error:
            raise
        raise WrongKey(
            f"The recovery key in the file that {PASSPHRASE_FILE} names does not open this vault. {typing_error}",
            "Compare it with what you wrote down.",
        ) from error


def open_or_create(folder: Path | None = None, *, argon: Argon | None = None) -> tuple[Vault, str | None]:
    """With nobody to ask: unlocks the vault, or makes one, and gives the recovery key if one was made (show it once).

    A new vault gets the passphrase of the passphrase file, else a keychain slot, both with a recovery key; else a key file outside the
    vault folder, alone and without a recovery key: `vault.warnings` then says what that means and which command mends it.
    """
    folder = folder or home()
    if exists(folder):
        return open_unattended(folder), None
    try:
        return _create(folder, argon)
    except VaultExists:  # made by another process just now
        return open_unattended(folder), None


def _create(folder: Path, argon: Argon | None) -> tuple[Vault, str | None]:
    passphrase = passphrase_from_file()
    if passphrase is not None:
        return Vault.create(folder, passphrase=passphrase, argon=argon)
    if keychains.find() is not None:
        try:
            return Vault.create(folder, keychain=True)
        except VaultError as error:
            if isinstance(error, VaultExists):
                raise  # else it is locked, and nobody is there to unlock it
    return Vault.create(folder, key_file=keyfile.AUTOMATIC)
