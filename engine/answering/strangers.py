"""Somebody whom a question names and memory does not know: a small model would make up who that is."""

from __future__ import annotations

import re
from collections.abc import Collection

from engine.learning.grammar.given_names import GIVEN
from engine.memory.words import fold

_LEAD = r"^\W*(?:(?:and|so|but|ok|okay|hey|wait|hm+|btw)\W+)*"
_NAME = r"(?P<name>[^\W\d_][\w-]+)"
_WHO = re.compile(
    rf"{_LEAD}(?:do you (?:know|remember) )?(?:who(?:'?s| is| was| are)|tell me about)\s+{_NAME}"
    r"(?P<rest>(?:,? (?:again|then|anyway|please|exactly))?\W*)$",
    re.IGNORECASE,
)
_DOES = re.compile(
    rf"{_LEAD}(?:what(?:'?s| is) up with|how(?:'?s| is)|where(?:'?s| is| does| did)|when(?:'?s| is| does| did)|what (?:does|did)|is|does|did|has)\s+"
    rf"{_NAME}(?P<rest>\b.*)$",
    re.IGNORECASE | re.DOTALL,
)


def stranger(question: str, known: Collection[str]) -> str:
    """The given name of somebody unknown whom a question is about; "" when it names nobody, or a full name, which may be anybody's.

    `known`: folded words of the names in memory.
    """
    match = _WHO.match(question.strip()) or _DOES.match(question.strip())
    if match is None:
        return ""
    name, full = match["name"], re.match(r"['’-]|\s+(?-i:[A-Z])", match["rest"])
    if full or fold(name) not in GIVEN or fold(name) in known:
        return ""
    return name[:1].upper() + name[1:]
