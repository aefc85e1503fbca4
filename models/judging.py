"""How a model is asked whether a memory answers a question, and where its answer is read off: in the odds of two words, without any being said."""

from __future__ import annotations

from collections.abc import Sequence

#: " no" and " yes": each is one token of the bundled model.
ANSWERS = (" no", " yes")


def question_text(question: str, ties: Sequence[str] = ()) -> str:
    """What all memories are read after; `ties`: sentences that tell who is whose."""
    known = f"Known: {' '.join(ties)}\n" if ties else ""
    return f"{known}Question: {question}\n"


def memory_text(memory: str) -> str:
    return f"Memory: {memory}\nAnswers it:"
