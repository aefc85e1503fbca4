"""Conversations: what was said, verbatim, as trees of messages of which one path is chosen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock
from engine.errors import BadInput, NotFound
from engine.ids import new_id
from engine.memory import evidence, titles, tree, windows, words
from engine.memory.attachments import PIECE
from engine.memory.cleaning import clean
from engine.memory.questions import only_asks
from engine.memory.records import LIVE_MESSAGE, Conversation, Message, outcome

if TYPE_CHECKING:
    from engine.memory.ingest import IngestLine, IngestReport
    from engine.vault.change import Change, Changes
    from engine.vault.vault import Vault

ROOT = ""  # as `parent`: a first message beside the first one


class MessageHit(msgspec.Struct, frozen=True):
    """A message found by the user's own search, with a piece of its text around the words."""

    conversation_id: str
    title: str
    message_id: str
    role: str
    at: datetime
    excerpt: str


class Conversations:
    """Reads and writes conversations. Every method that takes a conversation or message takes its record or its id."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        windows.watch(vault.journal)

    # Conversations

    def create(self, title: str = "", external_id: str | None = None) -> Conversation:
        """A new, empty conversation."""
        with self._vault.change("chat", "Started a conversation", journaled=False) as change:
            row = insert_conversation(change, clean(title).strip(), external_id)
        return self._conversation(row)

    def get(self, conversation: Conversation | str) -> Conversation:
        """By id or external id. Raises NotFound."""
        if isinstance(conversation, Conversation):
            conversation = conversation.id
        row = self._vault.one("SELECT * FROM conversation WHERE id = ?1 OR external_id = ?1", (conversation,))
        if row is None:
            raise NotFound("There is no such conversation.", "It may have been erased.")
        return Conversation.from_row(row)

    def rename(self, conversation: Conversation | str, title: str) -> Changes:
        """Gives a title; an empty one goes back to the automatic title."""
        row, title = self.get(conversation).row, titles.title_of(clean(title), 200)
        with self._vault.change("rename", "Renamed a conversation") as change:
            change.update("conversation", row, title=title or titles.derive(change, row), titled_by="user" if title else "auto")
        return outcome(change)

    def pin(self, conversation: Conversation | str, pinned: bool = True) -> Changes:
        """Keeps a conversation on top of the list."""
        return self._set(conversation, "pin", "Pinned a conversation" if pinned else "Unpinned a conversation", pinned=int(pinned))

    def archive(self, conversation: Conversation | str, archived: bool = True) -> Changes:
        """Takes a conversation out of the list; recall still finds it."""
        label = "Archived a conversation" if archived else "Brought back a conversation"
        return self._set(conversation, "archive", label, status="archived" if archived else "active")

    def trash(self, conversation: Conversation | str) -> Changes:
        """Deletes a conversation undoably, with the memories that stand on it alone. The same as forgetting it."""
        from engine.memory.forgetting import Forgetting

        return Forgetting(self._vault).forget([self.get(conversation).id])

    def restore(self, conversation: Conversation | str) -> Changes:
        """Takes a conversation out of the trash, with the memories that went with it."""
        from engine.memory.forgetting import Forgetting

        return Forgetting(self._vault).restore(self.get(conversation).id)

    def draft(self, conversation: Conversation | str) -> str:
        """What was typed here and not sent yet."""
        row = self._vault.one("SELECT text FROM draft WHERE conversation = ?", (self.get(conversation).row,))
        return str(row["text"]) if row else ""

    def set_draft(self, conversation: Conversation | str, text: str) -> None:
        """Keeps what is typed and not sent; an empty text removes it."""
        row, text = self.get(conversation).row, clean(text)
        with self._vault.change("draft", "Kept a draft", journaled=False) as change:
            change.execute("DELETE FROM draft WHERE conversation = ?", (row,))
            if text:
                change.execute("INSERT INTO draft (conversation, text, updated_at) VALUES (?, ?, ?)", (row, text, clock.to_utc(change.at)))
            change.kinds.add("draft")

    # Messages

    def message(self, message: Message | str) -> Message:
        """By id, as it is now. Raises NotFound."""
        return self._message("id = ?", message.id if isinstance(message, Message) else message)

    def path(self, conversation: Conversation | str, last: int | None = None, *, pieces: bool = True) -> list[Message]:
        """The chosen path, oldest first; with `last`, only so many from its end; without `pieces`, of attached documents only what names them."""
        row = self.get(conversation).row
        rows = self._vault.query(
            f"SELECT m.* FROM message m WHERE m.conversation = ? AND m.on_path = 1 AND (? OR NOT {PIECE}) ORDER BY m.depth DESC LIMIT ?",
            (row, pieces, -1 if last is None else last),
        )
        return [Message.from_row(row) for row in reversed(rows)]

    def siblings(self, message: Message | str) -> list[Message]:
        """The versions of this turn (itself included), oldest first: made by editing or regenerating."""
        found = self.message(message)
        rows = self._vault.query(
            "SELECT * FROM message WHERE conversation = ? AND parent IS ? AND depth = ? ORDER BY row", (found.conversation, found.parent, found.depth)
        )
        return [Message.from_row(row) for row in rows]

    def say(
        self, conversation: Conversation | str, text: str, *, role: str = "user", speaker: str = "", at: datetime | None = None,
        source: str = "typed", parent: Message | str | None = None, state: str = "complete", model: str | None = None,
        external_id: str | None = None, asks: bool | None = None,
    ) -> Message:  # fmt: skip
        """Stores a message with its search rows and embed jobs in one commit, and returns after it.

        Without `parent` it goes to the end of the chosen path. Under a `parent` that has other answers it becomes their sibling and
        the path leads through it; `ROOT` makes a new first message. `asks` is found out when not given.
        """
        place = self.get(conversation)
        text = clean(text)
        with self._vault.change("chat", "Sent a message", actor="assistant" if role == "assistant" else "user", journaled=False) as change:
            leaf = change.execute("SELECT leaf, title FROM conversation WHERE row = ?", (place.row,)).fetchone()
            if leaf is None:
                raise NotFound("There is no such conversation.", "It may have been erased.")
            end: int | None = leaf["leaf"] if parent is None else self._parent(change, place.row, parent)
            with windows.rewriting(change, tree.leaving(change, place.row, end)) as touched:
                gone = tree.cut_to(change, place.row, end, touched) if end != leaf["leaf"] else []
                depth = int(tree.node(change, end)["depth"]) + 1 if end is not None else 0
                moment = at or (_after_last(change) if role == "user" else change.at)
                asks = role == "user" and only_asks(text) if asks is None else asks
                values = (
                    new_id(), place.row, end, external_id, role, clean(speaker), text, clock.to_utc(moment), clock.offset_minutes(moment),
                    clock.to_utc(change.at), source, int(asks), depth, state, model,
                )  # fmt: skip
                row = tree.add(change, values, place.row, end, touched)
            if not leaf["title"] or gone:
                titles.refresh(change, place.row)
            if gone:
                with self._vault.change("retract", "Set aside memories of a replaced message", actor="maintenance"):
                    evidence.left(change, gone)
        return self._message("row = ?", row)

    def edit(self, message: Message | str, text: str, *, at: datetime | None = None) -> Message:
        """A new version of the user's message beside the old one; the path leads through the new one."""
        old = self.message(message)
        parent = self._message("row = ?", old.parent) if old.parent is not None else ROOT
        place = self._conversation(old.conversation)
        return self.say(place, text, role=old.role, speaker=old.speaker, at=at, source=old.source, parent=parent)

    def finish(self, message: Message | str, text: str, state: str = "complete") -> Message:
        """Puts the whole text of an answer that streamed in, and its final state."""
        row, text = self.message(message).row, clean(text)
        with self._vault.change("chat", "Finished an answer", actor="assistant", journaled=False) as change:
            with windows.rewriting(change, windows.around(change.connection, [row])):
                change.execute("UPDATE message SET text = ?, state = ? WHERE row = ? AND shown IS NULL", (text, state, row))
            change.kinds.add("message")
        return self._message("row = ?", row)

    def choose(self, message: Message | str) -> Message:
        """Switches to the branch that holds this message; memories that stood on the branch left alone are retracted, revertibly."""
        row = self.message(message).row
        with self._vault.change("switch", "Switched to another version") as change:
            tree.choose(change, row)
        return self._message("row = ?", row)

    def search(self, text: str, limit: int = 50, *, within: Conversation | str | None = None) -> list[MessageHit]:
        """Messages on chosen paths that hold these words, newest first; `within` one conversation, or all."""
        if not text.strip():
            return []
        condition, found = words.fts_condition("m", "turn_fts", "turn_trigram", "visible", text)
        place = self.get(within).row if within is not None else None
        rows = self._vault.query(
            f"SELECT c.id AS c_id, c.title, m.id, m.role, m.visible, m.mentioned_at, m.utc_offset FROM message m "
            f"JOIN conversation c ON c.row = m.conversation WHERE {condition} AND {LIVE_MESSAGE} AND m.conversation = coalesce(?, m.conversation) "
            "ORDER BY m.mentioned_at DESC, m.row DESC LIMIT ?",
            (*found, place, limit),
        )
        return [
            MessageHit(
                row["c_id"], row["title"], row["id"], row["role"], clock.from_utc(row["mentioned_at"], row["utc_offset"]),
                words.excerpt(row["visible"], text),
            )
            for row in rows
        ]  # fmt: skip

    def ingest(
        self, lines: Iterable[IngestLine], progress: Callable[[int], None] | None = None, cancel: threading.Event | None = None, *,
        on_batch: Callable[[list[Message]], None] | None = None,
    ) -> IngestReport:  # fmt: skip
        """Replays chats from elsewhere; see engine/memory/ingest.py. The same line twice changes nothing."""
        from engine.memory import ingest

        return ingest.ingest(self._vault, lines, progress, cancel, on_batch)

    # Helpers

    def _set(self, conversation: Conversation | str, operation: str, label: str, **values: Any) -> Changes:
        row = self.get(conversation).row
        with self._vault.change(operation, label) as change:
            change.update("conversation", row, **values)
        return outcome(change)

    def _conversation(self, row: int) -> Conversation:
        return Conversation.from_row(self._vault.one("SELECT * FROM conversation WHERE row = ?", (row,)))

    def _message(self, condition: str, value: Any) -> Message:
        row = self._vault.one(f"SELECT * FROM message WHERE {condition}", (value,))
        if row is None:
            raise NotFound("There is no such message.", "It may have been erased.")
        return Message.from_row(row)

    def _parent(self, change: Change, conversation: int, parent: Message | str) -> int | None:
        if parent == ROOT:
            return None
        message_id = parent.id if isinstance(parent, Message) else parent
        found = change.execute("SELECT row, conversation FROM message WHERE id = ?", (message_id,)).fetchone()
        if found is None:
            raise NotFound("There is no such message.", "It may have been erased.")
        if found["conversation"] != conversation:
            raise BadInput("That message belongs to another conversation.")
        return int(found["row"])

    def list(
        self, search: str = "", limit: int = 100, offset: int = 0, *, archived: bool = False, trashed: bool = False,
        folders: Collection[str] | None = None,
    ) -> list[Conversation]:  # fmt: skip
        """Pinned ones first, then the latest. `search` looks in titles and in messages; `archived`/`trashed` bring in those too.

        With `folders`, those in folders come after the pinned ones, folder by folder: the ones in these folders alone."""
        statuses = ["active"] + ["archived"] * archived + ["trashed"] * trashed
        where, parameters = "c.status IN (SELECT value FROM json_each(?))", [msgspec.json.encode(statuses).decode()]
        if search.strip():
            inside, found = words.fts_condition("m", "turn_fts", "turn_trigram", "visible", search)
            where += " AND (c.title LIKE ? ESCAPE '\\' OR c.row IN "
            where += f"(SELECT m.conversation FROM message m WHERE m.on_path = 1 AND m.status = 'active' AND {inside}))"
            parameters += [words.like(search.strip()), *found]
        order = ""
        if folders is not None:
            where += " AND (c.pinned OR c.folder = '' OR c.folder IN (SELECT value FROM json_each(?)))"
            parameters.append(msgspec.json.encode(sorted(folders)).decode())
            order = "c.folder = '', c.folder COLLATE NOCASE, c.folder, "
        rows = self._vault.query(
            f"SELECT c.* FROM conversation c WHERE {where} ORDER BY c.pinned DESC, {order}c.updated_at DESC, c.row DESC LIMIT ? OFFSET ?",
            (*parameters, limit, offset),
        )
        return [Conversation.from_row(row) for row in rows]


def insert_conversation(change: Change, title: str, external_id: str | None, at: str | None = None) -> int:
    """A new conversation row; `at` (UTC text) is when it began, now if not given."""
    moment = at or clock.to_utc(change.at)
    row = change.execute(
        "INSERT INTO conversation (id, external_id, title, titled_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)",
        (new_id(), external_id, title, "user" if title else "auto", moment, moment),
    ).lastrowid
    change.kinds.add("conversation")
    return int(row)


def _after_last(change: Change) -> datetime:
    """Now, but later than what the user said before, wherever: times have seconds, and of two statements in one second the second one must hold."""
    soon = clock.to_utc(change.at + timedelta(seconds=60))
    last = change.execute(
        "SELECT max(mentioned_at) AS at FROM (SELECT mentioned_at, role FROM message ORDER BY row DESC LIMIT 200) WHERE role = "
        "'user' AND mentioned_at < ?",
        (soon,),
    ).fetchone()
    before = clock.from_utc(last["at"]) if last is not None and last["at"] else None
    if before is None or before.timestamp() < int(change.at.timestamp()):
        return change.at
    return (before + timedelta(seconds=1)).astimezone(change.at.tzinfo)
