"""Weighted reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): ranks need no common scale, scores would."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from engine.recall.candidates import Key, Ranked


def fuse(arms: Sequence[Ranked], weights: Mapping[str, float], k: int, last: Collection[Key] = ()) -> dict[Key, dict[str, float]]:
    """Each key's share from each arm, weight / (k + rank); their sum is its score. `last` (echoes) take no rank from the others:
    they are counted after all statements of their arm, so that saying a thing often can't push down the thing itself."""
    shares: dict[Key, dict[str, float]] = {}
    for arm in arms:
        weight = weights.get(arm.arm, 1.0) * _nearness(arm, arms)
        ordered = [key for key in arm.keys if key not in last] + [key for key in arm.keys if key in last]
        for rank, key in enumerate(ordered, start=1):
            shares.setdefault(key, {})[arm.arm] = weight / (k + rank)
    return shares


def _nearness(arm: Ranked, arms: Sequence[Ranked]) -> float:
    """Of the nearest facts: how near they are, beside the nearest turn. Ranks alone would let the best of many unrelated facts, which
    are short and always there, come before the one turn that answers."""
    if arm.arm != "memory_vector" or not arm.scores:
        return 1.0
    turns = max((other.scores[0] for other in arms if other.arm == "turn_vector" and other.scores), default=0.0)
    return min(1.0, max(arm.scores[0], 0.0) / turns) ** 2 if turns > 0 else 1.0
