"""`alcove review …`: memories that wait for the user's word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop.cli import opening, output
from desktop.cli.memories import Id, Json, as_dict, find

if TYPE_CHECKING:
    from engine.memory.records import Memory
    from engine.memory.review import Question, Review


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


def _answer(id: str, carry_out: Callable[[Review, str], Memory], told: str, *, as_json: bool) -> None:
    with opening.session(chat=False, embedder=False) as live:
        memory = carry_out(live.review, _memory_id(live, id))
        if as_json:
            output.emit(as_dict(memory))
        else:
            output.say(f"{told}: {memory.text}")
            output.aside("Take it back with: alcove memories undo")


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
