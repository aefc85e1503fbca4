"""The system's keychain, where there is one that can be trusted. The only module that imports `keyring`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import msgspec
import structlog

log = structlog.get_logger(__name__)
SERVICE = "Alcove"
#: Backends that encrypt under the user's login. Never `keyrings.alt` (plain files), `fail` or `null`.
ACCEPTED = {
    "keyring.backends.SecretService": "Secret Service",
    "keyring.backends.kwallet": "KWallet",
    "keyring.backends.macOS": "macOS Keychain",
    "keyring.backends.Windows": "Windows Credential Manager",
}


class Refused(Exception):
    """The keychain did not answer: it is locked, its prompt was dismissed, or its service is not there."""


def pending(vault_id: str) -> str:
    """Under which name a new secret waits while the vault's keys are being changed."""
    return f"{vault_id}.next"


class Keychain(msgspec.Struct, frozen=True):
    """One usable keychain. Its calls return None or False when it refuses: a locked or missing keychain is an ordinary case."""

    name: str
    backend: Any

    def ask(self, vault_id: str) -> bytes | None:
        """The secret kept for a vault, None where it has none. Raises Refused."""
        try:
            text = self.backend.get_password(SERVICE, vault_id)
        except Exception as error:  # each backend raises its own kinds, D-Bus ones included
            log.warning("keychain refused", keychain=self.name, error=type(error).__name__)
            raise Refused from error
        try:
            return bytes.fromhex(text) if text else None
        except ValueError:  # somebody else's entry
            return b""

    def get(self, vault_id: str) -> bytes | None:
        """The secret kept for a vault, if the keychain gives it."""
        try:
            return self.ask(vault_id)
        except Refused:
            return None

    def put(self, vault_id: str, secret: bytes) -> bool:
        """Keeps a secret; False when it can't be read back."""
        try:
            self.backend.set_password(SERVICE, vault_id, secret.hex())
        except Exception as error:
            log.warning("keychain refused", keychain=self.name, error=type(error).__name__)
            return False
        return self.get(vault_id) == secret

    def remove(self, vault_id: str) -> None:
        """Forgets a vault's secret, if it is there."""
        try:
            self.backend.delete_password(SERVICE, vault_id)
        except Exception as error:
            log.warning("keychain refused", keychain=self.name, error=type(error).__name__)

    def unlocked(self) -> bool:
        """Whether it would answer without asking the person to unlock it."""
        if self.name == "Secret Service":
            try:
                import secretstorage

                connection = secretstorage.dbus_init()
                try:
                    return not secretstorage.Collection(connection).is_locked()
                finally:
                    connection.close()
            except Exception as error:
                log.info("keychain not looked at", keychain=self.name, error=type(error).__name__)
                return False
        return self.name != "KWallet"  # those of macOS and Windows are open while somebody is logged in


def may_be_there() -> bool:
    """Whether looking for one is worth the 0.1 s that it costs: without a session bus Linux has none."""
    if "keyring" in sys.modules:
        return True
    told = os.environ.get("PYTHON_KEYRING_BACKEND")
    if told:
        return not told.endswith(("fail.Keyring", "null.Keyring"))
    return sys.platform != "linux" or "DBUS_SESSION_BUS_ADDRESS" in os.environ or Path(f"/run/user/{os.getuid()}/bus").exists()


def find() -> Keychain | None:
    """The keychain of this desktop session, or None."""
    import keyring

    try:
        backend = keyring.get_keyring()
    except Exception as error:
        log.warning("no keychain", error=type(error).__name__)
        return None
    for candidate in (backend, *getattr(backend, "backends", ())):  # the chainer holds several
        if name := ACCEPTED.get(type(candidate).__module__):
            return Keychain(name, candidate)
    return None
