"""Which words of a question are names that memory holds, and who is whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.answering.lexicon import FEASTS
from engine.answering.question import words

if TYPE_CHECKING:
    from engine.vault.vault import Vault


def known(vault: Vault, text: str) -> frozenset[str]:
    """The folded words of `text`, with and without a possessive ending, that are words of the names or other names of people and things."""
    asked = {form for word in words(text) for form in (word, word.removesuffix("'s"), word.removesuffix("s")) if len(form) > 1} - FEASTS
    # As one text: tens of thousands of names one by one would take longer than the whole search.
    found = vault.one(
        "SELECT group_concat(folded, char(10)) FROM (SELECT folded FROM entity WHERE kind <> 'user' UNION ALL SELECT folded FROM entity_alias)"
    )
    names = str(found[0] or "") if found is not None else ""
    within = [word for word in asked if word in names]
    return frozenset(word for name in names.split("\n") for word in within if word in name and word in words(name)) if within else frozenset()


def ties(vault: Vault) -> tuple[str, ...]:
    """Who is whose, a sentence each: "Zainul is the user's sister's husband."."""
    found = vault.query("SELECT name, relation FROM entity WHERE kind <> 'user' AND relation IS NOT NULL ORDER BY row DESC LIMIT ?", (_MOST_TIES,))
    return tuple(f"{row['name']} is the user's {row['relation']}." for row in found)


_MOST_TIES = 200
