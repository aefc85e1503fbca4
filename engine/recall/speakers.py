"""Whom a question names among those who speak in the conversations: their name says who is asked about, and nothing of what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.memory.words import fold
from engine.recall.query import STOP_WORDS, Query

if TYPE_CHECKING:
    from engine.vault.vault import Vault

_WORD = re.compile(r"[^\W_]+(?:['’]s\b)?")
#: Inside a sentence: at its beginning every word has one.
_CAPITAL = re.compile(r"(?<=[\w,;] )[^\W\d_a-z]\w+")
#: From one name to the next in the index, however many messages each has.
_NAMES = """
WITH RECURSIVE who (name) AS (
    SELECT min(speaker) FROM message WHERE speaker <> ''
    UNION ALL
    SELECT (SELECT min(speaker) FROM message WHERE speaker <> '' AND speaker > who.name) FROM who WHERE who.name IS NOT NULL
    LIMIT 300
)
SELECT name FROM who WHERE name IS NOT NULL
"""


def named(vault: Vault, query: Query) -> frozenset[str]:
    """The folded words of the question that are (part of) a speaker's name. "Will" is one only where it is written as a name."""
    asked = {word.removesuffix("'s") for word in query.words}
    if not asked:
        return frozenset()
    known = {word for row in vault.query(_NAMES) for word in fold(row[0]).split()}
    written = {fold(found.group()) for found in _CAPITAL.finditer(query.text)}
    return frozenset(word for word in asked & known if word in written or word not in STOP_WORDS)


def nameless(text: str, names: frozenset[str]) -> str:
    """A question without the names, to be compared with what their bearers said: nobody names themselves. The text itself when nothing is left."""
    if not names:
        return text
    bare = _WORD.sub(lambda found: "" if fold(found.group()).removesuffix("'s") in names else found.group(), text)
    return " ".join(bare.split()) if re.search(r"\w", bare) else text
