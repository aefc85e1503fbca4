"""A fact speaks for the words that it came from, and for the fact whose place it took: where those are found, it is found too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.memory.words import content
from engine.recall.candidates import Key, Moment
from engine.recall.hits import Row, hydrate
from engine.recall.parameters import PARAMETERS

if TYPE_CHECKING:
    from engine.vault.vault import Vault

ARM = "source"


def credit(
    vault: Vault, rows: dict[Key, Row], scores: dict[Key, float], shares: dict[Key, dict[str, float]], moment: Moment
) -> None:  # fmt: skip
    """Lifts the one fact of each of the best turns that fits the question best; changes `rows`, `scores` and `shares`."""
    best = sorted((key for key in scores if key.kind == "message"), key=lambda key: (-scores[key], key))[: PARAMETERS.credited]
    told = _told(vault, best)
    new = {Key("memory", row) for found in told.values() for row in found} - rows.keys()
    rows.update(hydrate(vault, new, moment))
    for place, message in enumerate(best):
        facts = [key for row in told.get(message.row, ()) if (key := Key("memory", row)) in rows]
        facts.sort(key=lambda key: (-scores.get(key, 0.0), key))
        for nth, key in enumerate(facts[: PARAMETERS.credited_facts[place]]):
            value = scores[message] * PARAMETERS.source_lead * PARAMETERS.next_fact**nth * _standing(rows[key])
            if value > scores.get(key, 0.0):
                shares.setdefault(key, {})[ARM] = value - scores.get(key, 0.0)
                scores[key] = value
        if facts and all(rows[key].status == "superseded" for key in facts):
            scores[message] *= PARAMETERS.outdated_factor
        elif any(_covered(rows[message].text, rows[key].text) for key in facts):
            scores[message] *= PARAMETERS.told_factor


def succeed(
    vault: Vault, rows: dict[Key, Row], scores: dict[Key, float], shares: dict[Key, dict[str, float]], moment: Moment, top: int
) -> None:  # fmt: skip
    """What took the place of a fact is found where that fact is: "where do I live" finds the new flat by the words of the old home."""
    former = sorted((key for key in scores if rows[key].status == "superseded"), key=lambda key: (-scores[key], key))[:top]
    heirs = {key: heir for key in former if (heir := _heir(vault, key)) is not None}
    rows.update(hydrate(vault, set(heirs.values()) - rows.keys(), moment))
    for key, heir in heirs.items():
        value = scores[key] / PARAMETERS.superseded_factor * PARAMETERS.heir_factor
        if heir in rows and rows[heir].status == "active" and value > scores.get(heir, 0.0):
            shares.setdefault(heir, {})["successor"] = value - scores.get(heir, 0.0)
            scores[heir] = value


def _heir(vault: Vault, key: Key) -> Key | None:
    """The last of the successors of a memory."""
    seen, row = {key.row}, key.row
    while True:
        found = vault.one("SELECT superseded_by FROM memory WHERE row = ?", (row,))
        if found is None or found["superseded_by"] is None or found["superseded_by"] in seen:
            return Key("memory", row) if row != key.row else None
        row = int(found["superseded_by"])
        seen.add(row)


def _standing(row: Row) -> float:
    return PARAMETERS.superseded_factor if row.status == "superseded" else 1.0


def _covered(text: str, fact: str) -> bool:
    """Whether one fact says nearly all that its turn says; of two brothers in one breath each fact says half."""
    wanted = content(text)
    return len(wanted & content(fact)) >= PARAMETERS.told_share * len(wanted)


def _told(vault: Vault, messages: list[Key]) -> Mapping[int, list[int]]:
    """Message row -> rows of the memories learnt from it."""
    found: dict[int, list[int]] = {}
    sql = (
        "SELECT DISTINCT s.message, s.memory FROM memory_source s JOIN memory m ON m.row = s.memory "
        "WHERE m.kind <> 'summary' AND s.message IN (SELECT value FROM json_each(?))"
    )
    for row in vault.query(sql, (json.dumps([key.row for key in messages]),)):
        found.setdefault(int(row["message"]), []).append(int(row["memory"]))
    return found
