"""What learning hands on: candidates for memories, and what was turned down."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["semantic", "episodic", "procedural"]
EntityKind = Literal["user", "person", "place", "organisation", "pet", "thing"]
Action = Literal["remember", "forget", "show", "dont_remember", "undo"]
EXTRACTOR = "rules/1"


class EntityMention(msgspec.Struct, frozen=True):
    """Somebody or something that a candidate names. `relation`: of a person to the user ("sister"), or to the one named `of`.

    `fresh`: said to be another than the known one of that name.
    """

    name: str
    kind: EntityKind
    role: Literal["subject", "object", "mention"] = "mention"
    relation: str = ""
    of: str = ""
    fresh: bool = False


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One atomic memory, not yet stored. `start`/`stop` are characters of the message; times are ISO dates or moments."""

    kind: Kind
    text: str
    category: str
    start: int
    stop: int
    subject: str | None = None
    predicate: str | None = None
    object: str | None = None
    entities: tuple[EntityMention, ...] = ()
    edges: tuple[tuple[str, str, str], ...] = ()
    importance: float = 0.5
    confidence: float = 0.8
    valid_from: str | None = None
    valid_to: str | None = None
    precision: str = "unknown"
    time_words: str | None = None
    recurrence: str | None = None
    trigger_words: str | None = None
    steps: tuple[str, ...] = ()
    extractor: str = EXTRACTOR
    corrects: str = ""  # the text of a memory that this one takes the place of, because the user said so


class Rejected(msgspec.Struct, frozen=True):
    """What was not kept, and why (a short machine word: question, hypothetical, secret, ...)."""

    text: str
    reason: str


class Command(msgspec.Struct, frozen=True):
    """A request about memory itself. `text`: what to remember, what to forget, whom the question is about ("" = everything about the user)."""

    action: Action
    text: str
    start: int = 0
    stop: int = 0


class Learned(msgspec.Struct, frozen=True):
    """The outcome for one message. `doubted`: what the rules could shape but find too passing or too vague to keep by themselves."""

    candidates: tuple[Candidate, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    command: Command | None = None
    doubted: tuple[Candidate, ...] = ()
