"""Where nodes stand: readable at 300, steady when more come in."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF

from desktop.graph import layout, paint
from desktop.graph.scene import Asked, Scene, move, short
from engine.memory.neighbourhood import Neighbourhood, Node, Tie

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

USER = 1


def people(count: int, seed: int = 7) -> Neighbourhood:
    """The user, tied to all, and families of eight that are tied among themselves."""
    chance = random.Random(seed)
    nodes = [Node(row, f"id{row}", f"Person {row}", "user" if row == USER else "person", None, chance.randint(1, 40)) for row in range(1, count + 1)]
    ties = {(USER, row): Tie(USER, row, (), 1) for row in range(2, count + 1)}
    for row in range(2, count + 1):
        for other in range(row + 1, min(count, row + 3) + 1):
            if (row - 2) // 8 == (other - 2) // 8:
                ties[(row, other)] = Tie(row, other, ((row, "knows"),), 2)
    return Neighbourhood(tuple(nodes), tuple(ties.values()), count, USER)


def scene(shown: Neighbourhood) -> Scene:
    widths = {node.row: 7.2 * len(short(node.name)) for node in shown.nodes}
    places = layout.arrange(shown, USER, widths)
    beside: dict[int, list[int]] = {}
    for number, tie in enumerate(shown.ties):
        beside.setdefault(tie.one, []).append(number)
        beside.setdefault(tie.other, []).append(number)
    return Scene(
        Asked(), {node.row: node for node in shown.nodes}, places, shown.ties, tuple(node.row for node in shown.nodes),
        frozenset(range(len(shown.ties))),
        {row: tuple(ties) for row, ties in beside.items()}, USER, len(shown.nodes), {node.row: node.name for node in shown.nodes},
    )  # fmt: skip


def test_the_user_is_in_the_middle_and_nobody_alone() -> None:
    places = layout.arrange(people(60), USER, {})
    assert places[USER] == (0.0, 0.0)
    assert len({(round(x), round(y)) for x, y in places.values()}) == 60


def test_those_who_are_tied_are_nearer_than_others() -> None:
    places = layout.arrange(people(60), USER, {})

    def away(one: int, other: int) -> float:
        return ((places[one][0] - places[other][0]) ** 2 + (places[one][1] - places[other][1]) ** 2) ** 0.5

    tied = [away(row, row + 1) for row in range(2, 60) if (row - 2) // 8 == (row - 1) // 8]
    others = [away(row, (row + 24) % 58 + 2) for row in range(2, 60)]
    assert sum(tied) / len(tied) < 0.5 * sum(others) / len(others)


@pytest.mark.parametrize("count", [40, 300])
@pytest.mark.parametrize("zoom", [0.35, 1.0, 1.5])
def test_names_never_lie_over_each_other(qtbot: object, count: int, zoom: float) -> None:
    shown = scene(people(count))
    screen = {row: QPointF(x, y) * zoom for row, (x, y) in shown.places.items()}
    found = paint.labelled(shown, screen, 0.55 + 0.45 * min(zoom, 1.4), ())
    rects = [rect.translated(screen[row]) for row, rect in found.items()]
    overlapping = sum(one.intersects(other) for number, one in enumerate(rects) for other in rects[number + 1 :])
    assert overlapping == 0
    if zoom >= 1.0:  # near enough, nearly all are named
        assert len(found) >= 0.9 * count


def test_what_was_there_stays_nearly_where_it_was() -> None:
    few, many = people(40), people(60)
    before = layout.arrange(few, USER, {})
    after = layout.arrange(many, USER, {}, before)
    moved = sorted(((after[row][0] - x) ** 2 + (after[row][1] - y) ** 2) ** 0.5 for row, (x, y) in before.items())
    assert moved[len(moved) // 2] < 2 * layout.SPACING


def test_nothing_and_one_can_be_arranged() -> None:
    assert layout.arrange(Neighbourhood((), (), 0, 0), 0, {}) == {}
    assert layout.arrange(people(1), USER, {}) == {USER: (0.0, 0.0)}


def test_arrow_keys_reach_everybody() -> None:
    shown = scene(people(50))
    reached, frontier = {USER}, [USER]
    while frontier:
        row = frontier.pop()
        for way in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            to = move(shown, row, *way)
            if to not in reached:
                reached.add(to)
                frontier.append(to)
    assert len(reached) >= 45


def test_the_names_of_many_come_in_a_turn_of_their_own(qtbot: QtBot) -> None:
    from desktop.graph.canvas import MANY, Canvas

    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 700)
    canvas.show_scene(scene(people(MANY + 40)))
    canvas.show()
    plain = canvas.grab().toImage()
    qtbot.waitUntil(lambda: canvas.grab().toImage() != plain, timeout=5_000)
