"""Of whom is something said? What a clause says of one must not be told of another."""

from __future__ import annotations

import re

import msgspec

from engine.learning.gating.wording import is_telling, plain
from engine.learning.grammar.lexicon import CAPITALISED_ANYWAY, FUNCTION, PETS, PREPOSITIONS, RELATION_PATTERN, RELATIONS, gender
from engine.learning.grammar.phrases import is_verb, subject_length
from engine.learning.grammar.verbs import BASES
from engine.learning.grammar.words import Word, words
from engine.learning.telling.openers import moved_back, unwrapped
from engine.learning.telling.people import related

_USER = frozenset("i we me us my our mine ours".split())
_GENDER = {"he": "m", "him": "m", "she": "f", "they": "", "them": "", "it": "", "who": ""}
_SPEAKING = frozenset({"i", "we", "me", "us"})
_OTHERS = frozenset({"his", "her", "their", "its"})
_OBJECTS = frozenset({"him", "them"})
#: "Anna is the user's sister": said of both.
_KIN = re.compile(r"(?:is|are|was|were) (?:one of |now )?the user's\b")
_KIN_TOLD = re.compile(r"(?P<name>[^\W\d_][\w' -]*?) (?:is|are|was|were) (?:one of )?the user's (?P<relation>[\w-]+(?: [\w-]+){0,2})\.?$")
#: "Adaeze, my eldest," "Biscuit (dog)".
_APPOSED = re.compile(
    rf"\b(?P<name>[A-Z][\w'-]+)(?:, (?:(?:that|who)(?:'s| is) )?(?:my|our) |,? (?:is|was) (?:my|our) | \((?:my |our "
    rf")?)(?P<kin>(?i:{RELATION_PATTERN}|{'|'.join(sorted(PETS))}))\b"
)
Owner = frozenset[str]  # lower-case words for whoever a stretch of a clause is about
USER: Owner = frozenset({"user"})
OWN: Owner = frozenset({"user's"})
IT: Owner = frozenset({"it"})


class Said(msgspec.Struct, frozen=True):
    """The clause that a candidate stands on; those before it, the nearest last, whose subject goes on where there is none; and all around it,
    which says who is who. `surely`: the subject must be beyond doubt, as where a model retells."""

    clause: str
    before: tuple[str, ...] = ()
    around: str = ""
    surely: bool = False


def misattributed(text: str, said: Said) -> bool:
    """Whether what the clause says of one is told of another."""
    about, predicate = _subject(text)
    tokens = _tokens(said.clause)
    places = {plain(w.low): n for n, w in reversed(list(enumerate(tokens)))}
    telling = [plain(w.low) for w in predicate if is_telling(w.low)]
    found = [word for word in telling if word in places]
    if not about or not found or _KIN.match(" ".join(w.low for w in predicate)):
        return False
    place = places[found[0]] if found[0] == telling[0] and found[0] in BASES else min(places[word] for word in found)
    people = _people(said.around)
    return not all(_same(about, owner, predicate, people) for owner in _owners(tokens, place, said))


def _owners(tokens: list[Word], place: int, said: Said) -> list[Owner]:
    """Whom the word at `place` of a clause is said of; one at most, unless nobody can tell."""
    if not said.surely and not any(is_verb(w.low) for w in tokens):
        return []  # a note: "torts 11/05, EU law 20/05"
    owner = _owner(tokens, place, said.surely)
    if owner:
        return [owner]
    earlier = [_first_owner(_tokens(clause), said.surely) for clause in said.before]
    if said.surely:
        return [one for one in reversed(earlier) if one][:1]
    return [one for one in earlier if one and one != IT][-1:] if is_verb(tokens[0].low) else []


def _same(about: Owner, owner: Owner, predicate: list[Word], people: list[Owner]) -> bool:
    """Whether a candidate about `about` may stand on what is said of `owner`."""
    folded = {w.lower() for w in about}
    if owner == USER:
        person = any(w.lower() in RELATIONS | PETS or w[:1].isupper() for w in about)
        return about == USER or not person or any(w.low in ("user", "user's") for w in predicate)
    if owner & _GENDER.keys():
        wanted, given = {_GENDER[w] for w in owner & _GENDER.keys()} - {""}, {gender(w) for w in folded} - {""}
        if about == USER or (about >= OWN and not folded & (RELATIONS | PETS) and wanted):
            return False
        return not (wanted and given and not wanted & given)
    known = any(owner & one and folded & one for one in people)
    if owner & _OTHERS and not known:  # "her name" is not the user's
        return bool(folded & (RELATIONS | PETS)) or any(w[:1].isupper() for w in about)
    if owner & (RELATIONS | PETS) - folded and not known:
        return bool(folded & RELATIONS | folded & PETS) and bool(owner & folded)
    return known or bool(owner & folded)


def kin_told(text: str, around: str) -> bool:
    """Whether "Tom is the user's cousin" pairs the two as the message does; true of any other sentence. "My cousin Anna's friend Tom" does not."""
    told = _KIN_TOLD.match(text)
    if told is None:
        return True
    name, relation = told["name"].lower(), told["relation"].lower()
    if any(person.name.lower() == name and person.relation.lower().endswith(relation.split()[-1]) for person in related(around)):
        return True
    first, second = re.escape(name), rf"(?:my|our) (?:[\w-]+ )?{re.escape(relation)}"
    link = r"(?:[\s,(:-]|\b(?:is|was|are|called|named|who|she|he|it|'s|name)\b|'s\b)+"
    return re.search(rf"\b{first}\b{link}{second}\b|\b{second}\b{link}{first}\b(?!'s)", around, re.IGNORECASE) is not None


def predicate(text: str) -> frozenset[str]:
    """The words of meaning with which a sentence tells something of its subject, in their plain forms."""
    return frozenset(plain(w.low) for w in _subject(text)[1] if is_telling(w.low)) - {"year", "old"}


def _subject(text: str) -> tuple[Owner, list[Word]]:
    """Whom a candidate's sentence is about (nobody that can be told: empty), and the words after the subject."""
    tokens = words(text)
    low = [w.low for w in tokens]
    if low[:2] == ["the", "user"]:
        return USER, tokens[2:]
    length = subject_length(tokens)
    own = low[:2] == ["the", "user's"]
    phrase = tokens[2 if own else 0 : length]
    named = {w.text.removesuffix("'s") for w in phrase[: _head(phrase)] if is_telling(w.low)}
    if own:  # "the user's Jazz" is nobody
        return OWN | {name.lower() for name in named}, tokens[length:]
    return frozenset(named), tokens[length:]


def _head(phrase: list[Word]) -> int:
    """How many words of a subject name it: those before "in", "at", "of", or a comma."""
    return next((n for n, w in enumerate(phrase) if n and w.low in PREPOSITIONS | {","}), len(phrase))


def _tokens(clause: str) -> list[Word]:
    tokens = words(unwrapped(clause, 0)[0])
    return moved_back(tokens) if len(tokens) > 1 else tokens


def _owner(tokens: list[Word], place: int, surely: bool) -> Owner:
    """Whom the word at `place` is said of: the last one spoken of before it."""
    marks = _marks(tokens, surely)
    before = [mark for start, _, mark in marks if start < place]
    return before[-1] if before else frozenset()


def _first_owner(tokens: list[Word], surely: bool) -> Owner:
    """The subject of a clause: the last one spoken of before its verb."""
    verb = next((n for n, w in enumerate(tokens) if n and is_verb(w.low)), len(tokens))
    return _owner(tokens, verb, surely)


def _marks(tokens: list[Word], surely: bool) -> list[tuple[int, int, Owner]]:
    """Everybody whom a clause speaks of, in order; "my sister Anna" is one. `surely`: things that are its subject, too."""
    length = subject_length(tokens) if tokens and tokens[0].low not in _SPEAKING | _GENDER.keys() and not is_verb(tokens[0].low) else 0
    head = _head(tokens[:length])
    found: list[tuple[int, int, Owner]] = []
    for n, word in enumerate(tokens):
        low = word.low.removesuffix("'s")
        if head <= n < length:  # "the wifi in the cabin", "my dog Rex, a lab,": only the first is spoken of
            continue
        if low in _USER:
            mark = USER
        elif low == "user":  # nobody calls themselves that
            mark = frozenset({"a user"})
        elif (
            (low in _OTHERS and n < head)
            or (low in _GENDER and (low in _OBJECTS or _acting(tokens, n)))
            or {low, plain(low)} & (RELATIONS | PETS)
            or (n < head and is_telling(low) and (surely or word.text.istitle()))
            or _named(tokens, n)
        ):
            mark = frozenset({low})
        else:
            continue
        if found and found[-1][1] == n and USER not in (mark, found[-1][2]) and not mark & _GENDER.keys():
            found[-1] = found[-1][0], n + 1, found[-1][2] | mark
        else:
            found.append((n, n + 1, mark))
    return found


def _acting(tokens: list[Word], n: int) -> bool:
    """Whether a pronoun is the subject of a verb: "it" of "it broke", not of "do it like so"."""
    return any(is_verb(w.low) for w in tokens[n + 1 : n + 3]) and not (n and is_verb(tokens[n - 1].low))


def _named(tokens: list[Word], n: int) -> bool:
    """Whether a capital stands for a name, of other than a place or a firm ("in Berlin", "at the Royal Mail")."""
    word = tokens[n]
    if not n or not word.text[:1].isupper() or word.low in CAPITALISED_ANYWAY | FUNCTION:
        return False
    return not any(w.low in PREPOSITIONS - {"with", "for", "than", "like"} for w in tokens[max(0, n - 2) : n])


def _people(around: str) -> list[Owner]:
    """The words that stand for one person each: {"sister", "anna"}."""
    apposed = [frozenset(f"{match['kin']} {match['name']}".lower().split()) for match in _APPOSED.finditer(around)]
    return apposed + [frozenset(f"{person.relation} {person.name}".lower().split()) for person in related(around)]
