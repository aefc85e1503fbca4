"""The form in which an example is put to the model: a stem, and several texts that each see the stem but not one another.

It is what engine/answering/judging.py and engine/learning/gating/worth.py ask, token for token (tests/models/training holds that).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.judging import ANSWERS, memory_text, message_text, note_text, question_text


@dataclass(frozen=True)
class Example:
    """A question; what is known of who is whose; memories, each with whether it tells what is asked."""

    question: str
    memories: tuple[tuple[str, bool], ...]
    ties: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        return question_text(self.question, self.ties)

    @property
    def branches(self) -> list[tuple[str, bool]]:
        return [(memory_text(memory), tells) for memory, tells in self.memories]

    @property
    def texts(self) -> list[str]:
        return [self.question, *(memory for memory, _ in self.memories)]


@dataclass(frozen=True)
class Noted:
    """A message with the turn that it answers ("": none); notes of it, each with whether it is true and worth keeping."""

    message: str
    notes: tuple[tuple[str, bool], ...]
    before: str = ""

    @property
    def stem(self) -> str:
        return message_text(self.message, self.before)

    @property
    def branches(self) -> list[tuple[str, bool]]:
        return [(note_text(note), worth) for note, worth in self.notes]

    @property
    def texts(self) -> list[str]:
        return [self.before, self.message, *(note for note, _ in self.notes)]


class Tokens:
    """The vocabulary of the base model, by llama.cpp itself."""

    def __init__(self, path: Path) -> None:
        import llama_cpp

        self._llama: Any = llama_cpp.Llama(str(path), vocab_only=True, verbose=False)
        self.answers = tuple(self(word)[0] for word in ANSWERS)

    def __call__(self, text: str, *, special: bool = False) -> list[int]:
        return list(self._llama.tokenize(text.encode(), add_bos=False, special=special))

    def text(self, tokens: list[int]) -> str:
        return str(self._llama.detokenize(tokens).decode("utf-8", "replace"))
