"""From hits to the few lines that a model reads: within a token budget, each fact once, in the order in which things were said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.memory.words import fold
from engine.recall import relevance, times
from engine.recall.echoes import about_the_talk, small_talk
from engine.recall.excerpts import excerpt
from engine.recall.hits import Found, Hit
from engine.recall.parameters import PARAMETERS
from engine.recall.query import parse

if TYPE_CHECKING:
    from engine.vault.vault import Vault

Count = Callable[[Sequence[str]], Sequence[int]]
Sources = dict[int, list[tuple[int, int]]]  # message row -> spans of its text
_PAST = re.compile(
    r"\b(used to|before|former(ly)?|previous(ly)?|old|ex|back then|once|in the past|originally|at first|no longer|was|were|did)\b", re.IGNORECASE
)


class Line(msgspec.Struct, frozen=True):
    """One line of a context: `text` is exactly characters `start` to `stop` of the row's (visible) text at `version`.
    `date` is given when the question is about time; `status` "superseded" says that it no longer holds."""

    text: str
    owner_kind: str  # "memory" or "message"
    owner: int
    version: int
    start: int
    stop: int
    date: str | None = None
    speaker: str = ""
    status: str = "active"


class Packed(msgspec.Struct, frozen=True):
    """A context: lines in chronological order, the hits that were considered, what the lines cost, and how many texts wait for vectors.
    `dropped`: hits that were left out, by (owner kind, row), with a machine word saying why."""

    lines: tuple[Line, ...]
    hits: tuple[Hit, ...]
    tokens: int
    waiting: int
    relevance: float = 0.0
    dropped: dict[str, str] = msgspec.field(default_factory=dict)
    notes: tuple[str, ...] = ()
    stages: dict[str, float] = msgspec.field(default_factory=dict)


def estimate_tokens(texts: Sequence[str]) -> list[int]:
    """Tokens without a model: a word piece for about 3.6 characters, and each character of what is not Latin."""
    return [1 + sum(1 for c in text if ord(c) > 0x24F) + int(sum(1 for c in text if ord(c) <= 0x24F) / 3.6) for text in texts]


def pack(
    vault: Vault, question: str, found: Found, *, budget_tokens: int, history_rows: frozenset[int] = frozenset(),
    count_tokens: Count | None = None,
) -> Packed:  # fmt: skip
    """Takes hits by rank as long as the budget lasts. A fact stands for the turns it came from; what says
    nearly the same is taken once; what no longer holds only when the question looks back; echoes only when they are asked for."""
    count = count_tokens or estimate_tokens
    dropped: dict[str, str] = {}
    hits = found.hits if found.relevance >= relevance.THRESHOLD else ()
    dropped.update((name(hit), "not relevant") for hit in found.hits[len(hits) :])
    worth = _worthwhile(hits, question, history_rows, dropped)
    dated, wanted = times.about_time(question), parse(question)
    texts = {name(hit): excerpt(hit.text, wanted, whole=hit.kind != "message") for hit in worth}
    costs = dict(zip(texts, count([text for text, _, _ in texts.values()]), strict=True)) if texts else {}
    sources = _sources(vault, [hit for hit in worth if hit.kind != "message"])
    lines: list[Line] = []
    said: list[frozenset[str]] = []
    spent = 0
    for hit in _facts_before_their_turns(worth, sources, texts):
        text, start, stop = texts[name(hit)]
        cost = costs[name(hit)] + PARAMETERS.line_overhead + (PARAMETERS.date_overhead if dated else 0)
        words = frozenset(re.findall(r"\w+", fold(text)))
        if any(line.owner_kind == "memory" and _covers(sources[line.owner], hit, start, stop) for line in lines):
            dropped[name(hit)] = "its fact is there"
        elif hit.kind != "message" and sources[hit.row] and sources[hit.row].keys() <= history_rows:
            dropped[name(hit)] = "in the conversation"
        elif any(_alike(words, other) for other in said):
            dropped[name(hit)] = "said already"
        elif spent + cost > budget_tokens:
            dropped[name(hit)] = "budget"
        else:
            spent += cost
            said.append(words)
            lines.append(_line(hit, text, start, stop, (hit.event_date or hit.time[:10]) if dated else None))
    return Packed(_chronological(vault, lines), found.hits, spent, found.waiting, found.relevance, dropped, found.notes, found.stages)


def name(hit: Hit) -> str:
    """How `dropped` names a hit: "message 12" or "memory 3"."""
    return f"{'message' if hit.kind == 'message' else 'memory'} {hit.row}"


def _worthwhile(hits: Sequence[Hit], question: str, history_rows: frozenset[int], dropped: dict[str, str]) -> list[Hit]:
    """What may enter at all, by rank."""
    talk, past = about_the_talk(question), _PAST.search(question) is not None
    best = max((hit.score for hit in hits), default=0.0)
    kept = []
    for hit in hits:
        if hit.kind == "message" and hit.row in history_rows:
            dropped[name(hit)] = "in the conversation"
        elif hit.echo and not talk:
            dropped[name(hit)] = "echo"
        elif small_talk(hit.text):
            dropped[name(hit)] = "small talk"
        elif hit.status != "active" and not past:
            dropped[name(hit)] = "no longer holds"
        elif hit.score < PARAMETERS.packed_share * best:
            dropped[name(hit)] = "far behind"
        else:
            kept.append(hit)
    return kept


def _sources(vault: Vault, facts: Sequence[Hit]) -> dict[int, Sources]:
    """For each memory row the spans of the messages that it comes from."""
    found: dict[int, Sources] = {hit.row: {} for hit in facts}
    rows = json.dumps(list(found))
    for row in vault.query("SELECT memory, message, start, stop FROM memory_source WHERE memory IN (SELECT value FROM json_each(?))", (rows,)):
        found[int(row["memory"])].setdefault(int(row["message"]), []).append((int(row["start"]), int(row["stop"])))
    return found


def _covers(sources: Sources, hit: Hit, start: int, stop: int) -> bool:
    """Whether a fact says what a message's excerpt says: it was taken from the greater part of it."""
    if hit.kind != "message":
        return False
    return any(2 * (min(stop, last) - max(start, first)) >= stop - start for first, last in sources.get(hit.row, ()))


def _facts_before_their_turns(hits: Sequence[Hit], sources: dict[int, Sources], texts: dict[str, tuple[str, int, int]]) -> list[Hit]:
    """A turn that ranks above the fact taken from it gives its place to the fact, which says it more plainly."""
    ordered: dict[str, Hit] = {}
    for hit in hits:
        _, start, stop = texts[name(hit)]
        for fact in hits:
            if fact.kind != "message" and _covers(sources[fact.row], hit, start, stop):
                ordered.setdefault(name(fact), fact)
        ordered.setdefault(name(hit), hit)
    return list(ordered.values())


def _line(hit: Hit, text: str, start: int, stop: int, date: str | None) -> Line:
    kind = "message" if hit.kind == "message" else "memory"
    return Line(text, kind, hit.row, hit.version, start, stop, date, hit.speaker, hit.status)


def _chronological(vault: Vault, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Sorted by the moment of mention in UTC (the text form of a hit's time holds its own offset and does not sort)."""
    when: dict[tuple[str, int], str] = {}
    for kind in ("message", "memory"):
        rows = json.dumps([line.owner for line in lines if line.owner_kind == kind])
        for row in vault.query(f"SELECT row, mentioned_at FROM {kind} WHERE row IN (SELECT value FROM json_each(?))", (rows,)):
            when[kind, int(row["row"])] = row["mentioned_at"]
    return tuple(sorted(lines, key=lambda line: (when.get((line.owner_kind, line.owner), ""), line.owner_kind != "memory", line.owner)))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Near-duplicates: nearly the same words."""
    return len(one & other) >= PARAMETERS.duplicate_share * len(one | other)
