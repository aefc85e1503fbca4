"""What the user wants of an answer: standing instructions, and the procedure that a message calls for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.answering import howto
from engine.answering.formatting import style
from engine.answering.prompt import Item, Origin, Wished
from engine.answering.standing import Standing, as_items, standing
from engine.memory import profile
from engine.memory.procedures import steps_of
from engine.memory.records import Memory, Message
from engine.recall.candidates import Key, Moment
from engine.recall.hits import Hit, build, hydrate

if TYPE_CHECKING:
    from engine.answering.material import Material
    from engine.session import Session


def add(session: Session, question: Message, recalled: Material) -> Material:
    """Adds what the user wants of the answer. A capable model reads instructions in their own place alone; what is switched off, nowhere."""
    gone = recalled.left_out.memories
    in_force = [memory for memory in session.instructions.in_force() if memory.row not in gone]
    ordered = standing(in_force, question.visible, _counter(session), session.embedder)
    if not session.small:
        recalled = recalled.without(session.instructions.among([row for kind, row, _ in recalled.owners if kind == "memory"]))
    match, procedure = _called_for(session, question, gone)
    wished = Wished(as_items(ordered.always), as_items(ordered.here), () if session.small else _profile(session, question, gone))
    if match is not None and procedure is not None:
        recalled = recalled.without({procedure.row})
        item = msgspec.structs.replace(as_items((procedure,))[0], steps=steps_of(procedure))
        told, remark = howto.told(procedure, sure=match.sure), howto.remark(procedure)
        wished = msgspec.structs.replace(wished, procedure=len(recalled.items), told=told, remark=remark, sure=match.sure)
        recalled = msgspec.structs.replace(
            recalled, items=(*recalled.items, item), owners=(*recalled.owners, ("memory", procedure.row, procedure.id))
        )
    elif howto.only_asks_how(question.visible):  # those that there are, are for other things
        recalled = recalled.without({memory.row for memory in session.procedures.all()})
    shaping = (*ordered.always, *ordered.here)
    fates = {**recalled.fates, **{f"memory {memory.row}": "budget" for memory in ordered.left_out}}
    hits = (*recalled.hits, *_more_hits(session, recalled.hits, ordered, procedure))
    form = style(ordered.oldest_first) if session.small else None
    return msgspec.structs.replace(recalled, wished=wished, hits=hits, fates=fates, shaping=tuple(memory.row for memory in shaping), style=form)


def _profile(session: Session, question: Message, gone: Collection[int]) -> tuple[Item, ...]:
    """What a capable model is told of the user at the beginning of its prompt."""
    lines = profile.frozen(session.vault, question.conversation)
    return tuple(Item(text, origin=Origin("memory", row, version, 0, len(text))) for row, version, text in lines if row not in gone)


def _counter(session: Session) -> Callable[[Sequence[str]], Sequence[int]]:
    """How instructions are counted: as the model reads them; where code obeys them, they cost nothing."""
    if session.chat is None or session.small:
        return lambda texts: [0] * len(texts)
    return session.chat.count_tokens


def _called_for(session: Session, question: Message, gone: Collection[int]) -> tuple[howto.Match | None, Memory | None]:
    """The procedure that the message calls for."""
    if not howto.way(question.visible):
        return None, None
    known = [memory for memory in session.procedures.all() if memory.row not in gone]
    if len(known) > howto.COMPARED:
        found = [hit.id for hit in session.recall.search(question.visible, top=4 * howto.COMPARED, kinds=("procedural",)).hits]
        known = sorted((memory for memory in known if memory.id in found), key=lambda memory: found.index(memory.id))[: howto.COMPARED]
    match = howto.find(question.visible, known, session.embedder)
    return (match, known[match.index]) if match is not None else (None, None)


def _more_hits(session: Session, hits: Sequence[Hit], ordered: Standing, procedure: Memory | None) -> tuple[Hit, ...]:
    """For the receipt: instructions (also those that were over budget) and the procedure, where recall did not find them anyway."""
    known = {hit.row for hit in hits if hit.kind != "message"}
    arms = {memory.row: "instruction" for memory in (*ordered.always, *ordered.here, *ordered.left_out)} | (
        {procedure.row: "trigger"} if procedure else {}
    )
    more = [Key("memory", row) for row in arms if row not in known]
    rows = hydrate(session.vault, more, Moment())
    built = build(session.vault, [(rows[key], 0.0, {arms[key.row]: 1.0}) for key in more if key in rows])
    return tuple(msgspec.structs.replace(hit, rank=hit.rank + len(hits)) for hit in built)
