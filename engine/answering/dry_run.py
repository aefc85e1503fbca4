"""What a question would recall, and what a prompt would hold, without asking a model and without storing anything."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine import clock
from engine.answering import compose, material, prompt
from engine.answering.asked import Asked
from engine.answering.prompt import Part
from engine.answering.timing import PROMPT, Timing
from engine.errors import BadInput
from engine.ids import new_id
from engine.memory.cleaning import clean
from engine.memory.records import Message
from engine.recall import receipts
from engine.recall.hits import Hit
from engine.recall.packing import estimate_tokens, name
from engine.recall.rendering import RenderedMemory, RenderedReceipt, RenderedSegment

if TYPE_CHECKING:
    from engine.session import Session


def dry_run(session: Session, text: str) -> RenderedReceipt:
    """The receipt of an answer that is not given, as at the beginning of a conversation. Raises BadInput for an empty question."""
    asked = clean(text).strip()
    if not asked:
        raise BadInput("There is nothing to ask.", "For example: alcove recall --dry-run Where does my sister live?")
    timing, question = Timing(), _unsaid(asked)
    recalled = material.gather_after(session, (), question)
    timing.mark(PROMPT)
    used, turns = _prompt(session, recalled, question)
    packed, places = recalled.keys(used), _places(session, recalled.hits)
    counted = [part.text for _, parts in turns for part in parts]
    return RenderedReceipt(
        id="", at=clock.to_utc(clock.now()), answer=0, answer_id="", conversation_id="", question=None,
        model=session.chat.entry.id if session.chat is not None else "", guard="", segments=_segments(turns),
        query_segments=tuple(RenderedSegment(part.text, literal=part.owner_kind is None, erased=False) for part in recalled.query),
        memories=tuple(_memory(hit, packed, recalled, places) for hit in recalled.hits),
        trace=receipts.trace(
            timing.stages(recalled.stages), recalled.notes, recalled.relevance, session.embedder.id if session.embedder is not None else ""
        ),
        budget_tokens=recalled.budget, prompt_tokens=sum(estimate_tokens(counted)), cached_tokens=0, completion_tokens=0,
        recall_ms=timing.marks[PROMPT], prompt_ms=0.0, answer_ms=0.0, waiting=recalled.waiting,
    )  # fmt: skip


def _prompt(session: Session, recalled: material.Material, question: Message) -> tuple[tuple[int, ...], list[prompt.Turn]]:
    """The items that would be used, and the prompt that holds them; beside a tiny model code tells them as they stand."""
    persona = str(session.settings.get("persona"))
    if not session.small:
        today = question.at.strftime("%A, %-d %B %Y")
        turns = prompt.full(question.text, recalled.items, recalled.history, None, today, persona, recalled.wished)
        return tuple(range(len(recalled.items))), turns
    asked = Asked(text=question.text, now=question.at, items=recalled.items, known=recalled.known, persona=persona, wished=recalled.wished,
                  ties=recalled.ties, mended=recalled.mended, coming=recalled.coming)  # fmt: skip
    used = compose.answer(asked, None, small=True, embedder=session.embedder).used
    told = tuple(Part(f"- {recalled.items[n].text}\n", recalled.items[n].origin) for n in used)
    return used, [("told as it stands", told)] if used else []


def _segments(turns: list[prompt.Turn]) -> tuple[RenderedSegment, ...]:
    """Without the model's template, which only the model's process knows: who speaks stands in its place."""
    found: list[RenderedSegment] = []
    for role, parts in turns:
        found.append(RenderedSegment(f"{role}:\n" if not found else f"\n\n{role}:\n", literal=True, erased=False))
        found += [RenderedSegment(part.text, literal=part.origin is None, erased=False) for part in parts]
    return tuple(found)


def _places(session: Session, hits: Sequence[Hit]) -> dict[str, str]:
    """Message id -> the id of its conversation."""
    rows = session.vault.query(
        "SELECT m.id, c.id AS place FROM message m JOIN conversation c ON c.row = m.conversation WHERE m.row IN (SELECT value FROM json_each(?))",
        (json.dumps([hit.row for hit in hits if hit.kind == "message"]),),
    )
    return {row["id"]: row["place"] for row in rows}


def _memory(hit: Hit, packed: frozenset[tuple[str, int]], recalled: material.Material, places: dict[str, str]) -> RenderedMemory:
    kind = "message" if hit.kind == "message" else "memory"
    inside, ordered = (kind, hit.row) in packed, kind == "memory" and hit.row in recalled.shaping
    return RenderedMemory(
        rank=hit.rank, owner_kind=kind, owner=hit.row, owner_id=hit.id, kind="instruction" if ordered else hit.kind, text=hit.text,
        date=(hit.event_date or hit.time)[:10],
        score=hit.score, arms=receipts.places(hit),
        in_prompt=inside, fate="" if inside else recalled.fates.get(name(hit), receipts.NOT_CHOSEN), source=hit.source,
        conversation_id=places.get(hit.id, ""),
    )  # fmt: skip


def _unsaid(text: str) -> Message:
    """A message that is not stored: its row is that of none."""
    now = clock.now()
    at = clock.to_utc(now)
    return Message(
        row=-1, id=new_id(), conversation=0, parent=None, external_id=None, role="user", speaker="", text=text, shown=None, mentioned_at=at,
        utc_offset=clock.offset_minutes(now), recorded_at=at, source="typed", asks=True, depth=0, on_path=True, state="complete", status="active",
        model=None, version=1,
    )  # fmt: skip
