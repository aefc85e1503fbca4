"""One statement told as the several that it makes: "has a cat and two hens, no garden" -> a cat, two hens, no garden."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from engine.learning.grammar.given_names import GIVEN, WORDS_TOO
from engine.learning.grammar.lexicon import NUMBER_WORDS, PETS, RELATION_PATTERN
from engine.learning.grammar.phrases import is_verb
from engine.learning.grammar.states import STATES
from engine.learning.grammar.verbs import BASES, base_of
from engine.learning.grammar.words import words
from engine.learning.jottings.jot import article
from engine.learning.telling.acquaintances import acquaintances
from engine.learning.telling.adjuncts import adjuncts
from engine.learning.telling.fragments import ROLES
from engine.learning.telling.pairs import pairs
from engine.learning.telling.people import NAME
from engine.learning.telling.promises import promises
from engine.learning.telling.reasons import reasons
from engine.learning.telling.story import Statement
from engine.learning.telling.tails import tails

_COUNT = "|".join(word for word, number in NUMBER_WORDS.items() if 0 < number < 21)
_PET = "|".join(sorted(PETS, key=len, reverse=True))
_OWNS = re.compile(
    r"(?P<verb>(?:only |also |still |now )?(?:has|owns|keeps|needs|grows|takes|uses))(?: (?:only|just|also))?(?: got)? "
    r"(?P<list>\S.*)$"
)
_UNIT = re.compile(
    r"(?:\d[\d.,/]*|\w+) ?(?:years?|yrs?|months?|weeks?|days?|hours?|hrs?|mins?|minutes?|times|km|miles|mg|mcg|ml|g|kg|%|units?|"
    r"nights?|pm|am|o'clock)\b",
    re.IGNORECASE,
)
_THING = re.compile(rf"(?:an?|some|the|their|no|another|\d{{1,3}}|{_COUNT}) (?!of\b)\S", re.IGNORECASE)
_NAMED = re.compile(rf"is (?P<name>{NAME}), (?P<more>\S.*)$")
_CONTRAST = re.compile(
    r"(?P<verb>(?:now |also |only )?(?:eats|likes|loves|drinks|speaks|drives|plays|wants|has|reads|keeps|uses|enjoys)) (?P<one>[^,]+?),? but not "
    r"(?P<other>[^,]+)$"
)
_DIED = re.compile(
    rf"(?P<main>\S.*?),? (?:since|after|when|because|as) (?P<whose>their|his|her|the user's) (?:late )?(?P<who>{RELATION_PATTERN}(?: {NAME})?) "
    r"(?P<what>(?:died|passed(?: away| on)?|was diagnosed|had (?:a|her|his) (?:stroke|fall|operation|accident|heart attack))\b.*)$"
)
_TWO_STATES = re.compile(
    r"(?P<be>is|are) (?P<one>\d{1,3}|[\w-]+)(?P<now> now)?,? and (?P<two>(?!a (?:half|quarter|bit)\b)(?:both|all|on|in|at|"
    r"from|an?|allergic|deaf|blind|diabetic|half|still|newly|originally|recently)\s+\S.*)$"
)
_WITHOUT = re.compile(
    r"(?P<main>[^,]+), (?P<none>no (?P<what>(?:known |other |current )?[\w-]+(?: [\w-]+)?)(?: at all)?(?: (?:incl|including|like|"
    r"such as|not even) .+)?)$"
)
_COMPANY = re.compile(
    rf"(?P<main>(?:lives|lived|moved|is living|stays)\b.*?) with (?:their|his|her) (?P<who>(?:(?:{_COUNT}|\d+) (?:\w+ "
    rf")?(?:{_PET}|kids|children|sons|daughters|boys|girls)|(?:{_PET}) {NAME})(?:, .*| and .*)?)$"
)
_CHILDREN = re.compile(
    rf"has (?P<list>(?:{_COUNT}|\d{{1,2}})(?: (?:grown[- ]up |adult |lovely |young |little )?(?P<kind>\w+))?(?:,|:| called| named| -)? "
    rf"(?P<names>{NAME}(?:, (?:and )?(?:baby |little )?{NAME})*,? (?:and|&) (?:baby |little )?{NAME}))$"
)
_KINDS = {
    "": "children", "kids": "children", "children": "children", "girls": "daughters", "boys": "sons",
    "lads": "sons", "sons": "sons", "daughters": "daughters", "brothers": "brothers", "sisters": "sisters",
    "grandkids": "grandchildren", "grandchildren": "grandchildren", "siblings": "siblings", "cousins": "cousins",
    "flatmates": "flatmates", "housemates": "housemates", "stepkids": "stepchildren",
}  # fmt: skip


_AMOUNT = re.compile(
    r"(?:has|have|takes|drinks|eats|gets) (?P<amount>\d[\d.,]*\s?(?:mg|mcg|milligrams?|micrograms?|ml|grams?|kg|kilos?|litres?|liters?|drops|units|"
    r"tablets?|pills?))"
)


def split(said: Statement) -> list[Statement]:
    """The statements that one makes, in order; itself alone when it is one."""
    parts = [said]
    for step in _STEPS:
        parts = [part for whole in parts for part in (list(step(whole)) or [whole])]
    if len(parts) == 2 and (amount := _AMOUNT.fullmatch(parts[1].rest)):  # "takes ramipril every morning, 5 mg"
        return [_again(parts[0], f"{parts[0].rest}, {amount['amount']}")]
    return parts


def _again(said: Statement, rest: str, subject: str = "") -> Statement:
    """The same with another predicate, or of another subject."""
    if not subject or subject == said.subject:
        return msgspec.structs.replace(said, rest=rest.strip(" ,"))
    return msgspec.structs.replace(said, subject=subject, rest=rest.strip(" ,"), about_user=False, person=None)


def _name(said: Statement) -> Iterator[Statement]:
    """ "is Maribel, au pair in Utrecht" of the user."""
    alone = re.fullmatch(rf"is (?P<name>{NAME})", said.rest) if said.about_user else None
    if alone and alone["name"].split()[0].lower() in GIVEN - WORDS_TOO and alone["name"][0].isupper():
        yield _again(said, f"is called {alone['name']}")
    match = _NAMED.match(said.rest) if said.about_user else None
    if not match or not match["name"][0].isupper():
        return
    more = match["more"]
    first = [w.low for w in words(more)]
    if not first or is_verb(first[0]):
        return
    role = any(w in ROLES for w in first[:3]) or first[0] in ("au", "mum", "dad", "mother", "father", "student")
    rest = ""
    if re.fullmatch(r"\d{1,3}", more):
        rest = f"is {more} years old"
    elif role and first[0] not in ("a", "an", "the"):
        rest = f"is {article(more)} {more}"
    elif first[0] in STATES or first[0] in ("a", "an", "the", "from", "in", "based"):
        rest = f"is {more}"
    if rest:
        yield _again(said, f"is called {match['name']}")
        yield _again(said, rest)


def _death(said: Statement) -> Iterator[Statement]:
    """ "lives alone since their husband Ted passed in 2019"."""
    match = _DIED.match(said.rest) if not said.thing else None
    if not match:
        return
    owner = "The user's" if said.about_user or match["whose"] == "the user's" else f"{said.subject}'s"
    main = match["main"].strip(" ,")
    yield said if re.search(r"\b(?:alone|own)\b", main) is None else _again(said, main)
    yield msgspec.structs.replace(_again(said, match["what"], f"{owner} {match['who']}"), past=True)


def _contrast(said: Statement) -> Iterator[Statement]:
    match = _CONTRAST.match(said.rest)
    if not match:
        return
    yield _again(said, f"{match['verb']} {match['one']}")
    yield msgspec.structs.replace(_again(said, f"does not {base_of(match['verb'].split()[-1])} {match['other']}"), negative=True)


def _without(said: Statement) -> Iterator[Statement]:
    """ "is coeliac, no known allergies"."""
    match = _WITHOUT.match(said.rest) if not said.thing and not said.past else None
    if (
        not match
        or _OWNS.match(said.rest)
        or re.match(
            r"(?:no (?:problem|worries|doubt|idea|matter|need|thanks|more|longer|less|later|excuses?|"
            r"way|joke|lie|wonder))\b",
            match["none"],
        )
    ):
        return
    yield _again(said, match["main"])
    eats = re.search(r"\b(?:vegan|vegetarian|pescatarian|halal|kosher|coeliac|celiac|diet|eats|keto|jain)\b", match["main"]) is not None
    yield msgspec.structs.replace(_again(said, f"{'eats' if eats and 'allerg' not in match['none'] else 'has'} {match['none']}"), negative=True)


def _states(said: Statement) -> Iterator[Statement]:
    match = _TWO_STATES.match(said.rest)
    if not match or not (match["one"].isdigit() or match["one"] in STATES | ROLES):
        return
    yield _again(said, f"{match['be']} {match['one']}{' years old' if match['one'].isdigit() else ''}")
    yield _again(said, f"{match['be']} {match['two']}")


def _company(said: Statement) -> Iterator[Statement]:
    match = _COMPANY.match(said.rest)
    if match:
        yield _again(said, match["main"])
        yield _again(said, f"has {match['who']}")


def _children(said: Statement) -> Iterator[Statement]:
    """ "has three: Somto, Kaira and baby Dubem"."""
    match = _CHILDREN.match(said.rest) if said.about_user else None
    kind = (match["kind"] or "").lower() if match else ""
    if not match or kind not in _KINDS:
        return
    names = [re.sub(r"^(?:baby|little|and) ", "", n).strip() for n in re.split(r",\s*(?:and )?|\s+(?:and|&)\s+", match["names"])]
    if len(names) < 2 or any(not n[:1].isupper() for n in names):
        return
    several = _KINDS[kind]
    count = match["list"].split()[0].strip(":,")
    yield _again(said, f"has {count} {several}")
    for name in names:
        yield msgspec.structs.replace(_again(said, f"is one of the user's {several}", name), thing=False)


#: "The nurse put the user on losartan 50 instead": what is taken from then on.
_PUT_ON = re.compile(
    r"(?:has |had )?(?:put|started|switched|moved) the user (?:back )?(?:on|to|onto) (?P<what>(?!the\b|an?\b|my\b"
    r"|hold\b)[a-z][\w-]{3,} \d[\w.]*(?: ?m[cg]g?)?)\b"
)


def _prescribed(said: Statement) -> Iterator[Statement]:
    match = _PUT_ON.match(said.rest) if not said.about_user else None
    if match:
        yield said
        taken = msgspec.structs.replace(said, subject="The user", rest=f"takes {match['what']}", about_user=True, person=None)
        yield msgspec.structs.replace(taken, past=False)


def _objects(said: Statement) -> Iterator[Statement]:
    """ "has an induction hob and a tiny oven, no microwave"."""
    match = _OWNS.match(said.rest)
    if not match or said.past:
        return
    body = match["list"]
    pieces = [
        p.strip()
        for p in re.split(
            r"\s*,\s*(?:and\s+|plus\s+|but\s+)?|\s+(?:and|&|plus)\s+(?=(?:an?|some|the|their|no|\d{1,3}|"
            r"" + _COUNT + r") )",
            body,
        )
        if p.strip()
    ]
    if len(pieces) < 2 or len(pieces) > 8 or not all(_fits(p) for p in pieces[1:]) or len(pieces[0].split()) > 9:
        return
    only = "only " if re.search(r"\b(?:only|just)\b", said.rest[: match.start("list")]) else ""
    verb = match["verb"].removeprefix("only ")
    if only and any(p.startswith("no ") for p in pieces):
        only = ""
    for number, piece in enumerate(pieces):
        keeps = (
            verb if number == 0 or verb.split()[-1] not in ("keeps", "grows", "needs", "takes", "uses") or not re.match(r"no |\d", piece) else "has"
        )
        yield msgspec.structs.replace(_again(said, f"{only}{keeps} {piece}"), negative=piece.startswith("no "))


def _fits(piece: str) -> bool:
    if not _THING.match(piece) or re.fullmatch(r"(?:19|20)\d\d", piece) or _UNIT.match(piece) or len(piece.split()) > 8:
        return False
    low = [w.low for w in words(piece)]
    return not any(
        w in ("is", "are", "was", "were", "has", "have", "i", "he", "she", "they", "we", "it", "who", "which", "that") for w in low
    ) and low[-1] not in BASES - {"car", "cat", "dog"} | {"of", "and"}


_STEPS: tuple[Callable[[Statement], Iterator[Statement]], ...] = (
    promises,
    _prescribed,
    _name,
    _death,
    _contrast,
    _children,
    _without,
    _states,
    _company,
    _objects,
    reasons,
    pairs,
    tails,
    adjuncts,
    acquaintances,
)
