"""What an edit changed, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from html import escape

from desktop.theme import theme

#: (what happened, the words): "same", "removed" or "added".
Part = tuple[str, str]


def words(before: str, after: str) -> tuple[Part, ...]:
    """The parts that both texts consist of, in order."""
    one, other = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    found: list[Part] = []
    for what, a, b, c, d in SequenceMatcher(a=[word.strip() for word in one], b=[word.strip() for word in other], autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(one[a:b])))
            continue
        if a < b:
            found.append(("removed", "".join(one[a:b])))
        if c < d:
            found.append(("added", "".join(other[c:d])))
    return tuple(found)


def html(parts: tuple[Part, ...]) -> str:
    """As rich text: what went is struck out on red, what came stands on green."""
    removed, added = theme().hex("removed"), theme().hex("added")
    styles = {"removed": f'<span style="background-color: {removed}; text-decoration: line-through">%s</span>',
              "added": f'<span style="background-color: {added}">%s</span>', "same": "%s"}  # fmt: skip
    return "".join((styles[what] % escape(text.rstrip())) + (" " if text != text.rstrip() or what != "same" else "") for what, text in parts)


def spoken(parts: tuple[Part, ...]) -> str:
    """For a screen reader."""
    return " ".join(text.strip() if what == "same" else f"[{what}: {text.strip()}]" for what, text in parts)
