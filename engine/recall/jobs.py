"""Durable embedding jobs: each new text leaves one in the transaction that stores it; here they become vectors."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import structlog

from engine.memory import windows
from engine.memory.records import LIVE_MESSAGE, MASK
from engine.recall.embedder import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
#: Characters of a text that its vector stands for; the words after that are found by full text. 200,000 letters took a minute to embed.
LONGEST = 8_000
BATCH = 64


class Job(NamedTuple):
    """A text that waits for its vector: "turn", "window" or "memory", and the row it belongs to."""

    owner_kind: str
    owner: int


def waiting(vault: Vault) -> int:
    """How many texts have no vector yet."""
    found = vault.one("SELECT count(*) FROM embed_job")
    return int(found[0]) if found else 0


def drain(
    vault: Vault,
    embedder: Embedder,
    progress: Callable[[int, int], None] | None = None,
    cancel: threading.Event | None = None,
) -> int:
    """Embeds what waits, in batches; `progress(done, total)`. Returns how many jobs were done. When cancelled it keeps what is
    stored and returns. Two processes may drain at once: a job is taken in the transaction that stores its vector, so one comes too late."""
    done, total = 0, waiting(vault)
    passed: set[Job] = set()
    while not (cancel is not None and cancel.is_set()):
        batch = _next(vault, passed)
        if not batch:
            break
        with vault.read() as connection:
            texts = {job: text_of(connection, job) for job in batch}
        wanted = [job for job in batch if texts[job]]
        try:
            made = list(embedder.embed_documents([texts[job] for job in wanted], cancel)) if wanted else []
        except Exception:
            if cancel is not None and cancel.is_set():
                break
            raise
        left = _store(vault, embedder, batch, texts, dict(zip(wanted, made, strict=True)))
        # What changed while it was embedded keeps its job, but is left to the next drain: no text can hold this loop for ever.
        passed |= left
        done += len(batch) - len(left)
        if progress is not None:
            progress(min(done, total), total)
    return done


def adopt(vault: Vault, embedder: Embedder) -> int:
    """Asks for the vectors that `embedder` has not made yet (after a change of embedder or a crash); returns how many wait."""
    live = f"""SELECT '{{kind}}', m.row FROM message m JOIN conversation c ON c.row = m.conversation WHERE {LIVE_MESSAGE} AND m.visible <> ''
        AND NOT EXISTS (SELECT 1 FROM embedding e WHERE e.embedder = ? AND e.owner_kind = '{{kind}}' AND e.owner = m.row)"""
    memories = """SELECT 'memory', m.row FROM memory m WHERE m.status IN ('proposed', 'active', 'superseded', 'archived')
        AND NOT EXISTS (SELECT 1 FROM embedding e WHERE e.embedder = ? AND e.owner_kind = 'memory' AND e.owner = m.row)"""
    selects = (memories, live.format(kind="turn"), live.format(kind="window"))
    if any(vault.one(f"{select} LIMIT 1", (embedder.id,)) for select in selects):
        with vault.change("embed", "Prepared search", actor="maintenance", journaled=False) as change:
            for select in selects:
                change.execute(f"INSERT OR IGNORE INTO embed_job {select}", (embedder.id,))
    return waiting(vault)


def retire(vault: Vault, embedder: Embedder) -> None:
    """Drops the vectors of all other embedders, once nothing waits for this one."""
    if not waiting(vault) and vault.one("SELECT 1 FROM embedding WHERE embedder <> ? LIMIT 1", (embedder.id,)):
        with vault.change("embed", "Dropped old vectors", actor="maintenance", journaled=False) as change:
            change.execute("DELETE FROM embedding WHERE embedder <> ?", (embedder.id,))


def text_of(connection: Any, job: Job) -> str:
    """The text that stands for an owner in vector space; empty when it is gone or wholly forgotten. A turn without its speaker, whose name
    would draw it to every question about them; a window with the speakers, who make a conversation of it."""
    if job.owner_kind == "memory":
        row = connection.execute("SELECT text FROM memory WHERE row = ?", (job.owner,)).fetchone()
        return str(row["text"])[:LONGEST] if row else ""
    if job.owner_kind == "window":
        return (windows.text(connection, job.owner) or "")[:LONGEST]
    row = connection.execute(
        f"SELECT m.visible FROM message m JOIN conversation c ON c.row = m.conversation WHERE m.row = ? AND {LIVE_MESSAGE}", (job.owner,)
    ).fetchone()
    return str(row["visible"]).replace(MASK, " ").strip()[:LONGEST] if row else ""


def _next(vault: Vault, passed: set[Job]) -> list[Job]:
    """Memories first: they are few, and say most."""
    rows = vault.query(
        "SELECT owner_kind, owner FROM embed_job ORDER BY CASE owner_kind WHEN 'memory' THEN 0 WHEN 'turn' THEN 1 ELSE 2 END, owner LIMIT ?",
        (BATCH + len(passed),),
    )
    jobs = (Job(str(row["owner_kind"]), int(row["owner"])) for row in rows)
    return [job for job in jobs if job not in passed][:BATCH]


def _store(vault: Vault, embedder: Embedder, batch: Sequence[Job], texts: dict[Job, str], vectors: dict[Job, NDArray[np.float32]]) -> set[Job]:
    """One transaction: a vector is stored only if its job is still there and its text is still what was embedded. Returns the jobs left."""
    left = set()
    with vault.change("embed", "Made searchable", actor="maintenance", journaled=False) as change:
        for job in batch:
            if change.execute("SELECT 1 FROM embed_job WHERE owner_kind = ? AND owner = ?", job).fetchone() is None:
                continue
            if text_of(change.connection, job) != texts[job]:
                left.add(job)
                continue
            change.execute("DELETE FROM embed_job WHERE owner_kind = ? AND owner = ?", job)
            # Not REPLACE: it would skip the trigger that tells the indexes what left.
            change.execute("DELETE FROM embedding WHERE embedder = ? AND owner_kind = ? AND owner = ?", (embedder.id, *job))
            vector = vectors.get(job)
            if vector is None:
                continue
            if not _usable(vector):
                log.warning("unusable vector", owner_kind=job.owner_kind, owner=job.owner)
                continue
            change.execute(
                "INSERT INTO embedding (embedder, owner_kind, owner, vector) VALUES (?, ?, ?, ?)",
                (embedder.id, *job, vector.astype("<f2").tobytes()),
            )
    return left


def _usable(vector: NDArray[np.float32]) -> bool:
    from engine.recall.hnsw import usable

    return bool(usable(vector.reshape(1, -1))[0])
