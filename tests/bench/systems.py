"""What is compared: each takes a conversation and says for each question which turns it finds, best first, and how long that took.

BM25, dense vectors and plain hybrid read the same turns ("Speaker: text") and use the same embedder as Alcove.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.bench.locomo import Conversation, Question, percentile
from tests.bench.vectors import Vectors

TOP, DEEP = 20, 60  # turns looked at for recall; and for filling a context
RRF_K = 60  # Cormack, Clarke and Büttcher, 2009


class Run(NamedTuple):
    """`ranked`: per question the best `TOP` turns, `deep` the best `DEEP`; `search_ms`: likewise, without the question's embedding, which costs all
    the same; `add_ms`: per turn, likewise."""

    system: str
    ranked: list[list[str]]
    search_ms: list[float]
    add_ms: float
    deep: list[list[str]] = []  # noqa: RUF012 - a named tuple's default, never changed

    def took(self, share: float) -> float:
        return percentile(self.search_ms, share)


def spoken(conversation: Conversation) -> list[str]:
    """The turns as the plain systems read them."""
    return [f"{turn.speaker}: {turn.text}" for turn in conversation.turns]


def bm25(conversations: Sequence[Conversation]) -> Run:
    """SQLite FTS5 with the Porter stemmer."""
    return _plain("BM25 (FTS5, Porter)", conversations, lambda conversation: _words(conversation))


def dense(conversations: Sequence[Conversation], vectors: Vectors) -> Run:
    """Cosine of the question with each turn."""
    return _plain("dense (cosine)", conversations, lambda conversation: _meaning(conversation, vectors))


def hybrid(conversations: Sequence[Conversation], vectors: Vectors) -> Run:
    """Both, fused by reciprocal rank."""

    def both(conversation: Conversation) -> Callable[[Question], list[str]]:
        arms = (_words(conversation, 100), _meaning(conversation, vectors, 100))

        def search(question: Question) -> list[str]:
            scores: dict[str, float] = {}
            for arm in arms:
                for rank, turn in enumerate(arm(question), start=1):
                    scores[turn] = scores.get(turn, 0.0) + 1.0 / (RRF_K + rank)
            return sorted(scores, key=lambda turn: -scores[turn])[:DEEP]

        return search

    return _plain("plain hybrid (RRF of both)", conversations, both)


def _plain(name: str, conversations: Sequence[Conversation], build: Callable[[Conversation], Callable[[Question], list[str]]]) -> Run:
    deep, took, adding, turns = list[list[str]](), list[float](), 0.0, 0
    for conversation in conversations:
        started = time.perf_counter()
        search = build(conversation)
        adding, turns = adding + time.perf_counter() - started, turns + len(conversation.turns)
        for question in conversation.questions:
            started = time.perf_counter()
            deep.append(search(question))
            took.append((time.perf_counter() - started) * 1000)
    return Run(name, [found[:TOP] for found in deep], took, adding * 1000 / max(turns, 1), deep)


def survival(conversations: Sequence[Conversation], run: Run, budgets: Sequence[int]) -> dict[int, float]:
    """Budget of tokens -> the share of the evidence that is left when turns are taken by rank as long as they fit, counted as Alcove counts."""
    from engine.recall.packing import estimate_tokens
    from engine.recall.parameters import PARAMETERS

    shares: dict[int, list[float]] = {budget: [] for budget in budgets}
    asked = [(conversation, question) for conversation in conversations for question in conversation.questions]
    costs = {
        conversation.id: dict(zip((turn.id for turn in conversation.turns), estimate_tokens([turn.text for turn in conversation.turns]), strict=True))
        for conversation in conversations
    }
    for (conversation, question), found in zip(asked, run.deep, strict=True):
        for budget in budgets:
            left, inside = budget, set()
            for turn in found:
                cost = costs[conversation.id][turn] + PARAMETERS.line_overhead
                if cost <= left:
                    left -= cost
                    inside.add(turn)
            shares[budget].append(len(question.evidence & inside) / len(question.evidence))
    return {budget: sum(found) / max(len(found), 1) for budget, found in shares.items()}


def _words(conversation: Conversation, most: int = DEEP) -> Callable[[Question], list[str]]:
    import re

    import sqlcipher3

    connection = sqlcipher3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE said USING fts5 (text, tokenize='porter')")
    texts = spoken(conversation)
    connection.executemany("INSERT INTO said (rowid, text) VALUES (?, ?)", list(enumerate(texts, start=1)))

    def search(question: Question) -> list[str]:
        terms = " OR ".join(f'"{word}"' for word in dict.fromkeys(re.findall(r"\w+", question.text.lower())))
        rows = connection.execute("SELECT rowid FROM said WHERE said MATCH ? ORDER BY bm25(said) LIMIT ?", (terms, most)).fetchall()
        return [conversation.turns[row[0] - 1].id for row in rows]

    return search


def _meaning(conversation: Conversation, vectors: Vectors, most: int = DEEP) -> Callable[[Question], list[str]]:
    import numpy as np

    matrix = np.stack([vectors[text] for text in spoken(conversation)])

    def search(question: Question) -> list[str]:
        return [conversation.turns[n].id for n in np.argsort(-(matrix @ vectors[question.text]))[:most]]

    return search


class Ours(NamedTuple):
    """Alcove's run, with what it alone is asked: `survival` (budget -> share of the evidence in the packed context) and `stages` in milliseconds."""

    run: Run
    survival: dict[int, float]
    stages: dict[str, list[float]]
    embed_ms: list[float]


def alcove(conversations: Sequence[Conversation], budgets: Sequence[int]) -> Ours:
    """Raw turns alone, without learning, as the others get them; each conversation in a vault of its own."""
    from engine.memory.ingest import IngestLine
    from tests.bench.ratios import session, timed

    ranked, took, embed, stages = list[list[str]](), list[float](), list[float](), dict[str, list[float]]()
    survived: dict[int, list[float]] = {budget: [] for budget in budgets}
    adding, turns = 0.0, 0
    for conversation in conversations:
        with session() as live:
            lines = [
                IngestLine(turn.session, turn.id, "user" if turn.first else "other", turn.at, turn.text, turn.speaker, n)
                for n, turn in enumerate(conversation.turns, start=1)
            ]
            adding += timed(lambda live=live, lines=lines: live.conversations.ingest(lines))
            turns += len(lines)
            live.settle()
            names = {row["row"]: row["external_id"] for row in live.vault.query("SELECT row, external_id FROM message")}
            live.recall.search("Who is it?")
            for question in conversation.questions:
                found = live.recall.search(question.text, top=TOP)
                ranked.append(list(dict.fromkeys(id for hit in found.hits for id in hit.source_ids)))
                reading = found.stages.get("embed query", 0.0)
                took.append(found.ms - reading)
                embed.append(reading)
                for stage, ms in found.stages.items():
                    stages.setdefault(stage, []).append(ms)
                for budget in budgets:
                    lines_packed = live.recall.context(question.text, budget_tokens=budget).lines
                    inside = {names[line.owner] for line in lines_packed if line.owner_kind == "message"}
                    survived[budget].append(len(question.evidence & inside) / len(question.evidence))
    mean = {budget: sum(shares) / max(len(shares), 1) for budget, shares in survived.items()}
    return Ours(Run("Alcove", ranked, took, adding / max(turns, 1)), mean, stages, embed)
