"""Is a candidate known already, richer than what is known, against it, or new? By slots and words; no model, no vault."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from engine.learning.grammar.lexicon import PREPOSITIONS
from engine.learning.reconciling.reading import Reading
from engine.learning.reconciling.replacing import Answer, replaces
from engine.learning.reconciling.slots import plain
from engine.learning.reconciling.statement import NOT, Told, content, negated
from engine.memory.words import fold

Likeness = Literal["same", "richer", "other"]


class Known:
    """A memory to compare with: its row in the vault, its status, and what it tells."""

    def __init__(self, row: int, status: str, told: Told) -> None:
        self.row, self.status, self.told, self.reading = row, status, told, Reading(told)


class Decision(msgspec.Struct, frozen=True):
    """What to do with a statement. `target` is the memory that it repeats or enriches; `closes` those that it takes the place of;
    `closed_by` the one that had taken its place already; `unsure` those that it may contradict."""

    verdict: Literal["same", "richer", "new"]
    target: int | None = None
    closes: tuple[int, ...] = ()
    closed_by: int | None = None
    unsure: tuple[int, ...] = ()


#: Statuses of what is, or was, held to be true.
STANDING = ("active", "superseded", "archived")


def reconcile(new: Told, known: Sequence[Known]) -> Decision:
    """Compares a statement with memories that could be the same or go against it. The outcome does not depend on who arrived first:
    the later of two contradicting statements closes the earlier one."""
    standing = [one for one in known if one.status in STANDING]
    read = Reading(new)
    answers: dict[int, Answer] = {id(one): _between(read, one.reading) for one in standing}
    target = _twin(read, known, standing)
    if target is not None:
        return Decision(alike(new, target.told) if target.status != "superseded" else "same", target.row)  # type: ignore[arg-type]
    earlier = [one for one in standing if one.told.order < new.order]
    later = sorted((one for one in standing if one.told.order > new.order), key=lambda one: one.told.order)
    return Decision(
        "new",
        closes=tuple(one.row for one in earlier if answers[id(one)] == "yes"),
        closed_by=next((one.row for one in later if answers[id(one)] == "yes"), None),
        unsure=tuple(one.row for one in standing if answers[id(one)] == "unsure" and one.status == "active"),
    )


def alike(new: Told, known: Told) -> Likeness:
    """Whether two statements say the same, or the first one more."""
    told, theirs = fold(new.text).strip(" ."), fold(known.text).strip(" .")
    if told == theirs:
        return "same"
    if negated(new.text) != negated(known.text) or (new.kind != known.kind and not (new.predicate and new.predicate == known.predicate)):
        return "other"
    if bool(new.relation) and bool(known.relation) and new.relation != known.relation:
        return "other"
    mine, other = content(new.text), content(known.text)
    if _about_one(new, known) and new.predicate and new.predicate == known.predicate:
        if plain(new.object) and plain(new.object) == plain(known.object):
            return ("richer" if other < mine else "same") if other <= mine or mine <= other else "other"
        if _goes_on(told, theirs):
            return "richer"
        if _goes_on(theirs, told):
            return "same"
    return "same" if mine == other and new.valid_from == known.valid_from and new.kind == known.kind else "other"


def _twin(new: Reading, known: Sequence[Known], standing: Sequence[Known]) -> Known | None:
    """The memory that the statement repeats: none that lies on the other side of what took its place in between."""
    found = []
    for one in known:
        if one.status not in (*STANDING, "proposed") or alike(new.told, one.told) == "other":
            continue
        first, last = sorted((new, one.reading), key=lambda read: read.told.order)
        if not any(first.told.order < other.told.order < last.told.order and replaces(other.reading, first) == "yes" for other in standing):
            found.append((fold(one.told.text) != fold(new.told.text), one.status != "active", one.status == "proposed", one.row, one))
    return min(found, key=lambda entry: entry[:4])[4] if found else None


def _between(new: Reading, known: Reading) -> Answer:
    if new.told.order == known.told.order:
        return "no"
    return replaces(new, known) if new.told.order > known.told.order else replaces(known, new)


def _about_one(new: Told, known: Told) -> bool:
    return bool(new.subject) and new.subject == known.subject


def _goes_on(longer: str, shorter: str) -> bool:
    """ "The user plays cello in the village orchestra" goes on where "The user plays cello" ends."""
    if not longer.startswith(shorter) or len(longer) <= len(shorter):
        return False
    after = longer[len(shorter) :]
    return after[0] in ",( " and (after.split()[0].strip(",(") in PREPOSITIONS | {"", "called", "named", "because", "which", "who"})


def stale_mentions(text: str, relation: str, name: str) -> bool:
    """Whether a sentence still calls somebody by a relation ("the user's cousin Dwight …")."""
    said = re.escape(relation).replace(r"\-in\-law", "[ -]in[ -]law")
    return re.search(rf"\buser's (?:[\w-]+ ){{0,2}}{said},? {re.escape(name)}\b", text, re.IGNORECASE) is not None


__all__ = ["NOT", "Decision", "Known", "alike", "content", "reconcile", "stale_mentions"]
