"""How a model is asked whether a memory answers a question, or whether a note of a message is worth keeping, and where its answer is read off:
in the odds of two words, without any being said."""

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


def message_text(message: str, before: str = "") -> str:
    """What all notes of a message are read after; `before`: the turn that it answers, "" where it answers none."""
    heard = f"Before: {before}\n" if before else ""
    return f"{heard}Message: {message}\n"


def note_text(note: str) -> str:
    return f"Note: {note}\nTrue and worth keeping:"
