"""PDFs are read in a process of their own (child.py): one that crashes, hangs or eats memory costs an error message."""

from __future__ import annotations

import re
import subprocess
import sys
from statistics import median

import msgspec
import structlog

from engine.documents.child import Extracted
from engine.documents.document import MOST_TEXT
from engine.errors import BadInput
from engine.memory.cleaning import clean

log = structlog.get_logger(__name__)
PATIENCE = 90.0  # seconds; the process itself gets CPU_SECONDS
_TROUBLE = {
    "encrypted": ("is protected with a password.", "Open it with the password, save a copy without one, and attach that."),
    "damaged": ("can't be read: it is damaged, or not a PDF.", "Open it in a PDF viewer, save it anew, and attach that."),
    "long": (f"holds more than {MOST_TEXT:,} characters.", "Attach the pages that matter."),
    "memory": ("needs too much memory to be read.", "Open it in a PDF viewer, save the pages that matter, and attach those."),
}
_ENDS = re.compile(r"[.!?:;][\"'”’)\]]?$")
_STARTS = re.compile(r"^\s*(?:[-•*·–▪]|\(?\d+[.)]|\(?[a-z]\))\s")
_FULL_LINE = 0.75  # of the usual width: shorter lines end a paragraph


def command() -> list[str]:
    """This very program as the process that reads, also when it is frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-document"]
    return [sys.executable, "-P", "-m", "engine.documents.child"]


def read_pdf(name: str, data: bytes, *, patience: float = PATIENCE) -> tuple[str, ...]:
    """The text by pages. Raises BadInput where there is none to be had."""
    try:
        done = subprocess.run(command(), input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=patience, check=False)
        found = msgspec.msgpack.decode(done.stdout, type=Extracted)
    except subprocess.TimeoutExpired:
        log.warning("document not read", reason="time", size=len(data))
        raise BadInput(f"{name} takes too long to read.", _TROUBLE["damaged"][1]) from None
    except (OSError, msgspec.DecodeError) as error:
        log.warning("document not read", reason=type(error).__name__, size=len(data))
        found = Extracted(trouble="damaged")
    if found.trouble:
        said, hint = _TROUBLE.get(found.trouble, _TROUBLE["damaged"])
        raise BadInput(f"{name} {said}", hint)
    pages = tuple(flowing(clean(page)) for page in found.pages)
    if not any(page.strip() for page in pages):
        raise BadInput(f"{name} holds no text, only pictures of pages.", "Run a text recognition (OCR) over the scan, and attach the result.")
    return pages


def flowing(page: str) -> str:
    """The lines of a page put together into paragraphs: a PDF knows only where each line stands."""
    lines = [line.rstrip() for line in page.split("\n")]
    widths = [len(line) for line in lines if line.strip()]
    full = _FULL_LINE * median(sorted(widths)[len(widths) // 2 :]) if widths else 0.0
    made: list[str] = []
    joins = False
    for line in lines:
        if joins and line.strip() and not _STARTS.match(line):
            before = made[-1]
            hyphen = before.endswith("-") and len(before) > 1 and before[-2].isalpha() and line.lstrip()[:1].islower()
            made[-1] = before[:-1] + line.lstrip() if hyphen else f"{before} {line.lstrip()}"
        else:
            made.append(line)
        joins = bool(line.strip()) and (len(line) >= full or line.endswith("-")) and not (_ENDS.search(line) and len(line) < full * 1.2)
    return "\n".join(made)
