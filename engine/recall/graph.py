"""The graph arm: from the people, places and things that a question names, along what ties them, to memories."""

from __future__ import annotations

import heapq
import json
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from engine.memory.words import fold, stem
from engine.recall import pagerank, paths, spreading
from engine.recall.candidates import MEMORY_OK, Key, Moment, Ranked, ask
from engine.recall.naming import named, words
from engine.recall.parameters import PARAMETERS
from engine.recall.relations import same
from engine.recall.slots import wanted
from engine.recall.synonyms import related

if TYPE_CHECKING:
    from engine.recall.network import Network
    from engine.recall.query import Query
    from engine.vault.vault import Vault

#: The share of the walk that starts from the best memories of the first arms, as in HippoRAG 2.
_PASSAGES = 0.1
_BEST = 5
#: What is known of whom a path has led to: in full what answers the question, in part what else there is; the steps that led there.
_ANSWERS, _OF_THE_END, _STEP = 1.0, 0.3, 0.3
#: Where nothing more is asked ("my uncle's boat"), all that is known of whom the path ends at.
_ALL = 0.9
_NEWEST = 100
#: Memories near by that are read, and how much more one counts for a word that it shares with the question.
_WEIGHED = 40
_MET = 10.0
_BEARS = 0.2


def search(
    vault: Vault, query: Query, moment: Moment, network: Network | None = None, passages: Mapping[int, float] | None = None
) -> list[Ranked]:  # fmt: skip
    """Memories by the share of a walk that reaches them, from 1 down; first those at the end of a path that the question spells out.
    `passages`: rows of the best memories so far, with weights. Without `network`, or while it is not loaded, SQL is asked."""
    names = named(vault, query)
    if not names:
        return []
    path = paths.follow(vault, words(query), names, moment)
    walked = _walked(vault, query, {*path.ends, *(name.row for name in names)}, moment, network, passages or {})
    said = words(query)
    naming = {word.text for name in names for word in said[name.start : name.stop]}
    near = _weighed(vault, walked, naming, _meant([word for word in query.terms if word not in naming]))
    return [arm for arm in (_arm("path", _spelled(vault, query, path, moment)), _arm("graph", near)) if arm.keys]


def _weighed(vault: Vault, walked: Mapping[int, float], naming: Set[str], left: Mapping[str, float]) -> dict[int, float]:
    """The walk tells who is near; the words that are left of the question tell which of what is known of them is asked for. What bears the name
    that the question uses is found by that name: here it is for what does not."""
    best = heapq.nsmallest(_WEIGHED, walked, key=lambda row: (-walked[row], row))
    rows = ask(vault, "SELECT row, text FROM memory WHERE row IN (SELECT value FROM json_each(:rows))", rows=json.dumps(best))
    scores = {}
    for row in rows:
        bears = not naming.isdisjoint(word.strip(".,;:!?").removesuffix("'s") for word in fold(row["text"]).split())
        scores[int(row["row"])] = walked[row["row"]] * (1 + _MET * _met(row["text"], left)) * (_BEARS if bears else 1.0)
    return scores


def _meant(said: Sequence[str]) -> dict[str, float]:
    """Stems that answer words of a question, each with its share: the words themselves and those that may stand for them."""
    found = {stem(word): 1.0 for word in said}
    for others in related(said).values():
        for other, share in others.items():
            found.setdefault(stem(other), share)
    return found


def _met(text: str, left: Mapping[str, float]) -> float:
    """How much of what is asked a text tells."""
    return sum(left.get(each, 0.0) for each in {stem(word.strip(".,;:!?'\"")) for word in fold(text).split()})


def _arm(name: str, scores: Mapping[int, float]) -> Ranked:
    """The best of `scores`, from 1 down."""
    ranked = sorted(scores, key=lambda row: (-scores[row], row))[: PARAMETERS.arm_cap]
    return Ranked(name, tuple(Key("memory", row) for row in ranked), tuple(scores[row] / scores[ranked[0]] for row in ranked))


def passages(arms: Sequence[Ranked]) -> dict[int, float]:
    """The best memories of the arms so far, each with its place's worth."""
    found: dict[int, float] = {}
    for arm in arms:
        for place, key in enumerate(arm.keys[:_BEST], start=1):
            if key.kind == "memory":
                found[key.row] = found.get(key.row, 0.0) + 1 / place
    return found


def _walked(
    vault: Vault, query: Query, entities: set[int], moment: Moment, network: Network | None, passages: Mapping[int, float]
) -> dict[int, float]:  # fmt: skip
    asked = frozenset().union(*(same(term) for term in query.terms)) if query.terms else frozenset()
    arrays = network.arrays() if network is not None else None
    if arrays is None or network is None:
        return spreading.spread(vault, entities, asked, moment)
    many = {row: sum(each.count(row) for each in arrays) for row in entities}
    seeds = {row: 1 / max(1, count) for row, count in many.items()}
    total = sum(passages.values())
    started = {row: _PASSAGES * sum(seeds.values()) * value / total for row, value in passages.items()} if total else {}
    return pagerank.walk(arrays, seeds, started, network.users, asked, moment)


def _spelled(vault: Vault, query: Query, path: paths.Path, moment: Moment) -> dict[int, float]:
    """What is said on the last step of a path, and of whom it ends at: above all what answers the words that are left."""
    if not path.steps:
        return {}
    scores = {row: (_STEP if path.rest else _ANSWERS) - 0.01 * n for n, row in enumerate(path.said)}
    slots = wanted(query.text)
    left = _meant(path.rest)
    rows = ask(
        vault,
        f"""SELECT m.row, m.text, m.predicate, max(x.role = 'subject') AS about FROM memory_entity x JOIN memory m ON m.row = x.memory AND {MEMORY_OK}
            WHERE x.entity IN (SELECT value FROM json_each(:ends)) GROUP BY m.row ORDER BY m.row DESC LIMIT :newest""",
        ends=json.dumps(sorted(path.ends)), newest=_NEWEST, until=moment.until, archived=moment.archived,
    )  # fmt: skip
    for row in rows:
        asked = row["predicate"] is not None and row["predicate"] in slots
        value = (_OF_THE_END if path.rest else _ALL) * (1.0 if row["about"] else 0.5)
        value += (_ANSWERS - _OF_THE_END) * min(1.0, 0.5 * _met(row["text"], left) + (0.7 if asked else 0.0))
        scores[int(row["row"])] = max(scores.get(int(row["row"]), 0.0), value)
    return scores


neighbours = spreading.neighbours
