"""The vault's last state, kept in the system's keychain: what tells when the whole vault folder was replaced by an older copy of itself.

Its files all fit together then, so nothing inside it can tell. No content: the number of the last commit, of the journal's steps, and the
last MAC of its chain. It is kept for this vault in this folder, so that a copy opened elsewhere alarms nobody. A computer without a keychain
is an ordinary case, and a locked keychain is never asked to open for this.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from pathlib import Path

import msgspec
import structlog

from engine.vault import keychain as keychains
from engine.vault.header import Header
from engine.vault.keychain import Keychain
from engine.vault.seal import Finding, Seal, Sealer

log = structlog.get_logger(__name__)
EVERY = 900.0  # seconds between two entries while there are commits


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What the keychain holds."""

    seq: int
    at: str
    steps: int
    journal: str
    mac: bytes = b""


class Witness:
    """Of one open vault."""

    def __init__(self, home: Path, header: Header, key: bytes, sealer: Sealer) -> None:
        self._home, self.header, self._key, self._sealer = home, header, key, sealer
        self._last = time.monotonic()

    def soon(self) -> None:
        """After a commit: writes now and then."""
        if time.monotonic() - self._last >= EVERY:
            self.write()

    def write(self) -> None:
        """Puts the present state into the keychain, where there is one. Failing is no error: the next time may do."""
        self._last = time.monotonic()
        system = _usable(self.header)
        if system is None:
            return
        state = self._sealer.state()
        entry = Entry(state.seq, state.at, state.steps, state.journal)
        content = msgspec.msgpack.encode(msgspec.structs.replace(entry, mac=self._mac(entry)))
        if system.get(_name(self._home, self.header)) != content and not system.put(_name(self._home, self.header), content):
            log.warning("last state not kept", keychain=system.name)

    def check(self) -> Finding:
        """How the vault compares with what the keychain last saw of it. `clean` when there is nothing to say."""
        system = _usable(self.header)
        content = system.get(_name(self._home, self.header)) if system is not None else None
        if content is None:
            return Finding(True)
        try:
            entry = msgspec.msgpack.decode(content, type=Entry)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return Finding(True)
        if not hmac.compare_digest(entry.mac, self._mac(entry)):  # of before the root key was changed
            return Finding(True)
        state = self._sealer.state()
        if state.seq < entry.seq:
            return Finding(False, entry.seq - state.seq, entry.at, _older(entry, state))
        if not self._sealer.has_step(entry.steps, entry.journal):
            return Finding(False, 0, entry.at, "This vault went another way than the one that was last open here: an older copy took its place.")
        return Finding(True)

    def _mac(self, entry: Entry) -> bytes:
        content = msgspec.msgpack.encode([self.header.id, entry.seq, entry.at, entry.steps, entry.journal])
        return hmac.digest(self._key, b"witness" + content, "sha256")


def forget(home: Path, header: Header) -> None:
    """Before the vault is set back on purpose."""
    system = _usable(header)
    if system is not None and system.get(_name(home, header)) is not None:
        system.remove(_name(home, header))


def kept(home: Path, header: Header) -> bool:
    """Whether a keychain holds the last state."""
    system = _usable(header)
    return system is not None and system.get(_name(home, header)) is not None


def _usable(header: Header) -> Keychain | None:
    """A keychain that answers without asking the person: the one that the vault opens with, or one that is unlocked."""
    if not keychains.may_be_there():
        return None
    system = keychains.find()
    if system is None or header.of_kind("keychain") or system.unlocked():
        return system
    return None


def _name(home: Path, header: Header) -> str:
    return f"{header.id} last {hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:12]}"


def _older(entry: Entry, state: Seal) -> str:
    missing = entry.seq - state.seq
    told = f"the last {missing} commits are" if missing > 1 else "the last commit is"
    return f"This vault is older than it was when last open here, on {entry.at[:10]}: {told} missing, though its files fit together."
