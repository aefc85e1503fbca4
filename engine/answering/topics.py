"""What is known of a whole side of somebody's life, as people name it: "my family", "my health", "my plans"."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from engine.learning.gating import categories, policy
from engine.memory.records import Memory
from engine.memory.relations import is_kin

if TYPE_CHECKING:
    from engine.memory.facts import Memories
    from engine.vault.vault import Vault

_FAMILY = re.compile(r"\W*(?:(?:my|our|the) )?(?:whole |close |extended )?(?:family|relatives|relations|folks)(?: members| tree)?\W*", re.IGNORECASE)


def memories(store: Memories, vault: Vault, topic: str) -> list[Memory]:
    """The active memories of a topic, the most important first; empty when it names none."""
    keys = categories.named(topic)
    found = {memory.id: memory for key in keys for memory in policy.present(store, vault, key) if memory.status == "active"}
    listed = sorted(found.values(), key=lambda memory: (-memory.importance, memory.row))
    return [memory for memory in listed if memory.row in _of_kin(vault, listed)] if _FAMILY.fullmatch(topic) else listed


def _of_kin(vault: Vault, listed: list[Memory]) -> frozenset[int]:
    """Rows of those that tell of somebody in the family: colleagues and doctors are people too."""
    rows = vault.query(
        "SELECT DISTINCT x.memory, e.relation FROM memory_entity x JOIN entity e ON e.row = x.entity "
        "WHERE e.relation IS NOT NULL AND x.memory IN (SELECT value FROM json_each(?))",
        (json.dumps([memory.row for memory in listed]),),
    )
    return frozenset(int(row["memory"]) for row in rows if is_kin(row["relation"]))
