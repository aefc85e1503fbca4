"""Reads what one conversation shows: its path, and per message the memories used, those learned, and other versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.i18n import decimal, number, said, tr, trn
from engine.documents import attached
from engine.memory import attachments
from engine.memory.records import NOTHING_SAID, Conversation, Message

if TYPE_CHECKING:
    from engine.session import Session

PAGE = 40  # messages loaded at a time, from the end
_ROWS = "(SELECT value FROM json_each(?))"
_SAID = f"CASE WHEN {attachments.PIECE} THEN m.speaker || ': ' ELSE '' END || m.visible"


@dataclass(frozen=True)
class Note:
    """A memory or message that is named under a message. `conversation_id` is set for messages."""

    id: str
    kind: str  # semantic, episodic, procedural, summary, message
    text: str
    date: str  # UTC text
    offset: int = 0
    conversation_id: str = ""
    status: str = "active"


@dataclass(frozen=True)
class Item:
    """A message with what belongs under it. `rejected`: (text, reason) of what was not kept; `notice`: said once; `version` of `versions` counts
    from 1; `cost`: tokens and speed of an answer."""

    message: Message
    used: tuple[Note, ...] = ()
    learned: tuple[Note, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    version: int = 1
    versions: int = 1
    cost: str = ""

    @property
    def unfinished(self) -> bool:
        """Whether it is an answer that was stopped or cut, and can be written on."""
        one = self.message
        return one.role == "assistant" and one.state in ("cancelled", "partial") and one.shown is None and one.text != NOTHING_SAID

    @property
    def unstored(self) -> bool:
        """Whether it is of an incognito chat."""
        return self.message.row < 0


@dataclass(frozen=True)
class ThreadData:
    """A conversation as far as it is loaded; `earlier`, `later`: there is more before, and after. `target`: what was asked for, or the turn that
    names the document of which that is a piece (`passage`)."""

    conversation: Conversation
    items: tuple[Item, ...] = field(default_factory=tuple)
    earlier: bool = False
    later: bool = False
    draft: str = ""
    target: str = ""
    passage: str = ""


def load(session: Session, conversation_id: str, last: int = PAGE, around: str = "") -> ThreadData:
    """The last messages of the chosen path; or those before and after a message (its id), however long ago. Raises NotFound."""
    conversations = session.conversations
    conversation = conversations.get(conversation_id)
    draft = conversations.draft(conversation)
    if around:
        named = attached.heading(session, around)
        if named.on_path and named.conversation == conversation.row:
            before = _part(session, conversation, "m.depth <= ? ORDER BY m.depth DESC", named.depth)
            after = _part(session, conversation, "m.depth > ? ORDER BY m.depth", named.depth)
            shown = [*reversed(before[:PAGE]), *after[:PAGE]]
            passage = around if around != named.id else ""
            return ThreadData(conversation, items(session, shown), len(before) > PAGE, len(after) > PAGE, draft, named.id, passage)
    path = conversations.path(conversation, last + 1, pieces=False)
    shown = path[-last:]
    return ThreadData(conversation, items(session, shown), len(path) > last, draft=draft)


def _part(session: Session, conversation: Conversation, where: str, depth: int) -> list[Message]:
    rows = session.vault.query(
        f"SELECT m.* FROM message m WHERE m.conversation = ? AND m.on_path = 1 AND NOT {attachments.PIECE} AND {where} LIMIT ?",
        (conversation.row, depth, PAGE + 1),
    )
    return [Message.from_row(row) for row in rows]


def items(session: Session, messages: list[Message]) -> tuple[Item, ...]:
    """What belongs under these messages."""
    import msgspec

    from engine.learning.gating import language, rejections

    rows = msgspec.json.encode([message.row for message in messages]).decode()
    used: dict[int, list[Note]] = {}
    for row in session.vault.query(
        f"SELECT r.message AS answer, m.id, m.kind, m.text, m.mentioned_at, m.utc_offset, '' AS conversation, u.rank FROM receipt r "
        f"JOIN receipt_memory u ON u.receipt = r.row AND u.in_prompt = 1 AND u.owner_kind = 'memory' "
        f"JOIN memory m ON m.row = u.owner AND m.status <> 'trashed' AND coalesce(m.predicate, '') <> 'instruction' WHERE r.message IN {_ROWS} "
        f"UNION ALL SELECT r.message, m.id, 'message', {_SAID}, m.mentioned_at, m.utc_offset, c.id, u.rank FROM receipt r "
        f"JOIN receipt_memory u ON u.receipt = r.row AND u.in_prompt = 1 AND u.owner_kind = 'message' "
        f"JOIN message m ON m.row = u.owner AND m.status = 'active' JOIN conversation c ON c.row = m.conversation AND c.status <> 'trashed' "
        f"WHERE r.message IN {_ROWS} ORDER BY 8",
        (rows, rows),
    ):
        used.setdefault(row[0], []).append(Note(row[1], row[2], row[3], row[4], row[5], row[6]))
    learned: dict[int, list[Note]] = {}
    for row in session.vault.query(
        f"SELECT s.message, m.id, m.kind, m.text, m.mentioned_at, m.utc_offset, m.status FROM memory_source s JOIN memory m ON m.row = s.memory "
        f"WHERE s.message IN {_ROWS} AND m.status IN ('active', 'proposed', 'superseded') GROUP BY s.message, m.row ORDER BY m.row",
        (rows,),
    ):
        learned.setdefault(row[0], []).append(Note(row[1], row[2], row[3], row[4], row[5], status=row[6]))
    versions: dict[int, tuple[int, int]] = {}
    for row in session.vault.query(
        f"SELECT m.row, sum(s.row <= m.row), count(*) FROM message m JOIN message s ON s.conversation = m.conversation AND s.depth = m.depth "
        f"AND s.parent IS m.parent WHERE m.row IN {_ROWS} GROUP BY m.row",
        (rows,),
    ):
        versions[row[0]] = (row[1], row[2])
    costs = {
        row[0]: _cost(*row[1:])
        for row in session.vault.query(
            f"SELECT message, prompt_tokens, completion_tokens, answer_ms - recall_ms - prompt_ms FROM receipt WHERE message IN {_ROWS}", (rows,)
        )
    }
    rejected = rejections.below(session.vault, [message.row for message in messages])

    def item(message: Message) -> Item:
        turned_down = tuple((one.text, one.reason) for one in rejected.get(message.row, ()))
        foreign = any(reason == "language" for _, reason in turned_down) and rejections.first_foreign(session.vault, message)
        return Item(
            message, tuple(used.get(message.row, ())), tuple(learned.get(message.row, ())), turned_down, said(language.NOTICE) if foreign else "",
            *versions.get(message.row, (1, 1)), costs.get(message.row, ""),
        )  # fmt: skip

    return tuple(item(message) for message in messages)


def _cost(read: int, written: int, milliseconds: float) -> str:
    """What a model read and wrote for an answer, and how fast; nothing for an answer by code alone."""
    if not written:
        return ""
    parts = [trn("{n} token", "{n} tokens", written)]
    if milliseconds > 0:
        parts.append(tr("{speed} tokens/s", speed=decimal(written / milliseconds * 1000)))
    return " · ".join([*parts, tr("{tokens} of the context", tokens=number(read + written))])


def notes(session: Session, ids: Sequence[str]) -> tuple[Note, ...]:
    """Memories and messages by their ids, for an answer that is not stored."""
    found = []
    for id in ids:
        row = session.vault.one(
            "SELECT id, kind, text, mentioned_at, utc_offset, '' AS conversation FROM memory WHERE id = ?1 UNION ALL "
            f"SELECT m.id, 'message', {_SAID}, m.mentioned_at, m.utc_offset, c.id FROM message m JOIN conversation c ON c.row = m.conversation "
            "WHERE m.id = ?1",
            (id,),
        )
        if row is not None:
            found.append(Note(*row[:6]))
    return tuple(found)


def take_back(session: Session, memory_ids: tuple[str, ...]) -> None:
    """Reverts the steps in which the assistant learned these memories."""
    import msgspec

    ids = msgspec.json.encode(memory_ids).decode()
    steps = session.vault.query(
        "SELECT j.id FROM journal j WHERE j.operation = 'learn' AND j.reverted_by IS NULL AND j.content IS NOT NULL AND EXISTS ("
        "SELECT 1 FROM json_each(j.touched) t JOIN memory m ON m.row = t.value ->> 1 WHERE t.value ->> 0 = 'memory' "
        f"AND m.id IN {_ROWS}) ORDER BY j.row DESC",
        (ids,),
    )
    for step in steps:
        session.vault.journal.revert(step["id"])
