"""Does a later statement take the place of an earlier one? A pure question about two statements, so that the order of arrival can't matter."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cached_property
from typing import Literal

import msgspec

from engine import clock
from engine.learning.grammar.lexicon import PREPOSITIONS, RELATION_PATTERN, RELATIONS
from engine.learning.reconciling import slots
from engine.learning.reconciling.another import another
from engine.learning.reconciling.endings import Ending, changes, endings, moves, names
from engine.learning.reconciling.revising import beside, of_one, revised, switched
from engine.learning.reconciling.slips import contrast
from engine.learning.reconciling.slots import OPPOSITES, Slot, filled, narrows
from engine.learning.reconciling.statement import NOT, Told, content, denied, kin, negated
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
_GENERIC_EVENT = frozenset(
    "is be have has do get got go will would down booked book due date time day week month year appointment thing at on for their take "
    "start come plan "
    "ready say now move postpone push change reschedule put new next last first am pm o'clock session meeting user again january february "
    "march april "
    "may june july august september october november december monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
    "jan feb mar apr jun jul aug sep sept oct nov dec morning evening afternoon tonight tomorrow today from to until later early give cancel".split()
)
#: Words that say that a date is another one, not of what.
_MOVING = frozenset("it that this move shift push bring forward back postpone reschedule delay change cancel swap instead".split())
#: Words that say how long, not what.
_TIMELESS = frozenset("anymore longer still now any more really actually".split())
_SAME_EVENT = {
    "marriage": "wedding", "op": "operation", "surgery": "operation", "check-up": "checkup", "spay": "operation", "neuter": "operation",
    "castrate": "operation", "operate": "operation",
}  # fmt: skip
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
_SCHEDULE = re.compile(
    r"\b(?:every|each|twice|once|weekly|fortnightly|daily|week about|alternate|(?:mon|tues?|wednes|thurs?|fri|satur|"
    r"sun)days?|weekends?|nights?|days? a week|x a week)\b"
)
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
_OF_KIN = re.compile(rf"the user's (?:[\w-]+ )??{RELATION_PATTERN}(?: (?!and\b)[\w-]+)?,? (?:has |have |had |is |just |finally )*(?:quit|left"
              rf"|resign|retir|stopp|drop|lost|sold|"
                     r"gave|cancel|moved)", re.IGNORECASE)  # fmt: skip
_IS_A = re.compile(r"is an? (?P<x>[\w-]+(?: [\w-]+){0,2})")
_NOT_A = re.compile(r",? (?:and )?not an? (?P<x>[\w-]+(?: [\w-]+)?)(?=\s*(?:[.,;!]|$))")
_TIED = re.compile(r"\bis the user's (?P<word>\w+)")
_CLOSER = {**dict.fromkeys("fiancé fiancée fiance fiancee".split(), 1), **dict.fromkeys("husband wife spouse hubby missus".split(), 2)}


class Reading:
    """A statement with what is read off it, worked out once, when it is asked for."""

    def __init__(self, told: Told) -> None:
        self.told = told

    @cached_property
    def slots(self) -> dict[str, Slot]:
        """The slots that it fills, by name."""
        return {slot.name: slot for slot in filled(self.told)}

    @cached_property
    def ends(self) -> list[tuple[Ending, bool]]:
        """What it says is over; True: in its own words, not only in its message's."""
        own = endings(re.sub(r"^the user(?:'s)? ", "", fold(self.told.text)))
        theirs = endings(self.told.rest) if self.told.subject not in ("user", "") else ()  # "Callum has packed in the curling"
        found = [(one, True) for one in dict.fromkeys((*own, *theirs))]
        return found + [(one, False) for one in endings(self.told.said)]

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that can tell what it speaks of."""
        return names(f"{self.told.text} {self.told.object}")

    @cached_property
    def content(self) -> frozenset[str]:
        """Its telling words in their plain forms."""
        return content(self.told.text)

    @cached_property
    def changes(self) -> bool:
        """Whether its own words say that something is different now."""
        return changes(self.told.text)

    @cached_property
    def cue(self) -> bool:
        """Whether it or its message says so."""
        return self.changes or changes(self.told.said)


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
        any(told(new, old) for told in (_mentions, _closer, _eats, revised, _ends_by_kind))
        or (_meet(new, old) and any(told(new, old) for told in (_denies, _ends, _moved, _schedule, switched, another, _not_that)))
    ):
        answer = "yes"
    if _lasting(new, old):
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
        if other is None or not _one_subject(newer, older, slot.name):
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


def _lasting(new: Reading, old: Reading) -> bool:
    """Whether what doesn't change by itself is told otherwise, with no word that it is put right: somebody has to say which holds."""
    newer, older = new.told, old.told
    if newer.predicate not in _LASTING or not _one_subject(newer, older) or new.cue or _PUT_RIGHT.search(newer.said[:300]):
        return False
    if "allergic" not in newer.predicate and re.search(r"\b(?:is|was)(?:n't| not)\b", newer.said[:300]):
        return False
    mine, theirs = slots.plain(newer.object), slots.plain(older.object)
    if OPPOSITES.get(newer.predicate) == older.predicate:
        return bool(mine) and mine == theirs
    same = newer.predicate == older.predicate and "allergic" not in newer.predicate and not denied(newer) and not denied(older)
    return same and bool(mine) and bool(theirs) and (mine[:1].isdigit() == theirs[:1].isdigit()) and not narrows(mine, theirs)


def _not_that(new: Reading, old: Reading) -> bool:
    """ "I'm a paramedic, not a nurse", "No wait, he's a golden retriever": the old value is named as wrong, or was said a moment ago."""
    newer, older = new.told, old.told
    if negated(older.text) or older.kind == "procedural":
        return False
    if _contradicted(new, old):
        return True
    if not _one_subject(newer, older) or older.kind != "semantic":
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


def _closer(new: Reading, old: Reading) -> bool:
    """ "Lukas is my husband now": he is the boyfriend no more."""
    mine, theirs = _TIED.search(fold(new.told.text)), _TIED.search(fold(old.told.text))
    if not (mine and theirs) or not {mine["word"], theirs["word"]} <= slots.PARTNERS or negated(new.told.text) or negated(old.told.text):
        return False
    return fold(new.told.text).split()[0] == fold(old.told.text).split()[0] and _CLOSER.get(mine["word"], 0) > _CLOSER.get(theirs["word"], 0)


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


def _one_subject(newer: Told, older: Told, slot: str = "") -> bool:
    """Of one subject; two of one name with different relations to the user are two."""
    if slot.startswith("tie:"):
        return True
    if slot.startswith("site:") and {newer.subject, older.subject} <= _PREMISES:
        return True  # "the shop is in Limhamn now"
    if slot.startswith("dose:") and (newer.subject not in ("user", older.subject) or older.subject not in ("user", newer.subject)):
        return of_one(newer, older)  # "the nurse says he is on 5 mg", "the consultant upped it to 10"
    told_apart = newer.relation and older.relation and newer.relation != older.relation
    return bool(newer.subject) and newer.subject == older.subject and not told_apart


def _denies(new: Reading, old: Reading) -> bool:
    newer, older = new.told, old.told
    if not _one_subject(newer, older):
        return False
    value = slots.plain(newer.object)
    if newer.predicate and OPPOSITES.get(newer.predicate) == older.predicate:
        return bool(value) and value == slots.plain(older.object)
    mine, theirs = new.content - NOT - _TIMELESS, old.content - NOT - _TIMELESS
    return negated(newer.text) != negated(older.text) and bool(mine) and mine == theirs


def _ends(new: Reading, old: Reading, *, by_kind: bool = False) -> bool:
    of_user = new.told.subject in ("user", "") or new.told.text.lower().startswith(("the user", "somebody", "someone"))
    of_user = of_user and not _OF_KIN.match(new.told.text)  # "my brother quit his band" ends nothing in the user's own
    told = [(one, by_text) for one, by_text in new.ends if by_text or new.told.subject]  # a mere note speaks for itself alone
    return any(_ended(one, new, old, by_text=by_text, of_user=of_user) for one, by_text in told if not by_kind or _is_one(one))


def _ends_by_kind(new: Reading, old: Reading) -> bool:
    """ "I resigned", "we broke up", "the flight was cancelled": which one ends needs no name, there is one of its kind."""
    return _ends(new, old, by_kind=True)


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


def _mentions(new: Reading, old: Reading) -> bool:
    """ "The user's flatmate Ahmed is from Alexandria" is out of date once the flatmate is somebody else."""
    newer, older = new.told, old.told
    relation = newer.predicate.removeprefix("relation:")
    if relation == newer.predicate or not older.relation or older.subject == fold(newer.object) or older.kind != "semantic":
        return False
    return older.relation == kin(relation) and (kin(relation) in slots.ONLY or (new.cue and kin(relation) in slots.OFTEN_ONLY))


def _habit(one: Ending, new: Reading, old: Reading) -> bool:
    """ "no longer plays chess" ends "plays chess"."""
    newer, older = new.told, old.told
    wanted = content(" ".join(one.names)) - NOT - {"anymore", "longer", "any", "more"}
    return (
        newer.subject == older.subject and older.kind == "semantic" and not negated(older.text) and bool(wanted)
        and wanted <= old.content
        and (new.changes or "stopped" in newer.text or "gave up" in newer.text)
    )  # fmt: skip


_PREMISES = frozenset("user shop salon kiosk stall workshop studio office store cafe café restaurant bakery surgery practice clinic".split())
_SHORT = 200  # characters of a message that is about one thing
_HOUSE = {"lives_in", "lived_in", "works_at", "job", "comes_from"}


def _moved(new: Reading, old: Reading) -> bool:
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
    return frozenset(_SAME_EVENT.get(word, word) for word in one.content if not any(c.isdigit() for c in word)) - _GENERIC_EVENT - NOT - PREPOSITIONS


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


def _eats(new: Reading, old: Reading) -> bool:
    """Eating what a diet, or an earlier "doesn't eat", leaves out."""
    newer, older = new.told, old.told
    eats = _EATS.match(newer.rest)
    if not eats or negated(newer.text) or not _one_subject(newer, older):
        return False
    foods = set(re.findall(r"[\w-]+", eats["foods"]))
    diet = old.slots.get("diet")
    if diet is not None and foods & set(_BANS.get(diet.value, "").split()) and not denied(older):
        return True
    avoided = set(re.findall(r"[\w-]+", fold(older.object))) - {"or", "and", "any"}
    return negated(older.text) and older.predicate == "avoids" and bool(avoided) and avoided <= foods


def _schedule(new: Reading, old: Reading) -> bool:
    """Another rhythm of the same thing: "every second weekend" -> "week about now"."""
    newer, older = new.told, old.told
    if not (new.cue or re.search(r"\bonly\b", newer.text)) or not newer.subject or negated(newer.text) or beside(newer.text):
        return False
    if newer.subject != older.subject:
        return _days_of_one(new, old)
    mine, theirs = _SCHEDULE.search(fold(newer.text)), _SCHEDULE.search(fold(older.text))
    if not (mine and theirs) or fold(newer.text) == fold(older.text):
        return False
    times = (
        content(" ".join(_SCHEDULE.findall(f"{fold(newer.text)} {fold(older.text)}")))
        | _GENERIC_EVENT
        | {"have", "get", "weekend", "second", "other", "play", "go", "do", "attend", "run", "work"}
    )
    return bool((new.content & old.content) - times - NOT - {"now"}) and mine.group() != theirs.group()


def _days_of_one(new: Reading, old: Reading) -> bool:
    """ "nursery confirmed, she starts in May, Tuesdays" and "the nursery can only do Mondays": other days of one place, whoever is spoken of."""
    newer, older = new.told, old.told
    mine, theirs = set(_DAY.findall(fold(newer.text))), set(_DAY.findall(fold(older.text)))
    place = names(newer.subject) & names(older.said[:500])
    return bool(mine) and bool(theirs) and not mine & theirs and older.subject != "user" and bool(place & PLACES_OF_DAYS)


_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:days?|s?days|r?s?days|nesdays?|rdays?|s|rs)?\b")
PLACES_OF_DAYS = frozenset(
    "nursery school playgroup childminder creche daycare kindergarten preschool club physio therapist cleaner gym tutor".split()
)
