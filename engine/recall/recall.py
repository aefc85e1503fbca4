"""From a question to what was said and learnt: the arms are asked, fused and weighed. Degrades when an arm fails, never fails itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import structlog

from engine import clock
from engine.recall import graph, jobs, lexical, provenance, relevance, times
from engine.recall import query as queries
from engine.recall.candidates import Key, Moment, Ranked
from engine.recall.echoes import about_the_talk
from engine.recall.embedder import Embedder
from engine.recall.fusion import fuse
from engine.recall.hits import Found, Hit, Row, build, hydrate
from engine.recall.packing import Packed, pack
from engine.recall.parameters import PARAMETERS
from engine.recall.ranking import Cues, score
from engine.recall.vectors import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
_QUERY_CACHE = 64


class Recall:
    """Searches everything that may be recalled. With no embedder, or when it fails, the other arms answer and a note says so."""

    def __init__(self, vault: Vault, embedder: Embedder | None = None) -> None:
        self._vault = vault
        self._embedder = embedder
        self._vectors = Vectors(vault, embedder.id, embedder.dimension) if embedder is not None else None
        self._asked: dict[str, NDArray[np.float32]] = {}
        self._asking = threading.Lock()
        self._generation = -1

    def search(
        self, query: str, *, top: int = 20, as_of: datetime | None = None, kinds: Collection[str] | None = None, archived: bool = False
    ) -> Found:  # fmt: skip
        """The best `top` hits. `as_of`: the clock of the question: nothing mentioned later is seen, and what held then holds.
        `kinds`: "message", "semantic", "episodic", "procedural", "summary"; None for all. `archived`: also memories that were set aside."""
        return self._search(query, top, as_of, kinds, frozenset(), archived=archived)

    def _search(
        self, query: str, top: int, as_of: datetime | None, kinds: Collection[str] | None, hidden: frozenset[int], *, archived: bool = False
    ) -> Found:  # fmt: skip
        """`hidden`: message rows that are treated as if they were not there."""
        started = time.perf_counter()
        parsed = queries.parse(query)
        moment = Moment(clock.to_utc(as_of) if as_of is not None else None, archived)
        notes: list[str] = []
        counts = self._guarded("word counts", notes, lambda: lexical.document_counts(self._vault, parsed.terms), {})
        arms = [
            *self._guarded("full text", notes, lambda: lexical.search(self._vault, parsed, moment, counts), []),
            *self._guarded("vectors", notes, lambda: self._near(query, moment, notes), []),
            *self._guarded("graph", notes, lambda: graph.search(self._vault, parsed, moment), []),
        ]
        rows = hydrate(self._vault, {key for arm in arms for key in arm.keys if key.kind != "message" or key.row not in hidden}, moment)
        arms = [_only(arm, rows, kinds) for arm in arms]
        echoes = set() if about_the_talk(query) else {key for key, row in rows.items() if row.echo}
        cues = Cues.of(parsed, times.window(query, as_of or clock.now()), echoes, times.is_past(query))
        shares = fuse(arms, PARAMETERS.weights, PARAMETERS.rrf_k, last=echoes)
        scores = {key: score(sum(parts.values()), rows[key], cues) for key, parts in shares.items()}
        if kinds is None:
            provenance.credit(self._vault, rows, scores, shares, moment, past=cues.past)
            provenance.succeed(self._vault, rows, scores, shares, moment, top, past=cues.past)
        best = sorted(scores, key=lambda key: (-scores[key], key))[:top]
        hits = build(self._vault, [(rows[key], scores[key], shares[key]) for key in best])
        return Found(
            hits=hits,
            ms=(time.perf_counter() - started) * 1000,
            waiting=jobs.waiting(self._vault),
            arms=tuple(dict.fromkeys(arm.arm for arm in arms if arm.keys)),
            notes=tuple(notes),
            relevance=relevance.estimate(parsed, arms, rows, echoes, counts, lexical.size(self._vault)),
        )

    def context(
        self,
        question: str,
        *,
        budget_tokens: int,
        history_rows: Collection[int] = (),
        as_of: datetime | None = None,
        count_tokens: Callable[[Sequence[str]], Sequence[int]] | None = None,
    ) -> Packed:
        """What goes into the prompt: at most `budget_tokens` of lines, none of messages `history_rows` (the prompt holds them
        already), and empty when nothing is relevant."""
        found = self._search(question, PARAMETERS.packed_from, as_of, None, frozenset(history_rows))
        return pack(
            self._vault, question, found, budget_tokens=budget_tokens, history_rows=frozenset(history_rows), count_tokens=count_tokens,
        )  # fmt: skip

    def neighbours(self, memories: Sequence[int], k: int) -> dict[int, list[tuple[int, float]]]:
        """For each memory row the `k` nearest others by meaning (row, cosine), best first; empty without an embedder."""
        return self._vectors.neighbours(memories, k) if self._vectors is not None else {}

    def maintain(self, cancelled: Callable[[], bool] = lambda: False) -> bool:
        """Work for idle time: builds or rebuilds the graph index of vectors where there are many. Returns whether it did."""
        return self._vectors.build(cancelled) if self._vectors is not None else False

    def _near(self, query: str, moment: Moment, notes: list[str]) -> list[Ranked]:
        if self._embedder is None or self._vectors is None:
            notes.append("no embedder: searched by words alone")
            return []
        text = query[: PARAMETERS.question_characters].strip()
        if not text:
            return []
        return self._vectors.search(self._vector(text, self._embedder), moment)

    def _vector(self, text: str, embedder: Embedder) -> NDArray[np.float32]:
        """A question's vector, kept for the next time. An erasing, by whatever process, empties what is kept: it holds words."""
        generation = self._vault.generation
        with self._asking:
            if generation != self._generation:
                self._asked, self._generation = {}, generation
            vector = self._asked.get(text)
        if vector is None:
            vector = embedder.embed_query(text)
            with self._asking:
                if len(self._asked) >= _QUERY_CACHE:
                    self._asked.pop(next(iter(self._asked)))
                self._asked[text] = vector
        return vector

    @staticmethod
    def _guarded(part: str, notes: list[str], ask: Callable[[], Any], otherwise: Any) -> Any:
        """An arm that fails costs its own candidates, and nothing else."""
        try:
            return ask()
        except Exception as error:
            log.warning("recall arm failed", part=part, error=type(error).__name__)
            notes.append(f"{part} failed: searched without")
            return otherwise


def _only(arm: Ranked, rows: dict[Key, Row], kinds: Collection[str] | None) -> Ranked:
    """The candidates that the database still allows, of the wanted kinds."""
    kept = [(key, value) for key, value in zip(arm.keys, arm.scores, strict=True) if key in rows and (kinds is None or rows[key].kind in kinds)]
    return Ranked(arm.arm, tuple(key for key, _ in kept), tuple(value for _, value in kept))


__all__ = ["Found", "Hit", "Packed", "Recall"]
