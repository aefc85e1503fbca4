"""Length-prefixed frames: four bytes, big-endian, then that many bytes of msgpack."""

from __future__ import annotations

import os
import struct
import threading

#: No honest frame comes near this; a longer one means that the stream is out of step.
LARGEST = 64 * 1024 * 1024


class BrokenFrame(Exception):
    """The stream ended inside a frame, or a length makes no sense."""


def read_frame(fd: int) -> bytes | None:
    """The next frame, or None at the end of the stream. Raises BrokenFrame."""
    header = _read_exactly(fd, 4)
    if not header:
        return None
    (length,) = struct.unpack(">I", header)
    if length > LARGEST:
        raise BrokenFrame(f"a frame of {length} bytes")
    body = _read_exactly(fd, length)
    if length and not body:
        raise BrokenFrame("the stream ended inside a frame")
    return body


def _read_exactly(fd: int, count: int) -> bytes:
    """`count` bytes, or none at all at a clean end."""
    parts: list[bytes] = []
    missing = count
    while missing:
        part = os.read(fd, min(missing, 1 << 20))
        if not part:
            if parts:
                raise BrokenFrame("the stream ended inside a frame")
            return b""
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


class FrameWriter:
    """Writes whole frames to a file descriptor; safe to call from several threads."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._lock = threading.Lock()
        self._open = True

    def write(self, body: bytes) -> None:
        """Raises OSError when the other side is gone, ValueError when the frame is too long."""
        if len(body) > LARGEST:
            raise ValueError(f"a frame of {len(body)} bytes")
        rest = memoryview(struct.pack(">I", len(body)) + body)
        with self._lock:
            while rest:
                if not self._open:
                    raise BrokenPipeError
                rest = rest[os.write(self._fd, rest) :]

    def close(self, timeout: float) -> bool:
        """Lets no more writes begin, so that the descriptor may be closed. False when a write hangs for `timeout` seconds."""
        if not self._lock.acquire(timeout=timeout):
            return False
        self._open = False
        self._lock.release()
        return True
