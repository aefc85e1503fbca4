"""Does a later statement take the place of an earlier one? A pure question about two statements, so that the order of arrival can't matter."""

from __future__ import annotations

import re
from typing import Literal

from engine.learning.reconciling import slots
from engine.learning.reconciling.another import another
from engine.learning.reconciling.endings import names
from engine.learning.reconciling.mistaken import lasting, not_that
from engine.learning.reconciling.over import ends, ends_by_kind
from engine.learning.reconciling.reading import Reading, one_subject
from engine.learning.reconciling.rescheduled import moved
from engine.learning.reconciling.revising import revised, switched
from engine.learning.reconciling.rhythms import rhythm
from engine.learning.reconciling.slots import OPPOSITES, Slot, narrows
from engine.learning.reconciling.statement import NOT, content, denied, kin, negated
from engine.learning.reconciling.values import amounts
from engine.memory.aspects import opposes
from engine.memory.words import fold

Answer = Literal["yes", "unsure", "no"]
#: What a diet leaves out: who eats that again follows it no more.
_BANS = {
    "vegan": "meat fish seafood chicken beef pork steak bacon egg eggs dairy cheese milk yoghurt yogurt honey",
    "vegetarian": "meat fish seafood chicken beef pork steak bacon",
    "veggie": "meat fish seafood chicken beef pork steak bacon",
    "pescatarian": "meat chicken beef pork steak bacon",
    "pescetarian": "meat chicken beef pork steak bacon",
}
_EATS = re.compile(
    r"^(?:now |also |still |again )*(?:eats?|is eating|has started eating|has gone back to eating|started eating|can (?:have|"
    r"eat)|drinks?)\b(?P<foods>.*)$"
)
_PAST = re.compile(
    r"^(?:used to|previously|formerly|was|were|had|lived|worked|once)\b|\b(?:used to|previously|as a (?:child|kid|student|"
    r"boy|girl))\b"
)
_HEDGED = re.compile(
    r"\b(?:i think|i guess|maybe|might be|probably|perhaps|not sure|apparently|possibly|supposedly|it seems|if i "
    r"remember)\b",
    re.IGNORECASE,
)
#: Words that say how long, not what.
_TIMELESS = frozenset("anymore longer still now any more really actually".split())
_TIED = re.compile(r"\bis the user's (?P<word>\w+)")
_CLOSER = {**dict.fromkeys("fiancé fiancée fiance fiancee".split(), 1), **dict.fromkeys("husband wife spouse hubby missus".split(), 2)}


def replaces(new: Reading, old: Reading) -> Answer:
    """Whether `old` stops holding because of `new`, which must be the later one of the two."""
    newer, older = new.told, old.told
    if newer.kind == older.kind == "procedural" and newer.predicate == older.predicate == "instruction":
        return "yes" if opposes(newer.text, older.text) else "no"
    if newer.kind in ("procedural", "summary") or older.kind in ("procedural", "summary") or fold(newer.text) == fold(older.text):
        return "no"
    if newer.messages & older.messages and not new.changes:
        return "no"  # two things told in one breath hold together
    if older.valid_to is not None and older.kind == "semantic" and older.valid_to[:10] < newer.at[:10]:
        return "no"  # it was told as over
    answer = _by_slots(new, old)
    if answer == "no" and (
        any(told(new, old) for told in (_mentions, closer, _eats, revised, ends_by_kind))
        or (_meet(new, old) and any(told(new, old) for told in (_denies, ends, moved, rhythm, switched, another, not_that)))
    ):
        answer = "yes"
    if lasting(new, old):
        answer = "unsure"
    if answer == "yes" and not new.changes and (newer.extractor.startswith("model") or _HEDGED.search(newer.said[:300])):
        return "unsure"
    return answer


def _meet(new: Reading, old: Reading) -> bool:
    """Whether both name one thing besides the user: an entity, or a word that tells something. Without it nothing is a change of anything."""
    return bool((new.names | names(new.told.said) | names(new.told.subject)) & (old.names | names(old.told.subject))) or bool(
        (new.content | content(new.told.said)) & old.content - _TIMELESS - NOT
    )


def _by_slots(new: Reading, old: Reading) -> Answer:
    newer, older, theirs = new.told, old.told, old.slots
    if _PAST.search(newer.rest) and not re.match(r"was (?:just )?(?:promoted|made|appointed|named)", newer.rest):
        return "no"
    best: Answer = "no"
    for slot in new.slots.values():
        other = theirs.get(slot.name)
        if other is None or not one_subject(newer, older, slot.name):
            continue
        if denied(newer) or denied(older):
            if denied(newer) != denied(older) and narrows(slot.value, other.value):
                return "yes"
            if denied(newer):
                continue
        if _differ(slot, other):
            answer = _in_slot(slot, other, new.cue)
            if answer == "yes":
                return "yes"
            best = answer if answer != "no" else best
    return best


def _in_slot(slot: Slot, other: Slot, cue: bool) -> Answer:
    if slot.name.startswith("tie:"):
        return "yes" if slot.value == other.value == "partner" else "unsure" if _kin_both(slot.value, other.value) else "no"
    if slot.name == "job":
        return "yes" if cue else "no"
    if slot.sure or cue:
        return "yes"
    return "unsure" if slot.name.startswith("thing:") and other.sure else "no"


def _kin_both(one: str, other: str) -> bool:
    """Nobody is a cousin and an uncle; a friend may be a colleague."""
    family = frozenset("mother father sister brother aunt uncle cousin niece nephew son daughter grandmother grandfather".split())
    return one in family and other in family


def _differ(slot: Slot, other: Slot) -> bool:
    if slot.name.startswith("dose:"):
        mine, theirs = (amounts(value) for value in (slot.value, other.value))
        return mine != theirs
    return slot.value != other.value and not narrows(slot.value, other.value)


def _denies(new: Reading, old: Reading) -> bool:
    newer, older = new.told, old.told
    if not one_subject(newer, older):
        return False
    value = slots.plain(newer.object)
    if newer.predicate and OPPOSITES.get(newer.predicate) == older.predicate:
        return bool(value) and value == slots.plain(older.object)
    mine, theirs = new.content - NOT - _TIMELESS, old.content - NOT - _TIMELESS
    return negated(newer.text) != negated(older.text) and bool(mine) and mine == theirs


def _mentions(new: Reading, old: Reading) -> bool:
    """ "The user's flatmate Ahmed is from Alexandria" is out of date once the flatmate is somebody else."""
    newer, older = new.told, old.told
    relation = newer.predicate.removeprefix("relation:")
    if relation == newer.predicate or not older.relation or older.subject == fold(newer.object) or older.kind != "semantic":
        return False
    return older.relation == kin(relation) and (kin(relation) in slots.ONLY or (new.cue and kin(relation) in slots.OFTEN_ONLY))


def closer(new: Reading, old: Reading) -> bool:
    """ "Lukas is my husband now": he is the boyfriend no more."""
    mine, theirs = _TIED.search(fold(new.told.text)), _TIED.search(fold(old.told.text))
    if not (mine and theirs) or not {mine["word"], theirs["word"]} <= slots.PARTNERS or negated(new.told.text) or negated(old.told.text):
        return False
    return fold(new.told.text).split()[0] == fold(old.told.text).split()[0] and _CLOSER.get(mine["word"], 0) > _CLOSER.get(theirs["word"], 0)


def _eats(new: Reading, old: Reading) -> bool:
    """Eating what a diet, or an earlier "doesn't eat", leaves out."""
    newer, older = new.told, old.told
    eats = _EATS.match(newer.rest)
    if not eats or negated(newer.text) or not one_subject(newer, older):
        return False
    foods = set(re.findall(r"[\w-]+", eats["foods"]))
    diet = old.slots.get("diet")
    if diet is not None and foods & set(_BANS.get(diet.value, "").split()) and not denied(older):
        return True
    avoided = set(re.findall(r"[\w-]+", fold(older.object))) - {"or", "and", "any"}
    return negated(older.text) and older.predicate == "avoids" and bool(avoided) and avoided <= foods
