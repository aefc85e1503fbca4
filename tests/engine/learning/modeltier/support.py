"""A chat model of a test's own: it says of each message what the test tells it to."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from models import catalogue
from models.client import Generation, Message, Reply, Usage

SIZE_OF_1B = 800_000_000


class Teller:
    """`facts` maps words of a message to what the model makes of it; `answer` overrides all with one text."""

    def __init__(self, facts: dict[str, str] | None = None, *, answer: str | None = None, size: int = SIZE_OF_1B, name: str = "some-1b") -> None:
        self.entry = msgspec.structs.replace(catalogue.default("chat"), id=name, file=f"{name}.gguf", size=size, small=False)
        self.facts, self.answer = facts or {}, answer
        self.prompts: list[str] = []
        self.contexts: list[str] = []
        self.generations: list[Generation] = []
        self.meanwhile: Callable[[], None] = lambda: None  # happens while the model is at work
        self.error: Exception | None = None

    def chat(
        self, messages: Sequence[Message], generation: Generation | None = None, *, context: str = "answer",
        on_piece: Callable[[str], None] | None = None, cancel: threading.Event | None = None,
    ) -> Reply:  # fmt: skip
        self.prompts.append(messages[-1].content)
        self.contexts.append(context)
        self.generations.append(generation or Generation())
        if self.error is not None:
            raise self.error
        self.meanwhile()
        if cancel is not None and cancel.is_set():
            return Reply('{"facts":[{"mess', "cancelled", Usage(), [])
        return Reply(self.answer if self.answer is not None else json.dumps({"facts": list(self._facts(messages[-1].content))}), "stop", Usage(), [])

    def _facts(self, prompt: str) -> Any:
        for number, text in re.findall(r'^\[(\d+)\] "(.*)"$', prompt, re.MULTILINE):
            for part, fact in self.facts.items():
                if part in text:
                    yield {"message": int(number), "quote": part, "fact": fact, "kind": "semantic", "category": "other"}

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) // 4 + 1 for text in texts]

    def close(self) -> None:
        pass
