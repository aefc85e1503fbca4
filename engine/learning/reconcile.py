"""Is a candidate known already, richer than what is known, against it, or new? By slots and words; no model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from engine.learning.grounding import fold
from engine.learning.lexicon import FUNCTION, PREPOSITIONS
from engine.learning.records import Candidate
from engine.learning.slots import OPPOSITES, single
from engine.learning.verbs import base_of
from engine.learning.words import words

if TYPE_CHECKING:
    from engine.memory.records import Memory

Verdict = Literal["same", "richer", "contradicts", "new"]
_CHANGE = re.compile(
    r"\b(?:moved|new|now|no longer|any ?more|instead|switched|changed|became|left|quit|started|got|went|has become|is "
    r"back|stopped)\b",
    re.IGNORECASE,
)
_NOT = frozenset("not cannot never no without".split())


class Decision(msgspec.Struct, frozen=True):
    """What to do with a candidate; `target` is the memory that it repeats, enriches or contradicts."""

    verdict: Verdict
    target: Memory | None = None


def content(text: str) -> frozenset[str]:
    """The words that carry meaning, in their plain forms; numbers and negations count."""
    return frozenset(
        base_of(fold(w.low)).removesuffix("'s")
        for w in words(text)
        if w.low.isalnum() and (w.low not in FUNCTION or w.low in _NOT) and w.low != "user"
    )


def reconcile(candidate: Candidate, neighbours: Sequence[Memory]) -> Decision:
    """Compares with memories that could be the same: of one subject and predicate, or alike in words. The first contradiction wins over "new"."""
    told = fold(candidate.text).strip(" .")
    mine = content(candidate.text)
    contradicted: Memory | None = None
    for known in neighbours:
        if fold(known.text).strip(" .") == told:
            return Decision("same", known)
    for known in neighbours:
        if candidate.corrects and known.status == "active" and fold(known.text) == fold(candidate.corrects):
            return Decision("contradicts", known)
    for known in neighbours:
        if known.kind != candidate.kind and not _one_slot(candidate, known):
            continue
        theirs = content(known.text)
        if _negated(mine) != _negated(theirs):
            if mine - _NOT == theirs - _NOT and contradicted is None and known.status == "active":
                contradicted = known
            continue
        if (
            _about_one(candidate, known)
            and _value(candidate.object)
            and _value(candidate.object) == _value(known.object)
            and candidate.predicate == known.predicate
        ):
            return Decision("richer" if theirs < mine else "same", known) if theirs <= mine or mine <= theirs else Decision("new")
        if _about_one(candidate, known) and candidate.predicate == known.predicate and _goes_on(told, fold(known.text).strip(" .")):
            return Decision("richer", known)
        if _about_one(candidate, known) and candidate.predicate == known.predicate and _goes_on(fold(known.text).strip(" ."), told):
            return Decision("same", known)
        if mine == theirs and candidate.valid_from == known.valid_from:
            return Decision("same", known)
        if contradicted is None and known.status == "active" and contradicts(candidate, known):
            contradicted = known  # a proposal closes nothing, and nothing closes it: it has not been approved
    return Decision("contradicts", contradicted) if contradicted is not None else Decision("new")


def contradicts(candidate: Candidate, known: Memory) -> bool:
    """Both can't hold at once: one slot with another value, or opposite predicates of one object."""
    if not _about_one(candidate, known) or known.kind == "procedural":
        return False
    if candidate.predicate and OPPOSITES.get(candidate.predicate) == known.predicate:
        return bool(_value(candidate.object)) and _value(candidate.object) == _value(known.object)
    return (
        _one_slot(candidate, known)
        and bool(_value(candidate.object))
        and _value(candidate.object) != _value(known.object)
        and not _narrows(candidate, known)
    )


def changes(text: str) -> bool:
    """Whether a sentence says that something is different now."""
    return _CHANGE.search(text) is not None


def _about_one(candidate: Candidate, known: Memory) -> bool:
    return bool(candidate.subject) and fold(candidate.subject or "") == fold(known.subject or "")


def _one_slot(candidate: Candidate, known: Memory) -> bool:
    return _about_one(candidate, known) and candidate.predicate == known.predicate and single(candidate.predicate)


def _goes_on(longer: str, shorter: str) -> bool:
    """ "The user plays cello in the village orchestra" goes on where "The user plays cello" ends."""
    if not longer.startswith(shorter) or len(longer) <= len(shorter):
        return False
    after = longer[len(shorter) :]
    return after[0] in ",( " and (after.split()[0].strip(",(") in PREPOSITIONS | {"", "called", "named", "because", "which", "who"})


def _value(text: str | None) -> str:
    return re.sub(r"^(?:an?|the|their|his|her)\s+", "", fold(text or "").strip(" ."))


def _narrows(candidate: Candidate, known: Memory) -> bool:
    """ "in Berlin" and "in Berlin, Kreuzberg": one within the other."""
    mine, theirs = set(_value(candidate.object).split()), set(_value(known.object).split())
    return mine <= theirs or theirs <= mine


def _negated(words_: frozenset[str]) -> bool:
    return bool(words_ & _NOT)
