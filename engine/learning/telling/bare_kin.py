"""Relations and pets as the subject of a clause, said without "my": "husband had his hip done", "cat hates wet food"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import ADVERBS, CAPITALISED_ANYWAY, FUNCTION, NUMBER_WORDS, PETS, PLURAL, PREPOSITIONS, RELATIONS
from engine.learning.grammar.phrases import is_verb, subject_length
from engine.learning.grammar.predicates import missing_verb
from engine.learning.grammar.verbs import AUXILIARY, BASES, NOUNISH, THIRD, is_past
from engine.learning.grammar.words import Word

_QUALIFIERS = frozenset(
    "best old older elder eldest oldest younger youngest little big kid baby middle twin half step great late ex former new only first second other "
    "line next-door poor dear teenage adult grown-up flat ward head biological adoptive foster birth real work uni school personal two three "
    "both".split()
)
#: Said of anybody, or as a form of address, they need more than a verb after them to be the user's own.
_ANYBODYS = frozenset(
    "children friends students parents people kids doctor doctors teacher client customer student pupil professor vet guide coach friend mate pal "
    "buddy siblings sisters brothers sons daughters neighbours neighbors colleagues aunts uncles girls boys lads baby twin".split()
)
_VISITED = frozenset(
    "physio dentist gp doctor doc optician orthodontist podiatrist chiropodist osteopath chiropractor counsellor therapist midwife vet hairdresser "
    "barber solicitor lawyer accountant cardiologist neurologist dermatologist".split()
)
_GENERAL = frozenset("should need needs often tend tends generally usually always never can must may might could would learn love like".split())
_ATTRIBUTES = frozenset("name surname nickname number email address birthday size age height weight phone postcode anniversary blood-type".split())


def added(text: str, at: int) -> Word:
    """A word that was left out at a place."""
    return Word(text, text.lower(), at, at)


def kin_head(tokens: list[Word]) -> int:
    """How many words a bare relation at the beginning has, its qualifiers, "in law" and name included ("older sister Ana"); 0 when there is none."""
    place = 0
    while place < min(3, len(tokens) - 1) and tokens[place].low in _QUALIFIERS and tokens[place].low not in RELATIONS:
        place += 1
    if place < len(tokens) - 1 and tokens[place].low in _QUALIFIERS and tokens[place + 1].low.removesuffix("'s") in RELATIONS:
        place += 1  # "eldest daughter", "baby sister"
    if place >= len(tokens) or tokens[place].low.removesuffix("'s").rstrip("'") not in RELATIONS:
        return 0
    owner = tokens[place].low.endswith(("'s", "'"))
    place += 1
    if not owner and place + 1 < len(tokens) and tokens[place].low == "in" and tokens[place + 1].low.removesuffix("'s") in ("law", "laws"):
        owner, place = tokens[place + 1].low.endswith("'s"), place + 2
    while not owner and place < len(tokens) and is_name(tokens[place]) and place < 6:
        owner, place = tokens[place].low.endswith("'s"), place + 1
    return place


def is_name(word: Word) -> bool:
    """Whether a word inside a clause is written as a name."""
    return word.text[:1].isupper() and len(word.text) > 1 and not word.text.isupper() and word.low not in CAPITALISED_ANYWAY | FUNCTION | ADVERBS


def of_kin(body: list[Word]) -> list[Word]:
    """ "husband had his hip done", "mum in hospital since Monday", "cat hates wet food"."""
    n = kin_head(body)
    head = body[n - 1].low if n else ""
    if not n:
        n = _pet_head(body)
        if not n:
            return []
        head = body[n - 1].low
    my = added("my", body[0].start)
    first = Word(body[0].text[:1].lower() + body[0].text[1:], body[0].low, body[0].start, body[0].stop)
    whole = [my, first, *body[1:]]
    relation = next((w.low for w in reversed(body[:n]) if w.low.removesuffix("'s") in RELATIONS | PETS), "")
    if head.endswith(("'s", "'")):
        return _of_theirs(whole, n + 1)
    rest = body[n:]
    if not rest:
        return []
    if rest[0].low in ("and", "&") and len(rest) > 2 and rest[1].low in ("i", "me"):
        return whole
    if rest[0].low == "and" and len(rest) > 2:  # "mum and dad are coming"
        more = kin_head(rest[1:])
        if more and len(rest) > 1 + more and (_speaks(rest[1 + more :], True) or missing_verb(rest, 1 + more, plural=True)):
            verb = missing_verb(rest, 1 + more, plural=True)
            cut = n + 1 + 1 + more
            return [*whole[:cut], *([added(verb, whole[cut].start)] if verb else []), *whole[cut:]]
        return []
    plural = relation in PLURAL
    verb = missing_verb(body, n, plural=plural)
    if verb:
        if relation in _VISITED and body[n].low in ("on", "at", "in", "next", "this"):  # "physio on Tuesdays": a visit, not a person
            return []
        if relation in _ANYBODYS and body[0].text[:1].isupper() and not is_name(body[n - 1]) and verb in ("was", "were"):
            return []
        skip = 1 if body[n].low == "=" else 0
        return [*whole[: n + 1], added(verb, body[n].start), *whole[n + 1 + skip :]]
    if relation in ("client", "customer") and rest[0].low in ("wants", "needs", "says", "asks", "asked", "wanted", "is", "said"):
        return []
    if (
        relation in _ANYBODYS
        and not is_name(body[n - 1])
        and (rest[0].low in _GENERAL or (plural and not is_past(rest[0].low) and rest[0].low not in AUXILIARY))
    ):
        return []
    return whole if _speaks(rest, plural) or (rest[0].low in PREPOSITIONS and subject_length(whole) > n + 1) else []


def _pet_head(body: list[Word]) -> int:
    """ "old cat": a pet said without "my"."""
    place = 1 if body[0].low in _QUALIFIERS and len(body) > 2 else 0
    if body[place].low.removesuffix("'s") not in PETS or body[place].low in ("fish", "chicken", "chickens", "boxer", "pug"):
        return 0
    named = place + 1 < len(body) and not body[place].low.endswith("'s") and is_name(body[place + 1])
    return place + 2 if named else place + 1


def _speaks(rest: list[Word], plural: bool) -> bool:
    """Whether a finite verb stands here, adverbs before it allowed."""
    place = 0
    while place < len(rest) and rest[place].low in ADVERBS:
        place += 1
    if place >= len(rest):
        return False
    low = rest[place].low
    if low in AUXILIARY or low in THIRD or is_past(low):
        return low not in THIRD or place + 1 < len(rest) or low not in ("plans", "works", "calls")
    if (plural and low in BASES) or (low.endswith("s") and low[:-1] in BASES):
        return True
    after = rest[place + 1].low if place + 1 < len(rest) else ""
    unknown = low.endswith("s") and not low.endswith(("ss", "us", "is", "'s")) and low not in NOUNISH | RELATIONS
    return not plural and unknown and (not after or after in PREPOSITIONS)  # "daughter sleepwalks"


def _of_theirs(whole: list[Word], owner: int) -> list[Word]:
    """ "mother's house finally sold": a thing of theirs, its verb perhaps left out."""
    for place in range(owner + 1, min(len(whole), owner + 5)):
        low = whole[place].low
        if low in (",", ";", ":", "(", "and", "or", "but"):
            return []
        if whole[place - 1].low in _ATTRIBUTES and (is_name(whole[place]) or low[:1].isdigit()):
            return [*whole[:place], added("is", whole[place].start), *whole[place:]]
        if low in ADVERBS or is_verb(low) or missing_verb(whole, place, person=False):
            verb = missing_verb(whole, place, person=False)
            if verb:
                return [*whole[:place], added(verb, whole[place].start), *whole[place:]]
            return whole if _speaks(whole[place:], whole[place - 1].low.endswith("s")) else []
        if (low[:1].isdigit() or low in NUMBER_WORDS) and re.match(r"\d+(?:st|nd|rd|th)$", low) is None and place == owner + 1:
            return []
    ordinal = next((w for w in whole[owner:] if re.match(r"\d+(?:st|nd|rd|th)$", w.low)), None)
    return whole if ordinal is not None else []
