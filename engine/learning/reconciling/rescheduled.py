"""An event that has been moved: another date, said to have changed, of the same event."""

from __future__ import annotations

import re
from datetime import timedelta

import msgspec

from engine import clock
from engine.learning.grammar.lexicon import PREPOSITIONS, RELATIONS
from engine.learning.reconciling.endings import moves, names
from engine.learning.reconciling.reading import Reading
from engine.learning.reconciling.statement import NOT, kin

#: Words of any event and of any day.
GENERIC = frozenset(
    "is be have has do get got go will would down booked book due date time day week month year appointment thing at on for their take "
    "start come plan "
    "ready say now move postpone push change reschedule put new next last first am pm o'clock session meeting user again january february "
    "march april "
    "may june july august september october november december monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
    "half past quarter noon midday one two three four five six seven eight nine ten eleven twelve "
    "jan feb mar apr jun jul aug sep sept oct nov dec morning evening afternoon tonight tomorrow today from to until later early give cancel".split()
)
#: Words that say that a date is another one, not of what.
_MOVING = frozenset("it that this move shift push bring forward back postpone reschedule delay change cancel swap instead".split())
_SAME_EVENT = {
    "marriage": "wedding", "op": "operation", "surgery": "operation", "check-up": "checkup", "spay": "operation", "neuter": "operation",
    "castrate": "operation", "operate": "operation",
}  # fmt: skip
_SHORT = 200  # characters of a message that is about one thing
_HOUSE = {"lives_in", "lived_in", "works_at", "job", "comes_from"}


def moved(new: Reading, old: Reading) -> bool:
    """A date that has become another one: of the same event, and said to have changed."""
    newer, older = new.told, old.told
    if older.valid_from is None or older.valid_from[:10] == (newer.valid_from or "")[:10] or {newer.predicate, older.predicate} & _HOUSE:
        return False  # "has moved to Nantes" moves no date
    if newer.valid_from is None:  # "the dentist had to reschedule": the day that was known is not the day any more
        near = older.valid_from[:7] >= newer.at[:7] or older.valid_from[:10] >= (clock.from_utc(newer.at) - timedelta(days=31)).date().isoformat()
        return moves(newer.text) and near and older.kind == "episodic" and _same_event(new, old)
    if older.kind != "episodic" and not (older.recurrence is None and len(older.valid_from) >= 10):
        return False
    strong = moves(newer.text) or moves(newer.said)
    weak = re.search(r"\b(?:now|not|sooner|later than|actually)\b", f"{newer.text} {newer.said}") is not None
    upcoming = older.valid_from[:10] >= newer.at[:10]
    if not (strong or (weak and upcoming)):
        return False
    return _same_event(new, old)


def _event(one: Reading) -> frozenset[str]:
    return frozenset(_SAME_EVENT.get(word, word) for word in one.content if not any(c.isdigit() for c in word)) - GENERIC - NOT - PREPOSITIONS


def _same_event(new: Reading, old: Reading) -> bool:
    """Whether both speak of one event: Tim's leaving is not Anna's."""
    mine_of = _event(new) or (_event(Reading(msgspec.structs.replace(new.told, text=new.told.said))) if len(new.told.said) <= _SHORT else frozenset())
    shared = mine_of & _event(old)
    mine, theirs = new.told.subject, old.told.subject
    if any(small and small.split()[-1] in wide.split()[:-1] for wide, small in ((mine, theirs), (theirs, mine))):
        return False  # the school trip is not the school
    who = _people(new, old)
    alone = frozenset(word for word in mine_of if kin(word) in who or kin(word) in RELATIONS) if not _impersonal(new) else frozenset()
    if shared <= alone and mine_of - alone - _MOVING:
        return False  # "Marisol moved the shop": her wedding is another matter
    whose = {"user", "", mine} | ({theirs} if mine == "user" else set())
    return bool(shared) and (theirs in whose or mine in ("user", "") or bool(names(mine) & names(theirs)) or _impersonal(new) or _impersonal(old))


def _people(*told: Reading) -> frozenset[str]:
    """The words of the subjects that call somebody, not something: of "Eirik's operation" only him."""
    found = set()
    for one in told:
        owner, owned, _ = one.told.subject.rpartition("'s ")
        who = names(owner if owned else one.told.subject)
        found |= {word for word in who if owned or not re.match(rf"(?:The |A )|{word}\W+(?:with|at|on|in|for)\b", one.told.text, re.IGNORECASE)}
    return frozenset(found) - {"user"}


def _impersonal(one: Reading) -> bool:
    """Told of the event itself, or of whoever arranges it ("the dentist", "the user's flight"), not of a person's own doing."""
    return (
        one.told.text.startswith(("The ", "A "))
        and not one.told.relation
        and kin(one.told.subject.split()[-1] if one.told.subject else "") not in RELATIONS
    )
