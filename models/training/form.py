"""The form in which an example is put to the model: one list of memories, and several questions that each see the list but not one another.

It is engine/answering/prompt.py's `grounded`, token for token (tests/models/training holds that).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

SYSTEM = "Answer from the memories. Say so if they don't tell."
DECLINE = "Not noted."


@dataclass(frozen=True)
class Example:
    """Memories as lines, and (question, answer) pairs; an answer that the memories don't hold is DECLINE."""

    memories: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]


class Tokens:
    """The vocabulary of the base model, by llama.cpp itself."""

    def __init__(self, path: Path) -> None:
        import llama_cpp

        self._llama: Any = llama_cpp.Llama(str(path), vocab_only=True, verbose=False)

    def __call__(self, text: str, *, special: bool = False) -> list[int]:
        return list(self._llama.tokenize(text.encode(), add_bos=False, special=special))

    def text(self, tokens: list[int]) -> str:
        return str(self._llama.detokenize(tokens).decode("utf-8", "replace"))


def stem_text(memories: tuple[str, ...]) -> str:
    """What stands before the question in the user's turn."""
    return "".join(["Memories:\n", *(f"- {line}\n" for line in memories), "\nQuestion:"])


def stem(tokens: Tokens, memories: tuple[str, ...]) -> list[int]:
    """The prompt up to the question."""
    opening = tokens("<|im_start|>system\n", special=True) + tokens(SYSTEM) + tokens("<|im_end|>\n<|im_start|>user\n", special=True)
    return opening + tokens(stem_text(memories))


def branch(tokens: Tokens, question: str, answer: str) -> tuple[list[int], list[int]]:
    """A question up to where the model goes on, and what it should say."""
    return tokens(f" {question}") + tokens("<|im_end|>\n<|im_start|>assistant\n", special=True), tokens(answer) + tokens("<|im_end|>", special=True)
