"""Things of one's own as the subject of a clause, said without "my": "car failed its mot", "deposit with MyDeposits"."""

from __future__ import annotations

from engine.learning.grammar.lexicon import FUNCTION, PREPOSITIONS
from engine.learning.grammar.phrases import is_verb, subject_length
from engine.learning.grammar.predicates import missing_verb
from engine.learning.grammar.verbs import AUXILIARY, THIRD, is_past
from engine.learning.grammar.words import Word
from engine.learning.telling.bare_kin import added, is_name

#: Things that a note without "my" means as one's own.
_OWN = frozenset(
    "rent deposit contract lease tenancy mortgage car van bike motorbike scooter moped ute truck motor boiler phone laptop passport mot "
    "insurance house "
    "flat allotment garden shed office shift shifts rota salary wage wages pension locker gym commute visa licence license wedding honeymoon "
    "holiday flight "
    "landlord landlady birthday anniversary surname hometown nickname postcode bedroom kitchen bathroom loft roof fridge freezer oven cooker "
    "washing-machine "
    "dishwasher router wifi broadband laptop tablet computer printer glasses prescription inhaler blood-pressure knee hip shoulder achilles "
    "wrist elbow "
    "ankle eyesight hearing thyroid bp hba1c sugar ferritin cholesterol allotment dissertation thesis viva graduation "
    "apprenticeship internship placement probation notice meter heating leave maternity paternity tenancy overtime hours "
    "timetable caravan boat bees hens "
    "sourdough".split()
)
#: Of an occasion rather than one's own: "hall booked from 2".
_ITS = frozenset(
    "hall venue hotel restaurant table flights tickets cake band caterer photographer deposit florist marquee coach minibus plumber".split()
)
_KINDS = frozenset(
    "day date number money payment test exam book bill insurance keys key code size bond review renewal inspection service check".split()
)


def of_things(body: list[Word]) -> list[Word]:
    """ "car failed its mot", "deposit with MyDeposits", "hall booked from 2"."""
    for n in range(1, min(4, len(body))):
        head = body[n - 1].low
        if n > 1 and head in _KINDS and body[n - 2].low in _OWN:  # "rent day", "car insurance"
            head = body[n - 2].low
        if any(w.low in FUNCTION or "'" in w.low or (k and is_name(w)) for k, w in enumerate(body[:n])) or (
            n > 1 and is_verb(body[0].low) and body[0].low not in _OWN
        ):
            return []
        if head not in _OWN | _ITS or (head in ("hours", "notice", "leave") and n == 1 and body[n].low not in AUXILIARY):
            continue
        article = added("my" if head in _OWN else "the", body[0].start)
        first = Word(body[0].text[:1].lower() + body[0].text[1:], body[0].low, body[0].start, body[0].stop)
        verb = missing_verb(body, n, plural=head.endswith("s") and head not in ("glasses",), person=False)
        if verb:
            return [article, first, *body[1:n], added(verb, body[n].start), *body[n + (1 if body[n].low == "=" else 0) :]]
        if is_past(body[n].low) or (body[n].low in AUXILIARY and len(body) > n + 1) or (body[n].low in THIRD and len(body) > n + 1):
            return [article, first, *body[1:]]
        if body[n].low in PREPOSITIONS and subject_length([article, *body]) > n + 1:
            return [article, first, *body[1:]]
    return []
