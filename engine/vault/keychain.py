"""The system's keychain, where there is one that can be trusted. The only module that imports `keyring`."""

from __future__ import annotations

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


class Keychain(msgspec.Struct, frozen=True):
    """One usable keychain. Its calls return None or False when it refuses: a locked or missing keychain is an ordinary case."""

    name: str
    backend: Any

    def get(self, vault_id: str) -> bytes | None:
        """The secret kept for a vault."""
        try:
            text = self.backend.get_password(SERVICE, vault_id)
            return bytes.fromhex(text) if text else None
        except Exception as error:  # each backend raises its own kinds, D-Bus ones included
            log.warning("keychain refused", keychain=self.name, error=type(error).__name__)
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
