"""Documents in conversations: put there, read again, taken as a source of proposals."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock
from engine.documents import chunks
from engine.documents.document import Document, plain_name
from engine.errors import BadInput, NotFound
from engine.ids import new_id
from engine.memory import attachments, tree, windows
from engine.memory.records import Memory, Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from engine.memory.records import Conversation
    from engine.session import Session
    from engine.vault.change import Change

MOST = 10  # documents with one message


class Passage(msgspec.Struct, frozen=True):
    """A piece of a document as it is read. `page` is 0 where there are none."""

    id: str
    text: str
    page: int


def attach(
    session: Session, conversation: Conversation | str, documents: Sequence[Document], *, at: datetime | None = None,
    mask: Callable[[str], str] = str,
) -> list[Message]:  # fmt: skip
    """Puts documents at the end of the chosen path, one commit for all; returns the turns that name them. `mask` is applied to every text."""
    if len(documents) > MOST:
        raise BadInput(f"{len(documents)} files are too many for one message.", f"Attach {MOST} at most.")
    if not documents:
        return []
    place = session.conversations.get(conversation)
    named: list[int] = []
    with session.vault.change("chat", "Attached a document", actor="user", journaled=False) as change:
        found = change.execute("SELECT leaf FROM conversation WHERE row = ?", (place.row,)).fetchone()
        if found is None:
            raise NotFound("There is no such conversation.", "It may have been erased.")
        leaf = found["leaf"]
        depth = int(tree.node(change, leaf)["depth"]) + 1 if leaf is not None else 0
        with windows.rewriting(change, [leaf] if leaf is not None else []) as touched:
            for document in documents:
                key = new_id()
                for number, turn in enumerate(_turns(document, mask)):
                    leaf = _add(change, place.row, leaf, depth, attachments.external_id(key, number), turn, at or change.at, touched)
                    depth += 1
                    if number == 0:
                        named.append(leaf)
    return _by_rows(session, named)


def passages(session: Session, message: Message | str) -> list[Passage]:
    """What is left of the document that a turn of it (any) belongs to, in order. Raises NotFound."""
    found = session.conversations.message(message)
    return [Passage(one.id, one.visible, attachments.page_of(one)) for one in _turns_of(session, found) if attachments.is_piece(one)]


def heading(session: Session, message: Message | str) -> Message:
    """The turn that names the document that a turn (any of it) belongs to; any other turn is its own. Raises NotFound."""
    found = session.conversations.message(message)
    if not attachments.is_piece(found):
        return found
    return next((one for one in _turns_of(session, found, trashed=True) if attachments.card(one) is not None), found)


def forget(session: Session, message: Message | str) -> str | None:
    """Forgets a document with all its pieces and what was learnt from it alone; the journal id of the step, which takes it back."""
    found = session.conversations.message(message)
    return session.forgetting.forget([one.id for one in _turns_of(session, found)]).journal_id


def propose(session: Session, message: Message | str, cancel: threading.Event | None = None) -> list[Memory]:
    """What the document tells, as memories that wait for the user's word. Nothing is learnt from a document without this."""
    found: dict[int, Memory] = {}
    for one in _turns_of(session, session.conversations.message(message)):
        if cancel is not None and cancel.is_set():
            break
        if attachments.is_piece(one):
            asked = msgspec.structs.replace(one, role="user")  # the user asks for it to be read as told
            found |= {memory.row: memory for memory in session.learner.learn_message(asked, status="proposed")}
    return list(found.values())


def _turns(document: Document, mask: Callable[[str], str]) -> list[tuple[str, str]]:
    """(speaker, text) of each turn of a document."""
    name = mask(plain_name(document.name))
    made = [(name, attachments.naming(name, document.facts))]
    for number, page in enumerate(document.pages, 1):
        speaker = f"{name}, p. {number}" if document.kind == "PDF" else name
        made += [(speaker, piece) for piece in chunks.cut(mask(page)) if piece.strip()]
    return made


def _add(
    change: Change, conversation: int, parent: int | None, depth: int, external: str, turn: tuple[str, str], at: datetime, touched: set[int]
) -> int:
    speaker, text = turn
    values = (
        new_id(), conversation, parent, external, "other", speaker, text, clock.to_utc(at), clock.offset_minutes(at), clock.to_utc(change.at),
        attachments.SOURCE, 0, depth, "complete", None,
    )  # fmt: skip
    return tree.add(change, values, conversation, parent, touched)


def _turns_of(session: Session, message: Message, *, trashed: bool = False) -> list[Message]:
    found = attachments.place(message)
    if found is None:
        raise BadInput("That is no attached file.")
    read = session.vault.query(
        "SELECT * FROM message WHERE conversation = ? AND external_id GLOB ? AND (status = 'active' OR ?) ORDER BY depth",
        (message.conversation, f"document:{found[0]}:*", trashed),
    )
    return [Message.from_row(row) for row in read]


def _by_rows(session: Session, wanted: Sequence[int]) -> list[Message]:
    read: Any = session.vault.query(
        "SELECT * FROM message WHERE row IN (SELECT value FROM json_each(?)) ORDER BY depth", (msgspec.json.encode(list(wanted)).decode(),)
    )
    return [Message.from_row(row) for row in read]
