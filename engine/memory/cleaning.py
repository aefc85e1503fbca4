"""What can't be stored or could hide from the eye is taken out of incoming text; all else stays verbatim."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
# NUL ends strings in SQLite; the tag characters (U+E0000 block) are invisible and can spell out orders to a model.
_HIDDEN = re.compile("[\x00\U000e0000-\U000e007f]")
# Terminal control sequences (ECMA-48: CSI, OSC and two-byte escapes): they steer a screen, and glue themselves to words.
_ESCAPE = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[@-Z\\\\-_])")


def clean(text: str) -> str:
    """The text without NULs, terminal control sequences and invisible tag characters; surrogate pairs joined, lone surrogates replaced by U+FFFD."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _HIDDEN.sub("", _ESCAPE.sub("", text))
