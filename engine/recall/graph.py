"""The graph arm: from the people, places and things that a question names, along one or two relations, to memories."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from engine.memory.words import fold
from engine.recall.candidates import MEMORY_OK, Key, Moment, Ranked, ask
from engine.recall.parameters import PARAMETERS
from engine.recall.query import STOP_WORDS, Query
from engine.recall.relations import bare, same

if TYPE_CHECKING:
    from engine.vault.vault import Vault

HOPS = 2
_REACH = 500  # entities looked at: a hub's neighbourhood is cut, the nearest first
_DECAY = 0.5
_TYPED = 3.0
_ROLE = {"subject": 1.0, "object": 0.9, "mention": 0.6}

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


def search(vault: Vault, query: Query, moment: Moment) -> list[Ranked]:
    """Memories by the activation that reaches them; those at the end of a path that the question spells out come first."""
    seeds = named(vault, query)
    if not seeds:
        return []
    near = neighbours(vault, seeds, HOPS, moment)
    edges = _edges(vault, near, moment)
    activation = _spread(seeds, edges, query)
    scores = _memories(vault, activation, moment)
    for step, row in enumerate(_path(query, seeds, edges)):
        scores[row] = 10.0 - 0.01 * step
    ranked = sorted(scores, key=lambda row: (-scores[row], row))[: PARAMETERS.arm_cap]
    return [Ranked("graph", tuple(Key("memory", row) for row in ranked), tuple(scores[row] for row in ranked))] if ranked else []


def named(vault: Vault, query: Query) -> dict[int, str]:
    """Entities that the question names, by name, alias or relation ("my sister"), each with the word that named it."""
    words = [bare(word) for word in query.words]
    grams = {" ".join(words[i : i + n]) for n in range(1, 5) for i in range(len(words) - n + 1)}
    grams = {gram for gram in grams if gram in query.terms or " " in gram}
    relations = {alike: word for word in words for alike in same(word)}
    rows = ask(
        vault,
        """SELECT e.row, e.folded AS word, e.relation FROM entity e WHERE e.kind <> 'user' AND e.folded IN (SELECT value FROM json_each(:grams))
        UNION SELECT e.row, a.folded, e.relation FROM entity_alias a JOIN entity e ON e.row = a.entity
            WHERE e.kind <> 'user' AND a.folded IN (SELECT value FROM json_each(:grams))
        UNION SELECT e.row, e.relation, e.relation FROM entity e WHERE e.kind <> 'user' AND e.relation IN (SELECT value FROM json_each(:relations))
        LIMIT 50""",
        grams=json.dumps(sorted(grams)),
        relations=json.dumps(sorted(relations)),
    )
    return {int(row["row"]): relations.get(row["word"], row["word"]) for row in rows}


def neighbours(vault: Vault, seeds: Iterable[int], hops: int, moment: Moment = Moment()) -> dict[int, int]:  # noqa: B008 - frozen
    """Entities within `hops` relations of the seeds, and how far each is; never through the user."""
    rows = ask(vault, _NEAR, seeds=json.dumps(list(seeds)), hops=hops, until=moment.until, cap=_REACH)
    return {int(row["entity"]): int(row["hops"]) for row in rows}


def _edges(vault: Vault, entities: Iterable[int], moment: Moment) -> list[Any]:
    """The relations among `entities`, with what says them."""
    return ask(
        vault,
        f"""SELECT e.head, e.predicate, e.tail, e.memory, m.text, h.folded AS head_name, t.folded AS tail_name,
            h.relation AS head_relation, t.relation AS tail_relation
            FROM edge e JOIN memory m ON m.row = e.memory AND {MEMORY_OK} JOIN entity h ON h.row = e.head JOIN entity t ON t.row = e.tail
            WHERE e.head IN (SELECT value FROM json_each(:near)) AND e.tail IN (SELECT value FROM json_each(:near)) LIMIT 5000""",
        near=json.dumps(list(entities)),
        until=moment.until,
    )


def _spread(seeds: Iterable[int], edges: Sequence[Any], query: Query) -> dict[int, float]:
    """Activation flows from the seeds, halved at each hop, shared among a hub's many neighbours, more along what the question speaks of."""
    asked = frozenset().union(*(same(term) for term in query.terms)) if query.terms else frozenset()
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
        f"""SELECT x.memory, x.entity, x.role, count(*) OVER (PARTITION BY x.entity) AS many FROM memory_entity x
            JOIN memory m ON m.row = x.memory AND {MEMORY_OK} WHERE x.entity IN (SELECT value FROM json_each(:entities))
            ORDER BY m.row DESC LIMIT 5000""",
        entities=json.dumps(list(activation)),
        until=moment.until,
    )
    scores: dict[int, float] = defaultdict(float)
    for row in rows:
        scores[int(row["memory"])] += activation[row["entity"]] * _ROLE[row["role"]] / math.log2(2 + row["many"])
    return scores


def _path(query: Query, seeds: dict[int, str], edges: Sequence[Any]) -> list[int]:
    """Follows "sister's husband's restaurant" word by word; the memories of the last relation, or none if the chain breaks."""
    words = [bare(word) for word in query.words]
    starts = {entity: words.index(word) for entity, word in seeds.items() if word in words}
    if not starts:
        return []
    first = min(starts.values())
    here = {entity for entity, at in starts.items() if at == first}
    last: list[int] = []
    for word in (word for word in words[first + 1 :] if word not in STOP_WORDS):
        alike, there, memories = same(word), set(), []
        for edge in edges:
            fits = edge["predicate"] in alike or word in re.findall(r"\w+", fold(edge["text"]))
            for start, end in (("head", "tail"), ("tail", "head")):
                if edge[start] in here and (fits or edge[f"{end}_relation"] in alike or word in edge[f"{end}_name"].split()):
                    there.add(edge[end])
                    memories.append(int(edge["memory"]))
        if not there:
            break
        here, last = there, memories
    return list(dict.fromkeys(last))
