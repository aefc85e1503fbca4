"""A conversation of which nothing is kept: no message, draft, title, memory, receipt, vector or word in a log. It lives in RAM until `close`."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from engine import clock
from engine.answering import continuing, material
from engine.answering.asked import LONGEST, Answer, Asked
from engine.answering.compose import DONT_KNOW, KEPT
from engine.answering.prompt import Exchange, Item
from engine.answering.whose import names_in
from engine.assistant import Answered, Event, Piece, Retrying, Said, Turn, ask_model
from engine.errors import BadInput
from engine.ids import new_id
from engine.learning import extract
from engine.memory.cleaning import clean
from engine.memory.questions import only_asks
from engine.memory.records import NOTHING_SAID, Message
from engine.memory.sentences import sentences

if TYPE_CHECKING:
    from engine.session import Session

NOT_HERE = "This chat is incognito: I keep nothing of it, and change nothing that I remember. Say that in an ordinary chat."
HEARD = "All right. Nothing of this chat is kept."
UNTOLD = "You haven't told me that in this chat, and an incognito chat doesn't look into my memory."
UNKNOWN = "I don't know that."
HELLO = "Hello! What do you want to talk about? Nothing of it is kept."
_HISTORY = 12
#: Words of ordinary answers that would not be true here.
_NOTED = re.compile(r"^(?:I'm not sure that this is it\. The nearest I have noted|I have this noted):")
_SAID_ON = re.compile(r"\bYou said on \d{1,2} \w+ \d{4}:")


class Incognito:
    """One such conversation. `uses_memory`: whether answers may look into what is remembered (they only read)."""

    def __init__(self, session: Session, *, uses_memory: bool = False) -> None:
        self._session = session
        self.uses_memory = uses_memory
        self.messages: list[Message] = []

    def reply(
        self, text: str, *, on_event: Callable[[Event], None] = lambda _: None, cancel: threading.Event | None = None, at: datetime | None = None
    ) -> Turn:
        """Answers. Blocking: run it off the UI thread. Raises BadInput for an empty message, ModelError when the model failed."""
        text = clean(text)
        if not text.strip():
            raise BadInput("The message is empty.")
        self._say("user", text, at or clock.now())
        on_event(Said(self.messages[-1]))
        return self.again(on_event=on_event, cancel=cancel)

    def again(self, *, on_event: Callable[[Event], None] = lambda _: None, cancel: threading.Event | None = None) -> Turn:
        """Answers the last message of the user, anew if it is answered already."""
        while self.messages and self.messages[-1].role != "user":
            self.messages.pop()
        if not self.messages:
            raise BadInput("Nothing was said yet.")
        question = self.messages[-1]
        answer, used = self._answer(question, on_event, cancel)
        return self._answered(question, answer, used, on_event)

    def proceed(self, *, on_event: Callable[[Event], None] = lambda _: None, cancel: threading.Event | None = None) -> Turn:
        """Writes on where the last answer was stopped, or cut because it was long. Raises BadInput when it is whole; ModelError."""
        chat, begun = self._session.chat, self.messages[-1] if self.messages else None
        if chat is None or begun is None or begun.role != "assistant" or begun.state == "complete" or begun.text == NOTHING_SAID:
            raise BadInput("There is no answer to go on with.", "Ask for more in a message of your own.")
        self.messages.pop()
        question = self.messages[-1]
        try:
            asked, recalled = self._asked(question)
            on_event(Piece(begun.text))
            answer = continuing.proceed(
                asked, Exchange("assistant", begun.text), chat, small=self._session.small, on_piece=lambda text: on_event(Piece(text)), cancel=cancel
            )
        except BaseException:
            self.messages.append(begun)
            raise
        return self._answered(question, answer, recalled.ids([n for n in answer.used if n < len(recalled.owners)]), on_event)

    def _answered(self, question: Message, answer: Answer, used: tuple[str, ...], on_event: Callable[[Event], None]) -> Turn:
        state = "cancelled" if answer.cancelled else "partial" if answer.cut else "complete"
        stored = self._say("assistant", answer.text or NOTHING_SAID, clock.now(), state)
        on_event(Answered(stored, "", used))
        return Turn(question, stored, "", (), answer.guard, answer.declined)

    def close(self) -> None:
        """Ends it: what was said is gone."""
        self.messages.clear()

    def _answer(self, question: Message, on_event: Callable[[Event], None], cancel: threading.Event | None) -> tuple[Answer, tuple[str, ...]]:
        session = self._session
        if extract.learn(question.text, at=question.at).command is not None:
            on_event(Piece(NOT_HERE))
            return Answer(NOT_HERE, "request"), ()
        asked, recalled = self._asked(question)
        made = ask_model(session, asked, lambda said: on_event(Piece(self._true(said))), lambda why: on_event(Retrying(why)), cancel)
        used = recalled.ids([n for n in made.used if n < len(recalled.owners)])
        return msgspec.structs.replace(made, text=self._true(made.text)), used

    def _asked(self, question: Message) -> tuple[Asked, material.Material]:
        session = self._session
        recalled = material.gather_after(session, self.messages[-_HISTORY - 1 : -1], question) if self.uses_memory else self._from_here()
        asked = Asked(
            text=question.text, now=question.at, items=(*recalled.items, *(self._told() if session.small and self.uses_memory else ())),
            history=recalled.history, known=recalled.known, persona=str(session.settings.get("persona")), after_recall=recalled.after_recall,
            wished=recalled.wished, style=recalled.style, ties=recalled.ties, mended=recalled.mended, coming=recalled.coming,
        )  # fmt: skip
        return asked, recalled

    def _from_here(self) -> material.Material:
        """What this conversation alone says."""
        history = tuple(Exchange(message.role, message.text) for message in self.messages[-_HISTORY - 1 : -1])
        items = self._told() if self._session.small else ()
        return material.Material(items=items, history=history, known=frozenset(name.lower() for item in items for name in names_in(item.text)))

    def _told(self) -> tuple[Item, ...]:
        """What the user stated here before, for a small model, which reads facts alone."""
        found: list[Item] = []
        for message in self.messages[:-1]:
            if message.role != "user" or only_asks(message.text):
                continue
            learned = extract.learn(message.text[:LONGEST], at=message.at).candidates
            found += [Item(text=one.text, kind=one.kind, when=message.at.date().isoformat()) for one in learned]
            for start, stop in sentences(message.text[:LONGEST]):
                said = message.text[start:stop].strip()
                if said and not said.endswith("?") and not any(one.start < stop and start < one.stop for one in learned):
                    found.append(Item(text=said, kind="message", when=message.at.date().isoformat()))
        return tuple(found[-4 * _HISTORY :])

    def _true(self, text: str) -> str:
        """An answer in words that hold where nothing is kept."""
        if text in (KEPT, DONT_KNOW):
            return HEARD if text == KEPT else UNKNOWN if self.uses_memory else UNTOLD
        if text.startswith("Hello! Tell me something to remember"):
            return HELLO
        return text if self.uses_memory else _SAID_ON.sub("You said:", _NOTED.sub("You told me here:", text))

    def _say(self, role: str, text: str, at: datetime, state: str = "complete") -> Message:
        """A record like those of stored messages, with rows that no stored one has."""
        place = len(self.messages)
        moment = clock.to_utc(at)
        made = Message(
            row=-1 - place, id=new_id(), conversation=0, parent=None, external_id=None, role=role, speaker="", text=text, shown=None,
            mentioned_at=moment, utc_offset=clock.offset_minutes(at), recorded_at=moment, source="typed" if role == "user" else "generated",
            asks=False, depth=place, on_path=True, state=state, status="active", model=None, version=1,
        )  # fmt: skip
        self.messages.append(made)
        return made
