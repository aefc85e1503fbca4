"""Lives written by hand, group by group: what was told, what is asked of it, and which of it answers, if anything does.

A group begins with "#". Its memories are numbered; "~" marks what no longer holds. A line "? question => 2,5" names the memories that answer, 0 none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.training.data.lexicon import Choice
from models.training.form import Example

FOLDER = Path(__file__).parent / "lives"
OVER = "(no longer true) "
_GROUP = re.compile(r"(?m)^#.*$")
_TIE = re.compile(r"\b[Tt]he user's ([a-z][a-z-]+(?: [a-z][a-z-]+)?),? ([A-ZÀ-ÞĀ-Ž][\w'’-]+)")
_CALLED = re.compile(r"\b[Tt]he user's ([a-z][a-z-]+(?: [a-z][a-z-]+)?) is (?:called |named )?([A-ZÀ-ÞĀ-Ž][\w'’-]+)\.")
_BEING = re.compile(r"^([A-ZÀ-ÞĀ-Ž][\w'’-]+) is the user's ([a-z][a-z-]+(?: [a-z][a-z-]+)?)\b")
#: Memories beside those that answer: the likest in words, and some by chance.
LIKE, ANY = 3, 1


@dataclass(frozen=True)
class Life:
    """Memories, and questions each with the indices of those that answer. The first life of every file is held out."""

    memories: list[str]
    asked: list[tuple[str, list[int]]]
    held_out: bool


def groups(folder: Path = FOLDER) -> Iterator[Life]:
    """Every life of every file."""
    for path in sorted(folder.rglob("*.txt")):
        held_out = True
        for text in _GROUP.split(path.read_text(encoding="utf-8")):
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            told = {match[1]: match[2] for line in lines if (match := re.match(r"(\d+) (.+)$", line))}
            asked = [(match[1], match[2]) for line in lines if (match := re.match(r"\? (.+?) => ([\d, ]+)", line))]
            at = {number: index for index, number in enumerate(told)}
            if told:
                memories = [OVER + text[1:].lstrip() if text.startswith("~") else text for text in told.values()]
                yield Life(memories, [(q, [at[n.strip()] for n in numbers.split(",") if n.strip() in at]) for q, numbers in asked], held_out)
                held_out = False


def examples(c: Choice, *, held_out: bool = False) -> Iterator[Example]:
    """Every question with what answers it and the memories most like it; once each."""
    for life in groups():
        if life.held_out == held_out:
            memories, ties = life.memories, ties_in(life.memories)
            for question, answering in life.asked:
                wanted = _words(question)
                others = [n for n in range(len(memories)) if n not in answering]
                others.sort(key=lambda n: (-len(wanted & _words(memories[n])), c.random.random()))
                like, rest = others[:LIKE], others[LIKE:]
                shown = [*answering, *like, *c.random.sample(rest, min(ANY, len(rest)))]
                c.random.shuffle(shown)
                yield Example(question, tuple((memories[n], n in answering) for n in shown), fitting(question, [memories[n] for n in shown], ties))


def ties_in(memories: list[str]) -> dict[str, str]:
    """Name -> relation, as a group tells them."""
    found = {name: relation for text in memories for pattern in (_TIE, _CALLED) for relation, name in pattern.findall(text)}
    return found | {name: relation for text in memories for name, relation in _BEING.findall(text)}


def fitting(question: str, memories: list[str], ties: dict[str, str]) -> tuple[str, ...]:
    """The ties that the question or a memory speaks of, as sentences."""
    said = question.lower()
    return tuple(
        f"{name} is the user's {relation}."
        for name, relation in ties.items()
        if re.search(rf"\b{re.escape(name.lower())}\b", said)
        or re.search(rf"\b{re.escape(relation.split()[-1])}\b", said)
        or any(re.search(rf"\b{re.escape(name)}\b", text) for text in memories)
    )[:5]


def _words(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[\w']{3,}", text.lower())} - {
        "the",
        "user",
        "user'",
        "what",
        "does",
        "did",
        "when",
        "where",
        "who",
        "whats",
    }
