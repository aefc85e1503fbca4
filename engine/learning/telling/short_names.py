"""A known occasion called by half of its name: "Manchester yesterday, 4:02:55", of one who trains for the Manchester marathon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.learning.records import Candidate
from engine.memory.words import quote

if TYPE_CHECKING:
    from engine.vault.vault import Vault

_OCCASION = (
    r"(?:half marathon|marathon|triathlon|ironman|parkrun|10k|5k|race|regatta|tournament|wedding|conference|festival|exam|interview|audition|gig|"
    r"recital|concert|show|derby|cup|match|trials?|course|workshop|retreat|hackathon)"
)
_NAME = r"(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?"
#: What stands before the name when the occasion is meant, not the place.
_DONE = re.compile(
    rf"(?P<lead>note: |\b(?:ran|did|doing|run|running|deferred|finished|entered|completed|won|missed|postponed|cancelled|passed|failed|aced|survived|"
    rf"smashed|nailed|signed up for|training for|ready for|pulled out of|entry for|place in) )(?P<name>{_NAME})(?! {_OCCASION}\b)(?=[ ,.;]|$)",
    re.IGNORECASE,
)


def in_full(candidates: Sequence[Candidate], vault: Vault) -> list[Candidate]:
    """The candidates, an occasion that is known by its whole name called by that."""
    return [_completed(one, vault) if one.kind == "episodic" else one for one in candidates]


def _completed(candidate: Candidate, vault: Vault) -> Candidate:
    match = _DONE.search(candidate.text)
    if match is None:
        return candidate
    whole = _known(match["name"], vault)
    if not whole:
        return candidate
    text = f"{candidate.text[: match.start('name')]}{whole}{candidate.text[match.end('name') :]}"
    return msgspec.structs.replace(candidate, text=text)


def _known(name: str, vault: Vault) -> str:
    """The one whole name that memories have for what is called `name`; "" when there is none, or two."""
    rows = vault.query(
        "SELECT m.text FROM memory_fts f JOIN memory m ON m.row = f.rowid WHERE memory_fts MATCH ? AND m.status IN ('active', 'superseded') LIMIT 20",
        (quote(name),),
    )
    wanted = re.compile(rf"\b{re.escape(name)} {_OCCASION}\b", re.IGNORECASE)
    found = {match.group().lower(): match.group() for row in rows for match in wanted.finditer(row["text"])}
    return next(iter(found.values())) if len(found) == 1 else ""
