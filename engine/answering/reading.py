"""The small model, trained to read memories (models/training): one sentence that answers, or that they don't tell."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.answering import prompt
from engine.answering.prompt import Item, Origin
from engine.answering.second_person import to_second_person
from models.adapters import ANSWERING
from models.client import Generation, Reply

if TYPE_CHECKING:
    from engine.answering.compose import Chat

#: Memories that it is shown at most, and tokens that it answers with.
LINES, LONGEST = 6, 48
_GREEDY = Generation(max_tokens=LONGEST, temperature=0.0, repeat_penalty=1.0)


class Read(msgspec.Struct, frozen=True):
    """`text` is "" when it says that the memories don't tell."""

    text: str
    turns: tuple[prompt.Turn, ...]
    reply: Reply


def read(question: str, items: Sequence[Item], origin: Origin | None, chat: Chat, cancel: threading.Event | None = None) -> Read:
    """What the trained model makes of the likeliest memories, best first. Raises ModelError."""
    turns = tuple(prompt.grounded(question, items, origin))
    reply = chat.chat(prompt.messages(turns), _GREEDY, context="answer", job=ANSWERING, cancel=cancel)
    said = to_second_person(re.split(r"\n", reply.text.strip())[0].strip().strip('"'))
    return Read("" if said == prompt.NOT_NOTED else said, turns, reply)
