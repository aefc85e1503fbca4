"""The layers around an archive's lines: zstd, and age around that. Both ways as streams, in constant memory, within bounds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from engine.archive import age
from engine.archive.schema import FORMAT
from engine.errors import BadInput

ZSTD = b"\x28\xb5\x2f\xfd"
LEVEL = 3
BLOCK = 128 * 1024


class Limits(msgspec.Struct, frozen=True):
    """What an archive may cost. `ratio`: plain bytes for each packed one, counted from `ratio_from` plain bytes on."""

    line: int = 40_000_000
    total: int = 64_000_000_000
    records: int = 20_000_000
    invalid: int = 10_000
    nesting: int = 8
    ratio: int = 200
    ratio_from: int = 32_000_000
    window: int = 8 * 1024 * 1024


class Writer:
    """Writes lines into a file. `passphrase` None: compressed, but readable by anybody."""

    def __init__(self, target: BinaryIO, passphrase: str | None) -> None:
        import zstandard

        self._age = age.Encrypting(target, passphrase) if passphrase is not None else None
        self._packer = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compressobj()
        self._out: Any = self._age or target
        self._digest, self.records, self.bytes = hashlib.sha256(), 0, 0

    def line(self, record: dict[str, Any]) -> None:
        """Adds a record as a line."""
        text = msgspec.json.encode(record) + b"\n"
        self._digest.update(text)
        self.records += 1
        self.bytes += len(text)
        self._out.write(self._packer.compress(text))

    @property
    def digest(self) -> str:
        """SHA-256 of the lines so far."""
        return self._digest.hexdigest()

    def close(self) -> None:
        """Writes the end of both layers; the file itself stays open."""
        self._out.write(self._packer.flush())
        if self._age is not None:
            self._age.close()


class Reader:
    """Lines of an archive, and the digest of those before the one that was read last. Raises BadInput, WrongKey."""

    def __init__(self, source: BinaryIO, passphrase: Callable[[], str] | None, limits: Limits) -> None:
        self._packed = _Counted(source)
        self._limits = limits
        self._digest, self._before = hashlib.sha256(), ""
        stream: Any = self._packed
        self.encrypted = self._packed.peek(len(age.MAGIC)).startswith(age.MAGIC[:18])
        if self._packed.peek(len(age.ARMOR)) == age.ARMOR:
            raise BadInput(
                "This age file is armoured (written in letters).", "Take the armour off first:  age --decrypt FILE | zstd -d > archive.jsonl"
            )
        if self.encrypted:
            if passphrase is None:
                raise BadInput("This archive is encrypted, and no passphrase was given.", "Give the one that it was made with.")
            stream = _Peekable(age.Decrypting(self._packed, passphrase()))  # type: ignore[arg-type]
        self.packed = stream.peek(4) == ZSTD
        self._stream = _Unpacking(stream, limits) if self.packed else stream

    @property
    def digest_before(self) -> str:
        """SHA-256 of all lines before the last one that was read."""
        return self._before

    def lines(self) -> Iterator[bytes]:
        """Each line without its end."""
        pending, searched, total, counted = bytearray(), 0, 0, 0
        while piece := self._read():
            total += len(piece)
            self._bound(total)
            pending += piece
            while (end := pending.find(b"\n", searched)) >= 0:
                line = bytes(pending[:end])
                self._fits(len(line))
                self._before = self._digest.hexdigest()
                self._digest.update(line + b"\n")
                del pending[: end + 1]
                searched, counted = 0, counted + 1
                if counted > self._limits.records:
                    raise BadInput("The archive has more lines than can be imported at once.", "Export it in parts.")
                yield line
            searched = len(pending)
            self._fits(searched)
        if pending:
            raise BadInput("The archive is cut off in the middle of a line.", "Nothing was imported. Use another copy of it.")

    def _fits(self, length: int) -> None:
        if length > self._limits.line:
            raise BadInput("A line of the archive is longer than any that Alcove writes.", "It wasn't made by Alcove, or it is damaged.")

    def _read(self) -> bytes:
        import zstandard

        try:
            return bytes(self._stream.read(BLOCK))
        except zstandard.ZstdError:
            raise BadInput("The archive can't be unpacked: it is damaged, cut off or not of Alcove's making.", "Use another copy of it.") from None

    def _bound(self, total: int) -> None:
        if total > self._limits.total:
            raise BadInput("The archive unpacks to more than can be imported at once.", "Export it in parts.")
        if total > self._limits.ratio_from and total > self._limits.ratio * max(1, self._packed.count):
            raise BadInput("The archive unpacks to far more than its size allows: it is made to fill memory or disk.", "It was not imported.")


class _Peekable:
    """A stream whose beginning can be looked at."""

    def __init__(self, source: Any) -> None:
        self._source, self._kept = source, b""

    def peek(self, size: int) -> bytes:
        while len(self._kept) < size and (more := self._source.read(size - len(self._kept))):
            self._kept += more
        return self._kept[:size]

    def read(self, size: int = -1) -> bytes:
        if self._kept:
            piece, self._kept = self._kept[: size if size >= 0 else None], self._kept[size:] if size >= 0 else b""
            return piece
        return bytes(self._source.read(size))


class _Counted(_Peekable):
    """Counts what was read, and reads lines for the header of age."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__(source)
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        piece = b"" if size == 0 else super().read(size)
        while size > len(piece) and (more := super().read(size - len(piece))):  # age counts on whole chunks
            piece += more
        self.count += len(piece)
        return piece

    def readline(self, size: int) -> bytes:
        line = bytearray()
        while len(line) < size and (byte := self.read(1)):
            line += byte
            if byte == b"\n":
                break
        return bytes(line)


class _Unpacking:
    """Unpacks a frame as far as it is read. Not `decompress`, which trusts the size that the frame declares, and not `stream_reader`, which doesn't
    tell an end from a cut. A block of four bytes may hold 128 kB, so little is fed at a time: what comes out stays below 16 MB."""

    _FED = 512

    def __init__(self, source: Any, limits: Limits) -> None:
        import zstandard

        self._source, self._packed = source, memoryview(b"")
        self._unpacker = zstandard.ZstdDecompressor(max_window_size=limits.window).decompressobj()

    def read(self, size: int) -> bytes:
        """More of it, about `size` bytes or fewer; b"" at the end of the frame. Raises BadInput when the frame is cut off."""
        piece = b""
        while not piece and not self._unpacker.eof:
            if not self._packed:
                self._packed = memoryview(self._source.read(BLOCK))
            if not self._packed:
                raise BadInput("The archive is cut off: its end is missing.", "Nothing was imported. Use another copy of it.")
            piece = self._unpacker.decompress(self._packed[: self._FED])
            self._packed = self._packed[self._FED :]
        return piece


def looks_like_archive(path: Path) -> bool:
    """Whether a file is an archive of ours: locked, packed, or unpacked by hand."""
    with path.open("rb") as file:
        start = file.read(400)
    return start.startswith((age.MAGIC[:18], age.ARMOR, ZSTD)) or (start.startswith(b"{") and f'"{FORMAT}"'.encode() in start)
