"""The lexical arms: bm25 over single turns, windows of turns, and memories; trigrams for scripts without spaces and for typos."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from engine.memory import windows
from engine.memory.words import like, quote
from engine.recall import query as queries
from engine.recall import shortlist
from engine.recall.candidates import MEMORY_OK, MESSAGE_OK, Key, Moment, Ranked, allowed, ask
from engine.recall.parameters import PARAMETERS

if TYPE_CHECKING:
    from engine.recall.query import Query
    from engine.vault.vault import Vault

#: Turns looked through for one or two characters of unspaced script, newest first: no index can help there.
_SCAN = 20_000
#: Rows of a shortlist for each that an arm may bring: the rarest words are not all that bm25 goes by.
_LISTED = 5
#: What nearly every memory begins with: its trigrams tell nothing ("house" shares one with "user").
_SUBJECT = "the user's"


def search(vault: Vault, query: Query, moment: Moment, counts: dict[str, int]) -> list[Ranked]:
    """Every lexical arm's list. `counts` (see `document_counts`) tells which terms are too common to be looked up."""
    return [arm for ask in searches(vault, query, moment, counts) for arm in ask()]


def searches(vault: Vault, query: Query, moment: Moment, counts: dict[str, int]) -> tuple[Callable[[], list[Ranked]], ...]:
    """The same in three parts that can be asked for at once: windows, turns, memories."""
    cap = PARAMETERS.arm_cap
    terms = tuple(sorted(telling(query.terms, counts, size(vault)), key=lambda term: counts.get(term, 0)))
    exact = queries.any_of((*query.phrases, *query.numbers))
    unspaced = queries.any_of(queries.trigrams(query.unspaced))

    def windowed() -> list[Ranked]:
        return _found([_by_terms(vault, "window", "window_fts", "message", terms, counts, moment, cap)])

    def turns() -> list[Ranked]:
        return _found([
            _by_terms(vault, "turn", "turn_fts", "message", terms, counts, moment, cap),
            _arm(vault, "exact", "turn_fts", "message", exact, moment, cap),
            _arm(vault, "trigram", "turn_trigram", "message", unspaced, moment, cap),
            _short_runs(vault, query, moment, "trigram", "message", "visible", MESSAGE_OK),
        ])  # fmt: skip

    def memories() -> list[Ranked]:
        return _found([
            _by_terms(vault, "memory", "memory_fts", "memory", terms, counts, moment, cap),
            _arm(vault, "exact_memory", "memory_fts", "memory", exact, moment, cap),
            _arm(vault, "trigram_memory", "memory_trigram", "memory", _inexact(query, counts), moment, cap),
            _short_runs(vault, query, moment, "trigram_memory", "memory", "text", MEMORY_OK),
        ])  # fmt: skip

    return windowed, turns, memories


def long(query: Query, counts: Mapping[str, int]) -> bool:
    """Whether so many texts hold the question's words that asking at once pays."""
    return sum(counts.get(term, 0) for term in query.terms) > shortlist.LEAST


def _found(arms: Iterable[Ranked]) -> list[Ranked]:
    return [arm for arm in arms if arm.keys]


def document_counts(vault: Vault, terms: Iterable[str]) -> dict[str, int]:
    """How many turns or memories hold each term (the larger; stemmed as the tables do), counted no further than what is common."""
    limit = _common(size(vault)) + 1
    return {term: max(_count(vault, table, term, limit) for table in ("turn_fts", "memory_fts")) for term in terms}


def telling(terms: Sequence[str], counts: dict[str, int], messages: int) -> tuple[str, ...]:
    """The terms without those that nearly every turn holds; when all are common, the least common of them."""
    common = _common(messages)
    kept = tuple(term for term in terms if counts.get(term, 0) <= common)
    return kept or tuple(sorted(terms, key=lambda term: counts.get(term, 0))[:1])


def _common(messages: int) -> int:
    return max(PARAMETERS.common_floor, int(messages * PARAMETERS.common_share))


def size(vault: Vault) -> int:
    """About how many texts there are: the largest row numbers, which cost nothing to find."""
    found = vault.one("SELECT (SELECT max(row) FROM message), (SELECT max(row) FROM memory)")
    return sum(int(value or 0) for value in found) if found else 0


def _count(vault: Vault, table: str, term: str, limit: int) -> int:
    sql = f"SELECT count(*) FROM (SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT ?)"
    return int(vault.query(sql, (quote(term), limit))[0][0])


def _arm(vault: Vault, arm: str, table: str, kind: str, match: str, moment: Moment, cap: int) -> Ranked:
    """One bm25 query. The join filters while FTS5 hands out its ranking, so dead rows don't use up the cap."""
    if not match:
        return Ranked(arm, (), ())
    condition = MESSAGE_OK if kind == "message" else MEMORY_OK
    sql = f"""SELECT {table}.rowid AS row, {table}.rank AS bm25 FROM {table} CROSS JOIN {kind} m ON m.row = {table}.rowid
        WHERE {table} MATCH :match AND {condition} ORDER BY {table}.rank LIMIT :cap"""
    rows = ask(vault, sql, match=match, until=moment.until, archived=moment.archived, cap=cap)
    return Ranked(arm, tuple(Key(kind, int(row["row"])) for row in rows), tuple(-float(row["bm25"]) for row in rows))


def _by_terms(
    vault: Vault, arm: str, table: str, kind: str, terms: tuple[str, ...], counts: dict[str, int], moment: Moment, cap: int
) -> Ranked:  # fmt: skip
    """The bm25 query of any of the terms; where they match thousands of rows, of those alone that hold the rarest."""
    spread = 1 + windows.BEFORE + windows.AFTER if table == "window_fts" else 1
    held = {term: spread * counts.get(term, 0) for term in terms}
    if sum(held.values()) > shortlist.LEAST:
        terms = shortlist.affordable(terms, held)
        rows = shortlist.Shortlist(vault, table, terms)
        if rows.matched > shortlist.LEAST:
            return _among(vault, arm, table, kind, queries.any_of(terms), rows, moment, cap)
    return _arm(vault, arm, table, kind, queries.any_of(terms), moment, cap)


def _among(vault: Vault, arm: str, table: str, kind: str, match: str, rows: shortlist.Shortlist, moment: Moment, cap: int) -> Ranked:
    """bm25 of a shortlist, which grows until the cap is full of rows that may be seen."""
    wanted = _LISTED * cap
    # The plus keeps SQLite from asking FTS5 anew for each row.
    # All in one row: other threads have Python's lock between two.
    sql = f"""WITH scored AS MATERIALIZED (SELECT rowid AS row, -bm25({table}) AS score FROM {table} WHERE {table} MATCH ?
        AND +rowid IN (SELECT value FROM json_each(?))) SELECT json_group_array(json_array(row, score)) FROM scored"""
    while True:
        found = vault.one(sql, (match, json.dumps(rows.best(wanted))))
        scored = sorted(json.loads(found[0]) if found else [], key=lambda pair: (-pair[1], pair[0]))
        shown = allowed(vault, kind, [row for row, _ in scored[:cap]], moment)
        if len(shown) < min(cap, len(scored)):
            shown |= allowed(vault, kind, [row for row, _ in scored[cap:]], moment)
        if len(shown) >= cap or wanted >= len(rows) or wanted >= 64 * cap:
            best = [(row, value) for row, value in scored if row in shown][:cap]
            return Ranked(arm, tuple(Key(kind, row) for row, _ in best), tuple(value for _, value in best))
        wanted *= 4


def _inexact(query: Query, counts: dict[str, int]) -> str:
    """Trigrams for memories: of unspaced script, and of longer words that occur nowhere, which are mistyped or inflected."""
    unknown = tuple(term for term in query.terms if len(term) >= 5 and counts.get(term) == 0)
    return queries.any_of(tuple(one for one in queries.trigrams((*query.unspaced, *unknown)) if one not in _SUBJECT))


def _short_runs(vault: Vault, query: Query, moment: Moment, arm: str, kind: str, column: str, condition: str) -> Ranked:
    """One or two characters of unspaced script ("猫") are shorter than a trigram: looked for one by one."""
    keys: dict[Key, float] = {}
    for run in (run for run in query.unspaced if len(run) < 3):
        sql = f"""SELECT m.row FROM {kind} m WHERE m.row > (SELECT max(row) FROM {kind}) - {_SCAN} AND m.{column} LIKE :like ESCAPE '\\'
            AND {condition} ORDER BY m.row DESC LIMIT :cap"""
        for row in ask(vault, sql, like=like(run), until=moment.until, archived=moment.archived, cap=PARAMETERS.arm_cap):
            key = Key(kind, int(row["row"]))
            keys[key] = keys.get(key, 0.0) + 1.0
    ranked = sorted(keys, key=lambda key: (-keys[key], -key.row))[: PARAMETERS.arm_cap]
    return Ranked(arm, tuple(ranked), tuple(keys[key] for key in ranked))
