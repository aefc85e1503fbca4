"""A summary without a model: the few facts that say most of a conversation, and, where little was learnt, the user's own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from engine.learning.gating import secrets
from engine.memory.questions import only_asks
from engine.memory.sentences import Span, sentences
from engine.memory.spans import overlaps
from engine.memory.words import content, identifying

#: Sentences of a summary: about 80 tokens, half of what the bundled model reads in a second.
LINES = 5
#: Facts from which on nothing needs to be quoted.
_ENOUGH = 3
#: A quoted sentence has so many telling words, and is no longer than this.
_TELLING, _LONGEST = 4, 200
#: Two lines that share this much of their words say one thing.
_ALIKE = 0.6

Place = tuple[int, int, int]  # message row, start, stop


class Fact(msgspec.Struct, frozen=True):
    """A memory learnt from the conversation; `order` tells when (depth of its message), `places` its spans in the conversation."""

    text: str
    importance: float
    order: int
    places: tuple[Place, ...]


class Told(msgspec.Struct, frozen=True):
    """A message of the user. `learnt`: spans that became memories; `rejected`: texts in it that learning turned down."""

    row: int
    text: str
    order: int
    learnt: tuple[Span, ...] = ()
    rejected: tuple[str, ...] = ()


class Chosen(msgspec.Struct, frozen=True):
    """One line of a summary."""

    text: str
    order: int
    places: tuple[Place, ...]
    quoted: bool = False


def choose(facts: Sequence[Fact], told: Sequence[Told]) -> tuple[Chosen, ...]:
    """The most telling lines, in the order in which they were said."""
    lines = [Chosen(fact.text, fact.order, fact.places) for fact in _spread(facts)]
    if len(lines) < _ENOUGH:
        lines += _quotes(told)[: LINES - len(lines)]
    return tuple(sorted(lines, key=lambda line: (line.order, line.places)))


def compose(lines: Sequence[Chosen], day: datetime, title: str = "") -> str:
    """The summary in words; `title` if the user gave one."""
    named = f", “{title}”" if title else ""
    return f"Conversation of {day.day} {day:%B %Y}{named}: " + " ".join(tell(line) for line in lines)


def tell(line: Chosen) -> str:
    """A line in the third person."""
    return f"The user said: “{line.text}”" if line.quoted else line.text


def _spread(facts: Sequence[Fact]) -> list[Fact]:
    """Important ones first, each new: left out is what another says too ("Anna is the user's sister" beside "The user's sister Anna lives …"), and
    what shares most of its words with one that is in."""
    words = {fact: content(fact.text) for fact in facts}
    whole = [fact for fact in facts if not any(words[fact] < words[other] for other in facts)]
    chosen: list[Fact] = []
    for fact in sorted(whole, key=lambda fact: (-fact.importance, -len(words[fact]), fact.order, fact.text)):
        if len(chosen) < LINES and not any(len(words[fact] & words[other]) >= _ALIKE * len(words[fact] | words[other]) for other in chosen):
            chosen.append(fact)
    return chosen


def _quotes(told: Sequence[Told]) -> list[Chosen]:
    """Statements of the user that became no memory: none that asks, holds a secret, or was turned down."""
    found: list[tuple[int, Chosen]] = []
    for message in told:
        if secrets.holds(message.text) or any(part.startswith("[") for part in message.rejected):  # "[secret]", or a kind never kept: "[health]"
            continue
        for start, stop in sentences(message.text):
            text = " ".join(message.text[start:stop].split())
            words = content(text)
            if len(words) < _TELLING or len(text) > _LONGEST or only_asks(text) or overlaps((start, stop), message.learnt):
                continue
            if any(part in text or text in part for part in message.rejected if part):
                continue
            weight = len(words) + 2 * len(identifying(text))
            found.append((weight, Chosen(text, message.order, ((message.row, start, stop),), quoted=True)))
    return [line for _, line in sorted(found, key=lambda pair: (-pair[0], pair[1].order, pair[1].places))]
