"""`alcove entities path` and `around`: how two are tied to each other, and who and what is near one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output
from desktop.cli.entities import Json, Name

if TYPE_CHECKING:
    from engine.recall.candidates import Moment
    from engine.recall.picture import Line, Node, Way

AsOf = Annotated[str, typer.Option("--as-of", metavar="TIME", help="As it was known then (ISO 8601).")]
Now = Annotated[bool, typer.Option("--now", help="Only what still holds.")]


def path(
    name: Name,
    other: Annotated[str, typer.Argument(help="The other one.", show_default=False)],
    hops: Annotated[int, typer.Option("--hops", min=1, max=6, help="At most so many relations.")] = 4,
    every: Annotated[bool, typer.Option("--all", help="Every way, not only the shortest.")] = False,
    now: Now = False,
    as_of: AsOf = "",
    as_json: Json = False,
) -> None:
    """Show how two people, places or things are tied to each other."""
    from engine.recall import picture
    from engine.recall.kuzu_graph import KuzuGraph

    with opening.session(chat=False, embedder=False) as live:
        one, two = live.entities.get(name).entity, live.entities.get(other).entity
        graph = KuzuGraph(live.vault)
        try:
            found = picture.ways(live.vault, graph, one.row, two.row, hops=hops, every=every, held=now, moment=_moment(as_of))
        finally:
            graph.close()
    if as_json:
        output.emit(
            {"paths": [{"nodes": [_node(node) for node in way.nodes], "lines": [_line(line, way.nodes) for line in way.lines]} for way in found]}
        )
    elif not found:
        output.say(f"Nothing ties these two within {hops} relations.")
    for number, way in enumerate(() if as_json else found):
        if number:
            output.say("")
        output.say(_chain(way))
        for line in way.lines:
            output.say(f"  {line.date}  {' '.join(line.text.split())}{_mark(line)}")


def around(
    name: Name,
    hops: Annotated[int, typer.Option("--hops", min=1, max=6, help="Up to so many relations away.")] = 2,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many.")] = 50,
    now: Now = False,
    as_of: AsOf = "",
    as_json: Json = False,
) -> None:
    """Show who and what is near someone or something."""
    from engine.recall import picture
    from engine.recall.kuzu_graph import KuzuGraph

    with opening.session(chat=False, embedder=False) as live:
        entity = live.entities.get(name).entity
        graph = KuzuGraph(live.vault)
        try:
            found = picture.around(live.vault, graph, entity.row, hops=hops, held=now, moment=_moment(as_of), most=limit)
        finally:
            graph.close()
    if as_json:
        output.emit({"nodes": [_node(node) for node in found.nodes], "lines": [_line(line, found.nodes) for line in found.lines], "more": found.more})
        return
    names = {node.row: node.label for node in found.nodes}
    for node in found.nodes:
        output.say(f"{'  ' * node.hops}{described(node)}")
        for line in found.lines:
            # Each relation once, under the farther of the two: there it says how one gets here.
            if node.row == _farther(line, found.nodes):
                output.say(f"{'  ' * node.hops}  {names[line.head]} – {line.predicate} – {names[line.tail]}  ({line.date}){_mark(line)}")
    if len(found.nodes) == 1:
        output.say("Nothing is known to be near.")
    if found.more:
        output.aside(f"({found.more} more; --limit shows them)")


def described(node: Node) -> str:
    """“Marco (sister's husband)”."""
    own = "" if not node.relation or node.relation.casefold() == node.label.casefold() else f" ({node.relation})"
    return f"{node.label}{own}"


def _chain(way: Way) -> str:
    """ "you – sister → Anna – partner → Marco"; an arrow backwards where a relation is told from the other side."""
    told = way.nodes[0].label
    for line, before, node in zip(way.lines, way.nodes, way.nodes[1:], strict=False):
        arrow = f" – {line.predicate} → " if line.head == before.row else f" ← {line.predicate} – "
        told += arrow + node.label
    return told


def _farther(line: Line, nodes: tuple[Node, ...]) -> int:
    order = {node.row: place for place, node in enumerate(nodes)}
    return max(line.head, line.tail, key=lambda row: order[row])


def _mark(line: Line) -> str:
    return "" if line.held else "  [no longer]"


def _node(node: Node) -> dict[str, Any]:
    return {"id": node.id, "name": node.label, "kind": node.kind, "relation": node.relation, "hops": node.hops}


def _line(line: Line, nodes: tuple[Node, ...]) -> dict[str, Any]:
    ids = {node.row: node.id for node in nodes}
    return {
        "head": ids.get(line.head), "predicate": line.predicate, "tail": ids.get(line.tail), "memory": line.memory, "text": line.text,
        "date": line.date, "held": line.held,
    }  # fmt: skip


def _moment(as_of: str) -> Moment:
    from desktop.cli.recall import parse_moment
    from engine import clock
    from engine.recall.candidates import Moment

    return Moment(clock.to_utc(parse_moment(as_of, "--as-of"))) if as_of else Moment()
