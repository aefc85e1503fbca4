"""Receipts, read: what an answer was made of, with today's texts, and "[erased]" where they are gone."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from engine.errors import NotFound
from engine.recall.receipts import LEFT_OUT, NOT_CHOSEN, Place, Trace, mac, seal_key

if TYPE_CHECKING:
    from engine.vault.vault import Vault

ERASED = "[erased]"
_SHORTEST = 5  # characters of an id; fewer are a number


class RenderedSegment(msgspec.Struct, frozen=True):
    """A piece of the prompt as it can be shown today; `erased` when its text is no longer what the model read."""

    text: str
    literal: bool
    erased: bool
    owner_kind: str | None = None
    owner: int | None = None
    owner_id: str | None = None


class RenderedMemory(msgspec.Struct, frozen=True):
    """Something recalled for the answer. `text` is today's, and `ERASED` when it is gone or forgotten. `fate`: why it was not in the prompt."""

    rank: int
    owner_kind: str
    owner: int
    owner_id: str | None
    kind: str
    text: str
    date: str
    score: float
    arms: dict[str, Place]
    in_prompt: bool
    fate: str = ""
    conversation_id: str = ""
    source: str = ""


class RenderedReceipt(msgspec.Struct, frozen=True):
    """A receipt, readable. `prompt` is byte for byte what the model read, as long as `exact`."""

    id: str
    at: str
    answer: int
    answer_id: str
    conversation_id: str
    question: int | None
    model: str
    guard: str
    segments: tuple[RenderedSegment, ...]
    query_segments: tuple[RenderedSegment, ...]
    memories: tuple[RenderedMemory, ...]
    trace: Trace
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
    def query(self) -> str:
        """What was searched for, likewise."""
        return "".join(segment.text for segment in self.query_segments)

    @property
    def exact(self) -> bool:
        """Whether nothing of the prompt is gone."""
        return not any(segment.erased for segment in self.segments)

    @property
    def used(self) -> tuple[RenderedMemory, ...]:
        """What the prompt held, or was told without a model."""
        return tuple(memory for memory in self.memories if memory.in_prompt)

    @property
    def left_out(self) -> tuple[RenderedMemory, ...]:
        """What the user wanted an answer without."""
        return tuple(memory for memory in self.memories if memory.fate == LEFT_OUT)

    @property
    def fell_out(self) -> tuple[RenderedMemory, ...]:
        """What was found and did not enter."""
        return tuple(memory for memory in self.memories if not memory.in_prompt and memory.fate != LEFT_OUT)


def render(vault: Vault, receipt_id: str) -> RenderedReceipt:
    """The receipt with that id (or unique beginning of it). Raises NotFound."""
    rows = vault.query("SELECT * FROM receipt WHERE substr(id, 1, ?) = ? ORDER BY length(id) LIMIT 2", (len(receipt_id), receipt_id))
    if not receipt_id or len(rows) != 1:
        raise NotFound("There is no such receipt.", "It may have been erased with its answer.")
    row = rows[0]
    where = vault.one("SELECT m.id, c.id AS place FROM message m JOIN conversation c ON c.row = m.conversation WHERE m.row = ?", (row["message"],))
    parts = tuple(_segments(vault, row))
    return RenderedReceipt(
        id=row["id"], at=row["at"], answer=row["message"], answer_id=where["id"] if where else "", conversation_id=where["place"] if where else "",
        question=row["question"], model=row["model"], guard=row["guard"],
        segments=tuple(segment for part, segment in parts if part == "prompt"),
        query_segments=tuple(segment for part, segment in parts if part == "query"), memories=tuple(_memories(vault, row["row"])),
        trace=msgspec.json.decode(row["trace"], type=Trace), budget_tokens=row["budget_tokens"],
        prompt_tokens=row["prompt_tokens"], cached_tokens=row["cached_tokens"], completion_tokens=row["completion_tokens"],
        recall_ms=row["recall_ms"], prompt_ms=row["prompt_ms"], answer_ms=row["answer_ms"], waiting=row["waiting"],
    )  # fmt: skip


def find(vault: Vault, asked: str = "") -> str:
    """The id of the receipt that is meant: "" or "1" is that of the last answer, "2" of the one before; else the beginning of the id of an
    answer, its question or its receipt. Raises NotFound."""
    shown = "FROM receipt r JOIN message m ON m.row = r.message AND m.status = 'active' JOIN conversation c ON c.row = m.conversation "
    asked = asked.strip() or "1"
    if asked.isdigit() and len(asked) < _SHORTEST:
        alive = f"SELECT r.id {shown} WHERE c.status <> 'trashed' ORDER BY r.row DESC LIMIT 1 OFFSET ?"
        found = vault.one(alive, (int(asked) - 1,)) if int(asked) else None
        if found is None:
            raise NotFound("There is no such answer." if int(asked) != 1 else "Nothing was answered yet.", "`alcove why` shows the last one.")
        return str(found["id"])
    rows = vault.query(
        f"SELECT DISTINCT m.row AS answer {shown} LEFT JOIN message q ON q.row = r.question "
        "WHERE ?1 IN (substr(m.id, 1, ?2), substr(q.id, 1, ?2), substr(r.id, 1, ?2)) ORDER BY m.row DESC",
        (asked, len(asked)),
    )
    if not rows:
        raise NotFound(f"There is no answer {asked}.", "Give the beginning of the id of an answer, or a number: 1 is the last answer.")
    found = vault.one("SELECT id FROM receipt WHERE message = ? ORDER BY row DESC LIMIT 1", (rows[0]["answer"],))
    assert found is not None
    return str(found["id"])


def _segments(vault: Vault, receipt: Any) -> Iterator[tuple[str, RenderedSegment]]:
    key = seal_key(vault, receipt["salt"]) if receipt["salt"] is not None else None
    for part in vault.query("SELECT * FROM receipt_segment WHERE receipt = ? ORDER BY n", (receipt["row"],)):
        owner_id, texts = (None, [part["literal"]]) if part["owner_kind"] is None else _texts(vault, part["owner_kind"], part["owner"])
        spans = texts if part["owner_kind"] is None else [text[part["start"] : part["stop"]] for text in texts]
        fits = next((text for text in spans if key is not None and hmac.compare_digest(mac(key, part["n"], text), part["mac"])), None)
        yield (
            part["part"],
            RenderedSegment(
                text=ERASED if fits is None else fits, literal=part["owner_kind"] is None, erased=fits is None,
                owner_kind=part["owner_kind"], owner=part["owner"], owner_id=owner_id,
            ),
        )  # fmt: skip


def _texts(vault: Vault, kind: str, row: int) -> tuple[str | None, list[str]]:
    """The id of an owner and the texts that it has or had, today's first; none when it is gone or in the trash. The MAC tells which it was."""
    if kind == "message":
        found = _message(vault, row)
        return (found["id"], [found["text"]]) if found else (None, [])
    found = vault.one("SELECT id, text FROM memory WHERE row = ? AND status <> 'trashed'", (row,))
    if found is None:
        return None, []
    earlier = vault.query("SELECT json_extract(fields, '$.text') AS text FROM memory_version WHERE memory = ? ORDER BY version DESC", (row,))
    return found["id"], [found["text"], *(version["text"] for version in earlier if version["text"] is not None)]


def _message(vault: Vault, row: int) -> Any:
    return vault.one(
        """SELECT m.id, m.visible AS text, 'message' AS kind, m.source, m.mentioned_at, c.id AS place FROM message m
            JOIN conversation c ON c.row = m.conversation WHERE m.row = ? AND m.status = 'active' AND c.status <> 'trashed'""",
        (row,),
    )


def _memories(vault: Vault, receipt: int) -> Iterator[RenderedMemory]:
    memory = (
        "SELECT id, text, CASE predicate WHEN 'instruction' THEN predicate ELSE kind END AS kind, source, "
        "coalesce(valid_from, mentioned_at) AS mentioned_at, '' AS place FROM memory "
        "WHERE row = ? AND status <> 'trashed'"
    )
    for row in vault.query("SELECT * FROM receipt_memory WHERE receipt = ? ORDER BY rank", (receipt,)):
        found = _message(vault, row["owner"]) if row["owner_kind"] == "message" else vault.one(memory, (row["owner"],))
        yield RenderedMemory(
            rank=row["rank"], owner_kind=row["owner_kind"], owner=row["owner"], owner_id=found["id"] if found else None,
            kind=found["kind"] if found else row["owner_kind"], text=found["text"] if found else ERASED,
            date=found["mentioned_at"][:10] if found else "", score=row["score"], arms=_places(row["arms"]), in_prompt=bool(row["in_prompt"]),
            fate="" if row["in_prompt"] else row["fate"] or NOT_CHOSEN, conversation_id=found["place"] if found else "",
            source=found["source"] if found else "",
        )  # fmt: skip


def _places(arms: str) -> dict[str, Place]:
    """Receipts of format 2 know an arm's share alone."""
    found = msgspec.json.decode(arms)
    return {arm: Place(*at) if isinstance(at, list) else Place(None, None, at) for arm, at in found.items()}
