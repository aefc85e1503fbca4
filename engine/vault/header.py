"""vault.json: format, vault id and key slots. No secrets in it. Written atomically, with one copy beside it."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import msgspec
import structlog

from engine.errors import VaultDamaged, VaultMissing, VaultTooNew
from engine.vault.files import write_atomically
from engine.vault.slots import Kind, Slot

log = structlog.get_logger(__name__)

#: Of this file; the database's own format is `engine.vault.migrations.FORMAT`.
FORMAT = 1
NAME = "vault.json"
COPY = "vault.json.copy"


class Header(msgspec.Struct, frozen=True):
    """What must be known before the vault can be opened."""

    id: str
    created_at: str
    slots: tuple[Slot, ...] = ()
    format: int = FORMAT
    checksum: str = ""

    def of_kind(self, kind: Kind) -> tuple[Slot, ...]:
        """The slots of one kind."""
        return tuple(slot for slot in self.slots if slot.kind == kind)


def encode(header: Header) -> bytes:
    """The file's bytes, with the checksum that tells damage from a wrong key."""
    summed = msgspec.structs.replace(header, format=FORMAT, checksum=_checksum(header))
    return msgspec.json.format(msgspec.json.encode(summed), indent=1) + b"\n"


def decode(content: bytes) -> Header:
    """Raises VaultTooNew or VaultDamaged."""
    try:
        header = msgspec.json.decode(content, type=Header)
        if header.format == FORMAT and header.checksum == _checksum(header):
            return header
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
        told = msgspec.json.decode(content, type=_Format)
        if told.format > FORMAT:
            raise VaultTooNew(
                f"This vault has header format {told.format}; this Alcove knows {FORMAT}.",
                f"Update Alcove. The vault was not touched. If no newer one was ever used, the file is damaged: {COPY} can replace it.",
            )
    raise VaultDamaged("vault.json is damaged.", "Restore it from a backup: each holds a copy. Nothing was changed.")


def read(folder: Path) -> tuple[Header, str]:
    """The header, and a warning when its copy had to be used. Changes nothing.

    Raises VaultMissing when there is no vault, VaultDamaged, VaultTooNew.
    """
    main, copy = folder / NAME, folder / COPY
    if not main.exists() and not copy.exists():
        if (folder / "memory.db").exists():
            raise VaultDamaged("vault.json is missing: the memories cannot be decrypted without it.", "Restore it from a backup: each holds a copy.")
        raise VaultMissing("There is no vault yet.", "Make one with: alcove vault create")
    try:
        return decode(main.read_bytes()), ""
    except (OSError, VaultDamaged) as problem:  # a newer header is no damage: its copy may be from before, and must not replace it
        try:
            return decode(copy.read_bytes()), "vault.json was damaged or missing; its copy was used."
        except (OSError, VaultDamaged, VaultTooNew):
            if isinstance(problem, OSError):
                hint = "Check its permissions, or restore it from a backup."
                raise VaultDamaged(f"vault.json can't be read: {problem.strerror}.", hint) from problem
            raise problem from None


def write(folder: Path, header: Header) -> None:
    """Replaces the header, then its copy: at every moment one of the two is whole. A damaged one is kept aside, never overwritten."""
    content = encode(header)
    for name in (NAME, COPY):
        try:
            _replace(folder / name, content)
        except OSError:
            if name == NAME:
                raise
            log.warning("the header's copy was not written")  # the header itself was, and the next start mends its copy


def _replace(path: Path, content: bytes) -> None:
    if path.exists():
        try:
            decode(path.read_bytes())
        except (VaultDamaged, VaultTooNew):
            path.replace(path.with_name(f"{path.name}.damaged"))
    write_atomically(path, content)


def repair(folder: Path) -> None:
    """After a successful unlock: makes the header and its copy agree again, if one of them is damaged, missing or behind."""
    header, _ = read(folder)
    content = encode(header)
    if any(not path.exists() or path.read_bytes() != content for path in (folder / NAME, folder / COPY)):
        write(folder, header)


def drop_damaged(folder: Path) -> None:
    """After a change of slots: a damaged header that was kept aside may still hold the slot that went."""
    for name in (NAME, COPY):
        (folder / f"{name}.damaged").unlink(missing_ok=True)


class _Format(msgspec.Struct):
    format: int


def _checksum(header: Header) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(header, checksum=""))).hexdigest()
