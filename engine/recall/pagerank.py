"""Personalised PageRank (Haveliwala, 2002) from a few entities over memories, those they speak of and their relations; near by, hubs damped.

As in HippoRAG 2 (Gutiérrez et al., 2025): damping 0.5, so that little is left beyond two steps; which is why only the neighbourhood is walked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from engine.recall.arrays import Arrays, slices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.recall.candidates import Moment

DAMPING = 0.5
_STEPS = 4
#: Memories and relations looked at of an entity that the question names, and of one that is a step away: the newest.
_NEAR, _FAR = 100, 20
#: What may be gone, or too late, among the newest: so many times more are looked at.
_SPARE = 2
#: Memories that it ends with.
_KEPT = 200
#: Entities a step away; those reached most often first.
_REACH = 100
#: A relation of the kind that the question speaks of leads on so much more.
_TYPED = 3.0


def walk(
    graph: tuple[Arrays, ...],
    seeds: Mapping[int, float],
    passages: Mapping[int, float],
    users: Collection[int],
    asked: frozenset[str],
    moment: Moment,
) -> dict[int, float]:
    """Memory rows and their share of the walk that starts from entities `seeds` and memories `passages` (weights of any size), never through
    the user. `asked`: predicates that the question speaks of."""
    import numpy as np

    near = np.unique(np.array([*seeds, *_entities_of(graph, np.array(sorted(passages), np.int32), users, moment)], np.int32))
    links, edges = _around(graph, near, users, asked, moment, _NEAR)
    far = np.concatenate([_entities_of(graph, np.unique(links[0]), users, moment), edges[1]])
    far, often = np.unique(far[~np.isin(far, near)], return_counts=True)
    far = far[np.argsort(-often, kind="stable")[:_REACH]]
    more, ties = _around(graph, far, users, asked, moment, _FAR)
    links, edges = (tuple(np.concatenate(pair) for pair in zip(*both, strict=True)) for both in ((links, more), (edges, ties)))
    entities = np.union1d(near, far)
    inside = np.isin(edges[1], entities)
    edges = tuple(part[inside] for part in edges)
    memories = np.unique(np.concatenate([links[0], np.array(list(passages), np.int32)]))
    return _iterate(memories, entities, links, edges, seeds, passages)


def _iterate(
    memories: NDArray[Any], entities: NDArray[Any], links: tuple[NDArray[Any], ...], edges: tuple[NDArray[Any], ...], seeds: Mapping[int, float],
    passages: Mapping[int, float],
) -> dict[int, float]:  # fmt: skip
    import numpy as np

    if not len(entities) or not len(memories):
        return {}
    m, e, weight = np.searchsorted(memories, links[0]), np.searchsorted(entities, links[1]), links[2]
    head, tail, strength = np.searchsorted(entities, edges[0]), np.searchsorted(entities, edges[1]), edges[2]
    size = (len(memories), len(entities))
    leaving = np.bincount(e, weight, size[1]) + np.bincount(head, strength, size[1])
    spoken = np.bincount(m, weight, size[0])
    start = (np.zeros(size[0]), np.zeros(size[1]))
    for place, keys, weights in ((0, memories, passages), (1, entities, seeds)):
        for row, value in weights.items():
            start[place][np.searchsorted(keys, row)] += value
    total = start[0].sum() + start[1].sum()
    at_memories, at_entities = start[0] / total, start[1] / total
    first = (at_memories, at_entities)
    for _ in range(_STEPS):
        out = at_entities / np.maximum(leaving, 1e-9)
        back = at_memories / np.maximum(spoken, 1e-9)
        at_memories = (1 - DAMPING) * first[0] + DAMPING * np.bincount(m, weight * out[e], size[0])
        at_entities = (1 - DAMPING) * first[1] + DAMPING * (
            np.bincount(e, weight * back[m], size[1]) + np.bincount(tail, strength * out[head], size[1])
        )
    best = np.argsort(-at_memories, kind="stable")[:_KEPT]
    return {row: value for row, value in zip(memories[best].tolist(), at_memories[best].tolist(), strict=True) if value > 0}


def _around(
    graph: tuple[Arrays, ...], entities: NDArray[Any], users: Collection[int], asked: frozenset[str], moment: Moment, cap: int
) -> tuple[tuple[NDArray[Any], ...], tuple[NDArray[Any], ...]]:
    """Links (memory, entity, weight) and edges (from, to, weight) of some entities, the newest `cap` of each."""
    import numpy as np

    links, edges = [], []
    user = np.array(sorted(users), np.int32)
    for arrays in graph:
        places = slices(arrays.links[0], entities, _SPARE * cap)
        entity, memory, weight = (part[places] for part in arrays.links)
        keep = arrays.shown(memory, moment)
        links.append((entity[keep], memory[keep], weight[keep].astype(float)))
        places = slices(arrays.edges[0], entities, _SPARE * cap)
        head, said, tail, which = (part[places] for part in arrays.edges)
        keep = arrays.shown(said, moment) & ~np.isin(tail, user)
        strong = np.array([1.0 if asked.isdisjoint((name, *name.split("_"))) else _TYPED for name in arrays.predicates] or [1.0])
        edges.append((head[keep], said[keep], tail[keep], strong[which[keep]]))
    entity, memory, weight = _newest([np.concatenate(parts) for parts in zip(*links, strict=True)], cap)
    head, _, tail, strength = _newest([np.concatenate(parts) for parts in zip(*edges, strict=True)], cap)
    return (memory, entity, weight), (head, tail, strength)


def _newest(parts: list[NDArray[Any]], cap: int) -> list[NDArray[Any]]:
    """The last `cap` of each group, by the first part; the second, a memory, tells what is newer."""
    import numpy as np

    order = np.lexsort((*parts[:1:-1], parts[1], parts[0]))
    parts = [part[order] for part in parts]
    after = np.searchsorted(parts[0], parts[0], "right") - np.arange(len(parts[0]))
    return [part[after <= cap] for part in parts]


def _entities_of(graph: tuple[Arrays, ...], memories: NDArray[Any], users: Collection[int], moment: Moment) -> NDArray[Any]:
    """Whom these memories speak of, once for each memory; never the user."""
    import numpy as np

    found = []
    for arrays in graph:
        entities = arrays.named[1][slices(arrays.named[0], memories[arrays.shown(memories, moment)], _NEAR)]
        found.append(entities[~np.isin(entities, np.array(sorted(users), np.int32))])
    return np.concatenate(found)
