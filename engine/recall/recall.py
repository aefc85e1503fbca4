"""From a question to what was said and learnt: the arms are asked, fused and weighed. Degrades when an arm fails, never fails itself."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from engine import clock
from engine.recall import expansion, graph, jobs, lexical, provenance, relevance, second_hop, slots, typos
from engine.recall import query as queries
from engine.recall import speakers as speaking
from engine.recall.candidates import Key, Moment, Ranked
from engine.recall.diversity import diverse
from engine.recall.echoes import about_the_talk
from engine.recall.embedder import Embedder
from engine.recall.fusion import Fused
from engine.recall.hits import Found, Hit, Row, build, hydrate
from engine.recall.network import Network
from engine.recall.packing import Packed, pack
from engine.recall.parameters import PARAMETERS
from engine.recall.query import Query
from engine.recall.questions import EmbedderSilent, Pending, Questions
from engine.recall.ranking import Cues, score
from engine.recall.stages import Stages
from engine.recall.vectors import Vectors

if TYPE_CHECKING:
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)


class Recall:
    """Searches everything that may be recalled. With no embedder, or when it fails, the other arms answer and a note says so."""

    def __init__(self, vault: Vault, embedder: Embedder | None = None) -> None:
        self._vault = vault
        self._embedder = embedder
        self._vectors = Vectors(vault, embedder.id, embedder.dimension) if embedder is not None else None
        self._questions = Questions(vault, embedder) if embedder is not None else None
        self._network = Network(vault)

    def search(
        self, query: str, *, top: int = 20, as_of: datetime | None = None, kinds: Collection[str] | None = None, archived: bool = False,
        without: Collection[Key] = (),
    ) -> Found:  # fmt: skip
        """The best `top` hits. `as_of`: the clock of the question: nothing mentioned later is seen, and what held then holds.
        `kinds`: "message", "semantic", "episodic", "procedural", "summary"; None for all. `archived`: also memories that were set aside.
        `without`: rows that are treated as if they were not there."""
        return self._search(query, top, as_of, kinds, frozenset(without), archived=archived)

    def _search(
        self, query: str, top: int, as_of: datetime | None, kinds: Collection[str] | None, hidden: frozenset[Key], *, archived: bool = False
    ) -> Found:  # fmt: skip
        """`hidden`: rows that are treated as if they were not there."""
        started = time.perf_counter()
        query = query[: PARAMETERS.question_characters]  # no pattern has to read a pasted book
        parsed = queries.parse(query)
        moment = Moment(clock.to_utc(as_of) if as_of is not None else None, archived)
        notes, stages, until = list[str](), Stages(), time.monotonic() + PARAMETERS.patience
        guarded = partial(self._guarded, notes, stages, until)
        speakers = guarded("speakers", lambda: speaking.named(self._vault, parsed), frozenset())
        asked = guarded("embed query", lambda: self._ask(query, speakers), None)
        texts = lexical.size(self._vault)
        counts = guarded("word counts", lambda: lexical.document_counts(self._vault, parsed.terms), {})
        asked, parsed, counts = guarded("typos", lambda: self._mended(parsed, speakers, asked, counts, texts), (asked, parsed, counts))
        # What needs no vector goes first: meanwhile the question is embedded.
        with stages.of("full text"):
            by_words, aside = self._by_words(parsed, moment, counts, texts, partial(self._tried, notes, until))
        arms = [*by_words, *guarded("vectors", lambda: self._near(asked, moment, notes, stages, until), [])]
        arms += [*guarded("graph", lambda: graph.search(self._vault, parsed, moment, self._network, graph.passages(arms)), []), *aside]
        with stages.of("fusion"):
            likely = {key for arm in arms for key in arm.keys} - hidden if kinds is not None else _likely(arms, hidden)
        with stages.of("hydrate"):
            rows = hydrate(self._vault, likely, moment)
        with stages.of("fusion"):
            arms = [_only(arm, rows, kinds) for arm in arms]
            cues = Cues.of(parsed, as_of or clock.now(), speakers, _echoes(query, rows))
            fused = Fused(arms, PARAMETERS.weights, last=cues.echoes)
            worth = {key: score(1.0, rows[key], cues) for key in fused.shares}
            scores = {key: value * worth[key] for key, value in fused.totals().items()}
        hops = guarded("second hop", lambda: second_hop.search(self._vault, parsed, moment, rows, scores, texts), [])
        with stages.of("hydrate"):
            rows.update(hydrate(self._vault, {key for arm in hops for key in arm.keys} - rows.keys() - hidden, moment))
        with stages.of("fusion"):
            cues = msgspec.structs.replace(cues, echoes=_echoes(query, rows))
            for arm in (_only(arm, rows, kinds) for arm in hops):
                fused.join(arm)
                arms.append(arm)
            worth.update((key, score(1.0, rows[key], cues)) for key in fused.shares if key not in worth)
            shares, scores = fused.shares, {key: value * worth[key] for key, value in fused.totals().items()}
            if kinds is None:
                provenance.credit(self._vault, rows, scores, shares, moment, past=cues.past)
                provenance.succeed(self._vault, rows, scores, shares, moment, top, past=cues.past)
            best = diverse(scores, rows, hidden, top)
        with stages.of("hydrate"):
            hits = build(self._vault, [(rows[key], scores[key], shares[key]) for key in best], arms)
        with stages.of("relevance"):
            relevant = relevance.estimate(parsed, arms, rows, cues.echoes, counts, texts, named=bool(speakers))
        return Found(
            hits=hits,
            ms=(time.perf_counter() - started) * 1000,
            waiting=jobs.waiting(self._vault),
            arms=tuple(dict.fromkeys(arm.arm for arm in arms if arm.keys)),
            notes=tuple(notes),
            relevance=relevant,
            stages=stages.ms,
        )

    def context(
        self,
        question: str,
        *,
        budget_tokens: int,
        history_rows: Collection[int] = (),
        without: Collection[Key] = (),
        as_of: datetime | None = None,
        count_tokens: Callable[[Sequence[str]], Sequence[int]] | None = None,
    ) -> Packed:
        """What goes into the prompt: at most `budget_tokens` of lines, none of messages `history_rows` (the prompt holds them
        already) or of rows `without`, and empty when nothing is relevant."""
        hidden = frozenset((*without, *(Key("message", row) for row in history_rows)))
        found = self._search(question, PARAMETERS.packed_from, as_of, None, hidden)
        started = time.perf_counter()
        packed = pack(
            self._vault, question, found, budget_tokens=budget_tokens, history_rows=frozenset(history_rows), count_tokens=count_tokens,
        )  # fmt: skip
        return msgspec.structs.replace(packed, stages={**found.stages, "pack": (time.perf_counter() - started) * 1000})

    def neighbours(self, memories: Sequence[int], k: int) -> dict[int, list[tuple[int, float]]]:
        """For each memory row the `k` nearest others by meaning (row, cosine), best first; empty without an embedder."""
        return self._vectors.neighbours(memories, k) if self._vectors is not None else {}

    def maintain(self, cancelled: Callable[[], bool] = lambda: False) -> bool:
        """Work for idle time: builds or rebuilds the graph index of vectors where there are many. Returns whether it did."""
        return self._vectors.build(cancelled) if self._vectors is not None else False

    def warm(self) -> None:
        """Begins to load what the first search needs, in the background."""
        if self._vectors is not None and self._questions is not None:
            self._vectors.warm()
            self._questions.begin(("hello",))

    def _ask(self, query: str, speakers: frozenset[str]) -> Pending | None:
        """Begins to embed the question, and it without the names of `speakers`, and to load the vectors where that is still to be done;
        None for a blank one."""
        text = query[: PARAMETERS.question_characters].strip()
        if self._questions is None or self._vectors is None or not text:
            return None
        self._vectors.warm()
        return self._questions.begin(tuple(dict.fromkeys((text, speaking.nameless(text, speakers)))))

    def _mended(
        self, query: Query, speakers: frozenset[str], asked: Pending | None, counts: dict[str, int], texts: int
    ) -> tuple[Pending | None, Query, dict[str, int]]:
        """The question as it was meant: its words, their counts, and its vectors, which are asked for again."""
        mended, counts = typos.mended(self._vault, query, counts, texts)
        return (asked, query, counts) if mended is query else (self._ask(mended.text, speakers), mended, counts)

    def _by_words(
        self, parsed: Query, moment: Moment, counts: dict[str, int], texts: int, tried: Callable[[str, Callable[[], Any], Any], Any]
    ) -> tuple[list[Ranked], list[Ranked]]:  # fmt: skip
        """What the words find, and what they lead to. In a large store all at once: windows take as long as the rest together."""
        searches = tried("full text", lambda: lexical.searches(self._vault, parsed, moment, counts), (list, list, list))
        windows, turns, memories = (partial(tried, "full text", ask, []) for ask in searches)
        slot = partial(tried, "slots", lambda: slots.search(self._vault, parsed, moment), [])
        expanded = partial(tried, "expansion", lambda: expansion.search(self._vault, parsed, moment, texts), [])
        asks: list[Callable[[], list[list[Ranked]]]] = [lambda: [windows()], lambda: [turns(), slot()], lambda: [memories(), expanded()]]
        found = self._vault.database.at_once(asks) if lexical.long(parsed, counts) else [ask() for ask in asks]
        (windowed,), (said, slotted), (learnt, led) = found
        return [*said, *windowed, *learnt], [*slotted, *led]

    def _near(self, asked: Pending | None, moment: Moment, notes: list[str], stages: Stages, until: float) -> list[Ranked]:
        if self._vectors is None:
            notes.append("no embedder: searched by words alone")
            return []
        if asked is None:
            return []
        with stages.of("embed query"):
            vectors = asked.wait(until)
        if not self._vectors.ready(PARAMETERS.loading_patience):
            notes.append("vectors are still being loaded: searched without")
            return []
        return self._vectors.search(vectors[0], moment, turn=vectors[-1])

    def _guarded(self, notes: list[str], stages: Stages, until: float, part: str, ask: Callable[[], Any], otherwise: Any) -> Any:
        with stages.of(part):
            return self._tried(notes, until, part, ask, otherwise)

    def _tried(self, notes: list[str], until: float, part: str, ask: Callable[[], Any], otherwise: Any) -> Any:
        """An arm that fails, or is not done when `time.monotonic()` passes `until`, costs its own candidates and nothing else."""
        try:
            with self._vault.database.reading_until(until):
                return ask()
        except Exception as error:
            late = isinstance(error, EmbedderSilent) or time.monotonic() > until
            log.warning("recall arm failed", part=part, error=type(error).__name__, late=late)
            note = f"{part} took too long: searched without" if late else f"{part} failed: searched without"
            if note not in notes:
                notes.append(note)
            return otherwise


def _echoes(query: str, rows: dict[Key, Row]) -> set[Key]:
    return set() if about_the_talk(query) else {key for key, row in rows.items() if row.echo}


def _likely(arms: Sequence[Ranked], hidden: frozenset[Key]) -> set[Key]:
    """The candidates whose rows are worth reading: the best by what the arms say, and the first of each arm."""
    sums = Fused(arms, PARAMETERS.weights).totals()
    found = set(heapq.nlargest(PARAMETERS.read, sums.keys() - hidden, key=sums.__getitem__))
    return found.union(*(arm.keys[: PARAMETERS.read_of_each] for arm in arms)) - hidden


def _only(arm: Ranked, rows: dict[Key, Row], kinds: Collection[str] | None) -> Ranked:
    """The candidates that the database still allows, of the wanted kinds."""
    kept = [(key, value) for key, value in zip(arm.keys, arm.scores, strict=True) if key in rows and (kinds is None or rows[key].kind in kinds)]
    floor = arm.scores[-1] if len(arm.keys) >= PARAMETERS.arm_cap else 0.0
    return Ranked(arm.arm, tuple(key for key, _ in kept), tuple(value for _, value in kept), floor)


__all__ = ["Found", "Hit", "Packed", "Recall"]
