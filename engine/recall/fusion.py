"""Weighted score fusion: each arm's scores as shares of its best one, weighed and summed.

A convex combination of normalised scores keeps how much better the first is than the second, which ranks (RRF) throw away (Bruch, Gai and
Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023); on LoCoMo it finds two points more than RRF among the first ten."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from engine.recall.candidates import Key, Ranked


def fuse(arms: Sequence[Ranked], weights: Mapping[str, float], last: Collection[Key] = ()) -> dict[Key, dict[str, float]]:
    """Each key's share from each arm: weight times score over the arm's best. `last` (echoes) count no more than the best of the others:
    saying a thing often can't push down the thing itself."""
    shares: dict[Key, dict[str, float]] = {}
    for arm in arms:
        weight, best = _scale(arm, arms, weights, last)
        for key, value in zip(arm.keys, arm.scores, strict=True):
            shares.setdefault(key, {})[arm.arm] = weight * min(max(value, 0.0) / best, 1.0)
    return shares


def totals(
    shares: Mapping[Key, Mapping[str, float]], arms: Sequence[Ranked], weights: Mapping[str, float], last: Collection[Key] = ()
) -> dict[Key, float]:
    """The sum of each key's shares. An arm that was full before it came to a key may have had it next: it gives what it gave its last one."""
    floors: dict[str, float] = {}
    everywhere: dict[str, float] = {}  # kind of key -> the sum of all its arms' floors
    for arm in arms:
        if arm.floor > 0 and arm.keys:
            weight, best = _scale(arm, arms, weights, last)
            floors[arm.arm] = weight * min(arm.floor / best, 1.0)
            everywhere[arm.keys[0].kind] = everywhere.get(arm.keys[0].kind, 0.0) + floors[arm.arm]
    return {
        key: sum(parts.values()) + max(0.0, everywhere.get(key.kind, 0.0) - sum(floors.get(arm, 0.0) for arm in parts))
        for key, parts in shares.items()
    }


def _scale(arm: Ranked, arms: Sequence[Ranked], weights: Mapping[str, float], last: Collection[Key]) -> tuple[float, float]:
    """An arm's weight, and the score that earns it in full."""
    others = max((value for key, value in zip(arm.keys, arm.scores, strict=True) if key not in last), default=0.0)
    return weights.get(arm.arm, 1.0) * _nearness(arm, arms), max(others, 0.0) or max(arm.scores, default=0.0) or 1.0


def _nearness(arm: Ranked, arms: Sequence[Ranked]) -> float:
    """Of the nearest facts: how near they are, beside the nearest turn. Else the best of many unrelated facts, which are short and always
    there, would come before the one turn that answers."""
    if arm.arm != "memory_vector" or not arm.scores:
        return 1.0
    turns = max((other.scores[0] for other in arms if other.arm == "turn_vector" and other.scores), default=0.0)
    return min(1.0, max(arm.scores[0], 0.0) / turns) ** 2 if turns > 0 else 1.0
