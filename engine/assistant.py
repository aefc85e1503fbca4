"""One conversation turn: recall -> prompt -> stream -> remember."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
import structlog

from engine.answering import compose, continuing, howto, material, promises
from engine.answering.asked import Answer, Asked
from engine.answering.intent import Intent, intent
from engine.answering.prompt import Exchange
from engine.answering.requests import Requests
from engine.answering.sympathy import word_for
from engine.answering.timing import FIRST, PROMPT, TOTAL, Timing
from engine.documents.attached import attach
from engine.errors import BadInput, NotFound
from engine.learning import extract
from engine.learning.consolidation import decay
from engine.learning.gating import policy, redaction
from engine.learning.records import Learned
from engine.memory.records import NOTHING_SAID, Conversation, Memory, Message
from engine.recall import receipts
from engine.recall.leaving_out import LeftOut, leave_out
from models.client import Usage
from models.errors import ModelDamaged, ModelError, ModelMissing, ModelUnsupported

if TYPE_CHECKING:
    from engine.documents.document import Document
    from engine.session import Session

log = structlog.get_logger(__name__)


class Said(msgspec.Struct, frozen=True):
    """The user's message is stored, or a document that goes with it (the turn that names it)."""

    message: Message


class Piece(msgspec.Struct, frozen=True):
    """The next piece of the answer."""

    text: str


class Retrying(msgspec.Struct, frozen=True):
    """What was streamed so far is withdrawn; a better answer follows."""

    reason: str


class Answered(msgspec.Struct, frozen=True):
    """The answer is stored. `used`: ids of the memories and messages that it stands on."""

    message: Message
    receipt_id: str
    used: tuple[str, ...]


class LearnedFrom(msgspec.Struct, frozen=True):
    """Memories made or changed because of the user's message."""

    message: Message
    memories: tuple[Memory, ...]


Event = Said | Piece | Retrying | Answered | LearnedFrom


class Turn(msgspec.Struct, frozen=True):
    """The whole of one turn."""

    question: Message
    answer: Message
    receipt_id: str
    learned: tuple[Memory, ...]
    guard: str
    declined: bool


class Assistant:
    """Answers in a conversation. Blocking: run it off the UI thread; `cancel` stops it within a moment, keeping what was said."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._requests = Requests(session)

    def reply(
        self,
        conversation: Conversation | str,
        text: str,
        *,
        documents: Sequence[Document] = (),
        on_event: Callable[[Event], None] = lambda _: None,
        cancel: threading.Event | None = None,
        at: datetime | None = None,
    ) -> Turn:
        """Stores the user's message, answers it, stores the answer with its receipt, and learns from the message. `documents` are attached to it:
        stored before it, recalled like anything else, and never learnt from.

        Raises BadInput for an empty message, ModelError when the model failed (the message is kept; `regenerate` tries again)."""
        if not text.strip():
            raise BadInput("The message is empty.")
        place = self._session.conversations.get(conversation)
        for named in attach(self._session, place, documents, at=at, mask=self._to_store):
            on_event(Said(named))
        question = self._session.conversations.say(place, self._to_store(text), at=at)
        on_event(Said(question))
        return self._answer(place, question, on_event, cancel, learn=True, spoken=text)

    def regenerate(
        self,
        message: Message | str,
        *,
        without: Collection[str] = (),
        on_event: Callable[[Event], None] = lambda _: None,
        cancel: threading.Event | None = None,
    ) -> Turn:
        """Answers again: a sibling of the answer `message` (or the first answer to the user's message `message`). Raises NotFound.

        `without`: ids of memories and messages that this one answer is made without; so are the turns that they come from."""
        found = self._session.conversations.message(message)
        place = self._session.conversations.get(self._conversation_id(found.conversation))
        question = found if found.role == "user" else self._parent(found)
        if question.status != "active":
            raise NotFound("The question to this answer is forgotten.", "Ask it again.")
        # What was forgotten of it since is neither asked about nor put into a prompt.
        question = msgspec.structs.replace(question, text=question.visible)
        return self._answer(place, question, on_event, cancel, learn=False, left_out=leave_out(self._session.vault, without))

    def proceed(self, message: Message | str, *, on_event: Callable[[Event], None] = lambda _: None, cancel: threading.Event | None = None) -> Turn:
        """Writes on where an answer was stopped, or cut because it was long: a sibling of it that begins with the same words.

        Raises BadInput when the answer is whole or there is no model, NotFound, ModelError."""
        session, timing = self._session, Timing()
        begun = session.conversations.message(message)
        if begun.role != "assistant" or begun.state not in ("cancelled", "partial") or begun.text == NOTHING_SAID:
            raise BadInput("This answer is whole.", "Ask for more in a message of your own.")
        if session.chat is None:
            raise BadInput("No chat model is loaded, so nothing can be added to this answer.", "Choose one on the Models page.")
        question, place = self._parent(begun), session.conversations.get(self._conversation_id(begun.conversation))
        if begun.shown is not None or question.status != "active":
            raise BadInput("Something of this was forgotten since.", "Have it answered again.")
        recalled = material.gather(session, place, question)
        timing.mark(PROMPT)
        on_event(Piece(begun.visible))
        on_event = _marking(on_event, timing)
        exchange = Exchange("assistant", begun.visible, material.origin_of(begun))
        asked = self._asked(question, recalled, question.visible)
        answer = continuing.proceed(
            asked, exchange, session.chat, small=session.small, on_piece=lambda text: on_event(Piece(text)), cancel=cancel
        )  # fmt: skip
        stored, receipt_id = self._store(place, question, recalled, answer, timing)
        on_event(Answered(stored, receipt_id, recalled.ids(answer.used)))
        return Turn(question, stored, receipt_id, (), answer.guard, answer.declined)

    def edit(
        self, message: Message | str, text: str, *, on_event: Callable[[Event], None] = lambda _: None, cancel: threading.Event | None = None
    ) -> Turn:
        """Replaces a message of the user by a new version beside it, and answers that."""
        question = self._session.conversations.edit(message, self._to_store(text))
        on_event(Said(question))
        place = self._session.conversations.get(self._conversation_id(question.conversation))
        return self._answer(place, question, on_event, cancel, learn=True, spoken=text)

    def _to_store(self, text: str) -> str:
        """The message as it is kept: with its secrets masked, if the user wants that. So they never reach the disk."""
        return redaction.masked(text) if self._session.settings.get("mask_secrets") else text

    def _answer(
        self, place: Conversation, question: Message, on_event: Callable[[Event], None], cancel: threading.Event | None, *, learn: bool,
        spoken: str = "", left_out: LeftOut = LeftOut(),
    ) -> Turn:  # fmt: skip
        """`spoken`: what the user said, where it is stored with secrets masked; the model reads it this once."""
        session, timing = self._session, Timing()
        on_event = _marking(on_event, timing)
        learns = learn and bool(session.settings.get("learn"))
        read = extract.learn(question.text, at=question.at)
        learned: tuple[Memory, ...] = ()
        recalled = material.Material()
        if read.command is not None:
            handled = self._requests.handle(read.command, question)
            learned, answer = handled.learned, Answer(handled.text, "request")
            on_event(Piece(answer.text))
        else:
            calls = bool(howto.way(question.text))
            if calls:  # "I'm about to descale the kettle": how that is done goes before what that tells
                recalled = material.gather(session, place, question, left_out)
            turned_out = session.learner.practice.note_outcome(question) if learns else None
            told = learns and session.small and recalled.wished.procedure is None and (turned_out is not None or _only_tells(question, read))
            if told:
                learned = self._learn(question)  # a tiny model rambles about what it is told; say what was noted instead
            withheld = self._requests.not_kept(question) if session.small and (told or not learns) and _only_tells(question, read) else ""
            if learned or withheld or (told and turned_out is not None):
                noted = self._requests.acknowledge(learned) if learned or turned_out is None else promises.turned_out(*turned_out)
                answer = Answer("\n\n".join(filter(None, (word_for(question.text), noted, withheld))), "noted")
                on_event(Piece(answer.text))
            else:
                recalled = recalled if calls else material.gather(session, place, question, left_out)
                timing.mark(PROMPT)
                try:
                    answer = self._ask(question, recalled, on_event, cancel, spoken or question.text)
                    timing.mark(TOTAL)
                finally:  # a model that fails, or is stopped, costs the answer alone
                    learned = self._learn(question) if learns and not told else ()
        stored, receipt_id = self._store(place, question, recalled, answer, timing)
        on_event(Answered(stored, receipt_id, recalled.ids(answer.used)))
        if learned:
            on_event(LearnedFrom(question, learned))
        return Turn(question, stored, receipt_id, learned, answer.guard, answer.declined)

    def _ask(
        self, question: Message, recalled: material.Material, on_event: Callable[[Event], None], cancel: threading.Event | None, spoken: str
    ) -> Answer:
        session, masked = self._session, redaction.MASK in question.text
        asked = self._asked(question, recalled, spoken)
        said: Callable[[str], str] = (lambda text: material.without_secrets(text, spoken)) if masked else str
        made = ask_model(session, asked, lambda text: on_event(Piece(said(text))), lambda why: on_event(Retrying(why)), cancel)
        return material.masked(made, spoken, question) if masked else made

    def _asked(self, question: Message, recalled: material.Material, spoken: str) -> Asked:
        return Asked(
            text=spoken,
            now=question.at,
            items=recalled.items,
            history=recalled.history,
            origin=material.origin_of(question),
            known=recalled.known,
            persona=str(self._session.settings.get("persona")),
            after_recall=recalled.after_recall,
            wished=recalled.wished,
            style=recalled.style,
            ties=recalled.ties,
            mended=recalled.mended if spoken == question.text else "",
            coming=recalled.coming,
            judges=self._session.judges,
        )

    def _learn(self, question: Message) -> tuple[Memory, ...]:
        """Learning must never cost the answer: a failure is logged, and the message stays."""
        try:
            return tuple(self._session.learner.learn_message(question, **policy.keeping(self._session.settings)))
        except Exception as error:
            log.error("learning failed", message=question.id, error=type(error).__name__)
            return ()

    def _store(
        self, place: Conversation, question: Message, recalled: material.Material, answer: Answer, timing: Timing
    ) -> tuple[Message, str]:  # fmt: skip
        """The answer and its receipt."""
        timing.mark(TOTAL)
        session = self._session
        model = session.chat.entry.id if session.chat is not None else ""
        stored = session.conversations.say(
            place,
            answer.text or NOTHING_SAID,
            role="assistant",
            source="generated",
            parent=question,
            state="cancelled" if answer.cancelled else "partial" if answer.cut else "complete",
            model=model,
            asks=False,
        )
        keys, embedder = recalled.keys(answer.used), session.embedder
        usage = answer.reply.usage if answer.reply is not None else Usage()
        draft = receipts.Draft(
            answer=stored.row,
            question=question.row,
            model=model,
            guard=answer.guard,
            segments=material.segments(answer),
            query=recalled.query,
            hits=recalled.hits,
            packed=keys,
            fates=recalled.fates,
            left_out=recalled.left_out.named,
            trace=receipts.trace(timing.stages(recalled.stages), recalled.notes, recalled.relevance, embedder.id if embedder is not None else ""),
            budget_tokens=recalled.budget,
            prompt_tokens=usage.prompt_tokens,
            cached_tokens=usage.cached_tokens,
            completion_tokens=usage.completion_tokens,
            recall_ms=timing.marks.get(PROMPT, 0.0),
            prompt_ms=usage.prompt_ms,
            answer_ms=timing.marks[TOTAL],
            waiting=recalled.waiting,
        )
        with session.vault.change("receipt", "Kept a receipt", actor="assistant", journaled=False) as change:
            receipt_id = receipts.write(change, session.vault, draft)
        session.memories.used([row for kind, row in keys if kind == "memory"])
        decay.wake(session.vault, messages=[row for kind, row in keys if kind == "message"])
        return stored, receipt_id

    def _parent(self, answer: Message) -> Message:
        row = self._session.vault.one("SELECT id FROM message WHERE row = ?", (answer.parent,)) if answer.parent is not None else None
        if row is None:
            raise NotFound("The question to this answer is gone.", "Ask it again.")
        return self._session.conversations.message(row["id"])

    def _conversation_id(self, row: int) -> str:
        found = self._session.vault.one("SELECT id FROM conversation WHERE row = ?", (row,))
        if found is None:
            raise NotFound("This conversation is gone.")
        return str(found["id"])


def ask_model(
    session: Session, asked: Asked, on_piece: Callable[[str], None], on_retry: Callable[[str], None], cancel: threading.Event | None
) -> Answer:
    """Answers with the model in use; where it can't be loaded, memory answers without it. Stores nothing. Raises ModelError when it fails."""
    asking = functools.partial(
        compose.answer, asked, small=session.small, embedder=session.embedder, on_piece=on_piece, on_retry=on_retry, cancel=cancel
    )
    try:
        return asking(session.chat)
    except (ModelMissing, ModelDamaged, ModelUnsupported) as error:
        log.warning("chat model not usable", error=type(error).__name__)
        return asking(None)


def _marking(on_event: Callable[[Event], None], timing: Timing) -> Callable[[Event], None]:
    """Notes when the first words are shown."""

    def pass_on(event: Event) -> None:
        if isinstance(event, Piece):
            timing.mark(FIRST)
        on_event(event)

    return pass_on


def _only_tells(question: Message, read: Learned) -> bool:
    """Whether a message asks for nothing: it is a statement, or all that it holds is instructions and how-tos, however they are put."""
    orders = bool(read.candidates) and all(one.kind == "procedural" for one in read.candidates)
    return intent(question.text) is Intent.STATEMENT or (orders and all(rejected.reason != "question" for rejected in read.rejected))


__all__ = ["Answered", "Assistant", "Event", "LearnedFrom", "ModelError", "Piece", "Retrying", "Said", "Turn", "ask_model"]
