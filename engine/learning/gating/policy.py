"""What the user's settings say of new memories: which wait for a word, and which are never kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypedDict

import msgspec

from engine.learning.gating import categories
from engine.learning.records import Candidate, Rejected
from engine.memory.records import Memory

if TYPE_CHECKING:
    from engine.memory.facts import Memories
    from engine.settings import Settings
    from engine.vault.vault import Vault

NOT_KEPT = "category not kept"
#: Below this a memory is unsure: a vague sentence that was hedged as well.
UNSURE = 0.5


class Keeping(TypedDict):
    """For Learner.learn_message: the status of new memories; whether contradictions wait; the confidence below which a memory waits."""

    status: str
    ask: bool
    least: float


def keeping(settings: Settings) -> Keeping:
    """By the setting `review`: "everything", "unsure" or "nothing" waits."""
    review = settings.get("review")
    if review == "everything":
        return Keeping(status="proposed", ask=True, least=0.0)
    return Keeping(status="active", ask=review == "unsure", least=UNSURE if review == "unsure" else 0.0)


def sifted(candidates: Iterable[Candidate], never: frozenset[str]) -> tuple[list[Candidate], list[Rejected]]:
    """Without those of kinds that are never kept; of these only the kind is noted ("[health]"), not what was said."""
    kept: list[Candidate] = []
    turned_down: list[Rejected] = []
    for candidate in candidates:
        unwanted = sorted(categories.of_candidate(candidate) & never) if candidate.category != "instruction" else []
        if unwanted:
            turned_down.append(Rejected(f"[{unwanted[0]}]", NOT_KEPT))
        else:
            kept.append(candidate)
    return kept, turned_down


def never_kept(vault: Vault) -> frozenset[str]:
    """The kinds that are never kept."""
    row = vault.one("SELECT value FROM setting WHERE key = 'never_keep'")
    return frozenset(msgspec.json.decode(row["value"])) if row is not None else frozenset()


def kinds_of(vault: Vault, memory: Memory) -> tuple[str, ...]:
    """What a stored memory is about, the most telling kind first."""
    found = _about(vault, [memory])[memory.row]
    own = [one.key for one in categories.ALL if memory.category in one.categories]
    return tuple(dict.fromkeys([*own, *(one.key for one in categories.ALL if one.key in found)]))


def present(memories: Memories, vault: Vault, kind: str) -> list[Memory]:
    """The memories of a kind that are kept so far: what could be forgotten when it is not to be kept any more."""
    page = memories.list(status=("active", "proposed", "superseded", "archived"), limit=100_000).memories
    about = _about(vault, page)
    return [memory for memory in page if kind in about[memory.row] and memory.category != "instruction"]


def _about(vault: Vault, memories: Sequence[Memory]) -> dict[int, frozenset[str]]:
    rows = msgspec.json.encode([memory.row for memory in memories]).decode()
    kinds: dict[int, set[str]] = {}
    for row in vault.query(
        "SELECT x.memory, e.kind FROM memory_entity x JOIN entity e ON e.row = x.entity WHERE x.memory IN (SELECT value FROM json_each(?))", (rows,)
    ):
        kinds.setdefault(row["memory"], set()).add(row["kind"])
    return {memory.row: categories.of(memory.text, memory.category, memory.predicate, kinds.get(memory.row, set())) for memory in memories}
