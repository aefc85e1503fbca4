"""Reads what waits for the user's word, with the words that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.i18n import tr
from desktop.memory.detail_data import Excerpt, latest_source

if TYPE_CHECKING:
    from engine.memory.records import Memory
    from engine.session import Session

MOST = 60


@dataclass(frozen=True)
class Side:
    """A memory and where it was said last."""

    memory: Memory
    source: Excerpt | None


@dataclass(frozen=True)
class Waiting:
    """A question: keep `new`? With `old`: which of the two is right? `why` it is asked."""

    new: Side
    old: Side | None
    why: str


def read(session: Session) -> tuple[tuple[Waiting, ...], int]:
    """The first ones, and how many there are in all."""
    total = session.memories.counts().statuses.get("proposed", 0)
    everything = session.settings.get("review") == "everything"
    found = []
    for question in session.review.list(MOST):
        old = Side(question.against, latest_source(session, question.against)) if question.against is not None else None
        found.append(Waiting(Side(question.memory, latest_source(session, question.memory)), old, _why(question.memory, everything=everything)))
    return tuple(found), total


def _why(memory: Memory, *, everything: bool) -> str:
    from engine.learning.gating.policy import UNSURE

    if memory.source in ("document", "import"):
        return tr("From a document") if memory.source == "document" else tr("Imported")
    if memory.confidence < UNSURE:
        return tr("Alcove is unsure whether you meant this")
    return tr("You review everything that is learned") if everything else tr("Learned from what you said")
