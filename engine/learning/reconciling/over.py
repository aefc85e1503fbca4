"""What a statement says is over: a job, a thing one had, a habit, a life."""

from __future__ import annotations

import re
from datetime import timedelta

from engine import clock
from engine.learning.grammar.lexicon import RELATION_PATTERN, RELATIONS
from engine.learning.reconciling import slots
from engine.learning.reconciling.endings import Ending
from engine.learning.reconciling.reading import Reading
from engine.learning.reconciling.statement import NOT, content, kin, negated
from engine.memory.words import fold

_HELD = re.compile(
    r"^(?:still |now |also )*(?:has|owns?|drives?|rides?|uses?|got|bought|picked up|is using|keeps|wears|ordered|took|is "
    r"an?\b|is the\b|plays|runs|is on|rents|leases|swapped|switched|moved|tries|is trying)"
)
#: What only the living do: it ends with them, other than that they were a vet or came from Cork.
_ALIVE = re.compile(
    r"(?:also |still |now |always |only |just )*(?:is (?:\d+|on |in |at |still|now|into|scared|afraid|[a-z]+ing\b)|works?|lives?|"
    r"plays?|takes?|has|eats?|likes?|loves?|hates?|goes|sleeps?|"
    r"needs?|wants?|sees?|visits?|comes to|barks?|snores?|limps?|runs?|cannot|can|does not|prefers?|drinks?|drives?)\b"
)
_OF_KIN = re.compile(rf"the user's (?:[\w-]+ )??{RELATION_PATTERN}(?: (?!and\b)[\w-]+)?,? (?:has |have |had |is |just |finally )*(?:quit|left"
              rf"|resign|retir|stopp|drop|lost|sold|"
                     r"gave|cancel|moved)", re.IGNORECASE)  # fmt: skip


def ends(new: Reading, old: Reading, *, by_kind: bool = False) -> bool:
    """Whether what `new` says is over is what `old` tells. `by_kind`: only endings of which there is one of a kind."""
    of_user = new.told.subject in ("user", "") or new.told.text.lower().startswith(("the user", "somebody", "someone"))
    of_user = of_user and not _OF_KIN.match(new.told.text)  # "my brother quit his band" ends nothing in the user's own
    told = [(one, by_text) for one, by_text in new.ends if by_text or new.told.subject]  # a mere note speaks for itself alone
    return any(_ended(one, new, old, by_text=by_text, of_user=of_user) for one, by_text in told if not by_kind or _is_one(one))


def ends_by_kind(new: Reading, old: Reading) -> bool:
    """ "I resigned", "we broke up", "the flight was cancelled": which one ends needs no name, there is one of its kind."""
    return ends(new, old, by_kind=True)


def _is_one(one: Ending) -> bool:
    return one.what in ("job", "partner") or one.names == {"flight"}


def _ended(one: Ending, new: Reading, old: Reading, *, by_text: bool, of_user: bool) -> bool:
    newer, older = new.told, old.told
    shared = bool(one.names & old.names)
    own = older.subject == "user" or fold(older.text).startswith("the user's ")
    same = newer.subject == older.subject
    if one.what == "thing":
        shared = any(kin(name) not in RELATIONS for name in one.names & old.names)  # "my sister is away" ends nothing that one has
        return shared and (own if of_user or not by_text else same) and _is_held(old) and older.subject not in one.names
    if one.what in ("place", "job"):
        fills = set(old.slots)
        if one.what == "job":
            return same and bool(fills & {"employer", "job"})
        placed = (own and older.subject != "user") or re.match(
            r"(?:also |still |now )*(?:goes to|attends|is\b|runs|holds|teaches|rents|keeps|subscribes|pays|uses|volunteers|helps|has\b|trains|"
            r"practises|plays)",
            older.rest,
        )
        return shared and (same or (own and of_user)) and bool(fills & {"home", "employer", "job"} or placed)
    if one.what == "partner":
        partner = older.predicate == "partner" or ((older.predicate or "").startswith("relation:") and older.object != "")
        if older.predicate == "partner" or kin(older.predicate.removeprefix("relation:")) in slots.PARTNERS:
            return shared or not one.names or any(kin(name) in slots.PARTNERS for name in one.names)
        return partner and shared and kin(older.predicate.removeprefix("relation:")) in slots.OFTEN_ONLY
    if one.what == "member":
        relation = kin(older.predicate.removeprefix("relation:"))
        return shared and relation != older.predicate and relation in slots.OFTEN_ONLY | slots.SERVING
    if one.what == "debt":
        return shared and re.search(r"\bowes?\b", older.rest) is not None
    if one.what == "event":
        if one.names == {"flight"} and re.match(r"(?:is flying|are flying|flies)\b", older.rest) and older.valid_from is not None:
            shared = older.valid_from[:10] <= (clock.from_utc(newer.at) + timedelta(days=31)).date().isoformat()  # one that is near
        return shared and older.kind == "episodic" and older.valid_from is not None and older.valid_from[:10] >= newer.at[:10]
    if one.what == "life":
        alive = older.subject in {*one.names, *map(kin, one.names)} and older.kind == "semantic" and _ALIVE.match(older.rest) is not None
        return shared and (older.predicate in ("has_pet", "age") or older.category == "pets" or alive)
    return _habit(one, new, old) if by_text else False


def _is_held(old: Reading) -> bool:
    older = old.told
    named = any(name.startswith(("thing:", "its:")) for name in old.slots) or re.match(r"the user's [\w' -]{2,40}: ", fold(older.text)) is not None
    return named or older.predicate in ("owns", "has_pet", "is") or _HELD.match(older.rest) is not None


def _habit(one: Ending, new: Reading, old: Reading) -> bool:
    """ "no longer plays chess" ends "plays chess"."""
    newer, older = new.told, old.told
    wanted = content(" ".join(one.names)) - NOT - {"anymore", "longer", "any", "more"}
    return (
        newer.subject == older.subject and older.kind == "semantic" and not negated(older.text) and bool(wanted)
        and wanted <= old.content
        and (new.changes or "stopped" in newer.text or "gave up" in newer.text)
    )  # fmt: skip
