"""An earlier statement that was wrong: named as wrong, put right a moment later, or of what does not change by itself."""

from __future__ import annotations

import re
from datetime import timedelta

from engine import clock
from engine.learning.reconciling import slots
from engine.learning.reconciling.reading import Reading, one_subject
from engine.learning.reconciling.slips import contrast
from engine.learning.reconciling.slots import OPPOSITES, narrows
from engine.learning.reconciling.statement import content, denied, negated
from engine.memory.words import fold

#: What doesn't change by itself: another value of it is a slip, then or now, unless the words say that they put it right.
_LASTING = frozenset("birthday born relation:mother relation:father allergic_to not_allergic_to".split())
_PUT_RIGHT = re.compile(
    r"^\W*no\b|\b(?:sorry|oops|wait|correction|i mean|i meant|my mistake|my bad|wrong(?:ly)?|mistaken|mix(?:ed)? up|turns out|in fact|really|"
    r"after all|test(?:s|ed)?|outgr[eo]w\w*|grown out|was never|typo)\b|, (?:and )?not\b",
    re.IGNORECASE,
)
_RIGHT_AWAY = re.compile(r"^\W*(?:(?:oh|ah|oops|sorry|hang on)\W+)*(?:no|wait|correction|i meant?|my mistake)\b", re.IGNORECASE)
#: Predicates that all tell what something or somebody is, or is called.
_WHAT_IT_IS = frozenset("is has owns has_pet named runs name job".split())
_IS_A = re.compile(r"is an? (?P<x>[\w-]+(?: [\w-]+){0,2})")
_NOT_A = re.compile(r",? (?:and )?not an? (?P<x>[\w-]+(?: [\w-]+)?)(?=\s*(?:[.,;!]|$))")


def lasting(new: Reading, old: Reading) -> bool:
    """Whether what doesn't change by itself is told otherwise, with no word that it is put right: somebody has to say which holds."""
    newer, older = new.told, old.told
    if newer.predicate not in _LASTING or not one_subject(newer, older) or new.cue or _PUT_RIGHT.search(newer.said[:300]):
        return False
    if "allergic" not in newer.predicate and re.search(r"\b(?:is|was)(?:n't| not)\b", newer.said[:300]):
        return False
    mine, theirs = slots.plain(newer.object), slots.plain(older.object)
    if OPPOSITES.get(newer.predicate) == older.predicate:
        return bool(mine) and mine == theirs
    same = newer.predicate == older.predicate and "allergic" not in newer.predicate and not denied(newer) and not denied(older)
    return same and bool(mine) and bool(theirs) and (mine[:1].isdigit() == theirs[:1].isdigit()) and not narrows(mine, theirs)


def not_that(new: Reading, old: Reading) -> bool:
    """ "I'm a paramedic, not a nurse", "No wait, he's a golden retriever": the old value is named as wrong, or was said a moment ago."""
    newer, older = new.told, old.told
    if negated(older.text) or older.kind == "procedural":
        return False
    if _contradicted(new, old):
        return True
    if not one_subject(newer, older) or older.kind != "semantic":
        return False
    for wrong in _NOT_A.finditer(fold(newer.said[:300])):
        if re.search(rf"\b(?:is|as) an? (?:[\w-]+ )?{re.escape(wrong['x'])}\b", fold(older.text)):
            return True
    mine, theirs = _IS_A.fullmatch(newer.rest), _IS_A.fullmatch(older.rest)
    if not (mine and theirs) or newer.subject == "user" or mine["x"] == theirs["x"] or not _RIGHT_AWAY.match(newer.said):
        return False
    return clock.from_utc(newer.at) - clock.from_utc(older.at) < timedelta(hours=1)


def _contradicted(new: Reading, old: Reading) -> bool:
    """ "The restaurant is called B, not A", in whatever words A was told before: the earlier statement holds A, of the same matter."""
    newer, older = new.told, old.told
    about, right, wrong = contrast(newer.said)
    matter, value, former = content(about), content(right), content(wrong)
    if not matter or not former or not former <= old.content or (value and value <= old.content) or not value <= new.content:
        return False
    of_another = newer.predicate and older.predicate and newer.predicate != older.predicate
    if of_another and not {newer.predicate, older.predicate} <= _WHAT_IT_IS:
        return False  # lives in B, not A; but works in A
    return bool(matter & old.content) or (newer.subject == older.subject != "user")
