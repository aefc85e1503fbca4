"""Reads what one conversation shows: its path, and per message the memories used, those learned, and other versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.memory.records import Conversation, Message

if TYPE_CHECKING:
    from engine.session import Session

PAGE = 40  # messages loaded at a time, from the end
_ROWS = "(SELECT value FROM json_each(?))"


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
    from 1."""

    message: Message
    used: tuple[Note, ...] = ()
    learned: tuple[Note, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    version: int = 1
    versions: int = 1

    @property
    def unstored(self) -> bool:
        """Whether it is of an incognito chat."""
        return self.message.row < 0


@dataclass(frozen=True)
class ThreadData:
    """A conversation as far as it is loaded; `earlier`: there is more before."""

    conversation: Conversation
    items: tuple[Item, ...] = field(default_factory=tuple)
    earlier: bool = False
    draft: str = ""


def load(session: Session, conversation_id: str, last: int = PAGE) -> ThreadData:
    """The last messages of the chosen path."""
    conversations = session.conversations
    conversation = conversations.get(conversation_id)
    path = conversations.path(conversation, last + 1)
    shown = path[-last:]
    return ThreadData(conversation, items(session, shown), len(path) > last, conversations.draft(conversation))


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
        f"UNION ALL SELECT r.message, m.id, 'message', m.visible, m.mentioned_at, m.utc_offset, c.id, u.rank FROM receipt r "
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
    rejected = rejections.below(session.vault, [message.row for message in messages])

    def item(message: Message) -> Item:
        turned_down = tuple((one.text, one.reason) for one in rejected.get(message.row, ()))
        foreign = any(reason == "language" for _, reason in turned_down) and rejections.first_foreign(session.vault, message)
        return Item(
            message, tuple(used.get(message.row, ())), tuple(learned.get(message.row, ())), turned_down, language.NOTICE if foreign else "",
            *versions.get(message.row, (1, 1)),
        )  # fmt: skip

    return tuple(item(message) for message in messages)


def notes(session: Session, ids: Sequence[str]) -> tuple[Note, ...]:
    """Memories and messages by their ids, for an answer that is not stored."""
    found = []
    for id in ids:
        row = session.vault.one(
            "SELECT id, kind, text, mentioned_at, utc_offset, '' AS conversation FROM memory WHERE id = ?1 UNION ALL "
            "SELECT m.id, 'message', m.visible, m.mentioned_at, m.utc_offset, c.id FROM message m JOIN conversation c ON c.row = m.conversation "
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
