"""What an answer is asked with, and what it comes back with."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from engine.answering import formatting, prompt
from engine.answering.coming import Coming
from engine.answering.prompt import Exchange, Item, Origin, Wished
from models.client import Generation, Message, Reply

#: Characters of one message that a prompt and the rules look at; a pasted book must not cost the turns after it.
LONGEST = 6_000


class Chat(Protocol):
    """The part of models.client.ChatModel that answering needs."""

    def chat(
        self,
        messages: Sequence[Message],
        generation: Generation = ...,
        *,
        context: str = ...,
        on_piece: Callable[[str], None] | None = ...,
        cancel: threading.Event | None = ...,
    ) -> Reply: ...

    def odds(self, stem: str, texts: Sequence[str], words: tuple[str, str], *, job: str, cancel: threading.Event | None = ...) -> Sequence[float]: ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...


class Answer(msgspec.Struct, frozen=True):
    """`used`: indices of the items that were in the prompt or shown; `guard`: how the text came about, for the receipt."""

    text: str
    guard: str
    declined: bool = False
    used: tuple[int, ...] = ()
    turns: tuple[prompt.Turn, ...] = ()
    reply: Reply | None = None
    cancelled: bool = False
    cut: bool = False  # as long as one may be, and not at its end


class Asked(msgspec.Struct, frozen=True):
    """A question with all that an answer may stand on, and how it is to be answered. `style`: what of that code sees to, for a small model. `ties`:
    sentences that tell who is whose; `mended`: the question without slips of the keyboard, where it has any; `judges`: whether the small model
    has an adapter that was trained to tell which memory answers."""

    text: str
    now: datetime
    items: tuple[Item, ...] = ()
    history: tuple[Exchange, ...] = ()
    origin: Origin | None = None
    known: frozenset[str] = frozenset()
    persona: str = ""
    after_recall: bool = False
    wished: Wished = Wished()
    style: formatting.Style | None = None
    ties: tuple[str, ...] = ()
    mended: str = ""
    coming: Coming | None = None
    judges: bool = False

    @property
    def meant(self) -> str:
        """What is asked, its slips of the keyboard mended."""
        return self.mended or self.text


def bounded(asked: Asked, turns: int) -> Asked:
    """The last `turns` of the history, and of each text only its beginning."""
    history = tuple(
        msgspec.structs.replace(e, text=e.text[:LONGEST], origin=_until(e.origin, LONGEST)) for e in (asked.history[-turns:] if turns else ())
    )
    return msgspec.structs.replace(asked, text=asked.text[:LONGEST], origin=_until(asked.origin, LONGEST), history=history)


def _until(origin: Origin | None, length: int) -> Origin | None:
    return origin and msgspec.structs.replace(origin, stop=min(origin.stop, origin.start + length))
