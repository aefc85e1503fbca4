"""`alcove entities …`: who and what memories speak of, and putting right who is who. Every change can be undone: alcove memories undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output
from desktop.cli.forgetting import counted

if TYPE_CHECKING:
    from engine.memory.entities import Known, Tied
    from engine.memory.records import Entity
    from engine.session import Session
    from engine.vault.change import Changes

Name = Annotated[str, typer.Argument(help="A name, another name, a relation (“mum”), or an id or its beginning.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
_REASONS = {
    "same name": "the same name", "part of the name": "one name is a part of the other", "short form": "one may be short for the other",
    "spelling": "the names differ in one letter",
}  # fmt: skip


def list_entities(
    search: Annotated[str, typer.Argument(help="Only those whose names or relation hold this.", show_default=False)] = "",
    kind: Annotated[str, typer.Option(help="person, pet, place, organisation or thing.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 200,
    as_json: Json = False,
) -> None:
    """List the people, pets, places, organisations and things that memories speak of."""
    with opening.session(chat=False, embedder=False) as live:
        found = live.entities.list(search, _kind(kind), limit)
    if as_json:
        output.emit({"entities": [as_dict(known) for known in found]})
    elif not found:
        output.say("Nobody and nothing of that kind is known yet.")
    else:
        output.table([(known.entity.id, known.entity.kind, described(known), counted(known.memories, "memory", "memories")) for known in found])


def show(name: Name, as_json: Json = False) -> None:
    """Show what is known of someone or something: names, relations, memories."""
    with opening.session(chat=False, embedder=False) as live:
        known = live.entities.get(name)
        ties, memories = live.entities.ties(known.entity.id), live.entities.memories(known.entity.id)
    if as_json:
        told = [{"id": memory.id, "text": memory.text, "status": memory.status} for memory in memories]
        output.emit({**as_dict(known), "ties": [_tie(tie) for tie in ties], "told": told})
        return
    output.say(f"{described(known)}  [{known.entity.kind}]  {known.entity.id}")
    for line in dict.fromkeys(_arrow(known.entity, tie) for tie in ties):
        output.say(f"  {line}")
    for memory in memories:
        mark = "" if memory.status == "active" else f"  [{memory.status}]"
        output.say(f"{memory.id}  {' '.join(memory.text.split())}{mark}")


def rename(name: Name, new: Annotated[str, typer.Argument(help="The right name.", show_default=False)], as_json: Json = False) -> None:
    """Correct a name, in the memories too. The old one still finds it."""
    with opening.session(chat=False) as live:
        known = live.entities.get(name)
        _done(live, known.entity.id, live.entities.rename(known.entity.id, new), as_json, f"{known.entity.name} is now called")


def alias(
    name: Name,
    other: Annotated[str, typer.Argument(help="Another name.", show_default=False)],
    remove: Annotated[bool, typer.Option("--remove", help="Take this name away instead.")] = False,
    as_json: Json = False,
) -> None:
    """Add another name under which the same is meant."""
    with opening.session(chat=False, embedder=False) as live:
        known = live.entities.get(name)
        changes = live.entities.unalias(known.entity.id, other) if remove else live.entities.alias(known.entity.id, other)
        _done(live, known.entity.id, changes, as_json, "Known as")


def merge(keep: Name, other: Annotated[str, typer.Argument(help="Who or what is the same.", show_default=False)], as_json: Json = False) -> None:
    """Say that two are one. Undo it with: alcove memories undo."""
    with opening.session(chat=False, embedder=False) as live:
        kept = live.entities.get(keep)
        _done(live, kept.entity.id, live.entities.merge(kept.entity.id, other), as_json, "One now:")


def split(
    name: Name,
    memories: Annotated[list[str], typer.Argument(help="Ids of the memories that speak of the other one.", show_default=False)],
    called: Annotated[str, typer.Option("--name", help="What the other one is called.  [default: the same]", show_default=False)] = "",
    as_json: Json = False,
) -> None:
    """Say that one is two: these memories speak of another."""
    with opening.session(chat=False, embedder=False) as live:
        made = live.entities.split(name, memories, called)
    if as_json:
        output.emit(as_dict(made))
    else:
        output.say(f"Two now. The other one: {described(made)}  {made.entity.id}  {counted(made.memories, 'memory', 'memories')}")


def relate(
    name: Name,
    relation: Annotated[str, typer.Argument(help="What this one is to you: sister, boss, …; empty for nothing known.", show_default=False)],
    as_json: Json = False,
) -> None:
    """Correct what somebody is to you."""
    with opening.session(chat=False, embedder=False) as live:
        known = live.entities.get(name)
        _done(live, known.entity.id, live.entities.relate(known.entity.id, relation), as_json, "Known as")


def distinct(one: Name, other: Annotated[str, typer.Argument(help="The other one.", show_default=False)], as_json: Json = False) -> None:
    """Say that two are two: they are not suggested as one again."""
    with opening.session(chat=False, embedder=False) as live:
        changes = live.entities.distinct(one, other)
    if as_json:
        output.emit({"step": changes.journal_id})
    else:
        output.say("Noted: these are two.")


def suggestions(as_json: Json = False) -> None:
    """List those who may be one and the same. Nothing is merged by itself."""
    with opening.session(chat=False, embedder=False) as live:
        found = live.entities.suggestions()
        pairs = [(live.entities.get(each.one.id), live.entities.get(each.other.id), each.reason) for each in found]
    if as_json:
        output.emit({"suggestions": [{"one": as_dict(one), "other": as_dict(other), "reason": reason} for one, other, reason in pairs]})
        return
    if not pairs:
        output.say("Nobody looks like somebody else.")
    for one, other, reason in pairs:
        output.say(f"{described(one)}  and  {described(other)}: {_REASONS[reason]}")
        output.say(f"  one?  alcove entities merge {one.entity.id} {other.entity.id}")
        output.say(f"  two?  alcove entities distinct {one.entity.id} {other.entity.id}")


def as_dict(known: Known) -> dict[str, Any]:
    """An entity for programs."""
    return {**_plain(known.entity), "aliases": list(known.aliases), "memories": known.memories}


def described(known: Known) -> str:
    """“Margaret (mum), also Maggie”."""
    entity = known.entity
    if entity.kind == "user":
        return ", also ".join(filter(None, ("you", ", ".join(known.aliases))))
    own = "" if not entity.relation or entity.relation == entity.folded else f" ({entity.relation})"
    others = [other for other in known.aliases if other.casefold() != (entity.relation or "")]
    return f"{entity.name}{own}" + (f", also {', '.join(others)}" if others else "")


def _plain(entity: Entity) -> dict[str, Any]:
    return {"id": entity.id, "name": entity.name, "kind": entity.kind, "relation": entity.relation}


def _tie(tie: Tied) -> dict[str, Any]:
    return {"predicate": tie.predicate, "other": _plain(tie.other), "forward": tie.forward, "memory": tie.memory}


def _arrow(entity: Entity, tie: Tied) -> str:
    names = ["you" if each.kind == "user" else each.name for each in (entity, tie.other)]
    first, second = names if tie.forward else reversed(names)
    return f"{first} – {tie.predicate.replace('_', ' ').replace('relation:', '')} – {second}"


def _done(live: Session, id: str, changes: Changes, as_json: bool, told: str) -> None:
    if live.embedder is not None:
        opening.settle(live, quiet=as_json)
    known = live.entities.get(id)
    if as_json:
        output.emit({**as_dict(known), "step": changes.journal_id})
    else:
        output.say(f"{told} {described(known)}")


def _kind(kind: str) -> str | None:
    from engine.errors import BadInput

    if kind and kind not in ("person", "pet", "place", "organisation", "thing"):
        raise BadInput(f"There is no kind “{kind}”.", "Kinds: person, pet, place, organisation, thing.")
    return kind or None
