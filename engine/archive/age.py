"""age v1 with a passphrase, as streams: what is written here opens with any `age`, and the other way round.

Format: https://age-encryption.org/v1 (one scrypt stanza, HMAC-SHA-256 over the header, STREAM of 64 KiB ChaCha20-Poly1305 chunks).
pyrage's passphrase functions take the whole file in memory; tests use them as the second opinion.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
import secrets
from typing import TYPE_CHECKING, BinaryIO

from engine.errors import BadInput, WrongKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MAGIC = b"age-encryption.org/v1\n"
ARMOR = b"-----BEGIN AGE ENCRYPTED FILE-----"
CHUNK = 65_536
TAG = 16
#: 2^17 x 8 x 128 bytes = 128 MB and about half a second; age's own default is 2^18. Files that ask for more than 2^20 (1 GB) are refused.
WORK, MOST_WORK = 17, 20
_STANZA = re.compile(rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n--- ([A-Za-z0-9+/]{43})\n")


class Encrypting:
    """A writer that encrypts what it is given into `target`. `close` writes the end; without it the file counts as cut off."""

    def __init__(self, target: BinaryIO, passphrase: str, work: int = WORK) -> None:
        file_key, salt, nonce = secrets.token_bytes(16), secrets.token_bytes(16), secrets.token_bytes(16)
        wrapped = _cipher(_scrypt(passphrase, salt, work)).encrypt(bytes(12), file_key, None)
        header = MAGIC + b"-> scrypt %s %d\n%s\n---" % (_encode(salt), work, _encode(wrapped))
        target.write(header + b" " + _encode(_mac(file_key, header)) + b"\n" + nonce)
        self._target, self._pending, self._count = target, bytearray(), 0
        self._stream = _cipher(_hkdf(file_key, nonce, b"payload"))

    def write(self, data: bytes) -> int:
        """Takes any amount of bytes."""
        self._pending += data
        while len(self._pending) > CHUNK:  # the last chunk is only known at the end
            self._put(bytes(self._pending[:CHUNK]), last=False)
            del self._pending[:CHUNK]
        return len(data)

    def close(self) -> None:
        """Writes the last chunk; the target stays open."""
        self._put(bytes(self._pending), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._target.write(self._stream.encrypt(_nonce(self._count, last), chunk, None))
        self._count += 1


class Decrypting:
    """A reader of what an age file holds. Raises WrongKey for a passphrase that doesn't fit, BadInput for a file that is damaged or cut off."""

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        header = _header(source)
        found = _STANZA.fullmatch(header, len(MAGIC))
        if found is None:
            raise BadInput(
                "This age file isn't locked with a passphrase.", "Open it with the age program and its key file, then import what comes out."
            )
        if int(found[2]) > MOST_WORK:
            raise BadInput(
                "This file asks for more memory than opening an archive may take.", "It wasn't made by Alcove. Open it with the age program."
            )
        file_key = _unwrap(passphrase, found)
        if not hmac.compare_digest(_decode(found[4]), _mac(file_key, header[: found.start(4) - 1])):
            raise BadInput("The beginning of this file was altered.", "Use another copy of it.")
        nonce = source.read(16)
        if len(nonce) != 16:
            raise _damaged()
        self._source, self._stream, self._count = source, _cipher(_hkdf(file_key, nonce, b"payload")), 0
        self._next = source.read(CHUNK + TAG)
        self._plain, self._at, self._ended = b"", 0, False

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; empty at the end."""
        if size < 0:
            return b"".join(iter(lambda: self.read(CHUNK), b""))
        while self._at >= len(self._plain) and not self._ended:
            self._take()
        piece = self._plain[self._at : self._at + size]
        self._at += len(piece)
        return piece

    def _take(self) -> None:
        from cryptography.exceptions import InvalidTag

        chunk, self._next = self._next, self._source.read(CHUNK + TAG)
        self._ended = not self._next
        try:
            self._plain = self._stream.decrypt(_nonce(self._count, self._ended), chunk, None)
        except (InvalidTag, ValueError):
            raise _damaged() from None
        if not self._plain and self._count:  # age: only an empty file ends with an empty chunk
            raise _damaged()
        self._at, self._count = 0, self._count + 1


def _header(source: BinaryIO) -> bytes:
    lines = []
    for _ in range(4):
        line = source.readline(200)
        lines.append(line)
        if not line.endswith(b"\n"):
            break
    header = b"".join(lines)
    if not header.startswith(MAGIC):
        raise BadInput("This is no age file of a version that is known here.", "Open it with the age program.")
    return header


def _unwrap(passphrase: str, found: re.Match[bytes]) -> bytes:
    from cryptography.exceptions import InvalidTag

    try:
        return _cipher(_scrypt(passphrase, _decode(found[1]), int(found[2]))).decrypt(bytes(12), _decode(found[3]), None)
    except InvalidTag:
        raise WrongKey("That passphrase doesn't open this archive.", "It is the one that was given when the archive was made.") from None


def _damaged() -> BadInput:
    return BadInput("The archive is damaged or cut off.", "Nothing was imported. Use another copy of it.")


def _scrypt(passphrase: str, salt: bytes, work: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    key: bytes = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << work, r=8, p=1).derive(passphrase.encode())
    return key


def _hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, info).derive(key)


def _cipher(key: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_hkdf(file_key, b"", b"header"), header, "sha256")


def _nonce(count: int, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])


def _encode(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _decode(text: bytes) -> bytes:
    try:
        found = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise _damaged() from None
    if _encode(found) != text:  # age: one way to write each value
        raise _damaged()
    return found
