"""Receipts: what an answer was made of. The prompt is kept as segments that point at rows, never as a second copy of their text."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock
from engine.errors import NotFound
from engine.ids import new_id
from engine.recall.hits import Hit

if TYPE_CHECKING:
    from engine.vault.database import Change
    from engine.vault.vault import Vault

ERASED = "[erased]"


class Segment(msgspec.Struct, frozen=True):
    """A piece of a prompt: template text (`owner_kind` None), or characters `start` to `stop` of a message's visible text or a memory's text."""

    text: str
    owner_kind: str | None = None
    owner: int = 0
    version: int = 1
    start: int = 0
    stop: int = 0


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt about to be written. `answer` and `question` are message rows; `packed` the (kind, row) of the hits that the prompt held."""

    answer: int
    question: int | None
    model: str
    guard: str
    segments: tuple[Segment, ...]
    hits: tuple[Hit, ...] = ()
    packed: Collection[tuple[str, int]] = ()
    budget_tokens: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    recall_ms: float = 0.0
    prompt_ms: float = 0.0
    answer_ms: float = 0.0
    waiting: int = 0


class RenderedSegment(msgspec.Struct, frozen=True):
    """A piece of the prompt as it can be shown today; `erased` when its text is no longer what the model read."""

    text: str
    literal: bool
    erased: bool
    owner_kind: str | None = None
    owner: int | None = None
    owner_id: str | None = None


class RenderedMemory(msgspec.Struct, frozen=True):
    """Something recalled for the answer. `text` is today's, and `ERASED` when it is gone or forgotten."""

    rank: int
    owner_kind: str
    owner: int
    owner_id: str | None
    text: str
    score: float
    arms: dict[str, float]
    in_prompt: bool


class RenderedReceipt(msgspec.Struct, frozen=True):
    """A receipt, readable. `prompt` is byte for byte what the model read, as long as `exact`."""

    id: str
    at: str
    answer: int
    question: int | None
    model: str
    guard: str
    segments: tuple[RenderedSegment, ...]
    memories: tuple[RenderedMemory, ...]
    budget_tokens: int
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    recall_ms: float
    prompt_ms: float
    answer_ms: float
    waiting: int

    @property
    def prompt(self) -> str:
        """The prompt, with `ERASED` in the place of what is gone."""
        return "".join(segment.text for segment in self.segments)

    @property
    def exact(self) -> bool:
        """Whether nothing of the prompt is gone."""
        return not any(segment.erased for segment in self.segments)


def write(change: Change, vault: Vault, draft: Draft) -> str:
    """Stores a receipt in the transaction of its answer; returns its id."""
    salt, identity = secrets.token_bytes(16), new_id()
    key = _key(vault, salt)
    row = change.execute(
        """INSERT INTO receipt (id, message, question, at, model, guard, budget_tokens, prompt_tokens, cached_tokens, completion_tokens,
            recall_ms, prompt_ms, answer_ms, waiting, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (identity, draft.answer, draft.question, clock.to_utc(change.at), draft.model, draft.guard, draft.budget_tokens, draft.prompt_tokens,
         draft.cached_tokens, draft.completion_tokens, draft.recall_ms, draft.prompt_ms, draft.answer_ms, draft.waiting, salt),
    ).lastrowid  # fmt: skip
    for n, segment in enumerate(draft.segments):
        mac = _mac(key, n, segment.text)
        if segment.owner_kind is None:
            change.execute("INSERT INTO receipt_segment (receipt, n, literal, mac) VALUES (?, ?, ?, ?)", (row, n, segment.text, mac))
        else:
            change.execute(
                "INSERT INTO receipt_segment (receipt, n, owner_kind, owner, version, start, stop, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (row, n, segment.owner_kind, segment.owner, segment.version, segment.start, segment.stop, mac),
            )
    for hit in draft.hits:
        kind = "message" if hit.kind == "message" else "memory"
        change.execute(
            "INSERT INTO receipt_memory (receipt, rank, owner_kind, owner, score, arms, in_prompt) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (row, hit.rank, kind, hit.row, hit.score, json.dumps(hit.arms), int((kind, hit.row) in draft.packed)),
        )
    change.kinds.add("receipt")
    return identity


def render(vault: Vault, receipt_id: str) -> RenderedReceipt:
    """The receipt with that id (or unique beginning of it). Raises NotFound."""
    rows = vault.query("SELECT * FROM receipt WHERE substr(id, 1, ?) = ? ORDER BY length(id) LIMIT 2", (len(receipt_id), receipt_id))
    if not receipt_id or len(rows) != 1:
        raise NotFound("There is no such receipt.", "It may have been erased with its answer.")
    row = rows[0]
    return RenderedReceipt(
        id=row["id"], at=row["at"], answer=row["message"], question=row["question"], model=row["model"], guard=row["guard"],
        segments=tuple(_segments(vault, row)), memories=tuple(_memories(vault, row["row"])), budget_tokens=row["budget_tokens"],
        prompt_tokens=row["prompt_tokens"], cached_tokens=row["cached_tokens"], completion_tokens=row["completion_tokens"],
        recall_ms=row["recall_ms"], prompt_ms=row["prompt_ms"], answer_ms=row["answer_ms"], waiting=row["waiting"],
    )  # fmt: skip


def for_message(vault: Vault, message: int) -> str | None:
    """The id of the newest receipt of an answer (message row)."""
    found = vault.one("SELECT id FROM receipt WHERE message = ? ORDER BY row DESC LIMIT 1", (message,))
    return str(found["id"]) if found else None


def _segments(vault: Vault, receipt: Any) -> Iterator[RenderedSegment]:
    key = _key(vault, receipt["salt"]) if receipt["salt"] is not None else None
    for part in vault.query("SELECT * FROM receipt_segment WHERE receipt = ? ORDER BY n", (receipt["row"],)):
        owner_id, texts = (None, [part["literal"]]) if part["owner_kind"] is None else _texts(vault, part["owner_kind"], part["owner"])
        spans = texts if part["owner_kind"] is None else [text[part["start"] : part["stop"]] for text in texts]
        fits = next((text for text in spans if key is not None and hmac.compare_digest(_mac(key, part["n"], text), part["mac"])), None)
        yield RenderedSegment(
            text=ERASED if fits is None else fits, literal=part["owner_kind"] is None, erased=fits is None,
            owner_kind=part["owner_kind"], owner=part["owner"], owner_id=owner_id,
        )  # fmt: skip


def _texts(vault: Vault, kind: str, row: int) -> tuple[str | None, list[str]]:
    """The id of an owner and the texts that it has or had, today's first; none when it is gone or in the trash. The MAC tells which it was."""
    if kind == "message":
        found = vault.one(
            """SELECT m.id, m.visible FROM message m JOIN conversation c ON c.row = m.conversation
                WHERE m.row = ? AND m.status = 'active' AND c.status <> 'trashed'""",
            (row,),
        )
        return (found["id"], [found["visible"]]) if found else (None, [])
    found = vault.one("SELECT id, text FROM memory WHERE row = ? AND status <> 'trashed'", (row,))
    if found is None:
        return None, []
    earlier = vault.query("SELECT json_extract(fields, '$.text') AS text FROM memory_version WHERE memory = ? ORDER BY version DESC", (row,))
    return found["id"], [found["text"], *(version["text"] for version in earlier if version["text"] is not None)]


def _memories(vault: Vault, receipt: int) -> Iterator[RenderedMemory]:
    for row in vault.query("SELECT * FROM receipt_memory WHERE receipt = ? ORDER BY rank", (receipt,)):
        owner_id, texts = _texts(vault, row["owner_kind"], row["owner"])
        yield RenderedMemory(
            rank=row["rank"], owner_kind=row["owner_kind"], owner=row["owner"], owner_id=owner_id, text=texts[0] if texts else ERASED,
            score=row["score"], arms=json.loads(row["arms"]), in_prompt=bool(row["in_prompt"]),
        )  # fmt: skip


def _key(vault: Vault, salt: bytes) -> bytes:
    """Without the salt of the receipt nothing tells a guessed text from the one that was read."""
    return hmac.digest(vault.subkey("receipt"), salt, hashlib.sha256)


def _mac(key: bytes, n: int, text: str) -> bytes:
    return hmac.digest(key, n.to_bytes(4, "big") + text.encode(), hashlib.sha256)
