"""The tier itself: whether it is on, and one call to the model per batch of messages."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

import structlog

from engine.learning.modeltier import prompt
from engine.learning.modeltier.reading import Source, read
from engine.learning.modeltier.schema import MOST_FACTS, parse, schema
from engine.learning.records import Learned
from models.client import Generation, Message, Reply
from models.size import parameters

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.catalogue import Entry

log = structlog.get_logger(__name__)
#: "About 1B": the smallest models sold as 1B have a little less.
LEAST_PARAMETERS = 900_000_000
VERSION = 1
#: A context of its own, so that the answer's cache survives; the answer goes before it.
CONTEXT = "learn"
_TOKENS_A_FACT = 96


class Chat(Protocol):
    """What is needed of models.client.ChatModel."""

    entry: Entry

    def chat(
        self, messages: Sequence[Message], generation: Generation = ..., *, context: str = ..., on_piece: Callable[[str], None] | None = ...,
        cancel: threading.Event | None = ...,
    ) -> Reply: ...  # fmt: skip

    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...


def is_on(setting: str, chat: Chat | None) -> bool:
    """Whether the model reads along. `setting`: auto (when it is large enough to be of use), on or off."""
    if chat is None or setting == "off":
        return False
    return setting == "on" or parameters(chat.entry) >= LEAST_PARAMETERS


def extractor(entry: Entry) -> str:
    """The tier's name and version: with another model, messages may be read anew."""
    return f"model:{entry.id}/{VERSION}"


def read_batch(chat: Chat, sources: Sequence[Source], cancel: threading.Event | None = None) -> Iterator[tuple[int, Learned]]:
    """Reads messages with as few calls as their length allows; gives (place in `sources`, what came of it) once each is read to its end.

    Ends early, without the message at hand, when `cancel` is set. Raises ModelError when the model fails; never for what it says.
    """
    shown = [source.readable for source in sources]
    name = extractor(chat.entry)
    done: dict[int, Learned] = {}
    reached = 0
    for batch in prompt.batches(shown, chat.count_tokens):
        first = batch[0].message
        yield from _finished(done, reached, first)
        reached = first
        generation = Generation(
            max_tokens=min(MOST_FACTS, 2 * len(batch) + 2) * _TOKENS_A_FACT, temperature=0.0, repeat_penalty=1.0, json_schema=schema(len(batch))
        )
        reply = chat.chat(prompt.messages(batch), generation, context=CONTEXT, cancel=cancel)
        if reply.finish == "cancelled":
            return
        items = parse(reply.text, len(batch))
        log.info("read by the model", messages=len(batch), facts=len(items), finish=reply.finish, tokens=reply.usage.completion_tokens)
        for place in dict.fromkeys(piece.message for piece in batch):
            mine = [item for item in items if batch[item.message - 1].message == place]
            done[place] = _joined(done.get(place), read(sources[place], mine, name))
    yield from _finished(done, reached, len(sources))


def _finished(done: dict[int, Learned], start: int, stop: int) -> Iterator[tuple[int, Learned]]:
    for place in range(start, stop):
        yield place, done.pop(place, Learned())


def _joined(before: Learned | None, now: Learned) -> Learned:
    return Learned((*before.candidates, *now.candidates), (*before.rejected, *now.rejected)) if before is not None else now
