"""The one error hierarchy: each error says what happened, and what to do next."""

from __future__ import annotations


class AlcoveError(Exception):
    """An error meant for people. `hint` names the next step; the traceback goes to the log."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class VaultError(AlcoveError):
    """Something is wrong with the vault's files. Nothing was changed."""


class VaultMissing(VaultError):
    """There is no vault in this data folder yet."""


class VaultDamaged(VaultError):
    """A file of the vault can't be read, or doesn't fit the others."""


class VaultTooNew(VaultError):
    """The vault was written by a newer Alcove."""


class WrongKey(VaultError):
    """No key slot opens with what was given. The vault's files are untouched."""


class VaultBusy(VaultError):
    """Another process holds the vault's write lock for too long."""


class VaultExists(VaultError):
    """There is a vault here already; it is never overwritten."""


class VaultLocked(VaultError):
    """The vault is not open: it was locked, or none of the ways that need nobody to ask (passphrase file, keychain, key file) opens it."""


class VaultFull(VaultError):
    """The disk is full. The change was not made; what was stored before is whole."""


class VaultReadOnly(VaultError):
    """The vault is open for reading only, since its disk or folder can't be written. The change was not made."""


class NotFound(AlcoveError):
    """What was named does not exist (any more)."""


class BadInput(AlcoveError):
    """What the user gave can't be used as it is."""


class RevertConflict(AlcoveError):
    """A step can't be reverted alone: `later` lists the journal ids that changed the same rows since."""

    def __init__(self, message: str, later: list[str]) -> None:
        hint = "Revert those steps too, or leave this one as it is." if later else "Leave it, and change what is there now by hand."
        super().__init__(message, hint)
        self.later = later


class Cancelled(AlcoveError):
    """The user stopped the work. What was finished before that is kept."""
