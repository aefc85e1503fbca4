"""What the graph view shows: nodes with their places, ties, and who is beside whom. Made off the UI thread, looked at on it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.graph.layout import Place, arrange
from desktop.i18n import tr
from engine.memory import neighbourhood
from engine.memory.neighbourhood import Node, Span, Tie

if TYPE_CHECKING:
    from engine.vault.vault import Vault

#: Ties of each node that are drawn while nothing is selected: more make a ball of wool.
_DRAWN = 3
LONGEST = 22


@dataclass(frozen=True)
class Asked:
    """What is to be shown. `way`: rows along a way between two."""

    centre: int = 0
    expanded: tuple[int, ...] = ()
    span: Span = field(default_factory=Span)
    way: tuple[int, ...] = ()


@dataclass(frozen=True)
class Scene:
    """`order`: rows, the most important first; `drawn`: ties that are always drawn; `beside`: row -> ties of it."""

    asked: Asked
    nodes: Mapping[int, Node]
    places: Mapping[int, Place]
    ties: tuple[Tie, ...]
    order: tuple[int, ...]
    drawn: frozenset[int]  # numbers of ties
    beside: Mapping[int, tuple[int, ...]]  # row -> numbers of ties
    user: int
    total: int
    names: Mapping[int, str] = field(default_factory=dict)

    def name(self, row: int) -> str:
        """As it is said: "You", "Anna"."""
        return self.names.get(row, "")

    def neighbours(self, row: int) -> list[tuple[int, Tie]]:
        """(row, tie) of all that a node is tied to, what ties most first."""
        found = []
        for number in self.beside.get(row, ()):
            tie = self.ties[number]
            found.append((tie.other if tie.one == row else tie.one, tie))
        return sorted(found, key=lambda pair: (not pair[1].relations, -pair[1].count, pair[0]))

    def hidden(self, row: int) -> int:
        """How many neighbours are not shown."""
        node = self.nodes[row]
        return 0 if row == self.user else max(0, node.beside - len(self.beside.get(row, ())))


def radius(node: Node, *, user: bool = False) -> float:
    """Pixels at a zoom of 1: more memories, larger."""
    return 24.0 if user else min(22.0, 10.0 + 2.4 * math.log2(1 + node.memories))


def short(name: str) -> str:
    """A name as it stands below a node."""
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def load(vault: Vault, asked: Asked, known: Mapping[int, Place] | None = None) -> Scene:
    """Reads what is near and arranges it; for the query lane."""
    expanded = tuple(dict.fromkeys((*asked.way, *asked.expanded)))
    shown = neighbourhood.read(vault, asked.centre or None, expanded, asked.span)
    names = {node.row: tr("You") if node.row == shown.user else node.name for node in shown.nodes}
    widths = {row: 7.2 * len(short(name)) for row, name in names.items()}
    middle = asked.centre or shown.user
    places = arrange(shown, middle, widths, known)
    beside: dict[int, list[int]] = {}
    for number, tie in enumerate(shown.ties):
        beside.setdefault(tie.one, []).append(number)
        beside.setdefault(tie.other, []).append(number)
    order = sorted(names, key=lambda row: (row != middle, row != shown.user))  # the rest as they come: by weight
    drawn: set[int] = set()
    for row, numbers in beside.items():
        if row != shown.user:
            drawn.update(sorted(numbers, key=lambda number: (not shown.ties[number].relations, -shown.ties[number].count))[:_DRAWN])
    return Scene(
        asked, {node.row: node for node in shown.nodes}, places, shown.ties, tuple(order), frozenset(drawn),
        {row: tuple(numbers) for row, numbers in beside.items()}, shown.user, shown.total, names,
    )  # fmt: skip


def move(scene: Scene, row: int, dx: float, dy: float) -> int:
    """The node that one comes to from `row` in a direction: whom it is tied to before others. The node itself when there is nobody that way."""
    x, y = scene.places[row]

    def cost(other: int) -> float:
        away_x, away_y = scene.places[other][0] - x, scene.places[other][1] - y
        ahead = away_x * dx + away_y * dy
        aside = abs(away_x * dy) + abs(away_y * dx)
        return math.inf if ahead <= 1 or aside > 2.2 * ahead else ahead + 1.8 * aside

    for others in ([other for other, _ in scene.neighbours(row)], [other for other in scene.order if other != row]):
        best = min(others, key=cost, default=row)
        if best != row and cost(best) < math.inf:
            return best
    return row
