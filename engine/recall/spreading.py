"""The walk over the graph in SQL: two steps of spreading activation. For while the arrays are not loaded, and to hold them and Kùzu to."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from engine.recall.arrays import ROLES
from engine.recall.candidates import MEMORY_OK, Moment, ask

if TYPE_CHECKING:
    from engine.vault.vault import Vault

HOPS = 2
_REACH = 200  # entities looked at: a hub's neighbourhood is cut, the nearest first
_DECAY = 0.5
_TYPED = 3.0
#: Memories looked at of each entity, the newest.
_NEWEST = 200

# The user is everybody's neighbour: a path through the user joins what has nothing to do with each other.
_NEAR = f"""
WITH RECURSIVE near (entity, hops) AS (
    SELECT value, 0 FROM json_each(:seeds)
    UNION
    SELECT e.tail, n.hops + 1 FROM near n JOIN edge e ON e.head = n.entity JOIN memory m ON m.row = e.memory AND {MEMORY_OK}
        JOIN entity t ON t.row = e.tail AND t.kind <> 'user' WHERE n.hops < :hops
    UNION
    SELECT e.head, n.hops + 1 FROM near n JOIN edge e ON e.tail = n.entity JOIN memory m ON m.row = e.memory AND {MEMORY_OK}
        JOIN entity t ON t.row = e.head AND t.kind <> 'user' WHERE n.hops < :hops
    LIMIT 4000
)
SELECT entity, min(hops) AS hops FROM near GROUP BY entity ORDER BY hops, entity LIMIT :cap
"""


def spread(vault: Vault, seeds: Iterable[int], asked: frozenset[str], moment: Moment) -> dict[int, float]:
    """Memory rows and the activation that reaches them from entities `seeds`. `asked`: predicates that the question speaks of."""
    rows = sorted(set(seeds))
    near = neighbours(vault, rows, HOPS, moment)
    activation = _spread(rows, _edges(vault, near, moment), asked)
    return _memories(vault, activation, moment)


def neighbours(vault: Vault, seeds: Iterable[int], hops: int, moment: Moment = Moment()) -> dict[int, int]:
    """Entities within `hops` relations of the seeds, and how far each is; never through the user."""
    rows = ask(vault, _NEAR, seeds=json.dumps(list(seeds)), hops=hops, until=moment.until, cap=_REACH)
    return {int(row["entity"]): int(row["hops"]) for row in rows}


def _edges(vault: Vault, entities: Iterable[int], moment: Moment) -> list[Any]:
    """The relations among `entities`."""
    return ask(
        vault,
        f"""SELECT e.head, e.predicate, e.tail FROM edge e JOIN memory m ON m.row = e.memory AND {MEMORY_OK}
            WHERE e.head IN (SELECT value FROM json_each(:near)) AND e.tail IN (SELECT value FROM json_each(:near)) LIMIT 2000""",
        near=json.dumps(list(entities)),
        until=moment.until,
    )


def _spread(seeds: Sequence[int], edges: Sequence[Any], asked: frozenset[str]) -> dict[int, float]:
    """Activation flows from the seeds, halved at each hop, shared among a hub's many neighbours, more along what the question speaks of."""
    beside: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for edge in edges:
        strength = _TYPED if asked & {edge["predicate"], *edge["predicate"].split("_")} else 1.0
        beside[edge["head"]].append((edge["tail"], strength))
        beside[edge["tail"]].append((edge["head"], strength))
    total = dict.fromkeys(seeds, 1.0)
    wave = dict(total)
    for _ in range(HOPS):
        following: dict[int, float] = defaultdict(float)
        for entity, amount in wave.items():
            for other, strength in beside[entity]:
                if other not in total:
                    following[other] += amount * _DECAY * strength / math.sqrt(len(beside[entity]))
        for entity, amount in following.items():
            total[entity] = min(amount, 1.0)
        wave = {entity: total[entity] for entity in following}
    return total


def _memories(vault: Vault, activation: dict[int, float], moment: Moment) -> dict[int, float]:
    """The memories of activated entities; an entity with very many lends each of them less."""
    rows = ask(
        vault,
        f"""SELECT x.memory, x.entity, x.role, y.many FROM (SELECT e.value AS entity, (SELECT count(*) FROM memory_entity c WHERE c.entity = e.value)
                AS many FROM json_each(:entities) e) y JOIN memory_entity x ON x.entity = y.entity AND x.row IN
                (SELECT n.row FROM memory_entity n WHERE n.entity = y.entity ORDER BY n.row DESC LIMIT :newest)
            JOIN memory m ON m.row = x.memory AND {MEMORY_OK} LIMIT 5000""",
        entities=json.dumps(list(activation)),
        until=moment.until,
        newest=_NEWEST,
    )
    scores: dict[int, float] = defaultdict(float)
    for row in rows:
        scores[int(row["memory"])] += activation[row["entity"]] * ROLES[row["role"]] / math.log2(2 + row["many"])
    return scores
