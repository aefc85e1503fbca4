"""What is said when an instruction or a procedure was noted: "I'll always answer in bullet points.", and honestly what a small model can't do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.answering import formatting, howto
from engine.answering.second_person import to_second_person
from engine.learning.practising.outcomes import Outcome
from engine.memory.instructions import PREDICATE
from engine.memory.records import Memory

CANT_YET = "The small model in use can't follow that yet; a larger one will."
_ORDERS = (
    (r"\bthe assistant should stop\b", "I'll stop"),
    (r"\bthe assistant should (?:not|never) ", "I won't "),
    (r"\bthe assistant should always\b", "I'll always"),
    (r"\bthe assistant should\b", "I'll"),
    (r"\bthe assistant may\b", "I may"),
    (r",\s*it should (?:not|never) ", ", I won't "),
    (r",\s*it should\b", ", I'll"),
    (r"\b(?:the assistant's|its)\b", "my"),
    (r"\bthe assistant is\b", "I'm"),
    (r"\bthe assistant has\b", "I have"),
    (r"\bthe assistant\b", "I"),
)


def promise(text: str) -> str:
    """An instruction, told of the assistant, said by the assistant: "The assistant should call the user Liz." -> "I'll call you Liz."."""
    for pattern, said in _ORDERS:
        text = re.sub(pattern, said, text, flags=re.IGNORECASE)
    text = re.sub(r"\bthe user\b", "you", re.sub(r"\bthe user's\b", "your", text, flags=re.IGNORECASE), flags=re.IGNORECASE)
    text = re.sub(r"\byou (asks|is|has|wants|writes|talks|speaks|says|needs|tells|goes|does)\b", lambda m: f"you {_PLAIN.get(m[1], m[1][:-1])}", text)
    return text[:1].upper() + text[1:]


_PLAIN = {"is": "are", "has": "have", "goes": "go", "does": "do"}


def spoken(memory: Memory) -> str:
    """A memory as it is told to the user."""
    return promise(memory.text) if memory.predicate == PREDICATE else to_second_person(memory.text)


def noted(learned: Sequence[Memory]) -> str:
    """Instructions and procedures as they were understood; "" when something else was learnt too."""
    if not learned or any(memory.kind != "procedural" for memory in learned):
        return ""
    return "Noted. " + "\n".join(spoken(memory) if memory.predicate == PREDICATE else howto.numbered(memory) for memory in learned)


def beyond(learned: Sequence[Memory]) -> bool:
    """Whether one of them is an instruction that code can't follow for a small model."""
    return any(memory.predicate == PREDICATE and not formatting.obeys(memory.text) for memory in learned)


def turned_out(memory: Memory, outcome: Outcome) -> str:
    """The reply to "that worked" or "it didn't"."""
    if outcome == "worked":
        return "Good. I've noted that it worked."
    return "Noted: that did not work. Tell me what to do differently, and I'll correct the steps."
