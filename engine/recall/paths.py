"""Follows what a question spells out word by word: "my sister's husband's restaurant" leads from the sister to the restaurant."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from engine.memory.relations import is_relation, same_words, tie
from engine.memory.words import fold, stem
from engine.recall.candidates import MEMORY_OK, Moment, ask
from engine.recall.query import STOP_WORDS
from engine.recall.relations import same
from engine.recall.synonyms import related

if TYPE_CHECKING:
    from engine.recall.naming import Named, Word
    from engine.vault.vault import Vault

#: Memories looked at of whom the path has reached, the newest first.
_LOOKED_AT = 150
#: Whom a step may reach at most: "Tom's friend" may be any of many.
_REACHED = 10


_PARTNERS = frozenset("partner spouse wife husband girlfriend boyfriend fiance married_to married engaged_to".split())
_MUTUAL = frozenset("friend colleague neighbour flatmate housemate roommate cousin twin classmate teammate near".split())


class Path(msgspec.Struct, frozen=True):
    """Where the words led: the entities at the end, the memories of the last step, and the words that are left, which ask something of them."""

    ends: frozenset[int]
    said: tuple[int, ...]
    rest: tuple[str, ...]
    steps: int


class _Beside(msgspec.Struct, frozen=True):
    """A memory of somebody reached, and another whom it speaks of; `predicate` where it is a relation of the two, `forward` from the first."""

    memory: int
    text: str
    other: int
    name: str
    relation: str
    predicate: str
    forward: bool


def follow(vault: Vault, words: list[Word], names: list[Named], moment: Moment) -> Path:
    """From the first that is named, a step for each word that is a relation of somebody reached, or what a memory calls whom it ties them to."""
    first = min(names, key=lambda name: name.start)
    here = {name.row: "" for name in names if name.start == first.start}
    said: tuple[int, ...] = ()
    steps, left = 0, [(word.text, before.owns) for before, word in zip(words[first.stop - 1 :], words[first.stop :], strict=False)]
    beside: list[_Beside] | None = None  # read only where a word may be a step
    at = 0
    while at < len(left):
        those = {row: name for row, name in here.items() if left[at][0] in name.split()}
        if those:  # "Tom's son Jonas"
            here, beside = those, None
            del left[at]
            continue
        taken, found = 1, list[_Beside]()
        if left[at][1] or is_relation(left[at][0]):
            beside = _beside(vault, here, moment) if beside is None else beside
            taken, found = _step(left, at, beside, here)
        if found:
            here = dict(list({each.other: each.name for each in found}.items())[:_REACHED])
            said, steps = tuple(dict.fromkeys(each.memory for each in found)), steps + 1
            beside = None
            del left[at : at + taken]
        elif longer := _composed(left[at][0]):
            left[at : at + 1] = [(word, True) for word in longer]
        else:
            at += 1
    return Path(frozenset(here), said, tuple(word for word, _ in left if word not in STOP_WORDS), steps)


def _composed(word: str) -> list[str]:
    """ "mother-in-law" is the partner's mother, "niece" a sibling's daughter."""
    if word.endswith("-in-law"):
        return ["partner", word.removesuffix("-in-law")]
    return {"niece": ["sibling", "daughter"], "nephew": ["sibling", "son"]}.get(word, [])


def _step(left: list[tuple[str, bool]], at: int, beside: Iterable[_Beside], here: Collection[int]) -> tuple[int, list[_Beside]]:
    """How many words from `at` on are one step, and where it leads; relations of two words ("best friend") before those of one.
    What is no relation must be somebody's ("Tom's boat"): a verb asks, and leads nowhere."""
    others = [each for each in beside if each.other not in here]
    for length in (2, 1):
        word = " ".join(text for text, _ in left[at : at + length])
        if len(left) >= at + length and (is_relation(word) or word not in STOP_WORDS) and (ties := [each for each in others if _fits(each, word)]):
            return length, ties
    word, owned = left[at]
    if not owned or (word in STOP_WORDS and not is_relation(word)):
        return 1, []
    stems = {stem(other) for other in _alike(word)}
    return 1, [each for each in others if word in each.name.split() or not stems.isdisjoint(map(stem, _before(each)))]


def _fits(each: _Beside, word: str) -> bool:
    """Whether a relation is the one asked for: read from its head, but for those that go both ways."""
    if not each.predicate or (each.predicate != word and not is_relation(word)):
        return False
    alike = _alike(word)
    if not each.forward:
        return (word in _PARTNERS and each.predicate in _PARTNERS) or (word in _MUTUAL and each.predicate in alike)
    return each.predicate in alike or _tied(each.relation) in alike


def _before(each: _Beside) -> list[str]:
    """The word or two before the name in a memory's text: what it calls it ("a restaurant called Stella", "her dog Comet")."""
    text = fold(each.text)
    place = text.find(each.name)
    nouns = [word for word in re.findall(r"[\w'-]+", text[:place])[-3:] if word not in STOP_WORDS and word not in ("called", "named")]
    return nouns[-1:] if place > 0 else []


@lru_cache(maxsize=1_000)
def _alike(word: str) -> frozenset[str]:
    """Predicates and words that a step may be told by."""
    if is_relation(word):
        return same_words(word) | same(word) | {tie(word).word}
    return same(word) | frozenset(other for others in related([word]).values() for other, share in others.items() if share >= 1)


def _tied(relation: str) -> str:
    """What somebody is to the one before: "brother's wife" -> wife."""
    return tie(relation.rsplit("'s ", 1)[-1]).word if relation else ""


def _beside(vault: Vault, here: Collection[int], moment: Moment) -> list[_Beside]:
    """Whom the memories of those reached tie them to, or name beside them; never the user."""
    rows: list[Any] = ask(
        vault,
        f"""WITH mine AS (SELECT memory, entity FROM memory_entity WHERE entity IN (SELECT value FROM json_each(:here))
                ORDER BY memory DESC LIMIT :most)
        SELECT m.row AS memory, m.text, e.row AS other, e.folded AS name, coalesce(e.relation, '') AS relation, '' AS predicate, 1 AS forward
            FROM mine JOIN memory m ON m.row = mine.memory AND {MEMORY_OK} JOIN memory_entity x ON x.memory = m.row AND x.entity <> mine.entity
            JOIN entity e ON e.row = x.entity AND e.kind <> 'user'
        UNION SELECT m.row, m.text, e.row, e.folded, coalesce(e.relation, ''), g.predicate, g.forward
            FROM (SELECT memory, tail AS other, predicate, 1 AS forward FROM edge WHERE head IN (SELECT value FROM json_each(:here))
                UNION SELECT memory, head, predicate, 0 FROM edge WHERE tail IN (SELECT value FROM json_each(:here)) ORDER BY 1 DESC LIMIT :most) g
            JOIN memory m ON m.row = g.memory AND {MEMORY_OK} JOIN entity e ON e.row = g.other AND e.kind <> 'user'
        ORDER BY 1""",
        here=json.dumps(sorted(here)),
        most=_LOOKED_AT,
        until=moment.until,
        archived=moment.archived,
    )
    return [
        _Beside(int(row["memory"]), row["text"], int(row["other"]), row["name"], row["relation"], row["predicate"], bool(row["forward"]))
        for row in rows
    ]
