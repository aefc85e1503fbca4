"""`alcove review …`: memories that wait for the user's word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output
from desktop.cli.forgetting import counted
from desktop.cli.memories import Id, Json, as_dict, find

if TYPE_CHECKING:
    from engine.memory.records import Memory
    from engine.memory.review import Question, Review
    from engine.session import Session

_SHOWN = 20
_MANY = 8  # that wait: from then on it is told how to answer them together
Mine = Annotated[bool, typer.Option("--mine", help="What was learnt from your own messages.")]
Kind = Annotated[list[str] | None, typer.Option("--kind", metavar="KIND", help="A kind or a category: episodic, family, work, …", show_default=False)]
About = Annotated[list[str] | None, typer.Option("--about", metavar="NAME", help="What is about this person, place or thing.", show_default=False)]
Every = Annotated[bool, typer.Option("--all", help="All of them, but for instructions and how-tos.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show which are meant.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")]


def list_questions(as_json: Json = False) -> None:
    """List what waits: new memories that may contradict older ones, and proposals from documents and imports."""
    with opening.session(chat=False, embedder=False) as live:
        waiting = live.review.list()
        if as_json:
            output.emit({"questions": [_as_dict(question) for question in waiting]})
            return
        if not waiting:
            output.say("Nothing waits for your word.")
        for question in waiting:
            _print(question)
        if (total := _count(live)) > len(waiting):
            output.aside(f"{len(waiting)} of {total}")
        if len(waiting) >= _MANY:
            output.aside("Many at once: alcove review accept --mine, --kind KIND, --about NAME or --all; alcove review dismiss likewise")


def show(id: Id, as_json: Json = False) -> None:
    """Show one of them, with the words that it comes from."""
    with opening.session(chat=False, embedder=False) as live:
        question = live.review.get(_memory_id(live, id))
        if as_json:
            output.emit(_as_dict(question))
            return
        _print(question)
        for told, memory in (("new", question.memory), ("old", question.against)):
            for message, start, stop in live.memories.sources(memory) if memory is not None else ():
                output.say(f"  {told}, {message.at.date().isoformat()}: “{message.text[start:stop]}”")


def keep(id: Id, as_json: Json = False) -> None:
    """The new one is right: it takes the place of the old one."""
    _answer(id, lambda review, memory: review.keep(memory), "Kept", as_json=as_json)


def reject(id: Id, as_json: Json = False) -> None:
    """The old one is right: the new one is set aside."""
    _answer(id, lambda review, memory: review.reject(memory), "Set aside", as_json=as_json)


def both(id: Id, as_json: Json = False) -> None:
    """Both are right."""
    _answer(id, lambda review, memory: review.both(memory), "Kept beside the other", as_json=as_json)


def accept(
    mine: Mine = False, kind: Kind = None, about: About = None, every: Every = False, dry_run: DryRun = False, yes: Yes = False, as_json: Json = False
) -> None:
    """Accept many of those that wait, after an import say; together they are one step that can be undone.

    What contradicts something that is known stays: which is right you decide one by one. Instructions and how-tos are accepted only when you
    name them (--kind procedural).
    """
    _many("Accept", "Accepted", mine=mine, kind=kind, about=about, every=every, dry_run=dry_run, yes=yes, as_json=as_json)


def dismiss(
    mine: Mine = False, kind: Kind = None, about: About = None, every: Every = False, dry_run: DryRun = False, yes: Yes = False, as_json: Json = False
) -> None:
    """Set many of those that wait aside, chosen in the same way."""
    _many("Set aside", "Set aside", mine=mine, kind=kind, about=about, every=every, dry_run=dry_run, yes=yes, as_json=as_json)


def _many(
    verb: str, done: str, *, mine: bool, kind: list[str] | None, about: list[str] | None, every: bool, dry_run: bool, yes: bool, as_json: bool
) -> None:  # fmt: skip
    from engine.archive import accepting
    from engine.errors import BadInput

    wanted = accepting.Acceptance(mine, (*(kind or ()), *(["all"] if every else [])), tuple(about or ()))
    if wanted == accepting.Acceptance():
        raise BadInput("Say which are meant.", "--mine (learnt from your own messages), --kind family, --about Anna, or --all.")
    with opening.session(chat=False, embedder=False) as live:
        found = accepting.waiting(live.vault, wanted)
        if not as_json:
            for one in found[:_SHOWN] if not yes or dry_run else ():
                output.say(f"  {' '.join(one.text.split())}")
            if len(found) > _SHOWN and (not yes or dry_run):
                output.say(f"  and {len(found) - _SHOWN} more")
        if dry_run or not found:
            if as_json:
                output.emit({"step": None, "memories": [{"id": one.id, "text": one.text} for one in found]})
            elif not found:
                output.say("None of those that wait is meant.")
            return
        agree(f"{verb} {counted(len(found), 'memory', 'memories')}?", yes=yes, as_json=as_json)
        with live.vault.change("review", f"{done} many memories") as change:
            found = accepting.accept(live.memories, change, wanted) if verb == "Accept" else accepting.set_aside(live.review, change, wanted)
        left = _count(live)
    if as_json:
        step = change.result.journal_id if change.result is not None else None
        output.emit({"step": step, "memories": [{"id": one.id, "text": one.text} for one in found]})
        return
    output.say(f"{done}: {counted(len(found), 'memory', 'memories')}.")
    if left:
        output.aside(f"{counted(left, 'memory still waits', 'memories still wait')}: alcove review list")
    output.aside("Take it back with: alcove memories undo")


def agree(question: str, *, yes: bool, as_json: bool) -> None:
    """Asks before many change at once. Raises BadInput when there is nobody to ask."""
    from engine.errors import BadInput

    if yes:
        return
    if as_json or not output.interactive():
        raise BadInput("There is nobody to ask whether to do this. Nothing was changed.", "Say it with --yes; look first with --dry-run.")
    if not output.confirm(question):
        output.tell("Nothing was changed.")
        raise typer.Exit(1)


def _answer(id: str, carry_out: Callable[[Review, str], Memory], told: str, *, as_json: bool) -> None:
    with opening.session(chat=False, embedder=False) as live:
        memory = carry_out(live.review, _memory_id(live, id))
        if as_json:
            output.emit(as_dict(memory))
        else:
            output.say(f"{told}: {memory.text}")
            output.aside("Take it back with: alcove memories undo")


def _count(live: Session) -> int:
    found = live.vault.one("SELECT count(*) FROM memory WHERE status = 'proposed'")
    return int(found[0]) if found else 0


def _memory_id(live: Any, id: str) -> str:
    from engine.errors import BadInput

    kind, full = find(live.vault, id)
    if kind != "memory":
        raise BadInput(f"That is the id of a {kind}, not of a memory.", "List what waits: alcove review list")
    return full


def _as_dict(question: Question) -> dict[str, Any]:
    against = as_dict(question.against) if question.against is not None else None
    return {"memory": as_dict(question.memory), "against": against, "reason": question.reason, "at": question.at}


def _print(question: Question) -> None:
    memory = question.memory
    if question.against is None:
        output.say(f"{memory.id}  Remember this?")
        output.say(f"  {memory.text}  ({memory.source}, {memory.at.date().isoformat()})")
    else:
        output.say(f"{memory.id}  Which is right?")
        output.say(f"  new: {memory.text}  ({memory.at.date().isoformat()})")
        output.say(f"  old: {question.against.text}  ({question.against.at.date().isoformat()})")
