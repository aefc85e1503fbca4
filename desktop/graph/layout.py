"""Where the nodes of a graph stand: forces that pull together what is tied and push apart the rest, then room for the labels.

Fruchterman and Reingold, "Graph drawing by force-directed placement" (1991), vectorised; the middle stays where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.memory.neighbourhood import Neighbourhood

Place = tuple[float, float]
#: Pixels between two that are tied, at a zoom of 1.
SPACING = 118.0
_STEPS, _STEPS_MORE = 220, 90
_ROOM_STEPS = 80
_GOLDEN = 2.399963  # radians: successive points on a spiral by this angle don't line up


def arrange(shown: Neighbourhood, middle: int, widths: Mapping[int, float], known: Mapping[int, Place] | None = None) -> dict[int, Place]:
    """A place (pixels at a zoom of 1) for each node (row). `middle`: the row at (0, 0); `widths`: of the labels; `known`: places from before, which
    are kept nearly as they are."""
    import numpy as np

    rows = [node.row for node in shown.nodes]
    if not rows:
        return {}
    at = {row: number for number, row in enumerate(rows)}
    known = {row: place for row, place in (known or {}).items() if row in at}
    ties = [(at[tie.one], at[tie.other], _strength(tie.count, bool(tie.relations), shown.user in (tie.one, tie.other))) for tie in shown.ties]
    places = _begin(rows, ties, at, known)
    fixed = np.array([0.15 if row in known else 1.0 for row in rows])
    if middle in at:
        places -= places[at[middle]]
        fixed[at[middle]] = 0.0
    _pull(places, ties, fixed, _STEPS_MORE if len(known) > len(rows) // 2 else _STEPS)
    sizes = np.array([(max(widths.get(row, 60.0), 40.0) + 14.0, 58.0) for row in rows])
    _make_room(places, sizes, fixed)
    return {row: (float(places[number, 0]), float(places[number, 1])) for row, number in at.items()}


def _strength(count: int, related: bool, users: bool) -> float:
    """Everybody is tied to the user: those ties hardly pull."""
    return (0.06 if users else 1.0 if related else 0.45) * min(2.0, 1.0 + 0.15 * count)


def _begin(rows: Sequence[int], ties: Sequence[tuple[int, int, float]], at: Mapping[int, int], known: Mapping[int, Place]) -> NDArray[np.float64]:
    """On a spiral, the weightiest in the middle; who comes in later, beside whom it is tied to."""
    import numpy as np

    number = np.arange(len(rows))
    radius = SPACING * 0.75 * np.sqrt(number)
    places = np.stack([radius * np.cos(number * _GOLDEN), radius * np.sin(number * _GOLDEN)], axis=1) * (1.25, 0.85)
    for row, place in known.items():
        places[at[row]] = place
    if known:
        there = {at[row] for row in known}
        for one, other, _ in sorted(ties, key=lambda tie: tie[2]):
            for new, old in ((one, other), (other, one)):
                if new not in there and old in there:
                    angle = new * _GOLDEN
                    places[new] = places[old] + SPACING * np.array([np.cos(angle), np.sin(angle)])
    return places


def _pull(places: NDArray[np.float64], ties: Sequence[tuple[int, int, float]], fixed: NDArray[np.float64], steps: int) -> None:
    import numpy as np

    ones = np.array([tie[0] for tie in ties], dtype=np.int64)
    others = np.array([tie[1] for tie in ties], dtype=np.int64)
    strength = np.array([tie[2] for tie in ties])
    count = len(places)
    for step in range(steps):
        x, y = places.astype(np.float32).T
        away_x, away_y = x[:, None] - x, y[:, None] - y
        push = np.float32(SPACING**2) / (away_x * away_x + away_y * away_y + np.float32(1.0))
        move = np.stack([(away_x * push).sum(axis=1), (away_y * push).sum(axis=1)], axis=1).astype(np.float64)
        if len(ties):
            along = places[ones] - places[others]
            length = np.sqrt((along**2).sum(axis=1, keepdims=True)) + 0.01
            pull = along * (length / SPACING) * strength[:, None]
            np.add.at(move, ones, -pull)
            np.add.at(move, others, pull)
        move -= places * (0.35, 0.6)  # towards the middle, and wider than high, as windows are
        reach = np.sqrt((move**2).sum(axis=1, keepdims=True)) + 0.01
        heat = SPACING * 0.5 * (1 - step / steps) ** 1.5 + 0.3
        places += move / reach * np.minimum(reach, heat) * fixed[:, None] * (1.0 if count > 1 else 0.0)


def _make_room(places: NDArray[np.float64], sizes: NDArray[np.float64], fixed: NDArray[np.float64]) -> None:
    """Pushes apart what overlaps with its label, along the shorter way."""
    import numpy as np

    half = (sizes[:, None, :] + sizes[None, :, :]) / 2
    weight = np.maximum(fixed, 0.35)
    weight[fixed == 0] = 0.0
    for _ in range(_ROOM_STEPS):
        apart = places[:, None, :] - places[None, :, :]
        over = half - np.abs(apart)
        both = (over[:, :, 0] > 0) & (over[:, :, 1] > 0)
        np.fill_diagonal(both, False)
        if not both.any():
            return
        sideways = over[:, :, 0] < over[:, :, 1] * 1.6
        way = np.sign(apart) + (apart == 0) * np.sign(np.arange(len(places))[:, None, None] - np.arange(len(places))[None, :, None] + 0.5)
        move = np.zeros_like(apart)
        move[:, :, 0] = np.where(both & sideways, way[:, :, 0] * over[:, :, 0] / 2, 0.0)
        move[:, :, 1] = np.where(both & ~sideways, way[:, :, 1] * over[:, :, 1] / 2, 0.0)
        places += move.sum(axis=1) * 0.6 * weight[:, None]
