"""Encrypted snapshots of the vector indexes: reading 100,000 vectors takes a second, reading their snapshot a tenth of one.

Derived: a missing, stale, cut, damaged or foreign one costs time, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from engine.recall.flat import FlatIndex
from engine.recall.hnsw import HnswIndex
from engine.vault import snapshots

if TYPE_CHECKING:
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
#: Fewer vectors are read from their rows as quickly.
LEAST = 5_000
#: A snapshot is written again when so many, and this share of them, have changed: 1,000 rows take 10 ms to read.
_CHANGED, _CHANGED_SHARE = 2_000, 0.05


def worthwhile(vault: Vault, kind: str, count: int, changed: int) -> bool:
    """Whether `count` vectors of a kind, of which `changed` are not in the snapshot as they are now, should be saved."""
    return count > LEAST and (changed > max(_CHANGED, _CHANGED_SHARE * count) or _name(kind) not in snapshots.covered(vault))


def due(vault: Vault, embedder: str) -> bool:
    """Whether some snapshot is missing or far behind, judged by the database alone."""
    covered = snapshots.covered(vault)
    counts = vault.query("SELECT owner_kind, count(*) FROM embedding WHERE embedder = ? GROUP BY owner_kind", (embedder,))
    behind = [(kind, count, covered.get(_name(kind))) for kind, count in counts if count > LEAST]
    if any(seq is None for _, _, seq in behind):
        return True
    late = vault.one("SELECT count(*) FROM change_log WHERE seq > ? AND kind = 'embedding'", (min((seq or 0 for _, _, seq in behind), default=0),))
    return bool(behind) and late is not None and late[0] > max(_CHANGED, _CHANGED_SHARE * sum(count for _, count, _ in behind))


def save(vault: Vault, embedder: str, kind: str, blobs: dict[str, bytes], seen: int) -> bool:
    """Writes the state of an index that is in step with entry `seen` of the change log. Returns whether it lies there now."""
    try:
        covers = vault.one("SELECT max(seq) FROM change_log WHERE n <= ?", (seen,))
        snapshots.save(vault, _name(kind), blobs | {"embedder": embedder.encode()}, int(covers[0] or 0) if covers else 0)
        if vault.one("SELECT 1 FROM change_log WHERE n > ? AND kind = 'embedding' AND op = 'd' LIMIT 1", (seen,)):
            snapshots.discard(vault)  # something was taken out while the file was written: it may be what was erased
            return False
    except Exception as error:
        log.warning("snapshot not saved", kind=kind, error=type(error).__name__)
        return False
    return True


def load(vault: Vault, embedder: str, dimension: int, kind: str) -> FlatIndex | HnswIndex | None:
    """The saved index of a kind: authenticated by the vault, of this embedder, and not newer than the database; or None."""
    found = vault.one("SELECT seq FROM counter")
    try:
        saved = snapshots.load(vault, _name(kind))
        if saved is None or saved[1] > (int(found[0]) if found else 0) or saved[0].get("embedder") != embedder.encode():
            return None
        index = HnswIndex.from_state(saved[0]) if "head" in saved[0] else FlatIndex.from_state(dimension, saved[0])
    except Exception as error:
        log.warning("snapshot not used", kind=kind, error=type(error).__name__)
        return None
    return index if index.dimension == dimension else None


def _name(kind: str) -> str:
    return f"vectors-{kind}"
