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
    vault: Vault, rows: dict[Key, Row], scores: dict[Key, float], shares: dict[Key, dict[str, float]], moment: Moment, *, past: bool = False
) -> None:  # fmt: skip
    """Lifts the one fact of each of the best turns that fits the question best, or all its facts where they say what it says; changes `rows`,
    `scores` and `shares`. `past`: the question is about what was."""
    best = sorted((key for key in scores if key.kind == "message"), key=lambda key: (-scores[key], key))[: PARAMETERS.sifted]
    told = _told(vault, best)
    new = {Key("memory", row) for found in told.values() for row in found} - rows.keys()
    rows.update(hydrate(vault, new, moment))
    own = {message: _own(shares.get(message, {})) for message in best}
    most = max(own.values(), default=0.0)
    for place, message in enumerate(best):
        facts = [key for row in told.get(message.row, ()) if (key := Key("memory", row)) in rows]
        facts.sort(key=lambda key: (-scores.get(key, 0.0), key))
        whole = len(facts) <= PARAMETERS.credited_facts and _covered(rows[message].text, " ".join(rows[key].text for key in facts))
        for nth, key in enumerate(facts if whole else facts[:1]):
            if place >= PARAMETERS.credited:
                break
            itself = min(1.0, own[message] / (PARAMETERS.itself * most)) if most > 0 else 1.0
            value = scores[message] * itself * PARAMETERS.source_lead * PARAMETERS.next_fact**nth * _standing(rows[key], past=past)
            if value > scores.get(key, 0.0):
                shares.setdefault(key, {})[ARM] = value - scores.get(key, 0.0)
                scores[key] = value
        if facts and all(rows[key].status == "superseded" for key in facts):
            scores[message] *= PARAMETERS.outdated_factor
        elif whole and facts and max(scores.get(key, 0.0) for key in facts) >= scores[message]:
            scores[message] *= PARAMETERS.told_factor


def succeed(
    vault: Vault, rows: dict[Key, Row], scores: dict[Key, float], shares: dict[Key, dict[str, float]], moment: Moment, top: int, *, past: bool = False
) -> None:  # fmt: skip
    """What took the place of a fact is found where that fact is: "where do I live" finds the new flat by the words of the old home, and what was
    said in the same breath ("my knife was stolen, I took a Masamoto"). Where a question is about what was, the other way round."""
    if past:
        heirs = [(key, before, PARAMETERS.heir_factor) for key in _best(scores, rows, "active", top) for before in _former(vault, key)]
    else:
        heirs = []
        for key in _best(scores, rows, "superseded", top):
            heir = _heir(vault, key)
            if heir is not None:
                lift = PARAMETERS.heir_factor / PARAMETERS.superseded_factor
                heirs += [(key, heir, lift), *((key, beside, lift * PARAMETERS.beside_factor) for beside in _beside(vault, heir))]
    rows.update(hydrate(vault, {heir for _, heir, _ in heirs} - rows.keys(), moment))
    for key, heir, lift in heirs:
        value = scores[key] * lift
        if heir in rows and rows[heir].status == ("superseded" if past else "active") and value > scores.get(heir, 0.0):
            shares.setdefault(heir, {})["successor"] = value - scores.get(heir, 0.0)
            scores[heir] = value


def _own(parts: Mapping[str, float]) -> float:
    """What a turn was found for by its own words: a window may match by the turns beside it, of which its facts say nothing."""
    return sum(share for arm, share in parts.items() if arm not in ("window", "window_vector"))


def _best(scores: dict[Key, float], rows: dict[Key, Row], status: str, top: int) -> list[Key]:
    """The memories of that status that are found best."""
    return sorted((key for key in scores if key.kind == "memory" and rows[key].status == status), key=lambda key: (-scores[key], key))[:top]


def _former(vault: Vault, key: Key) -> list[Key]:
    """What a memory took the place of."""
    return [Key("memory", int(row["row"])) for row in vault.query("SELECT row FROM memory WHERE superseded_by = ?", (key.row,))]


def _beside(vault: Vault, key: Key) -> list[Key]:
    """The other events and facts told in the one message that a memory comes from, and what was bought right after something went."""
    sql = (
        "SELECT DISTINCT o.memory FROM memory_source s JOIN message a ON a.row = s.message JOIN message b ON b.conversation = a.conversation "
        "AND b.depth BETWEEN a.depth AND a.depth + 4 JOIN memory_source o ON o.message = b.row AND o.memory <> s.memory "
        "JOIN memory h ON h.row = s.memory JOIN memory m ON m.row = o.memory "
        "WHERE s.memory = ? AND (b.row = a.row OR m.predicate = 'owns' AND h.predicate = 'lent') "
        "AND (SELECT count(*) FROM memory_source a WHERE a.memory = s.memory) = 1 LIMIT 4"
    )
    return [Key("memory", int(row["memory"])) for row in vault.query(sql, (key.row,))]


def _heir(vault: Vault, key: Key) -> Key | None:
    """The last of the successors of a memory."""
    seen, row = {key.row}, key.row
    while True:
        found = vault.one("SELECT superseded_by FROM memory WHERE row = ?", (row,))
        if found is None or found["superseded_by"] is None or found["superseded_by"] in seen:
            return Key("memory", row) if row != key.row else None
        row = int(found["superseded_by"])
        seen.add(row)


def _standing(row: Row, *, past: bool = False) -> float:
    return PARAMETERS.superseded_factor if row.status == "superseded" and not past else 1.0


def _covered(text: str, fact: str) -> bool:
    """Whether facts say nearly all that their turn says."""
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
