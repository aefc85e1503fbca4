"""The graph as people look at it: ways between two, and the surroundings of one, with names, dates and what says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from engine.recall.candidates import Moment
from engine.recall.kuzu_graph import KuzuGraph, Step

if TYPE_CHECKING:
    from engine.vault.vault import Vault

#: What can be looked at with profit, and drawn.
MOST = 200


class Node(msgspec.Struct, frozen=True):
    """Someone or something, and how many relations away. `label`: the name, or "you"."""

    row: int
    id: str
    label: str
    kind: str
    relation: str | None
    hops: int


class Line(msgspec.Struct, frozen=True):
    """A relation between two (rows), with the memory that says so. `held`: it holds still."""

    head: int
    predicate: str
    tail: int
    memory: str
    text: str
    date: str
    held: bool


class Picture(msgspec.Struct, frozen=True):
    """Nodes, the nearest first, and the lines between them. `more`: how many are left out."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    more: int = 0


class Way(msgspec.Struct, frozen=True):
    """A way from one to another: the nodes along it, and the lines between them."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def ways(
    vault: Vault, graph: KuzuGraph, a: int, b: int, *, hops: int = 4, every: bool = False, held: bool = False, limit: int = 20,
    moment: Moment = Moment(),
) -> list[Way]:  # fmt: skip
    """The shortest ways between two entities (rows), or every way, each of at most `hops` relations. Ways through the user tell the least:
    they come after the others, and where only the shortest are wanted only when there are no others."""
    found = graph.paths(a, b, hops, limit, every=every, held=held, moment=moment)
    if every or not found:
        through = graph.paths(a, b, hops, limit, every=every, held=held, through_user=True, moment=moment)
        found += [way for way in through if way not in found][: limit - len(found)]
    told = []
    for steps in found:
        rows = [a]
        for step in steps:
            rows.append(step.tail if step.head == rows[-1] else step.head)
        nodes = _nodes(vault, {row: place for place, row in enumerate(rows)})
        told.append(Way(tuple(nodes[row] for row in rows if row in nodes), tuple(_lines(vault, steps))))
    return told


def around(
    vault: Vault, graph: KuzuGraph, entity: int, *, hops: int = 2, held: bool = False, moment: Moment = Moment(), most: int = MOST
) -> Picture:  # fmt: skip
    """Who and what is near an entity (row), at most `most` of them, the nearest first. The user is shown, not what is near by way of the user."""
    distance = graph.neighbours(entity, hops, held=held, to_user=True, moment=moment)
    nearest = sorted(distance, key=lambda row: (distance[row], row))
    nodes = _nodes(vault, {row: distance[row] for row in nearest[:most]})
    lines = _lines(vault, graph.edges(nodes, held=held, moment=moment))
    return Picture(tuple(nodes[row] for row in nearest if row in nodes), tuple(lines), max(0, len(nearest) - most))


def _nodes(vault: Vault, places: dict[int, int]) -> dict[int, Node]:
    rows = vault.query("SELECT * FROM entity WHERE row IN (SELECT value FROM json_each(?))", (json.dumps(list(places)),))
    return {
        int(row["row"]): Node(
            int(row["row"]), row["id"], "you" if row["kind"] == "user" else row["name"], row["kind"], row["relation"], places[row["row"]]
        )
        for row in rows
    }


def _lines(vault: Vault, steps: tuple[Step, ...] | list[Step]) -> list[Line]:
    """The steps in words; what was forgotten meanwhile says nothing."""
    sql = "SELECT row, id, text, mentioned_at FROM memory WHERE row IN (SELECT value FROM json_each(?))"
    said = {int(row["row"]): row for row in vault.query(sql, (json.dumps([step.memory for step in steps]),))}
    return [
        Line(step.head, step.predicate.removeprefix("relation:").replace("_", " "), step.tail, said[step.memory]["id"], said[step.memory]["text"],
             said[step.memory]["mentioned_at"][:10], step.held)
        for step in steps if step.memory in said
    ]  # fmt: skip
