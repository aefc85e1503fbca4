"""The process that reads one PDF: bytes in, text out. What a hostile file can reach here is this process alone, and little memory and time.

Started as `alcove --read-document` in a frozen program.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import Any

import msgspec

from engine.documents.document import MOST_TEXT

MEMORY = 1 << 30  # bytes of address space
CPU_SECONDS = 60
_REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.rename", "ctypes.")


class Extracted(msgspec.Struct):
    """`trouble`: "", or one of encrypted, damaged, long, memory."""

    pages: list[str] = []
    trouble: str = ""


def main() -> None:
    """Reads standard input to its end, and writes an Extracted as MessagePack."""
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # a stray print can't break the answer
        data = sys.stdin.buffer.read()
        _confine()
        out.write(msgspec.msgpack.encode(extract(data)))


def extract(data: bytes) -> Extracted:
    """The text of a PDF, page by page."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):  # many are only closed to changes: these open without a password
            return Extracted(trouble="encrypted")
        pages, total = [], 0
        for page in reader.pages:
            text = page.extract_text()
            total += len(text)
            if total > MOST_TEXT:
                return Extracted(trouble="long")
            pages.append(text)
        return Extracted(pages)
    except MemoryError:
        return Extracted(trouble="memory")
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError, NotImplementedError):
        return Extracted(trouble="damaged")


def _confine() -> None:
    """No more memory and time than a document needs, no core dump, no network, no other program, no file written."""
    sys.dont_write_bytecode = True
    with contextlib.suppress(ImportError):
        import resource

        for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
            with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of the address space
                resource.setrlimit(limit, (value, value))
    with contextlib.suppress(ImportError):
        import pypdf  # noqa: F401 - what it loads (libraries of cryptography) comes before the doors are shut

    sys.addaudithook(_refuse)


def _refuse(event: str, values: tuple[Any, ...]) -> None:
    writes = event == "open" and isinstance(values[2], int) and values[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if writes or event.startswith(_REFUSED):
        raise PermissionError(f"{event} is not for documents")


if __name__ == "__main__":
    main()
