"""Reads what the pane on the right shows of a person, place or thing, or of what ties two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.i18n import tr, word
from engine.memory import browsing, neighbourhood
from engine.memory.neighbourhood import Span
from engine.memory.records import Entity, Memory

if TYPE_CHECKING:
    from engine.session import Session


@dataclass(frozen=True)
class Beside:
    """Somebody whom it is tied to: by what relation, and by how many memories."""

    row: int
    name: str
    kind: str
    relation: str
    count: int


@dataclass(frozen=True)
class About:
    """Someone or something, or (`other`) what ties it to another; memories as they were in the span."""

    entity: Entity
    other: Entity | None
    aliases: tuple[str, ...]
    beside: tuple[Beside, ...]
    memories: tuple[Memory, ...]


def read(session: Session, row: int, span: Span, other: int = 0) -> About | None:
    """Everything about an entity (row); None when it is gone."""
    vault = session.vault
    found = {int(each["row"]): Entity.from_row(each) for each in vault.query("SELECT * FROM entity WHERE row IN (?, ?)", (row, other))}
    if row not in found or (other and other not in found):
        return None
    ids = neighbourhood.memories(vault, row, other or None, span)
    memories = [memory for id in ids if (memory := browsing.get(vault, id, span.until)) is not None]
    aliases = [alias["alias"] for alias in vault.query("SELECT alias FROM entity_alias WHERE entity = ? ORDER BY row", (row,))]
    beside = [] if other else neighbourhood.beside(vault, row, span)
    return About(
        found[row], found.get(other), tuple(alias for alias in aliases if alias != found[row].name),
        tuple(Beside(node.row, tr("You") if node.kind == "user" else node.name, node.kind, _relation(tie, row), tie.count) for node, tie in beside),
        tuple(memories),
    )  # fmt: skip


def _relation(tie: neighbourhood.Tie, row: int) -> str:
    """What the other is to this one; what this one is to the other when only that was told."""
    return word(next((said for head, said in tie.relations if head == row), next((said for _, said in tie.relations), "")))
