"""The user's own name: what they are called, and what they asked to be called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.answering.prompt import Item

_ASKS = re.compile(
    r"^\W*(?:(?:so|and|ok|okay|hey|hi|please|alcove|now|btw|by the way)\W+)*(?:(?:do you (?:know|remember)|tell me|remind me)\W+)?"
    r"(?:(?:what(?:'s|s| is| was)? my (?:full |first |own )?name(?: is)?|my name|who am i|what (?:do|should) (?:you|u) call me)"
    r"(?: again| please| then)?)\W*$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:The user's (?:full )?name is|My name is) (?P<name>[^.,;]{1,60})\.?$", re.IGNORECASE)
_CALLED = re.compile(
    r"The assistant should call the user (?P<name>[^.,;]{1,40})\.?$|"
    r"The user (?:goes by|is called) (?P<by>[^.,;]{1,40})\.?$",
    re.IGNORECASE,
)


def own_name(question: str, items: Sequence[Item]) -> tuple[str, tuple[int, ...]] | None:
    """The answer to "what's my name?", and which items it stands on; None when something else is asked or nothing tells it."""
    if _ASKS.match(question.replace("’", "'")) is None:
        return None
    holding = [(n, item.text) for n, item in enumerate(items) if item.status == "active" and not item.quoted]
    name = next(((n, found["name"]) for n, text in holding if (found := _NAMED.match(text))), None)
    called = next(((n, found["name"] or found["by"]) for n, text in holding if (found := _CALLED.match(text))), None)
    if name is None and called is None:
        return None
    if name is None or called is None or name[1].lower() == called[1].lower():
        n, said = name or called or (0, "")
        return (f"Your name is {said}." if name is not None else f"You go by {said}."), (n,)
    return f"Your name is {name[1]}, and you go by {called[1]}.", (name[0], called[0])
