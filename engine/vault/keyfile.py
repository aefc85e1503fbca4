"""Key files: a secret in a file outside the vault folder, for computers with neither a person to ask nor a keychain.

It protects a copy of the vault that got lost, not the vault against this account. Where it lies, for a data folder D: a vault in the
usual place has it under the configuration folder (`alcove/keys/<vault id>.key`); any other D beside itself (`D.keys/<vault id>.key`), so
that a vault moved by ALCOVE_HOME stays apart from the user's own. Where D's parent can't be written, the configuration folder serves.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from engine.errors import VaultDamaged, VaultError, WrongKey
from engine.vault.files import private_folder, sync_folder, write_new


def folders(home: Path) -> list[Path]:
    """Where a vault's key file may lie, the preferred place first."""
    import platformdirs

    configuration = platformdirs.user_config_path("alcove") / "keys"
    if home == platformdirs.user_data_path("alcove"):
        return [configuration]
    return [home.with_name(home.name + ".keys"), configuration]


def find(home: Path, vault_id: str) -> Path | None:
    """The key file of a vault, if there is one."""
    return next((path for folder in folders(home) if (path := folder / f"{vault_id}.key").is_file()), None)


def default_path(home: Path, vault_id: str) -> Path:
    """Where a new key file goes."""
    return folders(home)[0] / f"{vault_id}.key"


#: Given as `key_file` when making a vault: the default place, or the next one that can be written.
AUTOMATIC = Path("automatic")


def write_somewhere(home: Path, vault_id: str, vault_folder: Path, secret: bytes) -> Path:
    """Writes a new key file into the first of the usual places that can be written: its path."""
    *others, last = folders(home)
    for folder in others:
        path = folder / f"{vault_id}.key"
        try:
            write(path, vault_folder, secret)
        except OSError:
            continue
        return path
    write(last / f"{vault_id}.key", vault_folder, secret)
    return last / f"{vault_id}.key"


def write(path: Path, vault_folder: Path, secret: bytes) -> None:
    """Writes a new key file, readable by this account only. Raises VaultError: it exists, or would lie inside the vault."""
    if path.resolve().is_relative_to(vault_folder.resolve()):
        raise VaultError("A key file can't lie inside the vault's own folder.", "A lost copy of the folder would open itself. Choose another place.")
    private_folder(path.parent)
    try:
        write_new(path, secret.hex().encode() + b"\n")
    except FileExistsError as error:
        raise VaultError(f"There is already a file at {path}.", "It is never overwritten. Choose another place.") from error
    sync_folder(path.parent)


def read(path: Path) -> bytes:
    """The secret. Raises WrongKey when there is none, VaultDamaged when it isn't a key file."""
    try:
        text = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongKey(f"The key file {path} can't be read.", "Use the passphrase or the recovery key instead.") from error
    try:
        secret = bytes.fromhex(text)
    except ValueError as error:
        raise VaultDamaged(f"{path} is not a key file.", "Use the passphrase or the recovery key instead.") from error
    return secret


def open_to_others(path: Path) -> bool:
    """Whether other accounts may read the file (POSIX)."""
    return os.name == "posix" and path.exists() and bool(path.stat().st_mode & 0o077)


def new_secret() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(32)
