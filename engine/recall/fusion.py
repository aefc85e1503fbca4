"""Weighted score fusion: each arm's scores as shares of its best one, weighed and summed.

A convex combination of normalised scores keeps how much better the first is than the second, which ranks (RRF) throw away (Bruch, Gai and
Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023); on LoCoMo it finds two points more than RRF among the first ten."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from engine.recall.candidates import Key, Ranked


class Fused:
    """What each arm gives to each key: its weight times the key's score over the arm's best.

    Keys of `last` (echoes) count no more than the best of the others: saying a thing often can't push down the thing itself."""

    def __init__(self, arms: Sequence[Ranked], weights: Mapping[str, float], last: Collection[Key] = ()) -> None:
        self.shares: dict[Key, dict[str, float]] = {}
        self._weights, self._last = weights, last
        self._above: dict[Key, float] = {}  # what a key's shares come to beyond the floors of their arms
        self._floors: dict[str, float] = {}  # kind of key -> the sum of the floors of all its arms
        turns = max((arm.scores[0] for arm in arms if arm.arm == "turn_vector" and arm.scores), default=0.0)
        for arm in arms:
            self.join(arm, _nearness(arm, turns))

    def join(self, arm: Ranked, nearness: float = 1.0) -> None:
        """One more arm. `nearness` lowers its weight."""
        if not arm.keys:
            return
        weight = self._weights.get(arm.arm, 1.0) * nearness
        best = _best(arm, self._last)
        floor = weight * min(arm.floor / best, 1.0) if arm.floor > 0 else 0.0
        kind = arm.keys[0].kind
        self._floors[kind] = self._floors.get(kind, 0.0) + floor
        shares, above, factor = self.shares, self._above, weight / best
        for key, value in zip(arm.keys, arm.scores, strict=True):
            share = weight if value >= best else factor * value if value > 0 else 0.0
            parts = shares.get(key)
            if parts is None:
                shares[key], above[key] = {arm.arm: share}, share - floor
            else:
                above[key] += share - floor - parts.get(arm.arm, 0.0)
                parts[arm.arm] = share

    def totals(self) -> dict[Key, float]:
        """The sum of each key's shares. An arm that was full before it came to a key may have had it next: it gives what it gave its last one."""
        floors = self._floors
        return {key: floors[key.kind] + value for key, value in self._above.items()}


def _best(arm: Ranked, last: Collection[Key]) -> float:
    """The score that earns an arm's whole weight."""
    best = max(arm.scores)
    if last:
        others = max((value for key, value in zip(arm.keys, arm.scores, strict=True) if key not in last), default=0.0)
        best = others if others > 0 else best
    return best if best > 0 else 1.0


def _nearness(arm: Ranked, turns: float) -> float:
    """Of the nearest facts: how near they are, beside the nearest turn. Else the best of many unrelated facts, which are short and always
    there, would come before the one turn that answers."""
    if arm.arm != "memory_vector" or not arm.scores:
        return 1.0
    return min(1.0, max(arm.scores[0], 0.0) / turns) ** 2 if turns > 0 else 1.0
