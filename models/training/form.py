"""The form in which an example is put to the model: a question, and several memories that each see the question but not one another.

It is engine/answering/judging.py's, token for token (tests/models/training holds that).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.judging import ANSWERS, memory_text, question_text


@dataclass(frozen=True)
class Example:
    """A question; what is known of who is whose; memories, each with whether it tells what is asked."""

    question: str
    memories: tuple[tuple[str, bool], ...]
    ties: tuple[str, ...] = ()


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


def stem(tokens: Tokens, question: str, ties: Sequence[str] = ()) -> list[int]:
    """What every memory is read after."""
    return tokens(question_text(question, ties))


def branch(tokens: Tokens, memory: str) -> list[int]:
    """A memory up to where the model says whether it answers."""
    return tokens(memory_text(memory))
