"""Receipts: what an answer was made of. The prompt is kept as segments that point at rows, never as a second copy of their text.

`rendering.py` reads them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import msgspec

from engine import clock
from engine.ids import new_id
from engine.recall.hits import Hit
from engine.recall.packing import name
from engine.recall.parameters import PARAMETERS

if TYPE_CHECKING:
    from engine.vault.database import Change
    from engine.vault.vault import Vault

#: Fates of what is neither packed nor named by packing: code or the model did without it; the user asked for an answer without it.
NOT_CHOSEN, LEFT_OUT = "not chosen", "left out"


class Segment(msgspec.Struct, frozen=True):
    """A piece of a prompt or of what was searched for: template text (`owner_kind` None), or characters `start` to `stop` of a message's
    visible text or a memory's text."""

    text: str
    owner_kind: str | None = None
    owner: int = 0
    version: int = 1
    start: int = 0
    stop: int = 0


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where an arm had something: its `rank` there and the arm's own `score` (None where another hit lent it), and its `share` of the fused score."""

    rank: int | None
    score: float | None
    share: float


class Trace(msgspec.Struct, frozen=True, omit_defaults=True):
    """How an answer was found, without a word of the user. `stages`: milliseconds; `notes`: what was searched without; `relevance`: from 0 to 1;
    `parameters`: a hash of those of ranking; `program`: Alcove's version."""

    stages: dict[str, float] = {}
    notes: tuple[str, ...] = ()
    relevance: float = 0.0
    embedder: str = ""
    parameters: str = ""
    program: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt about to be written. `answer` and `question` are message rows; `packed` the (kind, row) of the hits that the prompt held; `fates`
    say of the others, by `packing.name`, why not; `left_out`: what the user wanted an answer without."""

    answer: int
    question: int | None
    model: str
    guard: str
    segments: tuple[Segment, ...]
    query: tuple[Segment, ...] = ()
    hits: tuple[Hit, ...] = ()
    packed: Collection[tuple[str, int]] = ()
    fates: Mapping[str, str] = {}
    left_out: tuple[tuple[str, int], ...] = ()
    trace: Trace = Trace()
    budget_tokens: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    recall_ms: float = 0.0
    prompt_ms: float = 0.0
    answer_ms: float = 0.0
    waiting: int = 0


def trace(stages: Mapping[str, float], notes: Collection[str], relevance: float, embedder: str) -> Trace:
    """With the versions of what runs now."""
    from importlib.metadata import version

    digest = hashlib.blake2b(msgspec.json.encode(PARAMETERS, order="deterministic"), digest_size=4).hexdigest()
    rounded = {stage: round(ms, 2) for stage, ms in stages.items()}
    return Trace(rounded, tuple(notes), round(relevance, 3), embedder, digest, version("alcove"))


def write(change: Change, vault: Vault, draft: Draft) -> str:
    """Stores a receipt in the transaction of its answer; returns its id."""
    salt, identity = secrets.token_bytes(16), new_id()
    key = seal_key(vault, salt)
    row = change.execute(
        """INSERT INTO receipt (id, message, question, at, model, guard, budget_tokens, prompt_tokens, cached_tokens, completion_tokens,
            recall_ms, prompt_ms, answer_ms, waiting, salt, trace) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (identity, draft.answer, draft.question, clock.to_utc(change.at), draft.model, draft.guard, draft.budget_tokens, draft.prompt_tokens,
         draft.cached_tokens, draft.completion_tokens, draft.recall_ms, draft.prompt_ms, draft.answer_ms, draft.waiting, salt,
         msgspec.json.encode(draft.trace).decode()),
    ).lastrowid  # fmt: skip
    pieces = [*(("prompt", segment) for segment in draft.segments), *(("query", segment) for segment in draft.query)]
    for n, (part, segment) in enumerate(pieces):
        at = (segment.owner_kind, segment.owner, segment.version, segment.start, segment.stop) if segment.owner_kind else (None,) * 5
        change.execute(
            "INSERT INTO receipt_segment (receipt, n, part, literal, owner_kind, owner, version, start, stop, mac) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row, n, part, None if segment.owner_kind else segment.text, *at, mac(key, n, segment.text)),
        )
    for hit in draft.hits:
        kind = "message" if hit.kind == "message" else "memory"
        packed = (kind, hit.row) in draft.packed
        fate = "" if packed else draft.fates.get(name(hit), NOT_CHOSEN)
        change.execute(
            "INSERT INTO receipt_memory (receipt, rank, owner_kind, owner, score, arms, in_prompt, fate) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (row, hit.rank, kind, hit.row, hit.score, msgspec.json.encode(places(hit)).decode(), int(packed), fate),
        )
    after = max((hit.rank for hit in draft.hits), default=0)
    for n, (kind, owner) in enumerate(draft.left_out, start=after + 1):
        change.execute(
            "INSERT INTO receipt_memory (receipt, rank, owner_kind, owner, score, arms, in_prompt, fate) VALUES (?, ?, ?, ?, 0.0, '{}', 0, ?)",
            (row, n, kind, owner, LEFT_OUT),
        )
    change.kinds.add("receipt")
    return identity


def places(hit: Hit) -> dict[str, Place]:
    """Where each arm had a hit."""
    nowhere: tuple[None, None] = (None, None)
    found: dict[str, Place] = {}
    for arm in (*hit.arms, *hit.places):
        rank, own = hit.places.get(arm, nowhere)
        found[arm] = Place(rank, own, hit.arms.get(arm, 0.0))
    return found


def seal_key(vault: Vault, salt: bytes) -> bytes:
    """Without the salt of the receipt nothing tells a guessed text from the one that was read."""
    return hmac.digest(vault.subkey("receipt"), salt, hashlib.sha256)


def mac(key: bytes, n: int, text: str) -> bytes:
    """Ties a segment to its place and its text."""
    return hmac.digest(key, n.to_bytes(4, "big") + text.encode(), hashlib.sha256)
