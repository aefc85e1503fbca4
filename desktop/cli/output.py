"""What the command line says: answers and results on stdout, everything else on stderr, JSON where a program reads."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, TextIO

# A memory or an answer must not move the cursor, change colours or retitle the terminal: whole sequences (CSI; OSC, DCS and other
# strings, which end within their line) go, then all controls but newline and tab.
_SEQUENCE = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
WIDTH = 30


def plain(text: str) -> str:
    """Text that is safe to show in a terminal."""
    return _CONTROL.sub("", _SEQUENCE.sub("", text.replace("\r\n", "\n"))).encode("utf-8", "replace").decode()


def say(text: str = "", *, end: str = "\n") -> None:
    """A result, to stdout."""
    sys.stdout.write(plain(text) + end)
    sys.stdout.flush()


def tell(text: str = "", *, end: str = "\n") -> None:
    """A remark, to stderr: warnings, questions, progress."""
    sys.stderr.write(plain(text) + end)
    sys.stderr.flush()


def aside(text: str) -> None:
    """A remark that may be overlooked: dim on a terminal."""
    styled(text, "2", sys.stderr)


def title(text: str) -> None:
    """A heading among results."""
    styled(text, "1", sys.stdout)


def styled(text: str, code: str, stream: TextIO) -> None:
    """A line in an ANSI style where the stream is a terminal that shows it."""
    shown = plain(text)
    stream.write(f"\x1b[{code}m{shown}\x1b[0m\n" if colourful(stream) else f"{shown}\n")
    stream.flush()


def colourful(stream: TextIO) -> bool:
    """Whether styles are shown (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def emit(value: Any) -> None:
    """One JSON line on stdout. Structs become objects; controls become escapes, which a terminal doesn't obey."""
    import msgspec

    line = json.dumps(msgspec.to_builtins(value, enc_hook=str), ensure_ascii=False)
    line = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
    sys.stdout.write(line.encode("utf-8", "replace").decode() + "\n")
    sys.stdout.flush()


def interactive() -> bool:
    """Whether there is a person at a terminal to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirm(question: str) -> bool:
    """Asks yes or no on the terminal; no is the default."""
    tell(f"{question} [y/N] ", end="")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def ask(question: str) -> str:
    """Asks for a line on the terminal. Raises EOFError at the end of the input."""
    tell(f"{question} ", end="")
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


class Bar:
    """A progress bar on stderr; without a terminal one line at the end of each step."""

    def __init__(self, label: str, *, quiet: bool = False) -> None:
        self._label, self._quiet = plain(label), quiet
        self._live = sys.stderr.isatty()
        self._shown = ""

    def show(self, done: int, total: int, step: str = "") -> None:
        """`done` of `total` of anything; 0 when the total isn't known."""
        label = f"{self._label} {step}".strip()
        if self._quiet:
            return
        if not self._live:
            if total and done >= total and label != self._shown:
                self._shown = label
                tell(f"{label}: done")
            return
        share = min(1.0, done / total) if total else 0.0
        filled = int(share * WIDTH)
        line = f"{label} {'━' * filled}{'─' * (WIDTH - filled)} {share:4.0%}" if total else f"{label} {done}"
        if line != self._shown:
            self._shown = line
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()

    def close(self) -> None:
        """Takes the bar away."""
        if self._live and self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def watching(bar: Bar) -> Callable[[Any], None]:
    """Shows the progress that models.install reports."""
    return lambda progress: bar.show(progress.done, progress.total, progress.step)


def table(rows: Sequence[tuple[str, ...]]) -> None:
    """Rows in columns as wide as they need; the last one runs on."""
    if rows:
        widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]) - 1)]
        for row in rows:
            say("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip())
