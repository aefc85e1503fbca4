"""Weighted reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): ranks need no common scale, scores would."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from engine.recall.candidates import Key, Ranked


def fuse(arms: Sequence[Ranked], weights: Mapping[str, float], k: int, last: Collection[Key] = ()) -> dict[Key, dict[str, float]]:
    """Each key's share from each arm, weight / (k + rank); their sum is its score. `last` (echoes) take no rank from the others:
    they are counted after all statements of their arm, so that saying a thing often can't push down the thing itself."""
    shares: dict[Key, dict[str, float]] = {}
    for arm in arms:
        weight = weights.get(arm.arm, 1.0)
        ordered = [key for key in arm.keys if key not in last] + [key for key in arm.keys if key in last]
        for rank, key in enumerate(ordered, start=1):
            shares.setdefault(key, {})[arm.arm] = weight / (k + rank)
    return shares
