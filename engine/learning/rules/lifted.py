"""What was ruled out and is welcome again: "lunches welcome", "bullets are fine again". Only where memory holds what it speaks of."""

from __future__ import annotations

import re

_LIFTED = re.compile(
    r"^(?:(?:and|so|but|ok|yes|yeah|now|also)[\s,]+)*(?P<what>(?!i\b|you\b|he\b|she\b|they\b|we\b|it\b|all\b|everyone\b|visitors?\b|"
    r"guests?\b)[a-z][\w'-]*(?: "
    r"(?!is\b|are\b)[\w'-]+){0,2}?)(?: (?:is|are|'s))? (?:now )?(?:(?:very |more than |most )?welcome(?: again| now)?|(?:fine|ok|okay|allowed|"
    r"back on|on the table|"
    r"good) again)(?: now| please| from now on| thanks)*$",
    re.IGNORECASE,
)


def lifted(clause: str, familiar: frozenset[str]) -> str:
    """The instruction that lifts a ban, told of the assistant; "" when there is none. `familiar`: words of the message that memories hold."""
    match = _LIFTED.match(re.sub(r"[^\w\s',-]", " ", clause).strip(" ,;:-.!"))
    what = match["what"].lower() if match else ""
    return f"The assistant may suggest {what} again." if what and what.split()[-1] in familiar else ""
